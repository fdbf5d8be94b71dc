//! Allocations, over a body that is drained in memory.

use futures::stream;
use http::{Request, Response};
use http_body_util::BodyExt;
use serde::Serialize;
use velithon::{Emitter, JsonStream, RequestHead, stream_json};

use crate::{Verdict, counting};

#[derive(Serialize)]
struct Row {
    id: u32,
    name: &'static str,
    paid: bool,
}

fn row(id: u32) -> Row {
    Row {
        id,
        name: "Ingrid Andersen",
        paid: true,
    }
}

#[stream_json]
async fn emitted(count: u32, rows: &Emitter<Row>) {
    for id in 0..count {
        rows.emit(&row(id)).await;
    }
}

/// None of its ways to a chunk is the shortest one.
#[stream_json(items = "rows", max_item = "1KiB", format = array)]
async fn enveloped(count: u32, rows: &Emitter<Row>) {
    rows.head("unit", "metres").await;
    rows.emit_all((0..count).map(row)).await;
    rows.tail("complete", &true).await;
}

#[stream_json]
async fn emitted_at_once(count: u32, rows: &Emitter<Row>) {
    rows.emit_all((0..count).map(row)).await;
}

#[stream_json]
async fn iterated(count: u32) -> impl Iterator<Item = Row> {
    (0..count).map(row)
}

#[stream_json]
async fn streamed(count: u32) -> impl futures::Stream<Item = Row> {
    stream::iter((0..count).map(row))
}

const N: u32 = 20_000;

/// Those for 2N items less those for N, by the chunks that there are more.
pub(crate) fn per_chunk() -> Vec<Verdict> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let lines = || {
        RequestHead::from(
            &Request::get("/")
                .header("accept", "application/jsonl")
                .body(())
                .expect("a head"),
        )
    };
    let array = || RequestHead::from(&Request::get("/").body(()).expect("a head"));
    runtime.block_on(async {
        vec![
            compared(async |count| drained(emitted(array(), count).await).await, "emit").await,
            compared(
                async |count| drained(emitted(lines(), count).await).await,
                "emit, as lines",
            )
            .await,
            compared(
                async |count| drained(emitted_at_once(array(), count).await).await,
                "emit_all",
            )
            .await,
            compared(
                async |count| drained(enveloped(array(), count).await).await,
                "an envelope with bounded items",
            )
            .await,
            compared(
                async |count| drained(iterated(array(), count).await).await,
                "an iterator",
            )
            .await,
            compared(async |count| drained(streamed(array(), count).await).await, "a stream").await,
        ]
    })
}

/// How many chunks a response has.
async fn drained(stream: JsonStream) -> u32 {
    let mut body = Response::from(stream).into_body();
    let mut chunks = 0;
    while let Some(frame) = body.frame().await {
        frame.expect("a whole response");
        chunks += 1;
    }
    chunks
}

async fn compared(run: impl AsyncFn(u32) -> u32, what: &str) -> Verdict {
    // What is made once in a process is made now.
    run(N).await;
    let start = counting::allocations();
    let fewer = run(N).await;
    let middle = counting::allocations();
    let more = run(2 * N).await;
    let end = counting::allocations();
    let (chunks, allocations) = (more - fewer, (end - middle) - (middle - start));
    let bound = 2 * chunks as usize;
    Verdict::at_most(
        allocations,
        bound,
        &format!("allocations for {chunks} chunks more by {what}"),
    )
}
