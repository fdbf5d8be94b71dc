//! The order of events.

use std::{
    net::SocketAddr,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use crate::{
    Failure,
    answers::{Answer, Judge},
    clients, demands,
    http::{Client, End},
    log,
    random::Random,
    resumed,
    route::{Route, request},
    sleepers::{self, ASLEEP, CONNECTIONS},
    store::Store,
    tally::{Event, Tally},
    walk,
};

const SPARE_KIB: u64 = 16 * 1024;

/// For how long the database runs until it is stopped, by turns: for many pages, and for whole exports too.
const RUNS: [u64; 2] = [5, 15];

pub(crate) struct Options {
    pub(crate) seconds: u64,
    pub(crate) clients: u64,
    pub(crate) seed: u64,
    pub(crate) store: Vec<String>,
}

/// Whether the store stands it.
pub(crate) fn soak(options: &Options) -> Result<bool, Failure> {
    let restart = std::env::var("DATABASE_RESTART").ok();
    let store = Store::start(&options.store)?;
    let tally = Tally::default();
    let judge = Judge {
        tally: &tally,
        interrupted: restart.is_some(),
    };
    warm_up(&store)?;
    let descriptors = store.settled(Store::descriptors)?;
    let files = store.open_files()?;
    let warm = store.resident_kib()?;
    println!(
        "seed {}, {} clients, {} seconds: warm, the store has {descriptors} descriptors and {warm} KiB",
        options.seed, options.clients, options.seconds
    );

    let asleep = match options.seconds {
        demands::WITH_SLEEPERS.. => ASLEEP.as_secs(),
        _ => 0,
    };
    let quarter = options.seconds / 4;
    bad_times(options, &store, quarter, restart.as_deref(), 2, judge);
    recover(&store, judge)?;
    store.settle(descriptors, Store::descriptors)?;
    let used = store.resident_kib()?;
    bad_times(
        options,
        &store,
        options.seconds - quarter - asleep,
        restart.as_deref(),
        1,
        judge,
    );
    recover(&store, judge)?;
    if asleep > 0 {
        sleepers::sleep(
            store.address,
            Judge {
                interrupted: false,
                ..judge
            },
        )?;
        recover(&store, judge)?;
    }

    let left = store.settle(descriptors, Store::descriptors)?;
    if left > descriptors {
        let now = store.open_files()?;
        tally.fault(format!(
            "{left} descriptors, and {descriptors} at the start: {now:?}, and {files:?}"
        ));
    }
    let held = store.settle(warm + SPARE_KIB, Store::resident_kib)?;
    if held > warm + SPARE_KIB {
        tally.fault(format!("{held} KiB resident, and {warm} at the start"));
    }
    let (closed, said) = store.close()?;
    if !closed {
        tally.fault("the store did not close, or not in time".to_owned());
    }
    log::check(&said, restart.is_some(), &tally);
    demands::check(options.seconds, restart.is_some(), &tally);
    let above = |start: u64| held.cast_signed() - start.cast_signed();
    println!(
        "{tally}\nafter it and a cleanup: {left} descriptors, {held} KiB: {:+} KiB of the warm start, {:+} KiB of the first \
         quarter's end",
        above(warm),
        above(used)
    );
    Ok(tally.faults() == 0)
}

/// Has every route once, and every connection to the database at once, for as much as fills its cache of pages: what is
/// opened and allocated once is not a leak.
fn warm_up(store: &Store) -> Result<(), Failure> {
    let address = store.address;
    thread::scope(|scope| {
        let clients: Vec<_> = (0..CONNECTIONS)
            .map(|_| scope.spawn(move || read_batches(address)))
            .collect();
        for client in clients {
            client.join().map_err(|_| "a client of the warm start panicked")??;
        }
        Ok::<_, Failure>(())
    })?;
    let tally = Tally::default();
    let judge = Judge {
        tally: &tally,
        interrupted: false,
    };
    let mut client = Client::open(store.address)?;
    let others = [
        Route::Users { page: 1 },
        Route::Orders { offset: 0 },
        Route::News,
        Route::Statistics,
        Route::Health,
        Route::Items,
        Route::Analytics,
    ];
    for route in others.iter().chain(&Route::EXPORTS) {
        if judge.check(&mut client, route) != Answer::Right {
            return Err(format!("{} fails from the start:\n{tally}", route.path()).into());
        }
    }
    // At the end, because what was read in part closes its connection.
    hold_all_connections(address)
}

/// Has every connection held by a statement at the same time, so that all are open, and reads each to its end, so that all stay
/// open.
fn hold_all_connections(address: SocketAddr) -> Result<(), Failure> {
    let mut clients = Vec::new();
    for _ in 0..CONNECTIONS {
        let mut client = Client::open(address)?;
        Route::Export.ask(&mut client);
        if !client.begins() {
            return Err("an export of the warm start does not begin".into());
        }
        clients.push(client);
    }
    thread::scope(|scope| {
        let reads: Vec<_> = clients
            .iter_mut()
            .map(|client| scope.spawn(|| client.response(|_| ())))
            .collect();
        for read in reads {
            let end = read.join().map_err(|_| "a client of the warm start panicked")?;
            if end != End::Whole(200) {
                return Err(format!("an export of the warm start ends {end:?}").into());
            }
        }
        Ok(())
    })
}

/// Reads some of an export that is read batch by batch: its connections stay in the pool when the client leaves, while one with a
/// statement that is not read to its end is closed.
fn read_batches(address: SocketAddr) -> Result<(), Failure> {
    let mut client = Client::open(address)?;
    client.ask(&request(resumed::PATH, "application/jsonl"));
    client.read(8 << 20);
    Ok(())
}

/// All clients at once, for so many seconds.
fn bad_times(options: &Options, store: &Store, seconds: u64, restart: Option<&str>, phase: u64, judge: Judge<'_>) {
    let (address, until) = (store.address, Instant::now() + Duration::from_secs(seconds));
    let random = |client: u64| Random::new(options.seed, client * 2 + phase);
    thread::scope(|scope| {
        for client in 0..options.clients {
            scope.spawn(move || clients::run(address, random(client), until, judge));
        }
        scope.spawn(move || walk::walker(address, random(options.clients), until, judge));
        scope.spawn(move || clients::exporter(address, until, judge));
        scope.spawn(move || resumed::copier(address, random(options.clients + 1), until, judge));
        if let Some(restart) = restart {
            scope.spawn(move || interrupt(restart, until, judge.tally));
        }
    });
}

/// Stops and starts the database again and again; at the end it runs.
fn interrupt(restart: &str, until: Instant, tally: &Tally) {
    for seconds in RUNS.iter().cycle() {
        let run = Duration::from_secs(*seconds);
        // The walks and exports that it breaks are to end well.
        if Instant::now() + 2 * run > until {
            return;
        }
        thread::sleep(run);
        match Command::new("bash").args(["-c", restart]).output() {
            Ok(output) if output.status.success() => tally.count(Event::Restarted),
            Ok(output) => tally.fault(format!("DATABASE_RESTART: {}", String::from_utf8_lossy(&output.stderr))),
            Err(error) => tally.fault(format!("DATABASE_RESTART: {error}")),
        }
    }
}

/// The store has to be well again within half a minute, and nothing wrong may be said until then; a whole export ends in a cleanup.
fn recover(store: &Store, judge: Judge<'_>) -> Result<(), Failure> {
    let tally = Tally::default();
    let start = Instant::now();
    let patience = Duration::from_secs(30);
    let judge_here = Judge { tally: &tally, ..judge };
    for route in [Route::Users { page: 1 }, Route::Statistics, Route::Export] {
        while judge_here.check(&mut Client::open(store.address)?, &route) != Answer::Right {
            if start.elapsed() > patience || tally.faults() > 0 {
                tally.fault(format!("{} fails after the soak", route.path()));
                break;
            }
            thread::sleep(Duration::from_millis(100));
        }
    }
    judge.tally.take_faults(&tally);
    Ok(())
}
