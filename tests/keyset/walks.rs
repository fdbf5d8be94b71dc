//! Walks forward and back in every order, at every size.

use std::cmp::Ordering;

use futures::executor::block_on;
use serde::Serialize;
use velithon::{KeyError, KeyType, KeyValue, Keyset, Page, RequestHead, paginate, testing};
use velithon_test_support::{answer, get};

use crate::rows::{self, SORTS, ids, rows, sorted};

/// Walks every order of the fixture, as it is and reversed.
async fn walk_all<F: Future<Output = Page>>(handler: impl Fn(RequestHead) -> F) {
    for sort in SORTS {
        let mut expected = sorted(sort, rows());
        for sign in ["", "-"] {
            let uri = format!("/rows?sort={sign}{sort}");
            let walk = testing::walk(&handler, &uri).expect(&expected).await;
            walk.unwrap_or_else(|fault| panic!("by {sign}{sort}: {fault}"));
            expected.reverse();
        }
    }
}

#[test]
fn rows_in_memory_are_walked_in_every_order_and_size() {
    block_on(walk_all(rows::listed));
    block_on(walk_all(rows::shared));
}

#[test]
fn handles_are_walked_in_every_order_and_size() {
    block_on(walk_all(rows::told));
}

#[test]
fn sources_are_walked_in_every_order_and_size() {
    block_on(walk_all(rows::sourced));
}

#[tokio::test]
async fn plain_functions_are_walked_in_every_order_and_size() {
    walk_all(rows::listed_on_a_thread).await;
    walk_all(rows::told_on_a_thread).await;
    walk_all(|head| async {
        let Ok(page) = rows::sourced_on_a_thread(head).await;
        page
    })
    .await;
}

#[test]
fn an_empty_list_is_one_page_without_neighbours() {
    #[paginate(style = cursor)]
    async fn handler() -> Vec<rows::Row> {
        Vec::new()
    }
    block_on(testing::walk(handler, "/rows").expect(&[0; 0])).unwrap();
    let page = answer(handler(get("/rows")));
    assert_eq!((page.next(), page.prev()), (None, None));
}

#[test]
fn many_equal_keys_lose_nothing() {
    #[derive(Clone, Serialize, Keyset)]
    #[keyset(sort = "at", at desc, id)]
    struct Event {
        #[keyset(unique)]
        id: u32,
        at: u64,
    }
    fn events() -> Vec<Event> {
        (0..2350)
            .map(|id| Event {
                id,
                at: if id < 2300 { 7 } else { u64::from(id) },
            })
            .collect()
    }
    #[paginate(style = cursor)]
    async fn handler() -> Vec<Event> {
        events()
    }
    let mut ids: Vec<u32> = (2300..2350).rev().collect();
    ids.extend(0..2300);
    // The walker counts the pages: 24 of 100.
    block_on(testing::walk(handler, "/events").by("id").sizes([100]).expect(&ids)).unwrap();
}

#[test]
fn sixty_rows_in_twenties_are_three_requests_there_and_back() {
    let mut uri = "/rows?size=20".to_owned();
    let mut pages = Vec::new();
    while let page = answer(rows::told(get(&uri)))
        && pages.len() < 10
    {
        let next = page.next();
        pages.push(page);
        match next {
            Some(next) => uri = format!("/rows?size=20&cursor={next}"),
            None => break,
        }
    }
    let by_id = ids(&sorted("id", rows()));
    assert_eq!(
        pages.iter().map(|page| page.ids()).collect::<Vec<_>>(),
        [&by_id[..20], &by_id[20..40], &by_id[40..]]
    );
    assert_eq!(pages[0].prev(), None);
    let back = answer(rows::told(get(&format!(
        "/rows?size=20&cursor={}",
        pages[2].prev().unwrap()
    ))));
    assert_eq!(back.ids(), by_id[20..40]);
    let first = answer(rows::told(get(&format!(
        "/rows?size=20&cursor={}",
        back.prev().unwrap()
    ))));
    assert_eq!((first.ids(), first.prev()), (by_id[..20].to_vec(), None));
    let again = answer(rows::told(get(&format!(
        "/rows?size=20&cursor={}",
        first.next().unwrap()
    ))));
    assert_eq!(again.ids(), by_id[20..40]);
}

#[test]
fn a_size_changed_on_the_way_is_honoured() {
    let first = answer(rows::listed(get("/rows?size=7")));
    let second = answer(rows::listed(get(&format!(
        "/rows?size=11&cursor={}",
        first.next().unwrap()
    ))));
    assert_eq!(second.ids(), (7..18).collect::<Vec<_>>());
    let back = answer(rows::listed(get(&format!(
        "/rows?size=3&cursor={}",
        second.prev().unwrap()
    ))));
    assert_eq!(back.ids(), [4, 5, 6]);
}

#[test]
fn the_default_order_is_the_first_or_the_handlers() {
    #[paginate(style = cursor, sort = "id_desc")]
    async fn handler() -> Vec<rows::Row> {
        rows()
    }
    assert_eq!(answer(rows::listed(get("/rows?size=3"))).ids(), [0, 1, 2]);
    assert_eq!(answer(rows::listed(get("/rows?size=3&sort="))).ids(), [0, 1, 2]);
    assert_eq!(answer(handler(get("/rows?size=3"))).ids(), [59, 58, 57]);
    assert_eq!(answer(handler(get("/rows?size=3&sort=%69d"))).ids(), [0, 1, 2]);
    block_on(testing::walk(handler, "/rows").expect(&sorted("id_desc", rows()))).unwrap();
}

/// Sorting by it may panic. A page that is made has all its rows, and one whose end lies between two rows that compare as equal is
/// refused.
#[test]
fn a_type_whose_order_is_none_panics_nowhere() {
    struct Whim(i64);

    impl KeyType for Whim {
        fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
            self.0.to_key()
        }

        fn from_key(value: KeyValue<'_>) -> Option<Self> {
            i64::from_key(value).map(Self)
        }

        fn compare(&self, other: &Self) -> Ordering {
            let mixed =
                self.0.wrapping_mul(6_364_136_223_846_793_005) ^ other.0.wrapping_mul(1_442_695_040_888_963_407);
            ((mixed.wrapping_mul(2_862_933_555_777_941_757) >> 33) % 3).cmp(&0)
        }
    }

    #[derive(Keyset, Serialize)]
    #[keyset(sort = "whim", whim)]
    struct Item {
        id: i64,
        #[serde(skip)]
        #[keyset(unique)]
        whim: Whim,
    }

    #[paginate(style = cursor, size = 100)]
    async fn handler(from: i64) -> Vec<Item> {
        (from..from + 300).map(|id| Item { id, whim: Whim(id) }).collect()
    }

    let mut made = 0;
    for from in 0..100 {
        let page = answer(handler(get("/items"), from));
        if page.status() == 500 {
            continue;
        }
        assert_eq!(page.ids().len(), 100);
        let back = page.next().expect("there are more");
        let status = answer(handler(get(&format!("/items?cursor={back}")), from)).status();
        assert!(status == 200 || status == 500, "{status}");
        made += 1;
    }
    assert!(made > 10, "{made} pages");
}
