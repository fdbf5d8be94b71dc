//! The most that is allocated at once does not grow with the body. A test of its own: it counts the whole process.

use bytes::Bytes;
use futures::{StreamExt, executor::block_on, stream};
use peak_alloc::PeakAlloc;
use serde::Deserialize;
use velithon_client::{Format, Reader};

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

#[derive(Deserialize)]
struct Item {
    id: u64,
}

#[test]
fn a_body_of_8_mib_takes_less_than_a_quarter_of_one() {
    let item = r#"{"id":17,"data":"0123456789 0123456789 0123456789"}"#;
    for (format, start, between, end) in [
        (Format::Json, "[", ",", "]"),
        (Format::Json, "{\"total\":1,\"rows\":[", ", ", "]}"),
        (Format::Lines, "", "\n", ""),
        (Format::Events, "", "\n\n", ""),
    ] {
        let prefix = if format == Format::Events { "data: " } else { "" };
        let text = format!("{prefix}{item}{between}").repeat(1000);
        let chunks = (8 << 20) / text.len();
        let text = Bytes::from(text);
        let last = Bytes::from(format!(
            "{prefix}{item}{}{end}",
            if end.is_empty() { between } else { "" }
        ));
        // A chunk ends where it may: somewhere in an item, somewhere else each time.
        let pieces = (0..chunks).flat_map(|nth| {
            let cut = nth * 7919 % text.len();
            [text.slice(..cut), text.slice(cut..)]
        });
        let pieces = [Bytes::from(start)].into_iter().chain(pieces).chain([last]);
        let mut reader = Reader::<Item, _>::new(format, stream::iter(pieces.map(Ok::<_, &str>)).fuse()).framed();
        let before = ALLOCATED.current_usage();
        ALLOCATED.reset_peak_usage();
        let mut rows = 0;
        block_on(async {
            while let Some(row) = reader.try_next().await.unwrap() {
                assert_eq!(row.id, 17);
                rows += 1;
            }
        });
        assert_eq!(rows, chunks * 1000 + 1);
        let taken = ALLOCATED.peak_usage() - before;
        assert!(taken < 256 << 10, "{format:?}: {taken} bytes");
    }
}
