use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::Failure;

/// A crate in a temporary folder, which is gone with this.
pub(super) struct Project {
    folder: PathBuf,
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
                 axum = {{ version = \"0.8\", default-features = false, features = [\"http1\", \"json\", \"tokio\"] }}\n\
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

    /// What is downloaded is not to be measured.
    fn fetch(&self) -> Result<(), Failure> {
        self.write("fn main() {}")?;
        self.cargo("fetch").map(|_| ())
    }

    /// Runs a command of cargo, and returns how many crates it compiled.
    pub(super) fn cargo(&self, command: &str) -> Result<usize, Failure> {
        let output = Command::new("cargo")
            .arg(command)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .output()?;
        let report = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(format!("cargo {command} failed:\n{report}").into());
        }
        Ok(report
            .lines()
            .filter(|line| line.trim_start().starts_with("Compiling"))
            .count())
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}
