//! The handlers that fail, one for each failure, free of any framework.

use futures::future::pending;
use serde::{
    Serialize, Serializer,
    ser::{Error as _, SerializeSeq},
};
use velithon::{Emitter, stream_json};

use crate::hosts::Teapot;

/// How many items there are where a response has started. They make several chunks.
pub(crate) const MANY: u32 = 50_000;

/// What the handlers panic with.
pub(crate) const EXPECTED: &str = "the cat walked over the keyboard";

/// A number, or what fails half-way.
pub(crate) enum Item {
    Good(u32),
    Unwritable,
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Good(number) => serializer.serialize_u32(*number),
            Self::Unwritable => {
                let mut list = serializer.serialize_seq(Some(2))?;
                list.serialize_element("written before the failure")?;
                Err(S::Error::custom("a secret"))
            }
        }
    }
}

#[stream_json(formats = [array, ndjson, sse, csv])]
pub(crate) async fn error_at_item_0(_rows: &Emitter<u32>) -> Result<(), Teapot> {
    Err(Teapot)
}

#[stream_json(formats = [array, ndjson, sse, csv])]
pub(crate) async fn error_in_window(rows: &Emitter<u32>) -> Result<(), Teapot> {
    rows.emit_all(0..3).await;
    Err(Teapot)
}

#[stream_json(formats = [array, ndjson, sse, csv])]
pub(crate) async fn error_after_flush(rows: &Emitter<u32>) -> Result<(), Teapot> {
    rows.emit_all(0..MANY).await;
    Err(Teapot)
}

#[stream_json(formats = [array, ndjson, sse, csv])]
pub(crate) async fn serialize_in_window(rows: &Emitter<Item>) {
    rows.emit_all((0..3).map(Item::Good)).await;
    rows.emit(&Item::Unwritable).await;
}

#[stream_json(formats = [array, ndjson, sse, csv])]
pub(crate) async fn serialize_after_flush(rows: &Emitter<Item>) {
    rows.emit_all((0..MANY).map(Item::Good)).await;
    rows.emit(&Item::Unwritable).await;
}

#[stream_json(formats = [array, ndjson, sse, csv])]
pub(crate) async fn panic_in_window(rows: &Emitter<u32>) {
    rows.emit_all(0..3).await;
    std::panic::panic_any(EXPECTED);
}

#[stream_json(formats = [array, ndjson, sse, csv])]
pub(crate) async fn panic_after_flush(rows: &Emitter<u32>) {
    rows.emit_all(0..MANY).await;
    std::panic::panic_any(EXPECTED);
}

/// The client goes away while this waits.
#[stream_json(formats = [array, ndjson, sse, csv])]
pub(crate) async fn disconnect(rows: &Emitter<u32>) {
    rows.emit(&0).await;
    pending::<()>().await;
}

/// The client stops reading.
#[stream_json(formats = [array, ndjson, sse, csv], stall = "100ms")]
pub(crate) async fn stall(rows: &Emitter<u32>) {
    rows.emit_all(0..).await;
}
