//! Velithon beside its peers: see `--help`.

mod contenders;
mod drain;
mod instructions;
mod items;
mod pages;
mod reader;
mod server;
mod spread;
mod table;
mod targets;
mod throughput;
mod usage;
mod valgrind;

use std::{error::Error, process::ExitCode};

use lexopt::{Arg, Parser, ValueExt};

use contenders::Contender;
use pages::PageContender;

const HELP: &str = "\
Velithon beside its peers, on Linux.

    cargo run --release -p velithon-benches                        throughput, processor time, peak memory
    cargo run --release -p velithon-benches -- --instructions      instructions and allocations; needs valgrind
    cargo run --release -p velithon-benches -- --pages             the same of pages, beside pages written by hand
    cargo run --release -p velithon-benches -- --drain CONTENDER   one response in process, for a profiler
    cargo run --release -p velithon-benches -- --page CONTENDER    pages in process, for a profiler

    --items N     items in a response (1,000,000; with --instructions 100,000), or on a page (20)
    --rounds N    responses of each contender (15)
    --requests N  pages of each contender (1000)

Ends with 1 where a target is missed, with 2 where nothing could be measured.
";

enum Mode {
    Throughput,
    Instructions,
    Pages,
    Drain(Contender),
    Page(PageContender),
    /// How the program starts its servers.
    Serve(Contender),
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Returns whether all targets are met.
fn run() -> Result<bool, Box<dyn Error>> {
    let mut mode = Mode::Throughput;
    let mut count = None;
    let mut rounds = 15;
    let mut requests = 1000;
    let mut arguments = Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("instructions") => mode = Mode::Instructions,
            Arg::Long("pages") => mode = Mode::Pages,
            Arg::Long("page") => mode = Mode::Page(PageContender::by_name(&arguments.value()?.string()?)?),
            Arg::Long("drain") => mode = Mode::Drain(contender(&mut arguments)?),
            Arg::Long("serve") => mode = Mode::Serve(contender(&mut arguments)?),
            Arg::Long("items") => count = Some(positive(&mut arguments)?),
            Arg::Long("requests") => requests = positive(&mut arguments)?,
            Arg::Long("rounds") => rounds = positive(&mut arguments)?,
            Arg::Long("help") | Arg::Short('h') => {
                print!("{HELP}");
                return Ok(true);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    match mode {
        Mode::Throughput => throughput::run(count.unwrap_or(1_000_000), rounds),
        Mode::Instructions => instructions::run(count.unwrap_or(100_000)),
        Mode::Pages => pages::run(requests).map(|()| true),
        Mode::Page(contender) => {
            let (link, body) = pages::drain(contender, count.unwrap_or(20), requests)?;
            println!("{requests} times {} bytes, linked to {link}", body.len());
            Ok(true)
        }
        Mode::Drain(contender) => {
            let drained = drain::drain(contender, count.unwrap_or(1_000_000))?;
            println!("{} bytes in {} frames", drained.bytes, drained.frames);
            Ok(true)
        }
        Mode::Serve(contender) => server::serve(contender).map(|()| true),
    }
}

fn contender(arguments: &mut Parser) -> Result<Contender, Box<dyn Error>> {
    let name = arguments.value()?.string()?;
    Contender::by_name(&name).ok_or_else(|| {
        let names = Contender::ALL.map(Contender::name).join(", ");
        format!("no contender is named `{name}`: there are {names}").into()
    })
}

fn positive(arguments: &mut Parser) -> Result<u32, Box<dyn Error>> {
    match arguments.value()?.parse()? {
        0 => Err("a number above 0 is needed".into()),
        number => Ok(number),
    }
}
