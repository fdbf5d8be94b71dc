//! Clients that hang up, stall, send garbage and come back, for minutes; then the server is looked at: see `--help`.

mod answers;
mod clients;
mod http;
mod random;
mod store;
mod tally;

use std::{
    process::{Command, ExitCode},
    thread,
    time::{Duration, Instant},
};

use lexopt::{Arg, Parser, ValueExt};

use answers::Route;
use http::Client;
use random::Random;
use store::Store;
use tally::Tally;

type Failure = Box<dyn std::error::Error + Send + Sync>;

const HELP: &str = "\
Puts the store to the test, on Linux:

    cargo run --release -p velithon-soak -- [--seconds N] [--clients N] [--seed N] -- STORE --port 0 …

Before it every route is asked for once, which is the warm start. A quarter of the time has an end and a cleanup of its own:
what is held after it, and still at the end, does not grow.

What follows the last `--` starts the store, on a database of its choice. With DATABASE_RESTART in the environment, that
command (for bash) is run again and again: it is to stop the database and to start it anew.

Ends with 1 where a whole response was wrong, or where the store does not come back to what it was: as many file
descriptors as at the start, at most 16 MiB more of resident memory.
";

/// As many exports as the store has connections to its database.
const CONNECTIONS: usize = 16;
const SPARE_KIB: u64 = 16 * 1024;

struct Options {
    seconds: u64,
    clients: u64,
    seed: u64,
    store: Vec<String>,
}

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

fn soak(options: &Options) -> Result<bool, Failure> {
    let store = Store::start(&options.store)?;
    let tally = Tally::default();
    warm_up(&store, &tally)?;
    let (descriptors, warm) = (store.descriptors()?, store.resident_kib()?);
    println!(
        "seed {}, {} clients, {} seconds: warm, the store has {descriptors} descriptors and {warm} KiB",
        options.seed, options.clients, options.seconds
    );
    bad_times(options, &store, options.seconds / 4, 2, &tally);
    recover(&store, &tally)?;
    let used = store.resident_kib()?;
    bad_times(options, &store, options.seconds - options.seconds / 4, 1, &tally);
    recover(&store, &tally)?;

    let left = store.settle(descriptors, Store::descriptors)?;
    if left > descriptors {
        tally.fault(format!("{left} descriptors, and {descriptors} at the start"));
    }
    let held = store.settle(warm + SPARE_KIB, Store::resident_kib)?;
    if held > warm + SPARE_KIB {
        tally.fault(format!("{held} KiB resident, and {warm} at the start"));
    }
    let (closed, log) = store.close()?;
    if !closed {
        tally.fault("the store did not close".to_owned());
    }
    if let Some(panic) = log.lines().find(|line| line.contains("panicked at")) {
        tally.fault(panic.to_owned());
    }
    let walks = tally.of("whole walks") + tally.of("whole walks, over pages that failed");
    for (what, times) in [
        ("page", tally.of("whole")),
        ("export", tally.of("whole exports")),
        ("walk", walks),
    ] {
        if times == 0 {
            tally.fault(format!("no whole {what}"));
        }
    }
    let above = |start: u64| held.cast_signed() - start.cast_signed();
    println!(
        "{tally}\nafter it and a cleanup: {left} descriptors, {held} KiB: {:+} KiB of the warm start, {:+} KiB of the first \
         quarter's end",
        above(warm),
        above(used)
    );
    Ok(!tally.has_faults())
}

/// The store has to be well again; and a whole export ends in a cleanup.
fn recover(store: &Store, tally: &Tally) -> Result<(), Failure> {
    let mut client = Client::open(store.address)?;
    let well = Instant::now() + Duration::from_secs(30);
    while !answers::check(&mut client, &Route::Users { page: 1 }, &Tally::default()) && Instant::now() < well {
        thread::sleep(Duration::from_millis(100));
        client = Client::open(store.address)?;
    }
    for route in [Route::Users { page: 1 }, Route::Statistics, Route::Export] {
        if !answers::check(&mut client, &route, tally) {
            tally.fault(format!("{} fails after the soak", route.path()));
        }
    }
    drop(client);
    // The connections of the clients that went away are to be gone.
    thread::sleep(Duration::from_secs(2));
    Ok(())
}

/// Has every route once, and every connection to the database at once, for as much as fills its cache of pages: what is
/// opened and allocated once is not a leak.
fn warm_up(store: &Store, tally: &Tally) -> Result<(), Failure> {
    let mut clients = Vec::new();
    for _ in 0..CONNECTIONS {
        let mut client = Client::open(store.address)?;
        Route::Export.ask(&mut client);
        clients.push(client);
    }
    for client in &mut clients {
        client.read(8 << 20);
    }
    drop(clients);
    let mut client = Client::open(store.address)?;
    for route in [
        Route::Users { page: 1 },
        Route::Orders { offset: 0 },
        Route::Statistics,
        Route::Health,
        Route::Items,
        Route::Analytics,
        Route::Export,
        Route::ExportLines,
    ] {
        if !answers::check(&mut client, &route, tally) {
            return Err(format!("{} fails from the start", route.path()).into());
        }
    }
    drop(client);
    // The connections of the clients that went away are to be gone.
    thread::sleep(Duration::from_secs(2));
    Ok(())
}

/// All clients at once, for so many seconds.
fn bad_times(options: &Options, store: &Store, seconds: u64, phase: u64, tally: &Tally) {
    let until = Instant::now() + Duration::from_secs(seconds);
    thread::scope(|scope| {
        for client in 0..options.clients {
            let random = Random::new(options.seed, client * 2 + phase);
            scope.spawn(|| clients::run(store.address, random, until, tally));
        }
        scope.spawn(|| clients::walker(store.address, until, tally));
        if Duration::from_secs(seconds) > clients::ASLEEP {
            scope.spawn(|| clients::sleeper(store.address, tally));
        }
        if let Ok(restart) = std::env::var("DATABASE_RESTART") {
            scope.spawn(move || interrupt(&restart, until, tally));
        }
    });
}

/// Stops and starts the database every few seconds; at the end it runs.
fn interrupt(restart: &str, until: Instant, tally: &Tally) {
    while Instant::now() + Duration::from_secs(10) < until {
        thread::sleep(Duration::from_secs(8));
        match Command::new("bash").args(["-c", restart]).output() {
            Ok(output) if output.status.success() => tally.count("database stopped and started"),
            Ok(output) => tally.fault(format!("DATABASE_RESTART: {}", String::from_utf8_lossy(&output.stderr))),
            Err(error) => tally.fault(format!("DATABASE_RESTART: {error}")),
        }
    }
}
