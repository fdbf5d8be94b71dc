//! Clients, good and bad.

use std::{
    net::SocketAddr,
    thread,
    time::{Duration, Instant},
};

use crate::{
    Failure,
    answers::{Answer, Judge},
    http::Client,
    odd,
    random::Random,
    route::Route,
    tally::{Event, Tally},
};

/// One client that does one thing after another until the end.
pub(crate) fn run(address: SocketAddr, mut random: Random, until: Instant, judge: Judge<'_>) {
    while Instant::now() < until {
        if let Err(error) = turn(address, &mut random, judge) {
            return judge.tally.fault(format!("a connection was refused: {error}"));
        }
    }
}

fn turn(address: SocketAddr, random: &mut Random, judge: Judge<'_>) -> Result<(), Failure> {
    let mut client = Client::open(address)?;
    match random.below(100) {
        0..43 => read_pages(client, random, judge),
        43..58 => hang_up(client, random, judge.tally),
        58..64 => stall(client, random, judge.tally),
        64..71 => odd::garbage(client, random, judge),
        71..81 => odd::unusual(client, random, judge),
        81..88 => odd::refused(client, random, judge),
        88..98 => drop(judge.check(&mut client, &Route::large(random))),
        _ => drop(judge.check(&mut client, &Route::export(random))),
    }
    Ok(())
}

/// Reads one export after another, of each kind in turn.
pub(crate) fn exporter(address: SocketAddr, until: Instant, judge: Judge<'_>) {
    for route in Route::EXPORTS.iter().cycle() {
        if Instant::now() >= until {
            return;
        }
        match Client::open(address) {
            Ok(mut client) => {
                if judge.check(&mut client, route) != Answer::Right {
                    // The database may be about to start.
                    thread::sleep(Duration::from_millis(200));
                }
            }
            Err(error) => return judge.tally.fault(format!("a connection was refused: {error}")),
        }
    }
}

/// A few pages over one connection.
fn read_pages(mut client: Client, random: &mut Random, judge: Judge<'_>) {
    for _ in 0..=random.below(8) {
        if judge.check(&mut client, &Route::page(random)) == Answer::Lost {
            return;
        }
    }
}

/// Goes away in the middle of a response, or before it.
fn hang_up(mut client: Client, random: &mut Random, tally: &Tally) {
    let (route, bits) = match random.below(9) {
        0 | 1 => (Route::page(random), 14),
        2 | 3 => (Route::large(random), 23),
        4 => (Route::Live, 0),
        _ => (Route::export(random), 23),
    };
    route.ask(&mut client);
    if route == Route::Live {
        // Events may come as late as they like, but the feed begins.
        let status = client.status();
        if status != Ok(200) {
            tally.fault(format!("a live feed begins with {status:?}"));
        }
    } else {
        let most = 1 << random.below(bits);
        client.read(random.below(most));
    }
    tally.count(Event::HungUp);
}

/// Stops reading for a while, then reads on, a little.
fn stall(mut client: Client, random: &mut Random, tally: &Tally) {
    Route::export(random).ask(&mut client);
    client.read(random.below(1 << 18));
    thread::sleep(Duration::from_millis(random.below(3_000)));
    client.read(random.below(1 << 22));
    tally.count(Event::Stalled);
}
