//! Clients, good and bad. Whatever they do: a response that is whole and says 200 is right, and one that is neither is
//! known to have failed.

use std::{
    net::SocketAddr,
    thread,
    time::{Duration, Instant},
};

use crate::{
    answers::{self, Route},
    http::{Client, End},
    random::Random,
    tally::Tally,
};

/// How long a client stays away to be taken for stalled: the store's handlers wait for a minute.
pub(crate) const ASLEEP: Duration = Duration::from_secs(70);

/// One client that does one thing after another until the end.
pub(crate) fn run(address: SocketAddr, mut random: Random, until: Instant, tally: &Tally) {
    while Instant::now() < until {
        let Ok(client) = Client::open(address) else {
            tally.fault("a connection was refused".to_owned());
            return;
        };
        match random.below(100) {
            0..50 => walk(client, &mut random, tally),
            50..70 => hang_up(client, &mut random, tally),
            70..76 => stall(client, &mut random, tally),
            76..88 => garbage(client, &mut random, tally),
            88..95 => refused(client, &mut random, tally),
            95..99 => expect(client, &Route::large(&mut random), tally),
            _ => expect(client, &Route::export(&mut random), tally),
        }
    }
}

/// A few pages over one connection.
fn walk(mut client: Client, random: &mut Random, tally: &Tally) {
    for _ in 0..=random.below(8) {
        let route = Route::page(random);
        if !answers::check(&mut client, &route, tally) {
            return;
        }
    }
}

fn expect(mut client: Client, route: &Route, tally: &Tally) {
    answers::check(&mut client, route, tally);
}

/// Goes away in the middle of a response, or before it.
fn hang_up(mut client: Client, random: &mut Random, tally: &Tally) {
    let route = match random.below(7) {
        0 | 1 => Route::large(random),
        2 => Route::Live,
        _ => Route::export(random),
    };
    route.ask(&mut client);
    match route {
        // Events may come as late as they like.
        Route::Live if !client.read_head() => tally.fault("a live feed does not begin".to_owned()),
        Route::Live => {}
        _ => {
            let most = 1 << random.below(23);
            client.read(random.below(most));
        }
    }
    tally.count("hung up");
}

/// Stops reading for a while, then reads on, a little.
fn stall(mut client: Client, random: &mut Random, tally: &Tally) {
    Route::export(random).ask(&mut client);
    client.read(random.below(1 << 18));
    thread::sleep(Duration::from_millis(random.below(3_000)));
    client.read(random.below(1 << 22));
    tally.count("stalled for a while");
}

/// Sends what is no request, or half of one.
fn garbage(mut client: Client, random: &mut Random, tally: &Tally) {
    let bytes = match random.below(5) {
        0 => random.bytes(10_000),
        1 => b"GET /users HTTP/1.1\r\nhost: sto".to_vec(),
        2 => [
            b"GET /users?page=".as_slice(),
            &random.bytes(200),
            b" HTTP/1.1\r\nhost: store\r\n\r\n",
        ]
        .concat(),
        3 => [
            b"GET / HTTP/1.1\r\nhost: store\r\nx: ".as_slice(),
            &vec![b'x'; 1 << 20],
            b"\r\n\r\n",
        ]
        .concat(),
        _ => [
            b"POST /users HTTP/1.1\r\nhost: store\r\ntransfer-encoding: chunked\r\n\r\n".as_slice(),
            &random.bytes(99),
        ]
        .concat(),
    };
    if client.send(&bytes) && random.below(2) == 0 {
        // Half a request is waited for, and random text may hold a whole one: what comes back is not looked at.
        client.read_for(Duration::from_millis(200));
    }
    tally.count("sent garbage");
}

/// Asks for what there is not.
fn refused(mut client: Client, random: &mut Random, tally: &Tally) {
    let (path, status) = [
        ("/users?page=0", 400),
        ("/users?page=1&page=2", 400),
        ("/orders?offset=-1", 400),
        ("/orders?limit=18446744073709551616", 400),
        ("/nowhere", 404),
    ][usize::try_from(random.below(5)).unwrap_or(0)];
    client.ask(path, "*/*");
    match client.response(|_| ()) {
        End::Whole(found) if found == status => tally.count("refused, as it should be"),
        other => tally.fault(format!("{path}: {other:?} instead of {status}")),
    }
}

/// Walks over everybody, again and again.
pub(crate) fn walker(address: SocketAddr, until: Instant, tally: &Tally) {
    while Instant::now() < until {
        match Client::open(address) {
            Ok(client) => answers::walk_all(client, address, until, tally),
            Err(error) => return tally.fault(format!("a connection was refused: {error}")),
        }
    }
}

/// Reads a little of an export and falls asleep; on waking it must find that the rest is missing.
pub(crate) fn sleeper(address: SocketAddr, tally: &Tally) {
    let Ok(mut client) = Client::open(address) else {
        return tally.fault("a connection was refused".to_owned());
    };
    Route::Export.ask(&mut client);
    client.read_head();
    thread::sleep(ASLEEP);
    match client.response(|_| ()) {
        End::Whole(_) => tally.fault("a client that slept found a whole export".to_owned()),
        End::Hung => tally.fault("a client that slept was left to wait".to_owned()),
        End::CutOff => tally.count("slept, and found its export cut off"),
    }
}
