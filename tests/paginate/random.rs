use proptest::prelude::*;
use velithon::paginate;

use crate::support::{answer, get, walk};

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
        Just("")
    ];
    let pair = prop_oneof![
        3 => (name, value.clone()).prop_map(|(name, value)| format!("{name}={value}")),
        1 => value,
    ];
    prop::collection::vec(pair, 0..6).prop_map(|pairs| pairs.join("&"))
}

proptest! {
    #[test]
    fn no_query_breaks_a_page(query in query(), rows in 0_u64..300) {
        let uri = format!("/x?{query}");
        // What no HTTP server would hand on is not a request.
        prop_assume!(http::Uri::try_from(&uri).is_ok());
        let rows: Vec<u64> = (0..rows).collect();
        for page in [
            answer(pages(get(&uri), rows.clone())),
            answer(offsets(get(&uri), rows.clone())),
            answer(iterator(get(&uri), rows.clone())),
            answer(stream(get(&uri), rows.clone())),
        ] {
            prop_assert!(page.status == 200 || page.status == 400, "{uri}: {page:?}");
            for (_, target) in page.links(&format!("http://api.example{uri}")) {
                prop_assert_eq!(target.host_str(), Some("api.example"));
                // A link leads to a page: whatever is odd in it was odd in the request, and was accepted there.
                let followed = &target.as_str()["http://api.example".len()..];
                let style = if page.body.get("page").is_some() { answer(pages(get(followed), rows.clone())) }
                    else { answer(offsets(get(followed), rows.clone())) };
                prop_assert_eq!(style.status, 200, "{} -> {}", uri, followed);
            }
        }
    }

    #[test]
    fn a_page_of_a_slice_is_its_window(length in 0_u64..300, page in 1_usize..20, size in 1_usize..=100) {
        let rows: Vec<u64> = (0..length).collect();
        let start = ((page - 1) * size).min(rows.len());
        let window = &rows[start..(start + size).min(rows.len())];
        let uri = format!("/x?page={page}&size={size}");
        let served = answer(pages(get(&uri), rows.clone())).ok();
        prop_assert_eq!(served.items(), window);
        prop_assert_eq!(&served.body["total"], length);
        prop_assert_eq!(served.reference("next").is_some(), start + size < rows.len());
        prop_assert_eq!(answer(iterator(get(&uri), rows.clone())).ok().items(), window);
        let uri = format!("/x?offset={}&limit={size}", (page - 1) * size);
        prop_assert_eq!(answer(offsets(get(&uri), rows.clone())).ok().items(), window);
        prop_assert_eq!(answer(stream(get(&uri), rows.clone())).ok().items(), window);
    }

    #[test]
    fn a_walk_from_anywhere_visits_what_is_left_once(length in 0_u64..80, size in 1_u64..=20, start in 0_u64..80) {
        let rows: Vec<u64> = (0..length).collect();
        let left: Vec<u64> = (start.min(length)..length).collect();
        let uri = format!("/x?tag=a&limit={size}&offset={start}");
        let walked = walk(|uri| answer(offsets(get(uri), rows.clone())), &uri, "next");
        prop_assert_eq!(walked.concat(), &left[..]);
        prop_assert!(walked.len() == 1 || walked.iter().all(|page| !page.is_empty()));
        let walked = walk(|uri| answer(stream(get(uri), rows.clone())), &uri, "next");
        prop_assert_eq!(walked.concat(), &left[..]);
        // Back to the first row, past pages that overlap only where the first one does.
        let back = walk(|uri| answer(offsets(get(uri), rows.clone())), &uri, "prev");
        let first = back.last().and_then(|page| page.first());
        prop_assert_eq!(first.copied(), rows.first().copied());
    }
}
