//! Compile errors: one mistake a file.
//!
//! What the compiler says is compared on the compiler that wrote it down; on any other a mistake must merely be refused.
//! `TRYBUILD=overwrite cargo test --test ui` writes the expectations anew.

use std::{env, fs, io, path::Path, process::Command};

const WRITTEN_BY: &str = "rustc 1.95.";
const CASES: &str = "VELITHON_UI_CASES";

#[test]
fn mistakes_are_refused_with_an_error_that_names_the_fix() {
    let cases = env::var(CASES);
    if cases.is_ok() || is_written_by(&compiler()) {
        let cases = cases.unwrap_or("tests/ui".into());
        trybuild::TestCases::new().compile_fail(format!("{cases}/*/fail/*.rs"));
    } else {
        println!(
            "not compared: the expectations were written by {WRITTEN_BY}x, this is {}",
            compiler()
        );
        refuse_without_comparing().expect("the cases can be copied and run");
    }
}

fn compiler() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or("rustc".into());
    let output = Command::new(rustc).arg("--version").output().expect("a compiler");
    String::from_utf8(output.stdout).expect("a version")
}

fn is_written_by(compiler: &str) -> bool {
    compiler.starts_with(WRITTEN_BY)
}

/// Runs this test again on a copy of the cases whose expectations may be overwritten.
fn refuse_without_comparing() -> io::Result<()> {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui");
    copy_cases(Path::new("tests/ui"), &copy)?;
    let again = Command::new(env::current_exe()?)
        .env(CASES, &copy)
        .env("TRYBUILD", "overwrite")
        .status()?;
    assert!(again.success(), "a mistake was accepted");
    Ok(())
}

fn copy_cases(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (path, target) = entry.map(|entry| (entry.path(), to.join(entry.file_name())))?;
        if path.is_dir() {
            copy_cases(&path, &target)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}
