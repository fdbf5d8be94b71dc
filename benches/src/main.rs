//! Velithon beside its peers: see `--help`.

mod args;
mod client;
mod compile_time;
mod contenders;
mod counts;
mod drain;
mod items;
mod measure;
mod pages;
mod plot;
mod progress;
mod python;
mod report;
mod results;
mod run;
mod scene;
mod server;
mod spread;
mod table;
mod targets;
mod valgrind;

use std::process::ExitCode;

use args::Mode;

/// Whatever keeps something from being measured.
type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    match start() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Returns whether all targets are met.
fn start() -> Result<bool, Failure> {
    match args::parse()? {
        Mode::Help => print!("{}", args::HELP),
        Mode::Scenes(scenes, options) => return run::scenes(scenes, &options),
        Mode::CompileTime => compile_time::run()?,
        Mode::Pages { requests } => pages::run(requests)?,
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
        } => {
            let drained = drain::drain(contender, items, responses)?;
            println!("{} bytes in {} frames", drained.bytes, drained.frames);
        }
        Mode::Serve(contender, send_buffer) => server::serve(contender, send_buffer)?,
    }
    Ok(true)
}
