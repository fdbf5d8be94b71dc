//! The peak of a server's resident memory: a process of its own, over a socket.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, ExitCode, Stdio},
};

use axum::{Router, extract::Path, routing::get};
use serde::Serialize;
use tokio::net::TcpListener;
use velithon::{Emitter, stream_json};

use crate::Verdict;

/// The argument that makes this program the server.
pub(crate) const SERVE: &str = "serve-the-peak-test";

const KIB: usize = 6 * 1024;

#[derive(Serialize)]
struct Row {
    id: u32,
    data: String,
}

#[stream_json]
async fn rows(Path(count): Path<u32>, rows: &Emitter<Row>) {
    for id in 0..count {
        let data = format!("Item {id}");
        rows.emit(&Row { id, data }).await;
    }
}

/// Serves until it is killed, and says where.
pub(crate) fn serve() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        println!("{}", listener.local_addr().expect("an address"));
        let app = Router::new().route("/rows/{count}", get(rows));
        axum::serve(listener, app).await.expect("axum serves for ever");
    });
    ExitCode::SUCCESS
}

/// The server's process, which ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(crate) fn of_a_million_items() -> Vec<Verdict> {
    let program = env::current_exe().expect("this program");
    let mut server = Server(
        Command::new(program)
            .arg(SERVE)
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process"),
    );
    if peak(&server).is_none() {
        return vec![Verdict::NotRun("the peak of a process needs /proc".to_owned())];
    }
    let mut said = BufReader::new(server.0.stdout.take().expect("a pipe"));
    let mut address = String::new();
    said.read_line(&mut address).expect("where it listens");
    let address = address.trim().parse().expect("an address");

    read(address, 100_000);
    let warm = peak(&server).expect("a peak");
    let bytes = read(address, 1_000_000);
    let raised = peak(&server).expect("a peak") - warm;
    vec![Verdict::at_most(
        raised,
        KIB,
        &format!("KiB more for 1,000,000 items of {bytes} bytes in all"),
    )]
}

/// The process's peak in KiB.
fn peak(server: &Server) -> Option<usize> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.0.id())).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Reads a whole response, and tells its size.
fn read(address: SocketAddr, count: u32) -> usize {
    let mut socket = TcpStream::connect(address).expect("the server listens");
    let request = format!("GET /rows/{count} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).expect("a request");
    let mut end = Vec::new();
    let mut bytes = 0;
    let mut part = vec![0; 64 * 1024];
    loop {
        let read = socket.read(&mut part).expect("a response");
        if read == 0 {
            break;
        }
        bytes += read;
        end.extend_from_slice(&part[..read]);
        end.drain(..end.len().saturating_sub(8));
    }
    assert!(end.ends_with(b"]\r\n0\r\n\r\n"), "a whole response");
    bytes
}
