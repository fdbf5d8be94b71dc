//! The server that is put to the test.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use crate::Failure;

/// How long it may take to come to rest, or to close.
const PATIENCE: Duration = Duration::from_secs(30);
const MOMENT: Duration = Duration::from_millis(100);

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
        let output = File::create(&log)?;
        let process = Command::new(program)
            .args(arguments)
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .map_err(|error| format!("cannot start {program}: {error}"))?;
        let mut store = Self {
            process,
            log,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
        };
        store.address = store.opened()?;
        Ok(store)
    }

    /// Its address, as soon as it has said that it is open.
    fn opened(&mut self) -> Result<SocketAddr, Failure> {
        loop {
            let ended = self.process.try_wait()?;
            let said = fs::read_to_string(&self.log)?;
            if said.contains("Ctrl-c closes it") {
                let address = said.split_once("http://").map_or("", |(_, rest)| rest);
                let end = address.find(|c: char| !matches!(c, '0'..='9' | '.' | ':'));
                return Ok(address[..end.unwrap_or(address.len())].parse()?);
            }
            if ended.is_some() {
                return Err(format!("the store did not open:\n{said}").into());
            }
            thread::sleep(MOMENT);
        }
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

    /// What its descriptors are of, and how many of each; sockets and pipes count together.
    pub(crate) fn open_files(&self) -> Result<BTreeMap<String, u64>, Failure> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(format!("/proc/{}/fd", self.process.id()))? {
            // One that was closed meanwhile has no target any more.
            let Ok(target) = fs::read_link(entry?.path()) else {
                continue;
            };
            let target = target.to_string_lossy();
            let kind = target.split_once(":[").map_or(&*target, |(kind, _)| kind);
            *files.entry(kind.to_owned()).or_default() += 1;
        }
        Ok(files)
    }

    /// Waits until a figure has not sunk for three seconds, and returns it.
    pub(crate) fn settled(&self, figure: fn(&Self) -> Result<u64, Failure>) -> Result<u64, Failure> {
        let (mut least, mut since) = (figure(self)?, Instant::now());
        while since.elapsed() < Duration::from_secs(3) {
            thread::sleep(MOMENT);
            let now = figure(self)?;
            if now < least {
                (least, since) = (now, Instant::now());
            }
        }
        Ok(least)
    }

    /// Waits until a figure is at most so much, and returns what it was in the end.
    pub(crate) fn settle(&self, most: u64, figure: fn(&Self) -> Result<u64, Failure>) -> Result<u64, Failure> {
        let start = Instant::now();
        loop {
            let now = figure(self)?;
            if now <= most || start.elapsed() > PATIENCE {
                return Ok(now);
            }
            thread::sleep(MOMENT);
        }
    }

    /// Asks it to close, and returns whether it did well and in time, and what it had to say.
    pub(crate) fn close(mut self) -> Result<(bool, String), Failure> {
        let interrupt = Command::new("kill")
            .args(["-INT", &self.process.id().to_string()])
            .status()?;
        let asked = Instant::now();
        let mut ended = self.process.try_wait()?;
        while ended.is_none() && asked.elapsed() < PATIENCE {
            thread::sleep(MOMENT);
            ended = self.process.try_wait()?;
        }
        let closed = interrupt.success() && ended.is_some_and(|status| status.success());
        // Random text is sent to it, and some may be in there.
        Ok((closed, String::from_utf8_lossy(&fs::read(&self.log)?).into_owned()))
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_file(&self.log);
    }
}
