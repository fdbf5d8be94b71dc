//! Velithon beside its peers: see `--help`.

mod args;
mod client;
mod compile_time;
mod contenders;
mod counts;
mod demands;
mod drain;
#[cfg(feature = "postgres")]
mod exports;
mod failure;
mod items;
mod load;
mod measure;
mod order;
mod pages;
mod plot;
#[cfg(feature = "postgres")]
mod postgres;
mod progress;
mod python;
mod report;
mod results;
mod round;
mod run;
mod scene;
mod scenes;
mod server;
mod spread;
mod table;
mod targets;
mod valgrind;

use std::process::ExitCode;

use args::Mode;
use failure::Failure;
use targets::Outcome;

fn main() -> ExitCode {
    match start() {
        Ok(Outcome::Met) => ExitCode::SUCCESS,
        Ok(Outcome::Missed) => ExitCode::from(1),
        Ok(Outcome::Unmeasured) => {
            eprintln!("something that is demanded was not measured: see above");
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Returns whether all demands are met.
fn start() -> Result<Outcome, Failure> {
    match args::parse()? {
        Mode::Help => print!("{}", args::HELP),
        Mode::Scenes(scenes, options) => return run::scenes(scenes, &options),
        Mode::CompileTime { keep } => compile_time::run(keep)?,
        #[cfg(feature = "postgres")]
        Mode::Exports { items, rounds, keep } => return exports::run(items, rounds, keep),
        Mode::Pages {
            requests,
            rounds,
            counts_only,
            keep,
        } => pages::run(requests, rounds, counts_only, keep)?,
        #[cfg(feature = "sqlite")]
        Mode::DatabasePage {
            contender,
            path,
            requests,
        } => {
            let (link, body) = pages::database::drain(&contender, &path, requests)?;
            println!("{requests} times {} bytes, linked to {link}", body.len());
        }
        Mode::Page {
            contender,
            size,
            requests,
        } => {
            let (link, body) = pages::drain(contender, size, requests)?;
            println!("{requests} times {} bytes, linked to {link}", body.len());
        }
        Mode::Drain {
            contender,
            items,
            responses,
            bytes,
        } => {
            let (mut taken, mut frames) = (0, 0);
            drain::drain(contender, items, responses, bytes, |data| {
                taken += data.len();
                frames += 1;
            })?;
            println!("{taken} bytes in {frames} frames");
        }
        Mode::Serve(contender, send_buffer) => server::serve(contender, send_buffer)?,
    }
    Ok(Outcome::Met)
}
