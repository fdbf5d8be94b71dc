//! Tables in CSV beside the same items as lines of JSON, and beside what the `csv` crate writes into chunks by hand.

use std::iter;

use axum::{
    body::Body,
    extract::Path,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use csv::{Terminator, WriterBuilder};
use futures::stream;
use velithon::stream_json;

use crate::{
    contenders::{
        Contender, Side, Text,
        chunk_loop::{CHUNK, SLACK},
        counted,
    },
    demands,
    failure::Failure,
    items::{Prose, Row, Sample, Small, items},
    load::Load,
    scene::{Scene, expected},
};

/// An item whose fields are columns.
trait Columns: Sample {
    /// The header line, without its end.
    const HEADER: &str;
}

impl Columns for Small {
    const HEADER: &str = "id,user,status,cents";
}

impl Columns for Row {
    const HEADER: &str = "id,customer,name,email,product,quantity,unit_cents,total_cents,currency,status,paid,coupon,\
                          address.street,address.city,address.country,created_at";
}

impl Columns for Prose {
    const HEADER: &str = "id,title,body,quote";
}

pub(super) fn scenes() -> [Scene; 3] {
    [
        scene::<Row>("csv", "Tables: 200,000 rows", 200_000).counted(20_000),
        scene::<Small>("csv-small", "Tables: 1,000,000 items", 1_000_000).counted(20_000),
        scene::<Prose>("csv-prose", "Tables: 100,000 items, mostly text,", 100_000).counted(2_000),
    ]
}

fn scene<T: Columns>(name: &'static str, what: &str, items: u32) -> Scene {
    use Side::{Measure, Ours};
    let mut scene = Scene::of::<T>(name, what, Load::of(items));
    scene.title.push_str(" in JSON");
    scene.contenders = vec![
        Contender::new("lines", "velithon, lines", Ours, || counted(lines::<T>)).text(Text::Lines),
        Contender::new("csv", "velithon, csv", Ours, || counted(table::<T>)).text(Text::Csv),
        Contender::new("by-hand", "the csv crate, in chunks by hand", Measure, || {
            counted(by_hand::<T>)
        })
        .text(Text::Csv),
    ];
    scene.demands = demands::CSV;
    scene.expected = |count, text| match text {
        Text::Csv => chunks::<T>(count)
            .collect::<Result<Vec<_>, _>>()
            .map(|chunks| chunks.concat()),
        _ => expected::<T>(count, text),
    };
    scene
}

#[stream_json(format = ndjson)]
async fn lines<T: Columns>(Path(count): Path<u32>) -> impl Iterator<Item = T> {
    items::<T>(count)
}

#[stream_json(format = csv)]
async fn table<T: Columns>(Path(count): Path<u32>) -> impl Iterator<Item = T> {
    items::<T>(count)
}

async fn by_hand<T: Columns>(Path(count): Path<u32>) -> Response {
    let body = Body::from_stream(stream::iter(chunks::<T>(count)));
    ([(CONTENT_TYPE, "text/csv; charset=utf-8")], body).into_response()
}

/// The table in chunks, each by a writer of its own. That writes the fields of a nested struct as columns, but knows no names
/// for them.
fn chunks<T: Columns>(count: u32) -> impl Iterator<Item = Result<Bytes, Failure>> {
    let mut items = items::<T>(count).peekable();
    let mut header = [T::HEADER, "\r\n"].concat().into_bytes();
    iter::from_fn(move || {
        items.peek()?;
        let mut chunk = Vec::with_capacity(CHUNK + SLACK);
        chunk.append(&mut header);
        Some(filled(chunk, &mut items))
    })
}

/// The chunk with as many of the items as fill it.
fn filled<T: Columns>(chunk: Vec<u8>, items: &mut impl Iterator<Item = T>) -> Result<Bytes, Failure> {
    let mut writer = WriterBuilder::new()
        .has_headers(false)
        .terminator(Terminator::CRLF)
        .from_writer(chunk);
    while writer.get_ref().len() < CHUNK
        && let Some(item) = items.next()
    {
        writer.serialize(item)?;
    }
    Ok(writer.into_inner()?.into())
}
