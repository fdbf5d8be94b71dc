//! `RESULTS.md`: every run replaces its own sections and leaves the others, and what was written by hand, as they are.

use std::{
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The path of a plot; its folder is made where it is missing.
pub(crate) fn plot(name: &str) -> io::Result<PathBuf> {
    let plots = folder().join("plots");
    fs::create_dir_all(&plots)?;
    Ok(plots.join(format!("{name}.svg")))
}

/// Writes `text` in place of the section called `name`, or at the end where there is none.
pub(crate) fn put(name: &str, text: &str) -> io::Result<()> {
    let path = folder().join("RESULTS.md");
    let results = fs::read_to_string(&path)?;
    fs::write(path, replaced(&results, name, text))
}

fn replaced(results: &str, name: &str, text: &str) -> String {
    let (begin, end) = (format!("<!-- begin {name} -->\n"), format!("<!-- end {name} -->\n"));
    let section = format!("{begin}\n{}\n\n{end}", text.trim());
    let old = results.split_once(&begin).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(&end)?;
        Some((before, after))
    });
    match old {
        Some((before, after)) => format!("{before}{section}{after}"),
        None => format!("{}\n\n{section}", results.trim_end()),
    }
}

/// The features that this build has, beyond those that another of them brings.
const FEATURES: &[&str] = &[
    #[cfg(feature = "actix")]
    "actix",
    #[cfg(feature = "http2")]
    "http2",
    #[cfg(all(feature = "postgres", not(feature = "tokio-postgres")))]
    "postgres",
    #[cfg(feature = "rusqlite")]
    "rusqlite",
    #[cfg(feature = "sea-orm")]
    "sea-orm",
    #[cfg(feature = "sonic")]
    "sonic",
    #[cfg(all(
        feature = "sqlite",
        not(any(feature = "postgres", feature = "rusqlite", feature = "sea-orm"))
    ))]
    "sqlite",
    #[cfg(feature = "tokio-postgres")]
    "tokio-postgres",
];

/// The command that measures with `flags` in the build that this is.
pub(crate) fn command(flags: &str) -> String {
    let mut command = "cargo run --release -p velithon-benches".to_owned();
    if !FEATURES.is_empty() {
        let _ = write!(command, " --features {}", FEATURES.join(","));
    }
    if !flags.is_empty() {
        let _ = write!(command, " -- {flags}");
    }
    format!("`{command}`")
}

/// The machine that is measured on: processor, cores, kernel and compiler.
pub(crate) fn machine() -> String {
    let read = |path| fs::read_to_string(path).unwrap_or_default();
    let processors = read("/proc/cpuinfo");
    let model = processors.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("an unknown processor", |rest| rest.trim_start_matches(['\t', ' ', ':']));
    let mut machine = model.to_owned();
    if let Ok(cores) = thread::available_parallelism() {
        let _ = write!(machine, ", {cores} cores");
    }
    let _ = write!(machine, ", Linux {}", read("/proc/sys/kernel/osrelease").trim());
    if let Ok(rustc) = Command::new("rustc").arg("--version").output() {
        let version = String::from_utf8_lossy(&rustc.stdout);
        let version = version.split(" (").next().unwrap_or_default();
        let _ = write!(machine, ", {}", version.trim());
    }
    machine
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_replaced_where_it_stands() {
        let one = replaced("# Results\n", "a", "old");
        let two = replaced(&one, "b", "other");
        let three = replaced(&two, "a", "new");
        assert_eq!(
            three,
            "# Results\n\n<!-- begin a -->\n\nnew\n\n<!-- end a -->\n\n\
             <!-- begin b -->\n\nother\n\n<!-- end b -->\n"
        );
    }
}
