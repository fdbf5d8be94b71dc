//! Runs this program again under valgrind, whose counts do not depend on what else the machine does.

use std::{
    io::ErrorKind,
    process::{Command, Stdio},
};

use crate::failure::Failure;

/// Whether valgrind is installed.
pub(crate) fn is_there() -> bool {
    let mut version = Command::new("valgrind");
    let version = version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    version.status().is_ok_and(|status| status.success())
}

#[derive(Clone, Copy)]
pub(crate) enum Tool {
    /// Counts instructions.
    Callgrind,
    /// Counts allocations of the heap.
    Memcheck,
}

impl Tool {
    /// Runs this program again with `arguments`, and returns what the tool counted.
    pub(crate) fn count(self, arguments: &[&str]) -> Result<f64, Failure> {
        let mut valgrind = Command::new("valgrind");
        let marker = match self {
            Self::Callgrind => {
                valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
                "Collected : "
            }
            Self::Memcheck => {
                valgrind.args(["--tool=memcheck", "--leak-check=no", "--undef-value-errors=no"]);
                "total heap usage: "
            }
        };
        let output = valgrind
            .arg(std::env::current_exe()?)
            .args(arguments)
            .output()
            .map_err(|error| match error.kind() {
                ErrorKind::NotFound => "valgrind is not installed: instructions cannot be counted".into(),
                _ => Failure::from(error),
            })?;
        let report = String::from_utf8_lossy(&output.stderr);
        let figure = report.split_once(marker).map(|(_, rest)| rest);
        let digits = figure.and_then(|rest| rest.split_whitespace().next());
        let number = digits.and_then(|digits| digits.replace(',', "").parse().ok());
        match number {
            Some(number) if output.status.success() => Ok(number),
            _ => Err(format!("valgrind failed over {}:\n{report}", arguments.join(" ")).into()),
        }
    }
}
