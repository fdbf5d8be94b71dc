//! What a response may hold, and for how long.
//!
//! The whole process is measured, so that one test runs at a time, and each says what it measured.

mod allocations;
mod counting;
mod last_rows;
mod peak;
mod stalled;

use std::{env, process::ExitCode};

/// What was measured and holds, or what did not hold; nothing where it cannot be measured here, and why.
pub(crate) enum Verdict {
    Holds(String),
    Broken(String),
    NotRun(String),
}

impl Verdict {
    /// Whether `measured` is at most `bound`, both of the `unit`.
    pub(crate) fn at_most(measured: usize, bound: usize, unit: &str) -> Self {
        let text = format!("{measured} {unit}, at most {bound}");
        if measured <= bound {
            Self::Holds(text)
        } else {
            Self::Broken(text)
        }
    }
}

type Test = (&'static str, fn() -> Vec<Verdict>);

const TESTS: &[Test] = &[
    ("a chunk more costs two allocations more", allocations::per_chunk),
    (
        "clients of HTTP/1.1 that stop reading hold three chunks, and nothing after the stall",
        stalled::over_http1,
    ),
    (
        "the same over TLS, where the server is told to queue chunks instead of copying them",
        stalled::over_http1_with_tls,
    ),
    (
        "streams of HTTP/2 that are not read hold three chunks, and nothing after the stall",
        stalled::over_http2,
    ),
    (
        "curl has the last rows before a stream of HTTP/2 is reset",
        last_rows::of_curl_over_http2,
    ),
    (
        "a million items raise the peak of a warm server by little",
        peak::of_a_million_items,
    ),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("--list") => {
            for (name, _) in TESTS {
                println!("{name}: test");
            }
            return ExitCode::SUCCESS;
        }
        Some(peak::SERVE) => return peak::serve(),
        _ => {}
    }
    let is_exact = arguments.iter().any(|argument| argument == "--exact");
    let named: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    let is_named = |name: &str| {
        let mut wanted = named.iter();
        named.is_empty()
            || wanted.any(|wanted| {
                if is_exact {
                    name == *wanted
                } else {
                    name.contains(*wanted)
                }
            })
    };
    let (mut held, mut broken, mut not_run) = (0, 0, 0);
    for (name, test) in TESTS {
        if !is_named(name) {
            continue;
        }
        for verdict in test() {
            match verdict {
                Verdict::Holds(measured) => {
                    held += 1;
                    println!("ran: {name}: {measured}");
                }
                Verdict::Broken(measured) => {
                    broken += 1;
                    println!("FAILED: {name}: {measured}");
                }
                Verdict::NotRun(reason) => {
                    not_run += 1;
                    println!("not run: {name}: {reason}");
                }
            }
        }
    }
    println!("bounds: {held} held, {broken} broken, {not_run} not run");
    if broken > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
