//! The most that is allocated at once does not grow with the body. It counts the whole process: one test at a time.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use futures::{FutureExt, StreamExt, executor::block_on, future::BoxFuture, stream};
use http::{Request, Response, Version, header::CONTENT_TYPE};
use peak_alloc::PeakAlloc;
use serde::Deserialize;
use velithon_client::{BoxError, Format, Http, HttpBody, Reader, Reason, get};

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

static ALONE: Mutex<()> = Mutex::new(());

#[derive(Deserialize)]
struct Item {
    id: u64,
}

#[test]
fn a_body_of_8_mib_takes_less_than_a_quarter_of_one() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
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

/// Sends a text of a type, part of which comes often: before it, it and how often, and behind it.
#[derive(Clone)]
struct Server(&'static str, &'static str, &'static [u8], usize, &'static str);

impl Http for Server {
    fn send(&self, _: Request<()>) -> BoxFuture<'static, Result<Response<HttpBody>, BoxError>> {
        let Self(media_type, start, often, times, end) = *self;
        let often = (0..times).map(move |_| often);
        let chunks = [start.as_bytes()].into_iter().chain(often).chain([end.as_bytes()]);
        let body = stream::iter(chunks.map(|chunk| Ok(Bytes::from_static(chunk)))).boxed();
        let response = Response::builder()
            .version(Version::HTTP_2)
            .header(CONTENT_TYPE, media_type);
        std::future::ready(response.body(body).map_err(BoxError::from)).boxed()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        std::future::pending().boxed()
    }
}

/// It is kept as the text that it is: a tree of its values takes 17 times as much.
#[test]
fn what_stands_beside_the_rows_takes_little_more_than_its_text() {
    const ZEROS: [u8; 8192] = {
        let mut zeros = [b','; 8192];
        let mut at = 1;
        while at < zeros.len() {
            zeros[at] = b'0';
            at += 2;
        }
        zeros
    };
    const TIMES: usize = 512;
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    for (media_type, start, end, is_whole) in [
        ("application/json", "{\"items\":[1,2],\"meta\":{\"a\":[0", "]}}", true),
        (
            "application/json",
            "{\"items\":[1,2],\"next\":{\"a\":[0",
            "],\"href\":null}}",
            false,
        ),
        (
            "application/json",
            "{\"items\":[1,2],\"links\":{\"a\":[0",
            "],\"next\":null}}",
            true,
        ),
        (
            "application/jsonl",
            "1\n{\"$error\":{\"status\":500,\"a\":[0",
            "],\"code\":\"x\"}}\n",
            false,
        ),
    ] {
        let server = Server(media_type, start, &ZEROS, TIMES, end);
        let mut rows = get::<u64>(&server, "http://api.example/x").rows();
        let before = ALLOCATED.current_usage();
        ALLOCATED.reset_peak_usage();
        let end = block_on(async {
            loop {
                match rows.try_next().await {
                    Ok(Some(_)) => {}
                    end => break end,
                }
            }
        });
        let taken = ALLOCATED.peak_usage() - before;
        // While a text of 4 MiB grows and is copied.
        assert!(taken < 5 * ZEROS.len() * TIMES, "{start}: {taken} bytes");
        match end {
            Ok(_) => assert!(is_whole, "{start}"),
            Err(error) => {
                assert!(!is_whole, "{start}: {error:?}");
                if let Reason::Failed { problem, .. } = error.reason() {
                    assert_eq!((problem.status().as_u16(), problem.code()), (500, Some("x")));
                    assert!(problem.member::<Vec<u64>>("a").is_none());
                }
            }
        }
    }
}
