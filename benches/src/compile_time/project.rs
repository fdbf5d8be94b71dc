use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use crate::failure::Failure;

/// A crate in a temporary folder, which is removed on drop.
pub(super) struct Project {
    folder: PathBuf,
}

/// Variables that change how cargo builds, beside those of the profiles (`CARGO_PROFILE_*`).
const SETTINGS: [&str; 6] = [
    "CARGO_BUILD_JOBS",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_INCREMENTAL",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTC_WRAPPER",
    "RUSTFLAGS",
];

/// What a command of cargo took.
pub(super) struct Took {
    /// Seconds by the clock.
    pub(super) wall: f64,
    /// Seconds of all processors together.
    pub(super) processors: f64,
    /// How many crates it compiled.
    pub(super) crates: usize,
}

impl Project {
    pub(super) fn new(dependencies: &str) -> Result<Self, Failure> {
        let folder = std::env::temp_dir().join(format!("velithon-compile-time-{}", std::process::id()));
        let project = Self { folder };
        fs::create_dir_all(project.folder.join("src"))?;
        fs::write(
            project.folder.join("Cargo.toml"),
            format!(
                "[package]\nname = \"measured\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
                 axum = {{ version = \"0.8\", default-features = false, features = [\"http1\", \"json\", \"query\", \"tokio\"] }}\n\
                 futures = {{ version = \"0.3\", default-features = false }}\n\
                 serde = {{ version = \"1\", features = [\"derive\"] }}\n{dependencies}"
            ),
        )?;
        // The versions of this repository, so that every run compiles the same.
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("Cargo.lock");
        fs::copy(lock, project.folder.join("Cargo.lock"))?;
        project.fetch()?;
        Ok(project)
    }

    pub(super) fn write(&self, source: &str) -> Result<(), Failure> {
        Ok(fs::write(self.folder.join("src/main.rs"), source)?)
    }

    /// Downloads the dependencies, so that no measured build waits for the network.
    fn fetch(&self) -> Result<(), Failure> {
        self.write("fn main() {}")?;
        self.cargo("fetch").map(|_| ())
    }

    /// The instructions of the compiler in a command of cargo, for this crate alone and without what was compiled before.
    pub(super) fn instructions(&self, command: &str) -> Result<f64, Failure> {
        let (wrapper, log) = (self.folder.join("count"), self.folder.join("count.log"));
        let script = format!(
            "#!/bin/sh\n\
             exec valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null --log-file={} \"$@\"\n",
            log.display()
        );
        fs::write(&wrapper, script)?;
        fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755))?;
        let mut cargo = self.command(command);
        cargo
            .env("RUSTC_WORKSPACE_WRAPPER", &wrapper)
            .env("CARGO_INCREMENTAL", "0");
        let output = cargo.output()?;
        if !output.status.success() {
            return Err(format!("cargo {command} failed:\n{}", String::from_utf8_lossy(&output.stderr)).into());
        }
        // The last run of the compiler is the one that compiled; those before it were asked for its version.
        let log = fs::read_to_string(&log)?;
        let count = log.rsplit_once("refs:").map(|(_, rest)| rest.trim());
        let count = count.and_then(|count| count.lines().next()?.replace(',', "").parse().ok());
        count.ok_or_else(|| format!("valgrind counted nothing:\n{log}").into())
    }

    /// A command of cargo without this process's settings for builds.
    fn command(&self, command: &str) -> Command {
        let mut cargo = Command::new("cargo");
        cargo
            .arg(command)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"));
        let is_setting = |name: &str| SETTINGS.contains(&name) || name.starts_with("CARGO_PROFILE_");
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(is_setting) {
                cargo.env_remove(name);
            }
        }
        cargo
    }

    /// Runs a command of cargo without this process's settings for builds, and returns what that took.
    pub(super) fn cargo(&self, command: &str) -> Result<Took, Failure> {
        let mut cargo = self.command(command);
        let (start, before) = (Instant::now(), processors()?);
        let output = cargo.output()?;
        let (wall, processors) = (start.elapsed().as_secs_f64(), processors()? - before);
        let report = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(format!("cargo {command} failed:\n{report}").into());
        }
        let compiled = report.lines().map(str::trim_start);
        let crates = compiled.filter(|line| line.starts_with("Compiling")).count();
        Ok(Took {
            wall,
            processors,
            crates,
        })
    }
}

/// Processor seconds of the children of this process that have ended, and of their own children.
fn processors() -> Result<f64, Failure> {
    const TICKS_A_SECOND: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat")?;
    // After the program's name, which may have anything in it, `cutime` and `cstime` are the 14th and 15th.
    let (_, fields) = stat.rsplit_once(") ").ok_or("no times in /proc")?;
    let ticks: Result<Vec<u32>, _> = fields.split(' ').skip(13).take(2).map(str::parse).collect();
    Ok(ticks?.into_iter().map(f64::from).sum::<f64>() / TICKS_A_SECOND)
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}
