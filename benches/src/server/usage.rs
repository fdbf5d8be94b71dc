use std::{fs, time::Duration};

use crate::failure::Failure;

/// What a process has used since it started.
pub(crate) struct Usage {
    pub(crate) cpu: Duration,
    pub(crate) peak_kib: u32,
    /// Calls that wrote to a connection.
    pub(crate) writes: u32,
}

impl Usage {
    pub(super) fn of(process: u32, writes: u32) -> Result<Self, Failure> {
        Ok(Self {
            cpu: cpu(process)?,
            peak_kib: peak_kib(process)?,
            writes,
        })
    }
}

/// The time that its threads have been running, in user space and in the kernel. `schedstat` has nanoseconds, where
/// `stat` has hundredths of a second: too coarse for a response that takes ten of them.
fn cpu(process: u32) -> Result<Duration, Failure> {
    let mut nanos = 0;
    for thread in fs::read_dir(format!("/proc/{process}/task"))? {
        let running = fs::read_to_string(thread?.path().join("schedstat"))?;
        nanos += running.split(' ').next().unwrap_or_default().parse::<u64>()?;
    }
    Ok(Duration::from_nanos(nanos))
}

fn peak_kib(process: u32) -> Result<u32, Failure> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let kib = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"))
        .ok_or("no VmHWM in /proc")?;
    Ok(kib.parse()?)
}
