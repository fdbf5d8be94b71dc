//! Rows and pages as streams, and what they tell of themselves on the way.

use std::fmt::Debug;

use futures::{
    executor::block_on,
    stream::{self, FusedStream, StreamExt},
};
use velithon_client::{Error, Format, Reader};

use crate::support::{Answer, End, ask};

/// Reads a stream until it says that it is over, which is behind its end or its error; returns how many items came and
/// whether it failed.
async fn read<T: Debug>(mut stream: impl FusedStream<Item = Result<T, Error>> + Unpin) -> (usize, bool) {
    let (mut items, mut is_failed) = (0, false);
    while !stream.is_terminated() {
        assert!(!is_failed, "it goes on behind an error");
        match stream.next().await {
            Some(Ok(_)) => items += 1,
            Some(Err(_)) => is_failed = true,
            None => assert!(stream.is_terminated(), "it goes on behind its end"),
        }
    }
    assert!(stream.next().await.is_none(), "it stays so");
    (items, is_failed)
}

#[test]
fn a_stream_is_over_behind_its_end_or_its_error() {
    let body = "[1,2,3]";
    // The last row is cut, and so is the page.
    for (cut, expected_rows, expected_pages) in [(body.len(), 3, 1), (6, 2, 0)] {
        let is_cut = cut < body.len();
        let end = if is_cut { End::Cut } else { End::Clean };
        let answer = Answer::json(body).cut(cut, end);
        let rows = (expected_rows, is_cut);
        assert_eq!(block_on(read(ask(answer.clone()).rows())), rows);
        assert_eq!(block_on(read(ask(answer.clone()).rows().at_once())), rows, "at once");
        assert_eq!(block_on(read(ask(answer).pages())), (expected_pages, is_cut), "pages");
        let chunks = stream::iter([Ok::<_, &str>(&body[..cut])]);
        let reader = Reader::<u64, _>::new(Format::Json, chunks).framed();
        assert_eq!(block_on(read(reader)), rows, "a reader");
    }
}

/// Rows come by batches, and are handed out one by one.
#[test]
fn rows_are_counted_as_they_are_handed_out() {
    let body = "1\n2\n{\"$mark\":{\"after\":\"2\"}}\n3\n{\"$end\":{\"count\":3,\"complete\":true}}\n";
    for is_at_once in [false, true] {
        let mut rows = ask(Answer::lines(body)).rows();
        if is_at_once {
            rows = rows.at_once();
        }
        assert_eq!(rows.rows_so_far(), 0);
        block_on(async {
            for row in 1..=3 {
                assert_eq!(rows.try_next().await.unwrap(), Some(row));
                assert_eq!(rows.rows_so_far(), row, "at once: {is_at_once}");
            }
            assert_eq!(rows.try_next().await.unwrap(), None);
            assert_eq!(rows.rows_so_far(), 3);
        });
    }
}
