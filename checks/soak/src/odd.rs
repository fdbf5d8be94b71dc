//! Requests that are none, or unusual, or wrong: what comes back is a refusal, the right answer, or nothing at all.

use std::{thread, time::Duration};

use crate::{
    answers::{Answer, Judge, code, shown},
    http::{Client, End},
    random::Random,
    route::{DEEPEST, Route, request},
    rows::{Format, Rows, is_item},
    tally::Event,
};

/// How long the answer to half a request is waited for.
const MOMENT: Duration = Duration::from_millis(200);

/// Sends what is no request, or half of one.
pub(crate) fn garbage(mut client: Client, random: &mut Random, judge: Judge<'_>) {
    let bytes = match random.below(5) {
        0 => random.bytes(10_000),
        1 => b"GET /users HTTP/1.1\r\nhost: sto".to_vec(),
        2 => [
            b"GET /users?page=x".as_slice(),
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
    client.wait_at_most(MOMENT);
    // Random text may be several wrong requests.
    client.ask_all(&bytes, usize::MAX);
    let mut body = Vec::new();
    match client.response(|part| body.extend_from_slice(part)) {
        End::Hung | End::Closed | End::CutOff => judge.tally.count(Event::Garbage),
        End::Whole(400..500) => judge.tally.count(Event::GarbageAnswered),
        other => judge.tally.fault(format!("garbage: {other:?}, and {}", shown(&body))),
    }
}

/// Sends what is in order, in a way that clients seldom do.
pub(crate) fn unusual(mut client: Client, random: &mut Random, judge: Judge<'_>) {
    match random.below(6) {
        0 => {
            let route = Route::page(random);
            client.ask_all(b"", 1);
            for byte in route.request() {
                client.send(&[byte]);
                if random.below(8) == 0 {
                    thread::sleep(Duration::from_millis(1));
                }
            }
            judge.read(&mut client, &route);
        }
        1 => {
            let route = Route::page(random);
            route.ask(&mut client);
            client.end_requests();
            read_if_answered(client, &route, judge);
        }
        2 => pipelined(client, random, judge),
        3 => {
            let route = Route::page(random);
            let length = random.pick(&["18446744073709551615", "99999999999999999999999", "-1", "9999999999"]);
            let request = format!(
                "GET {} HTTP/1.1\r\nhost: store\r\ncontent-length: {length}\r\n\r\n",
                route.path()
            );
            client.ask(request.as_bytes());
            read_if_answered(client, &route, judge);
        }
        4 => odd_accept(client, random, judge),
        _ => odd_event_id(client, random, judge),
    }
}

/// Several requests before the first response, which come in the same order.
fn pipelined(mut client: Client, random: &mut Random, judge: Judge<'_>) {
    let routes: Vec<Route> = (0..2 + random.below(8)).map(|_| Route::page(random)).collect();
    let requests: Vec<u8> = routes.iter().flat_map(Route::request).collect();
    client.ask_all(&requests, routes.len());
    for route in &routes {
        if judge.read(&mut client, route) == Answer::Lost {
            return;
        }
    }
    judge.tally.count(Event::OddAnswered);
}

/// Reads what may be refused, or closed.
fn read_if_answered(mut client: Client, route: &Route, judge: Judge<'_>) {
    let mut body = Vec::new();
    let end = client.response(|part| body.extend_from_slice(part));
    match end {
        End::Whole(200) if serde_json::from_slice(&body).is_ok_and(|body| route.is_answered_by(&body)) => {
            judge.tally.count(Event::OddAnswered);
        }
        End::Whole(400..500) => judge.tally.count(Event::GarbageAnswered),
        End::Closed | End::CutOff => judge.tally.count(Event::Garbage),
        End::Whole(500..) => drop(judge.failed(&client, route.path(), end, &body, Event::PageCutOff)),
        other => judge.tally.fault(format!("{route:?}: {other:?}, and {}", shown(&body))),
    }
}

/// Whatever is acceptable, the format that is sent is the one that the head names.
fn odd_accept(mut client: Client, random: &mut Random, judge: Judge<'_>) {
    let long = "a/b, ".repeat(1_000);
    let accept = random.pick(&[
        "",
        ",,,",
        "*/*;q=0",
        "text/html",
        "application/x-ndjson;q=banana",
        "application/json;q=0, application/x-ndjson",
        "application/*;q=0.0001, text/plain",
        &long,
    ]);
    client.ask(&request(&Route::Items.path(), accept));
    let (mut as_array, mut as_lines) = (Rows::new(Format::Array, is_item), Rows::new(Format::Lines, is_item));
    let mut first = Vec::new();
    let end = client.response(|part| {
        first.extend_from_slice(&part[..part.len().min(1_000_usize.saturating_sub(first.len()))]);
        as_array.pass(part);
        as_lines.pass(part);
    });
    let content_type = client.head.field("content-type");
    let is_right = match end {
        End::Whole(200) if content_type == Format::Array.content_type() => as_array.end() == Ok(100_000),
        End::Whole(200) if content_type == Format::Lines.content_type() => as_lines.end() == Ok(100_000),
        End::Whole(406) => code(&client, 406, &first).is_some(),
        _ => false,
    };
    if is_right {
        return judge.tally.count(Event::OddAnswered);
    }
    let found = shown(&first);
    judge
        .tally
        .fault(format!("accept: {accept}: {end:?}, {content_type}, and {found}"));
}

/// A feed begins, whatever a client says that it had.
fn odd_event_id(mut client: Client, random: &mut Random, judge: Judge<'_>) {
    let long = "9".repeat(5_000);
    let id = random.pick(&["", "abc", "-1", "1000001", "18446744073709551616", "1 OR 1=1", &long]);
    let path = Route::Live.path();
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: store\r\naccept: text/event-stream\r\nlast-event-id: {id}\r\n\r\n");
    client.ask(request.as_bytes());
    match client.status() {
        Ok(200) if client.head.field("content-type").starts_with("text/event-stream") => {
            judge.tally.count(Event::OddAnswered);
        }
        other => judge.tally.fault(format!("a feed after the event {id}: {other:?}")),
    }
}

/// Asks for what there is not.
pub(crate) fn refused(mut client: Client, random: &mut Random, judge: Judge<'_>) {
    let cursor: String = (0..=random.below(60))
        .map(|_| random.pick(&['A', 'z', 'e', 'y', '0', '9', '.', '_', '-']))
        .collect();
    let (bad_cursor, too_deep) = (
        format!("/people?cursor={cursor}"),
        format!("/orders/window?offset={}", DEEPEST + 1),
    );
    let (method, path, status) = random.pick(&[
        ("GET", "/users?page=0", 400),
        ("GET", "/users?page=1&page=2", 400),
        ("GET", "/orders/window?offset=-1", 400),
        ("GET", "/orders/window?limit=18446744073709551616", 400),
        ("GET", &too_deep, 400),
        ("GET", "/people?cursor=x", 400),
        ("GET", &bad_cursor, 400),
        ("GET", "/people?sort=id;drop%20table%20users", 400),
        ("GET", "/nowhere", 404),
        ("POST", "/users", 405),
        ("DELETE", "/orders/export", 405),
    ]);
    client.ask(format!("{method} {path} HTTP/1.1\r\nhost: store\r\ncontent-length: 0\r\n\r\n").as_bytes());
    let mut body = Vec::new();
    match client.response(|part| body.extend_from_slice(part)) {
        // A 400 is Velithon's, and says what is wrong; the others are the framework's.
        End::Whole(found) if found == status && (status != 400 || code(&client, status, &body).is_some()) => {
            judge.tally.count(Event::Refused);
        }
        other => judge.tally.fault(format!(
            "{method} {path}: {other:?} instead of {status}, and {}",
            shown(&body)
        )),
    }
}
