//! The server's side of a measurement: a process of its own, one thread, one contender.

mod counted;
mod usage;

use std::{
    io::{self, BufRead, BufReader, Write},
    net::{Ipv4Addr, SocketAddr},
    process::{self, Child, ChildStdout, Command, Stdio},
    thread,
};

use tokio::net::TcpSocket;

use crate::contenders::{Contender, Host};
use crate::{failure::Failure, python};
use counted::Counted;
pub(crate) use usage::Usage;

/// Serves until standard input ends, so that no server outlives the program that measures it. It says its port first, and
/// where another process answers requests, that one's number. To each line it answers with how often it has written to a
/// connection.
pub(crate) fn serve(contender: Contender, send_buffer: Option<u32>) -> Result<(), Failure> {
    thread::spawn(|| {
        for _ in io::stdin().lines() {
            println!("{}", counted::writes());
        }
        process::exit(0);
    });
    match contender.host {
        Host::Axum(app) => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let socket = TcpSocket::new_v4()?;
                if let Some(bytes) = send_buffer {
                    // Its connections inherit it.
                    socket.set_send_buffer_size(bytes)?;
                }
                socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
                let listener = socket.listen(1024)?;
                println!("{}", listener.local_addr()?.port());
                Ok(axum::serve(Counted::new(listener), app()).await?)
            })
        }
        #[cfg(feature = "actix")]
        Host::Actix(configure) => crate::scenes::actix::serve(configure),
        Host::Python { script, handler } => Err(python::become_script(script, handler)),
    }
}

/// A server that runs until it is dropped.
pub(crate) struct Server {
    process: Child,
    /// The process that answers requests: `process`, or one that it has started.
    worker: u32,
    answers: BufReader<ChildStdout>,
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Starts this program again as a server.
    pub(crate) fn start(scene: &str, contender: &str) -> Result<Self, Failure> {
        let mut process = Command::new(std::env::current_exe()?)
            .args(["--serve", scene, contender])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let stdout = process.stdout.take().ok_or("the server has no output")?;
        let mut answers = BufReader::new(stdout);
        let mut line = String::new();
        answers.read_line(&mut line)?;
        let mut words = line.split_whitespace();
        let port = words.next().and_then(|port| port.parse().ok());
        let port = port.ok_or("the server did not start")?;
        let worker = words.next().map_or(Ok(process.id()), str::parse)?;
        Ok(Self {
            process,
            worker,
            answers,
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        })
    }

    /// The number of the process that answers requests.
    #[cfg(feature = "postgres")]
    pub(crate) fn worker(&self) -> u32 {
        self.worker
    }

    pub(crate) fn usage(&mut self) -> Result<Usage, Failure> {
        let (mut line, stdin) = (String::new(), self.process.stdin.as_mut());
        stdin.ok_or("the server has no input")?.write_all(b"\n")?;
        self.answers.read_line(&mut line)?;
        Usage::of(self.worker, line.trim_end().parse()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
