use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde::Deserialize;

/// Compiles a crate that depends on Velithon as an application does.
pub(crate) struct Compiler {
    folder: PathBuf,
}

/// An error of the compiler.
pub(crate) struct Message {
    /// The line of the generated crate that it points at.
    pub(crate) line: usize,
    /// The code that it points at, up to the end of its first line.
    pub(crate) at: String,
    /// What it says, with its notes, labels and helps.
    pub(crate) text: String,
    /// As the compiler prints it.
    pub(crate) rendered: String,
}

impl Compiler {
    /// A crate of this name with these dependencies, which is kept in the folder of the test. The versions are those of the
    /// repository, and what has been built is used.
    pub(crate) fn new(repository: &Path, name: &str, dependencies: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(folder.join("src")).expect("a folder");
        let dependencies = dependencies.replace("REPOSITORY", &repository.display().to_string());
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependencies}"
        );
        fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
        fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
        Self { folder }
    }

    pub(crate) fn version(&self) -> String {
        let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into()));
        let output = rustc.arg("--version").current_dir(&self.folder).output();
        String::from_utf8(output.expect("a compiler").stdout).expect("a version")
    }

    /// The errors of the crate with this source.
    pub(crate) fn errors(&self, source: &str) -> Vec<Message> {
        fs::write(self.folder.join("src/main.rs"), source).expect("a source");
        // What `cargo test` has built is there, under the folder of this test.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .parent()
            .expect("a target folder");
        let output = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--message-format=json", "--target-dir"])
            .arg(target)
            // As developers have it. The compiler then checks once more what an `async fn` awaits, and reports again what that
            // demands; `trybuild` compiles without.
            .env("CARGO_INCREMENTAL", "1")
            .current_dir(&self.folder)
            .output()
            .expect("cargo");
        let lines = String::from_utf8(output.stdout).expect("JSON");
        let reports = lines.lines().filter_map(|line| serde_json::from_str(line).ok());
        let errors: Vec<_> = reports
            .filter_map(|report: Report| report.message.error(source))
            .collect();
        assert!(
            !errors.is_empty(),
            "nothing was compiled:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        errors
    }
}

#[derive(Deserialize)]
struct Report {
    message: Diagnostic,
}

#[derive(Deserialize)]
struct Diagnostic {
    message: String,
    level: String,
    spans: Vec<Span>,
    children: Vec<Self>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    byte_start: usize,
    byte_end: usize,
    line_start: usize,
    is_primary: bool,
    label: Option<String>,
    expansion: Option<Box<Expansion>>,
}

#[derive(Deserialize)]
struct Expansion {
    span: Span,
}

impl Diagnostic {
    /// `None` for warnings, and for the line that counts the errors.
    fn error(self, source: &str) -> Option<Message> {
        if self.level != "error" || self.spans.is_empty() {
            return None;
        }
        let span = self.spans.iter().find(|span| span.is_primary)?.in_the_crate();
        let at = source.get(span.byte_start..span.byte_end).unwrap_or_default();
        Some(Message {
            line: span.line_start,
            at: at.lines().next().unwrap_or_default().to_owned(),
            text: self.text(),
            rendered: self.rendered.unwrap_or_default(),
        })
    }

    fn text(&self) -> String {
        let labels = self.spans.iter().filter_map(|span| span.label.clone());
        let children = self.children.iter().map(Self::text);
        let texts: Vec<_> = labels.chain(children).collect();
        format!("{}\n{}", self.message, texts.join("\n"))
    }
}

impl Span {
    /// The place in the generated crate that the code at this place came from.
    fn in_the_crate(&self) -> &Self {
        match &self.expansion {
            Some(expansion) if !self.file_name.ends_with("src/main.rs") => expansion.span.in_the_crate(),
            _ => self,
        }
    }
}
