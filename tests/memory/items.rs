//! Items, one by one.

use futures::future::pending;
use serde::{Serialize, Serializer};
use velithon::{Emitter, stream_json};

use crate::{KIB, MIB, allocator::Since, alone, body, chunk};

#[test]
fn a_large_item_leaves_no_large_buffer_behind() {
    #[stream_json]
    async fn handler(rows: &Emitter<str>) {
        rows.emit(&"x".repeat(8 * MIB)).await;
        loop {
            rows.emit("small").await;
            tokio::task::yield_now().await;
        }
    }

    alone(async {
        let since = Since::now();
        let mut body = body(handler).await;
        let large = chunk(&mut body).await.expect("the large item");
        assert!(large.len() > 8 * MIB && since.live() > 8 * MIB);
        drop(large);
        assert_eq!(chunk(&mut body).await.expect("a small item"), ",\"small\"");
        // All of the response, its handler included.
        let live = since.live();
        assert!(live < 128 * KIB, "{live} bytes are left");
    });
}

#[cfg(feature = "sonic-rs")]
#[test]
fn what_sonic_sets_aside_is_not_sent_along() {
    #[stream_json(serializer = sonic)]
    async fn handler(rows: &Emitter<str>) {
        let text = "y\n".repeat(10 * KIB);
        loop {
            rows.emit(&text).await;
        }
    }

    alone(async {
        let mut body = body(handler).await;
        let since = Since::now();
        let mut chunks = Vec::with_capacity(100);
        let mut length = 0;
        for _ in 0..100 {
            let chunk = chunk(&mut body).await.expect("a chunk");
            length += chunk.len();
            chunks.push(chunk);
        }
        let live = since.live();
        assert!(live < 2 * length, "{live} bytes for {length} of text");
    });
}

#[test]
fn many_small_flushes_stay_small() {
    #[stream_json]
    async fn handler(rows: &Emitter<u32>) {
        rows.commit().await;
        // Once there was a full chunk, the buffer is one of full size.
        rows.emit_all(0..20_000).await;
        loop {
            rows.emit(&1).await;
            tokio::task::yield_now().await;
        }
    }

    alone(async {
        let mut body = body(handler).await;
        while chunk(&mut body).await.expect("a chunk").len() > 2 {}
        let since = Since::now();
        let mut chunks = Vec::with_capacity(1_000);
        for _ in 0..1_000 {
            chunks.push(chunk(&mut body).await.expect("a chunk"));
        }
        assert!(chunks.iter().all(|chunk| *chunk == ",1"));
        let live = since.live();
        assert!(live < 256 * KIB, "{live} bytes for 2,000 of text");
    });
}

#[test]
fn a_table_of_a_million_rows_is_as_flat_as_a_short_one() {
    #[derive(Serialize)]
    struct Row {
        id: u32,
        note: Option<String>,
        tags: [&'static str; 2],
    }

    #[stream_json(format = csv)]
    async fn handler(rows: &Emitter<Row>) {
        for id in 0..1_000_000 {
            let note = (id % 3 == 0).then(|| format!("Nr. {id}, \"the\" next"));
            rows.emit(&Row {
                id,
                note,
                tags: ["a", "b"],
            })
            .await;
        }
    }

    alone(async {
        let since = Since::now();
        let mut body = body(handler).await;
        let (mut length, mut most) = (0, 0);
        while let Some(chunk) = chunk(&mut body).await {
            length += chunk.len();
            most = most.max(since.live());
        }
        assert!(length > 20 * MIB, "{length} bytes of text");
        assert!(most < 256 * KIB, "{most} bytes at once");
    });
}

/// A list of texts that nobody holds.
struct Long(usize);

impl Serialize for Long {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(std::iter::repeat_n("0123456789", self.0))
    }
}

#[test]
fn an_item_beyond_its_bound_is_never_in_memory() {
    #[stream_json(max_item = "64KiB")]
    async fn handler(rows: &Emitter<Long>) {
        rows.commit().await;
        rows.emit(&Long(10_000_000)).await;
        pending::<()>().await;
    }

    alone(async {
        let since = Since::now();
        let mut body = body(handler).await;
        let frame = http_body_util::BodyExt::frame(&mut body).await;
        assert!(frame.expect("a frame").is_err());
        let peak = since.peak();
        assert!(peak < 512 * KIB, "{peak} bytes were alive at once");
    });
}
