//! Clients that hang up, stall, send garbage and come back, for minutes; then the server is looked at: see `--help`.

mod answers;
mod clients;
mod demands;
mod http;
mod log;
mod odd;
mod random;
mod resumed;
mod route;
mod rows;
mod sleepers;
mod soak;
mod store;
mod tally;
mod walk;

use std::process::ExitCode;

use lexopt::{Arg, Parser, ValueExt};

use soak::{Options, soak};

type Failure = Box<dyn std::error::Error + Send + Sync>;

const HELP: &str = "\
Puts the store to the test, on Linux:

    cargo run --release -p velithon-soak -- [--seconds N] [--clients N] [--seed N] -- STORE --port 0 …

Before it every route is asked for once, which is the warm start. A quarter of the time has an end and a cleanup of its own:
what is held after it, and still at the end, does not grow. In a soak of 150 seconds or more, the last 70 are those of as many
clients that sleep over an export as the store has connections to its database.

What follows the last `--` starts the store, on a database of its choice. With DATABASE_RESTART in the environment, that
command (for bash) is run again and again: it is to stop the database and to start it anew.

Ends with 1 where a whole response was wrong, where one failed that had no reason to, where something did not happen that the
soak is for (or there was no time, which it says), or where the store does not come back to what it was: as many file
descriptors as at the start, at most 16 MiB more of resident memory.
";

fn main() -> ExitCode {
    match options().and_then(|options| options.map_or(Ok(true), |options| soak(&options))) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn options() -> Result<Option<Options>, Failure> {
    let mut options = Options {
        seconds: 120,
        clients: 24,
        seed: u64::from(std::process::id()),
        store: Vec::new(),
    };
    let mut arguments = Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("seconds") => options.seconds = arguments.value()?.parse()?,
            Arg::Long("clients") => options.clients = arguments.value()?.parse()?,
            Arg::Long("seed") => options.seed = arguments.value()?.parse()?,
            Arg::Long("help") | Arg::Short('h') => {
                print!("{HELP}");
                return Ok(None);
            }
            Arg::Value(program) => {
                options.store.push(program.string()?);
                for argument in arguments.raw_args()? {
                    options.store.push(argument.string()?);
                }
            }
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Some(options))
}
