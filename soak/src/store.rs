//! The server that is put to the test.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::Failure;

pub(crate) struct Store {
    process: Child,
    log: PathBuf,
    pub(crate) address: SocketAddr,
}

impl Store {
    /// Starts a command, and waits for it to tell its address and that it is open.
    pub(crate) fn start(command: &[String]) -> Result<Self, Failure> {
        let (program, arguments) = command
            .split_first()
            .ok_or("which store? name its command after `--`")?;
        let log = std::env::temp_dir().join(format!("velithon-soak-{}.log", std::process::id()));
        let mut process = Command::new(program)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?)
            .spawn()
            .map_err(|error| format!("cannot start {program}: {error}"))?;
        let mut lines = BufReader::new(process.stdout.take().ok_or("the store has no output")?).lines();
        let (mut address, mut open) = (None, false);
        while !open {
            let Some(line) = lines.next() else {
                return Err(format!("the store did not open:\n{}", fs::read_to_string(&log)?).into());
            };
            let line = line?;
            open = line.contains("Ctrl-c closes it");
            if let Some((_, rest)) = line.split_once("http://") {
                let end = rest
                    .find(|c: char| !matches!(c, '0'..='9' | '.' | ':'))
                    .unwrap_or(rest.len());
                address = address.or(rest[..end].parse().ok());
            }
        }
        // What else it says must not fill the pipe.
        thread::spawn(move || lines.for_each(drop));
        Ok(Self {
            process,
            log,
            address: address.ok_or("the store did not tell its address")?,
        })
    }

    /// Its resident memory.
    pub(crate) fn resident_kib(&self) -> Result<u64, Failure> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let resident = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"));
        Ok(resident.ok_or("no VmRSS in /proc")?.parse()?)
    }

    pub(crate) fn descriptors(&self) -> Result<u64, Failure> {
        Ok(fs::read_dir(format!("/proc/{}/fd", self.process.id()))?.count() as u64)
    }

    /// Waits until a figure is at most so much, and returns what it was in the end.
    pub(crate) fn settle(&self, most: u64, figure: fn(&Self) -> Result<u64, Failure>) -> Result<u64, Failure> {
        let start = Instant::now();
        loop {
            let now = figure(self)?;
            if now <= most || start.elapsed() > Duration::from_secs(30) {
                return Ok(now);
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// Asks it to close, and returns how it did and what it had to say.
    pub(crate) fn close(mut self) -> Result<(bool, String), Failure> {
        let interrupt = Command::new("kill")
            .args(["-INT", &self.process.id().to_string()])
            .status()?;
        let closed = interrupt.success() && self.process.wait()?.success();
        Ok((closed, fs::read_to_string(&self.log)?))
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_file(&self.log);
    }
}
