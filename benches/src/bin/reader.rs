//! The client's reader beside `serde_json::from_slice` on the whole body, and beside reqwest-streams, in one run:
//! `cargo run --release -p velithon-benches --features client --bin reader`. With `memory` behind it, how much it takes to read an
//! array of a gigabyte; with the beginning of a name, that one alone and once, for valgrind.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    hint::black_box,
    time::{Duration, Instant},
};

use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt, TryStreamExt, executor::block_on, future::ready, stream};
use reqwest_streams::JsonStreamResponse;
use serde::Deserialize;
use velithon_client::{Format, Reader};

type Failure = Box<dyn Error + Send + Sync>;

/// Reads all items, and sums up what they have.
type Contender = Box<dyn Fn() -> Result<u64, Failure>>;

/// About 60 bytes of JSON.
#[derive(Clone, Deserialize)]
struct Item {
    id: u64,
    #[expect(dead_code, reason = "read as every member of a row is")]
    user: u32,
    status: String,
    cents: u32,
}

const ITEMS: u32 = 1_000_000;
/// As hyper hands bodies out.
const CHUNK: usize = 16 * 1024;
const ROUNDS: usize = 9;

fn main() -> Result<(), Failure> {
    if env::args().nth(1).as_deref() == Some("memory") {
        return memory();
    }
    let (array, lines) = (text(Format::Json), text(Format::Lines));
    println!(
        "{ITEMS} items of {} bytes, in chunks of {CHUNK}; medians of {ROUNDS} rounds",
        array.len() / ITEMS as usize
    );
    let contenders: [(&str, Contender); 7] = [
        ("serde_json::from_slice, collected array", {
            let array = array.clone();
            Box::new(move || {
                // As `reqwest::Response::bytes` does.
                let mut body = BytesMut::new();
                block_on(chunks(&array).try_for_each(|chunk| {
                    body.extend_from_slice(&chunk);
                    ready(Ok(()))
                }))?;
                whole(&body)
            })
        }),
        ("serde_json::from_slice, array in memory", {
            let array = array.clone();
            Box::new(move || whole(&array))
        }),
        ("velithon-client, array", {
            let array = array.clone();
            Box::new(move || ours(Format::Json, &array))
        }),
        ("velithon-client, lines", {
            let lines = lines.clone();
            Box::new(move || ours(Format::Lines, &lines))
        }),
        ("velithon-client, events", {
            let events = text(Format::Events);
            Box::new(move || ours(Format::Events, &events))
        }),
        ("reqwest-streams, array", {
            let response = move || response(&array);
            Box::new(move || theirs(response().json_array_stream(1 << 20)))
        }),
        ("reqwest-streams, lines", {
            let response = move || response(&lines);
            Box::new(move || theirs(response().json_nl_stream(1 << 20)))
        }),
    ];
    if let Some(only) = env::args().nth(1) {
        for (_, contender) in contenders.iter().filter(|(name, _)| name.starts_with(&*only)) {
            black_box(contender()?);
        }
        return Ok(());
    }
    let mut times = vec![Vec::new(); contenders.len()];
    let mut sums = Vec::new();
    for _ in 0..ROUNDS {
        for ((_, contender), times) in contenders.iter().zip(&mut times) {
            let start = Instant::now();
            sums.push(black_box(contender()?));
            times.push(start.elapsed());
        }
    }
    if sums.iter().any(|sum| *sum != sums[0]) {
        return Err("not everybody read the same".into());
    }
    let mut medians = Vec::new();
    for ((name, _), times) in contenders.iter().zip(&mut times) {
        times.sort_unstable();
        let median = times[times.len() / 2];
        println!("{name:<42} {:>6.0} ns an item", nanoseconds(median));
        medians.push(median);
    }
    let [collected, _, array, lines, _, their_array, their_lines] = medians[..] else {
        return Err("a contender is missing".into());
    };
    if array > collected || array > their_array || lines > their_lines {
        return Err("the client is not the fastest".into());
    }
    Ok(())
}

fn nanoseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e9 / f64::from(ITEMS)
}

fn text(format: Format) -> Bytes {
    let mut text = String::new();
    let (start, behind) = match format {
        Format::Lines => ("", "\n"),
        Format::Events => ("", "\n\n"),
        _ => ("[", ","),
    };
    text += start;
    for n in 0..ITEMS {
        if format == Format::Events {
            text += "data: ";
        }
        // Writing to a `String` cannot fail.
        let _ = write!(
            text,
            r#"{{"id":{},"user":{},"status":"{}","cents":{}}}"#,
            1_000_000 + n,
            100_000 + n % 900_000,
            if n % 3 == 0 { "paid" } else { "open" },
            10_000 + n % 90_000
        );
        text += behind;
    }
    match format {
        Format::Lines => {}
        Format::Events => text += "event: end\ndata\n\n",
        _ => {
            text.pop();
            text += "]";
        }
    }
    text.into()
}

fn chunks(text: &Bytes) -> impl Stream<Item = Result<Bytes, Failure>> + Send + 'static + use<> {
    let text = text.clone();
    stream::iter(
        (0..text.len())
            .step_by(CHUNK)
            .map(move |at| Ok(text.slice(at..text.len().min(at + CHUNK)))),
    )
}

fn sum(item: &Item) -> u64 {
    item.id + u64::from(item.cents) + item.status.len() as u64
}

fn whole(text: &[u8]) -> Result<u64, Failure> {
    let items: Vec<Item> = serde_json::from_slice(text)?;
    Ok(items.iter().map(sum).sum())
}

fn ours(format: Format, text: &Bytes) -> Result<u64, Failure> {
    let mut reader = Reader::<Item, _>::new(format, chunks(text)).framed();
    block_on(async {
        let mut total = 0;
        while let Some(item) = reader.try_next().await? {
            total += sum(&item);
        }
        Ok(total)
    })
}

fn response(text: &Bytes) -> reqwest::Response {
    let mut response = http_response(reqwest::Body::wrap_stream(chunks(text)));
    *response.status_mut() = reqwest::StatusCode::OK;
    response.into()
}

fn http_response<T>(body: T) -> axum::http::Response<T> {
    axum::http::Response::new(body)
}

fn theirs<E: Into<Failure>>(items: impl Stream<Item = Result<Item, E>>) -> Result<u64, Failure> {
    block_on(async {
        let mut items = std::pin::pin!(items);
        let mut total = 0;
        while let Some(item) = items.next().await {
            total += sum(&item.map_err(Into::into)?);
        }
        Ok(total)
    })
}

/// Reads an array of a gigabyte that is made while it is read.
fn memory() -> Result<(), Failure> {
    const CHUNKS: usize = (1 << 30) / CHUNK;
    let piece = text(Format::Json);
    let piece = piece.slice(1..CHUNK);
    let end = piece.iter().rposition(|byte| *byte == b'}').ok_or("no item")?;
    let mut whole = BytesMut::from(&piece[..=end]);
    whole.extend_from_slice(b",");
    let whole = whole.freeze();
    let pieces = stream::iter((0..CHUNKS).map(|_| Ok::<_, Failure>(Bytes::copy_from_slice(&whole))));
    let source = stream::iter([Ok(Bytes::from_static(b"["))]).chain(pieces);
    let source = source.chain(stream::iter([Ok(Bytes::from_static(
        b"{\"id\":1,\"user\":1,\"status\":\"\",\"cents\":1}]",
    ))]));
    let mut reader = Reader::<Item, _>::new(Format::Json, source);
    let before = peak()?;
    let mut rows: u64 = 0;
    block_on(async {
        while reader.try_next().await?.is_some() {
            rows += 1;
        }
        Ok::<_, Failure>(())
    })?;
    let raised = peak()? - before;
    println!(
        "{rows} items of {} MiB: the peak of the process rose by {raised} KiB",
        (CHUNKS * whole.len()) >> 20
    );
    if raised < 1024 {
        Ok(())
    } else {
        Err("that is more than 1 MiB".into())
    }
}

/// The most that the process has been resident with, in KiB.
fn peak() -> Result<u64, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}
