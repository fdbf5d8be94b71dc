//! Walks by cursor.

use std::{
    net::SocketAddr,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    Failure,
    answers::{Answer, Judge, shown},
    http::{Client, End},
    random::Random,
    route::{USERS, are_ids, array, request},
    tally::Event,
};

/// For how long a walk that has begun goes on when the others have gone.
const GRACE: Duration = Duration::from_secs(30);

/// Walks over everybody, again and again.
pub(crate) fn walker(address: SocketAddr, mut random: Random, until: Instant, judge: Judge<'_>) {
    while Instant::now() < until {
        if let Err(error) = walk(address, &mut random, until, judge) {
            return judge.tally.fault(format!("a walk ends: {error}"));
        }
    }
}

/// Walks over everybody once: from the same cursor again where a page fails or was left in the middle. The newest comes
/// first, which is the one with the highest id, and nobody is left out or comes twice.
fn walk(address: SocketAddr, random: &mut Random, until: Instant, judge: Judge<'_>) -> Result<(), Failure> {
    let mut client = Client::open(address)?;
    let (mut left, mut cursor, mut event) = (USERS, String::new(), Event::WholeWalk);
    while Instant::now() < until + GRACE {
        let path = format!("/people?size=1000&cursor={cursor}");
        client.ask(&request(&path, "*/*"));
        if random.below(20) == 0 {
            client.read(random.below(50_000));
            judge.tally.count(Event::WalkPageLeft);
            client = Client::open(address)?;
            continue;
        }
        let mut body = Vec::new();
        let end = client.response(|part| body.extend_from_slice(part));
        if end != End::Whole(200) {
            event = Event::WholeWalkOverFailures;
            judge.tally.count(Event::WalkPageFailed);
            if judge.failed(&client, &path, end, &body, Event::PageCutOff) == Answer::Lost {
                client = Client::open(address)?;
            }
            thread::sleep(Duration::from_millis(200));
            continue;
        }
        let page: Value = serde_json::from_slice(&body)?;
        let people = array(&page["people"]).len() as u64;
        if people > left || !are_ids(&page["people"], (left - people + 1..=left).rev()) {
            return Err(format!("{path}: the next is {left}, and not {}", shown(&body)).into());
        }
        left -= people;
        match page["next_cursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None if left > 0 => return Err(format!("{path} is the last, and {left} are missing").into()),
            None => {
                judge.tally.count(event);
                return Ok(());
            }
        }
    }
    Ok(())
}
