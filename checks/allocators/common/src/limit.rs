use std::{
    fs, io,
    path::{Path, PathBuf},
};

use velithon_runtime::{
    MemoryManager,
    memory::{MemorySignal, MemoryStatus},
};

const LIMIT: u64 = 256 << 20;

/// A real control group with a real limit, where this machine lets us make one.
pub fn check() {
    let versions = [
        (1, "/sys/fs/cgroup/memory", "memory.limit_in_bytes"),
        (2, "/sys/fs/cgroup", "memory.max"),
    ];
    for (version, mount, file) in versions {
        match Group::enter(Path::new(mount), file) {
            Ok(group) => {
                limited();
                drop(group);
                println!("a real limit of version {version}: seen");
            }
            Err(error) => println!("a real limit of version {version}: not tried, {error}"),
        }
    }
}

fn limited() {
    // Where the process is, is remembered for a minute: only a manager of its own looks now.
    let memory = MemoryManager::with_backend(Nothing);
    let report = memory.report();
    assert_eq!(report.container.unwrap().limit_bytes, Some(LIMIT), "{report:?}");
    assert_eq!(
        (report.signal, report.status),
        (Some(MemorySignal::Container), MemoryStatus::Healthy)
    );

    let filled = std::hint::black_box(vec![1_u8; LIMIT as usize / 100 * 85]);
    let report = memory.report();
    assert_eq!(report.status, MemoryStatus::Warning, "{report:?}");
    drop(filled);
}

struct Nothing;
impl velithon_runtime::memory::AllocatorBackend for Nothing {}

/// A group that this process is in until the end.
struct Group {
    path: PathBuf,
    before: PathBuf,
}

impl Group {
    fn enter(mount: &Path, limit: &str) -> io::Result<Self> {
        let own = fs::read_to_string("/proc/self/cgroup")?;
        let controller = if limit == "memory.max" { "0::" } else { ":memory:" };
        let own = own
            .lines()
            .find_map(|line| line.split_once(controller))
            .map_or("/", |(_, path)| path);
        let before = mount.join(own.trim_start_matches('/'));
        let path = mount.join(format!("velithon-{}", std::process::id()));
        fs::create_dir(&path)?;
        // From here on its destructor removes the directory again.
        let group = Self { path, before };
        // A file that is not there would be created, were this not a control group without a memory controller.
        fs::metadata(group.path.join(limit))?;
        fs::write(group.path.join(limit), LIMIT.to_string())?;
        fs::write(group.path.join("cgroup.procs"), "0")?;
        Ok(group)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let _ = fs::write(self.before.join("cgroup.procs"), "0");
        let _ = fs::remove_dir(&self.path);
    }
}
