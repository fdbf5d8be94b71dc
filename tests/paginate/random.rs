//! Whatever a client sends, and whatever there is to paginate.

use std::convert::Infallible;

use proptest::{prelude::*, test_runner::RngSeed};
use velithon::{CountSource, PageItems, PageRequest, PageSource, paginate};
use velithon_test_support::{Answer, answer, get};

use crate::walk::{url, walk};

#[paginate(size = 50, max_size = 100)]
async fn pages(rows: Vec<u64>) -> Vec<u64> {
    rows
}

#[paginate(style = offset, size = 50, max_size = 100)]
async fn offsets(rows: Vec<u64>) -> Vec<u64> {
    rows
}

#[paginate(size = 50, max_size = 100)]
async fn iterator(rows: Vec<u64>) -> std::vec::IntoIter<u64> {
    rows.into_iter()
}

#[paginate(style = offset, size = 50, max_size = 100)]
async fn stream(rows: Vec<u64>) -> futures::stream::Iter<std::vec::IntoIter<u64>> {
    futures::stream::iter(rows)
}

#[paginate(size = 50, max_size = 100, page = "page[number]", size = "page[size]")]
async fn renamed(rows: Vec<u64>) -> Vec<u64> {
    rows
}

#[paginate(style = offset, offset = "from", limit = "n", over_max = reject, max_offset = 100, links = both)]
async fn renamed_offsets(rows: Vec<u64>) -> Vec<u64> {
    rows
}

#[paginate(size = 50, max_size = 100, links_base = "http://api.example", total = capped(120))]
async fn source(rows: Vec<u64>) -> Source {
    Source(rows)
}

#[paginate(size = 50, max_size = 100, total = none, items = none)]
async fn opaque_source(rows: Vec<u64>) -> impl PageSource {
    Source(rows)
}

#[paginate(size = 50, max_size = 100)]
async fn told(rows: Vec<u64>, page: PageRequest) -> PageItems<u64> {
    let total = rows.len();
    PageItems::new(window(rows, page)).total(total)
}

#[paginate(style = offset, size = 50, max_size = 100)]
async fn told_offsets(rows: Vec<u64>, page: PageRequest) -> PageItems<u64> {
    PageItems::new(window(rows, page))
}

#[paginate(size = 50, max_size = 100)]
fn blocking(rows: Vec<u64>) -> impl Iterator<Item = u64> {
    rows.into_iter()
}

struct Source(Vec<u64>);

impl PageSource for Source {
    type Item = u64;
    type Error = Infallible;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<u64>, Infallible> {
        Ok(window(self.0.clone(), page))
    }
}

impl CountSource for Source {
    async fn count(&mut self, at_most: u64) -> Result<u64, Infallible> {
        Ok((self.0.len() as u64).min(at_most))
    }
}

fn window(rows: Vec<u64>, page: PageRequest) -> Vec<u64> {
    let (offset, limit) = (usize::try_from(page.offset()), usize::try_from(page.limit()));
    rows.into_iter().skip(offset.unwrap()).take(limit.unwrap()).collect()
}

/// A handler over some rows.
type Serve = fn(&str, Vec<u64>) -> Answer;

/// Every kind of handler, in both styles, with all that its arguments may change about links and parameters.
const SERVES: [Serve; 11] = [
    |uri, rows| answer(pages(get(uri), rows)),
    |uri, rows| answer(offsets(get(uri), rows)),
    |uri, rows| answer(iterator(get(uri), rows)),
    |uri, rows| answer(stream(get(uri), rows)),
    |uri, rows| answer(renamed(get(uri), rows)),
    |uri, rows| answer(renamed_offsets(get(uri), rows)),
    |uri, rows| answer(source(get(uri), rows)),
    |uri, rows| answer(opaque_source(get(uri), rows)),
    |uri, rows| answer(told(get(uri), rows)),
    |uri, rows| answer(told_offsets(get(uri), rows)),
    |uri, rows| answer(blocking(get(uri), rows)),
];

/// Those of them whose parameters are `page` and `size`, and `offset` and `limit`.
const PAGED: [Serve; 6] = [SERVES[0], SERVES[2], SERVES[6], SERVES[7], SERVES[8], SERVES[10]];
const OFFSET: [Serve; 3] = [SERVES[1], SERVES[3], SERVES[9]];

/// Queries of the pieces that matter here, and of anything else.
fn query() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        "[0-9]{0,21}",
        "[ -~]{0,6}",
        "\\PC{0,4}",
        Just("18446744073709551615".to_owned())
    ];
    let name = prop_oneof![
        Just("page"),
        Just("size"),
        Just("offset"),
        Just("limit"),
        Just("%70age"),
        Just("page[number]"),
        Just("page%5Bsize%5d"),
        Just("from"),
        Just("n"),
        Just("")
    ];
    let pair = prop_oneof![
        3 => (name, value.clone()).prop_map(|(name, value)| format!("{name}={value}")),
        1 => value,
    ];
    prop::collection::vec(pair, 0..6).prop_map(|pairs| pairs.join("&"))
}

proptest! {
    // The same cases in every run.
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_query_breaks_a_page(query in query(), rows in 0_u64..300) {
        let uri = format!("/x?{query}");
        // What no HTTP server would hand on is not a request.
        prop_assume!(http::Uri::try_from(&uri).is_ok());
        let rows: Vec<u64> = (0..rows).collect();
        for serve in SERVES {
            let page = serve(&uri, rows.clone());
            prop_assert!(page.status() == 200 || page.status() == 400, "{uri}: {page:?}");
            for (_, target) in page.links(&url(&uri)) {
                prop_assert_eq!(target.host_str(), Some("api.example"));
                // A link leads to a page: whatever is odd in it was odd in the request, and was accepted there.
                let followed = &target.as_str()["http://api.example".len()..];
                let status = serve(followed, rows.clone()).status();
                prop_assert_eq!(status, 200, "{} -> {}", uri, followed);
            }
        }
    }

    #[test]
    fn a_page_of_a_slice_is_its_window(length in 0_u64..300, page in 1_usize..20, size in 1_usize..=100) {
        let rows: Vec<u64> = (0..length).collect();
        let start = ((page - 1) * size).min(rows.len());
        let window = &rows[start..(start + size).min(rows.len())];
        let more = start + size < rows.len();
        for serve in PAGED {
            let served = serve(&format!("/x?page={page}&size={size}"), rows.clone()).ok();
            prop_assert_eq!(served.items(), window);
            prop_assert_eq!(served.reference("next").is_some(), more);
        }
        let served = PAGED[0](&format!("/x?page={page}&size={size}"), rows.clone());
        prop_assert_eq!(&served.json()["total"], length);
        for serve in OFFSET {
            let served = serve(&format!("/x?offset={}&limit={size}", (page - 1) * size), rows.clone()).ok();
            prop_assert_eq!(served.items(), window);
            prop_assert_eq!(served.reference("next").is_some(), more);
        }
    }

    #[test]
    fn a_walk_from_anywhere_visits_what_is_left_once(length in 0_u64..80, size in 1_u64..=20, start in 0_u64..80) {
        let rows: Vec<u64> = (0..length).collect();
        let left: Vec<u64> = (start.min(length)..length).collect();
        let uri = format!("/x?tag=a&limit={size}&offset={start}");
        for serve in OFFSET {
            let walked = walk(|uri| serve(uri, rows.clone()), &uri, "next");
            prop_assert_eq!(walked.concat(), &left[..]);
            prop_assert!(walked.len() == 1 || walked.iter().all(|page| !page.is_empty()));
            // Back to the first row, past pages that overlap only where the first one does.
            let back = walk(|uri| serve(uri, rows.clone()), &uri, "prev");
            let first = back.last().and_then(|page| page.first());
            prop_assert_eq!(first.copied(), rows.first().copied());
        }
    }

    #[test]
    fn a_walk_visits_each_item_once_in_both_directions(length in 0_u64..80, size in 1_u64..=20) {
        let rows: Vec<u64> = (0..length).collect();
        let last = length.div_ceil(size).max(1);
        let paged = PAGED.map(|serve| (serve, format!("size={size}"), format!("page={last}")));
        let offset = OFFSET.map(|serve| (serve, format!("limit={size}"), format!("offset={}", (last - 1) * size)));
        for (serve, size, last) in paged.into_iter().chain(offset) {
            let there = walk(|uri| serve(uri, rows.clone()), &format!("/x?{size}"), "next");
            prop_assert_eq!(there.concat(), &rows[..]);
            let mut back = walk(|uri| serve(uri, rows.clone()), &format!("/x?{size}&{last}"), "prev");
            back.reverse();
            prop_assert_eq!(back, there);
        }
    }
}
