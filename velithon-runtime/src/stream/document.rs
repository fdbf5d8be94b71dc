use std::{
    future::{pending, poll_fn},
    io, mem,
};

use serde::Serialize;

use super::{
    blocking::{self, BlockingSink},
    failure::Failure,
    sink::Sink,
    waiting::Place,
};

/// Writes one value as the whole response.
///
/// A text that fits the first chunk is written here. A longer one is started again on a thread that may block, which
/// hands over chunk after chunk as the client takes them: the text is never whole in memory.
pub(crate) async fn write<T: Serialize + Send + 'static>(value: T, sink: &Sink) {
    let Some(limit) = sink.begin_document() else {
        return pending().await;
    };
    match inline(&value, limit) {
        Ok(text) => put(sink, text).await,
        Err(error) if error.is_io() => blocking::run(sink, move |out: &BlockingSink| out.write_document(&value)).await,
        Err(error) => fail(sink, Failure::Serialize(error)).await,
    }
}

/// The text, or an I/O error where it does not fit `limit`.
fn inline<T: Serialize>(value: &T, limit: usize) -> Result<Vec<u8>, serde_json::Error> {
    let mut text = Bounded {
        text: Vec::new(),
        limit,
    };
    serde_json::to_writer(&mut text, value)?;
    Ok(text.text)
}

struct Bounded {
    text: Vec<u8>,
    limit: usize,
}

impl io::Write for Bounded {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        if self.text.len() + part.len() > self.limit {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.text.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn put(sink: &Sink, mut part: Vec<u8>) {
    let mut place = Place::default();
    poll_fn(|cx| {
        let room = sink.poll_room(&mut place, cx);
        room.map(|mut state| state.chunk.put(mem::take(&mut part), 0))
    })
    .await;
}

async fn fail(sink: &Sink, failure: Failure) {
    sink.fail(failure);
    pending::<()>().await;
}
