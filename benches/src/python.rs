//! Servers in Python: an environment with pinned packages, made once, and the scripts of `benches/python`.

use std::{
    fs,
    io::ErrorKind,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{failure::Failure, progress::progress};

const REQUIREMENTS: &str = include_str!("../python/requirements.txt");

/// The folder of the environment, beside the program; it is made where it is missing or has other packages than required.
pub(crate) fn environment() -> Result<PathBuf, Failure> {
    let folder = std::env::current_exe()?.with_extension("python");
    let installed = folder.join("installed.txt");
    let python = folder.join("bin/python");
    // The interpreter is a link, which an update of the system can break.
    if python.exists() && fs::read(&installed).is_ok_and(|text| text == REQUIREMENTS.as_bytes()) {
        return Ok(folder);
    }
    progress("python: installing packages");
    let found = Command::new("python3")
        .args(["-m", "venv", "--clear"])
        .arg(&folder)
        .output();
    let made = found.map_err(|error| match error.kind() {
        ErrorKind::NotFound => "Python 3 is not installed: nothing in it can be measured".into(),
        _ => Failure::from(error),
    })?;
    succeeded("python3 -m venv", &made)?;
    let install = [
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--disable-pip-version-check",
        "--requirement",
    ];
    let installs = Command::new(python)
        .args(install)
        .arg(script("requirements.txt"))
        .output()?;
    succeeded("pip install", &installs)?;
    fs::write(installed, REQUIREMENTS)?;
    Ok(folder)
}

fn succeeded(what: &str, output: &std::process::Output) -> Result<(), Failure> {
    if output.status.success() {
        return Ok(());
    }
    // Of the two, `venv` complains on its output and `pip` on its errors.
    let [said, complained] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    Err(format!("{what} failed, so nothing in Python can be measured:\n{said}{complained}").into())
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("python").join(name)
}

/// Replaces this process by a script (`exec`); returns only where that fails.
pub(crate) fn become_script(name: &str, argument: &str) -> Failure {
    let environment = match environment() {
        Ok(environment) => environment,
        Err(error) => return error,
    };
    // `-B`: nothing is written beside the scripts.
    let mut python = Command::new(environment.join("bin/python"));
    python.arg("-B").arg(script(name)).arg(argument).exec().into()
}

/// The versions of Python and of the packages named, as one line.
pub(crate) fn versions<const N: usize>(packages: [&str; N]) -> String {
    let version = |package: &&str| {
        let pinned = REQUIREMENTS
            .lines()
            .find_map(|line| line.strip_prefix(package)?.strip_prefix("=="));
        format!("{package} {}", pinned.unwrap_or("of an unknown version"))
    };
    let packages: Vec<_> = packages.iter().map(version).collect();
    let settings = environment().and_then(|folder| Ok(fs::read_to_string(folder.join("pyvenv.cfg"))?));
    let settings = settings.unwrap_or_default();
    let python = settings.lines().find_map(|line| line.strip_prefix("version = "));
    format!("Python {}: {}", python.unwrap_or("3"), packages.join(", "))
}
