//! Clients that fall asleep with all connections to the database in their hands.

use std::{
    net::SocketAddr,
    thread,
    time::{Duration, Instant},
};

use crate::{
    Failure,
    answers::{Answer, Judge, code, shown},
    http::{Client, End},
    route::Route,
    tally::Event,
};

/// As many connections as the store has to its database.
pub(crate) const CONNECTIONS: usize = 16;

/// How long a client stays away to be taken for stalled: the store's handlers wait for a minute.
pub(crate) const ASLEEP: Duration = Duration::from_secs(70);

/// Has every connection held by an export that is not read. While they are, another export is refused; when they have
/// slept for long enough, one is served at once, and on waking each finds that the rest is missing.
pub(crate) fn sleep(address: SocketAddr, judge: Judge<'_>) -> Result<(), Failure> {
    let mut sleepers = Vec::new();
    for _ in 0..CONNECTIONS {
        let mut client = Client::open(address)?;
        Route::Export.ask(&mut client);
        if !client.begins() {
            judge
                .tally
                .fault("an export that is to be slept over does not begin".to_owned());
        }
        sleepers.push(client);
    }
    let asleep = Instant::now();

    let (mut client, mut body) = (Client::open(address)?, Vec::new());
    Route::Export.ask(&mut client);
    let end = client.response(|part| body.extend_from_slice(&part[..part.len().min(1_000)]));
    if end != End::Whole(503) || code(&client, 503, &body).as_deref() != Some("busy") {
        let found = shown(&body);
        judge
            .tally
            .fault(format!("an export beside {CONNECTIONS} sleepers: {end:?}, and {found}"));
    }

    thread::sleep(ASLEEP.saturating_sub(asleep.elapsed()));
    if judge.check(&mut Client::open(address)?, &Route::Export) != Answer::Right {
        let fault = "an export fails after the sleepers' time, whose connections should be free again";
        judge.tally.fault(fault.to_owned());
    }
    for mut client in sleepers {
        match client.response(|_| ()) {
            End::CutOff => judge.tally.count(Event::Slept),
            other => judge
                .tally
                .fault(format!("a client that slept found its export {other:?}")),
        }
    }
    Ok(())
}
