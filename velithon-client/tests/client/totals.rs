//! What a page states of its place, its size and a total, and what that says of the pages behind it.

use serde_json::json;
use velithon_client::{Next, Proof, get};

use crate::support::{Answer, Server, all, ask, failure, read};

/// Where nothing else is said of other pages. `None` is a cut.
#[tokio::test]
async fn a_page_without_links_proves_by_its_numbers_that_it_is_the_last_one() {
    for (numbers, proof) in [
        (json!({"offset": 50, "limit": 2, "total": 52}), Some(Proof::Record)),
        (json!({"offset": 50, "limit": 3, "total": 52}), Some(Proof::Record)),
        (json!({"page": 3, "size": 2, "total": 6}), Some(Proof::Record)),
        // Rows may have gone since it was counted.
        (json!({"offset": 50, "limit": 2, "total": 51}), Some(Proof::Record)),
        (json!({"offset": 50, "limit": 3, "total": 53}), Some(Proof::Syntax)),
        (
            json!({"offset": 50, "limit": 3, "total": 52, "total_kind": "at_least"}),
            Some(Proof::Syntax),
        ),
        (
            json!({"offset": 50, "limit": 3, "total": 53, "total_kind": "at_least"}),
            Some(Proof::Syntax),
        ),
        (
            json!({"offset": 50, "limit": 3, "total": 52, "total_kind": "exact"}),
            Some(Proof::Record),
        ),
        (json!({"offset": 50, "limit": 3}), Some(Proof::Syntax)),
        (json!({"offset": 50, "total": 52}), Some(Proof::Record)),
        (json!({"limit": 2, "total": 2}), Some(Proof::Syntax)),
        // Counted from 0, too, and by any of the usual names.
        (json!({"page": 0, "size": 2, "total": 2}), Some(Proof::Record)),
        (json!({"page": 0, "size": 2, "total": 3}), None),
        (json!({"page": 0, "size": 2}), None),
        (json!({"page": 0, "size": 3}), Some(Proof::Syntax)),
        (
            json!({"current_page": 3, "per_page": 2, "total": 6}),
            Some(Proof::Record),
        ),
        (json!({"currentPage": 1, "perPage": 2}), None),
        // Of all rows, beside the size of a page.
        (json!({"page": 1, "pagelen": 10, "size": 2}), Some(Proof::Syntax)),
        (json!({"page": 1, "page_size": 2}), None),
        // A size that was asked for, and is not had.
        (json!({"offset": 0, "limit": 100, "total": 4}), None),
        (json!({"offset": 0, "limit": 100, "total": 3}), Some(Proof::Syntax)),
        (json!({"page": 1, "per_page": 100, "total": 6}), None),
        (json!({"page": 1, "pageSize": 2, "total_items": 3}), None),
        (json!({"skip": 50, "limit": 2, "total_count": 52}), Some(Proof::Record)),
        (json!({"skip": 50, "limit": 2, "totalCount": 53}), None),
        (json!({"offset": 50, "limit": 2, "total": 53}), None),
        (json!({"offset": 50, "limit": 2}), None),
        (
            json!({"offset": 50, "limit": 2, "total": 52, "total_kind": "at_least"}),
            None,
        ),
    ] {
        // An object is none of the numbers, whatever its name is, and may hold them.
        for place in ["", "/meta", "/page"] {
            let mut body = json!({"items": [1, 2], "meta": {}, "page": {}});
            let members = body.pointer_mut(place).unwrap().as_object_mut().unwrap();
            members.extend(numbers.as_object().unwrap().clone());
            let (rows, end) = read(ask(Answer::json(body.to_string())).rows()).await;
            assert_eq!(rows, [1, 2], "{body}");
            match end {
                Ok(found) => assert_eq!(found, proof, "{body}"),
                Err(error) => assert!(error.is_truncated() && proof.is_none(), "{body}: {error:?}"),
            }
        }
    }
}

/// Such as one whose number, offset or size has a name of its own.
#[tokio::test]
async fn a_total_that_nothing_leads_to_is_no_end() {
    for (body, is_cut) in [
        (json!({"total": 100}), true),
        (json!({"total": 3}), true),
        (json!({"total": 2}), false),
        (json!({"nr": 1, "size": 2, "total": 6}), true),
        (json!({"page": 1, "rpp": 2, "total": 6}), true),
        (json!({"page": 1, "rpp": 2, "total": 2}), false),
        (json!({"from": 0, "limit": 2, "totalElements": 6}), true),
        (json!({"total_count": 3}), true),
        (json!({"totalItems": 2}), false),
        (json!({"total_kind": "at_least"}), true),
        (json!({"total": 2, "total_kind": "at_least"}), true),
        (json!({"total": 2, "total_kind": "exact"}), false),
        (json!({"offset": 0, "total_kind": "at_least"}), true),
        // A later page, which states its number, and a short one, which may be the last.
        (json!({"page": 3, "total": 6}), false),
        (json!({"limit": 3, "total": 2, "total_kind": "at_least"}), false),
        // Whoever says that it is the last page knows which rows were asked for.
        (json!({"total": 6, "next": null}), false),
        (json!({"total": 6, "has_more": false}), false),
        (json!({"total": "many"}), false),
    ] {
        for place in ["", "/meta"] {
            let mut page = json!({"items": [1, 2], "meta": {}});
            let members = page.pointer_mut(place).unwrap().as_object_mut().unwrap();
            members.extend(body.as_object().unwrap().clone());
            if place == "/meta" && body.get("next").is_some() {
                continue;
            }
            let asked = ask(Answer::json(page.to_string()));
            let (rows, end) = read(asked.clone().rows()).await;
            assert_eq!(rows, [1, 2], "{page}");
            match end {
                Ok(_) => assert!(!is_cut, "{page}"),
                Err(error) => {
                    let why = std::error::Error::source(&error).unwrap().to_string();
                    assert!(
                        is_cut && error.is_truncated() && why.contains(".next("),
                        "{page}: {error:?}"
                    );
                }
            }
            // A rule that finds nothing is no word, and one of one's own is.
            let (_, end) = read(asked.clone().next(Next::cursor("nope", "c")).rows()).await;
            assert!(!is_cut || end.is_err(), "{page}");
            let known = read(asked.next(Next::by(|_| None)).rows()).await.1;
            assert!(known.is_ok() || body["offset"] == 0, "{page}");
        }
    }
    // Without a row, too.
    for body in [
        r#"{"items":[],"total":6}"#,
        r#"{"items":[],"page":1,"size":2,"total":1}"#,
    ] {
        assert!(failure(ask(Answer::json(body)).rows()).await.is_truncated(), "{body}");
    }
    for (name, value) in [
        ("x-total", "6"),
        ("x-total-count", "6"),
        ("x-total-pages", "2"),
        ("x-total-kind", "at_least"),
    ] {
        for answer in [
            Answer::json("[1,2]"),
            Answer::lines("1\n2\n"),
            Answer::events("data: 1\n\ndata: 2\n\n"),
        ] {
            let (rows, end) = read(ask(answer.header(name, value)).rows()).await;
            assert!(rows == [1, 2] && end.unwrap_err().is_truncated(), "{name}");
        }
    }
}

/// What the walk has read counts, where a page does not say which rows it has.
#[tokio::test]
async fn a_total_is_reached_by_all_pages_together() {
    for (total, is_cut) in [(4, false), (5, true)] {
        let server = Server::new(move |nth, _| match nth {
            0 => Answer::json(json!({"items": [1, 2], "total": total, "next": "?page=2"}).to_string()),
            _ => Answer::json(json!({"items": [3, 4], "total": total}).to_string()),
        });
        let (rows, end) = read(get::<u64>(&server, "http://api.example/x").rows()).await;
        assert_eq!((rows, end.is_err()), (vec![1, 2, 3, 4], is_cut));
        // Nobody knows how many rows come before a place that does not say it.
        let place: velithon_client::Resume = "page:http://api.example/x?page=2".parse().unwrap();
        let (rows, end) = read(get::<u64>(&server, "http://api.example/x").from(place).rows()).await;
        assert_eq!((rows, end.unwrap()), (vec![3, 4], Some(Proof::Syntax)));
    }
    // A walk that began in the middle, at a page that states where it is.
    for numbers in [
        json!({"page": 3, "size": 2, "total": 6}),
        json!({"offset": 4, "total": 6}),
        json!({"page": 3, "total": 6}),
    ] {
        let mut body = json!({"items": [5, 6]});
        body.as_object_mut()
            .unwrap()
            .extend(numbers.as_object().unwrap().clone());
        assert!(all(ask(Answer::json(body.to_string())).rows()).await.is_ok(), "{body}");
    }
}

/// The first page is another walk's, and so is its number.
#[tokio::test]
async fn a_walk_that_goes_on_may_be_at_the_last_page_from_0_on() {
    for (numbers, is_cut) in [
        (json!({"page": 1, "size": 2, "total": 4}), false),
        (json!({"page": 2, "size": 2, "total": 4}), false),
        (json!({"page": 1, "size": 2, "total": 5}), true),
        (json!({"offset": 2, "size": 2, "total": 5}), true),
    ] {
        let mut page = json!({"items": [3, 4]});
        page.as_object_mut()
            .unwrap()
            .extend(numbers.as_object().unwrap().clone());
        let place: velithon_client::Resume = "page:http://api.example/x?page=2".parse().unwrap();
        let (rows, end) = read(ask(Answer::json(page.to_string())).from(place).rows()).await;
        assert_eq!((rows, end.is_err()), (vec![3, 4], is_cut), "{numbers}");
    }
}

/// Rows are written and deleted between two pages, and each of them counts what there is then.
#[tokio::test]
async fn a_total_that_grows_while_the_walk_goes_on_need_not_be_reached() {
    for (totals, kind, is_cut) in [
        // All rows have come that were there at the first page.
        ([json!(4), json!(4), json!(5)], "exact", false),
        ([json!(4), json!(5), json!(9)], "exact", false),
        // Some were deleted, and others written where the walk has been.
        ([json!(6), json!(4), json!(5)], "exact", false),
        ([json!(5), json!(5), json!(5)], "exact", true),
        ([json!(5), json!(6), json!(7)], "exact", true),
        ([json!(9), json!(8), json!(7)], "exact", true),
        // The first that says it counts.
        ([json!(null), json!(5), json!(6)], "exact", true),
        ([json!(null), json!(4), json!(6)], "exact", false),
        // Of the rows so far and one more, these say nothing of all.
        ([json!(2), json!(4), json!(6)], "at_least", true),
    ] {
        let what = format!("{totals:?}");
        let server = Server::new(move |nth, _| {
            let mut page = json!({"items": [nth * 2, nth * 2 + 1], "meta": {"total": totals[nth], "total_kind": kind}});
            match nth {
                0 => page["next_cursor"] = json!("2"),
                1 => page["items"] = json!([]),
                _ => page["meta"]["total_kind"] = json!("exact"),
            }
            if nth == 1 {
                page["next_cursor"] = json!("3");
            }
            Answer::json(page.to_string())
        });
        let (rows, end) = read(get::<u64>(&server, "http://api.example/x").rows()).await;
        assert_eq!((rows, end.is_err()), (vec![0, 1, 4, 5], is_cut), "{what}");
    }
}

/// As GitHub's search has it, which counts all that it finds, and has pages for the first thousand. Servers that leave rows out of their
/// pages, such as those that nobody may see, have pages of other lengths.
#[tokio::test]
async fn a_walk_from_the_first_page_that_is_short_of_its_total_by_a_page_has_not_all() {
    let links = |nth: usize| match nth {
        0 => "</x?p=2>; rel=\"next\", </x?p=3>; rel=\"last\"",
        1 => "</x?p=1>; rel=\"prev\", </x?p=3>; rel=\"next\", </x?p=3>; rel=\"last\"",
        _ => "</x?p=2>; rel=\"prev\", </x?p=1>; rel=\"first\"",
    };
    for (lengths, total, from, is_cut) in [
        ([2, 2, 1], 40, 0, true),
        ([2, 2, 2], 8, 0, true),
        ([2, 2, 1], 7, 0, true),
        // A total may be older than the last page.
        ([2, 2, 1], 6, 0, false),
        ([2, 2, 1], 5, 0, false),
        ([2, 1, 2], 40, 0, false),
        // Nobody knows how many rows come before the second page.
        ([2, 2, 1], 40, 1, false),
    ] {
        for by_header in [true, false] {
            let server = Server::new(move |nth, _| {
                let nth = nth + from;
                let mut page = json!({"items": vec![nth; lengths[nth]], "total_count": total});
                if by_header {
                    return Answer::json(page.to_string()).header("link", links(nth));
                }
                page["previous"] = if nth == 0 { json!(null) } else { json!("/x?p=1") };
                page["next"] = if nth == 2 {
                    json!(null)
                } else {
                    json!(format!("/x?p={}", nth + 2))
                };
                Answer::json(page.to_string())
            });
            let asked = get::<u64>(&server, "http://api.example/x");
            let (rows, end) = read(asked.clone().rows()).await;
            let all: usize = lengths[from..].iter().sum();
            assert_eq!((rows.len(), end.is_err()), (all, is_cut), "{lengths:?} {total} {from}");
        }
    }
    // Of the only page, nobody knows how long others are.
    let page = json!({"items": [1, 2], "total": 6, "previous": null, "next": null});
    assert!(all(ask(Answer::json(page.to_string())).rows()).await.is_ok());
}

#[tokio::test]
async fn pages_that_lead_no_deeper_than_the_server_likes_are_not_all() {
    for (body, is_all) in [
        (r#"{"items":[1,2],"offset":50,"limit":2,"total":99}"#, false),
        (r#"{"items":[1,2],"offset":50,"limit":2,"total":52}"#, true),
        (
            r#"{"items":[1,2],"page":3,"size":2,"total":7,"total_kind":"at_least"}"#,
            false,
        ),
        (r#"{"items":[1,2],"page":3,"size":2,"total":6}"#, true),
        // As the store's orders end at row 50,000.
        (
            r#"{"items":[1,2],"offset":50,"limit":2,"total":52,"total_kind":"at_least"}"#,
            false,
        ),
        // A total may be older than the page.
        (r#"{"items":[1],"page":3,"size":2,"total":9}"#, true),
        // A count of pages that says the same, on the first of them.
        (r#"{"items":[1,2],"offset":0,"total":9,"total_pages":5}"#, false),
    ] {
        let server = Server::new(move |_, _| Answer::json(body).header("link", "<?page=2>; rel=\"prev\""));
        let mut rows = get::<u64>(&server, "http://api.example/x").resume(1).rows();
        assert_eq!(rows.try_next().await.unwrap(), Some(1), "{body}");
        let end = loop {
            match rows.try_next().await {
                Ok(Some(_)) => {}
                end => break end,
            }
        };
        assert_eq!(end.is_ok(), is_all, "{body}");
    }
}

/// The first one has the number 0 or 1, if it has any.
#[tokio::test]
async fn a_first_page_of_several_is_no_end() {
    for (numbers, end) in [
        (json!({"total_pages": 2}), None),
        (json!({"totalPages": 2, "page": 0}), None),
        (json!({"page_count": 2, "page": 1}), None),
        (json!({"pageCount": 1, "page": 1}), Some(Proof::Record)),
        (json!({"lastPage": 1, "page": 1}), Some(Proof::Record)),
        // Of the second page, where the first has the number 0.
        (json!({"last_page": 1, "page": 0, "size": 2}), None),
        (json!({"last_page": 1, "page": 0, "size": 3}), Some(Proof::Syntax)),
        // As many rows as the page has, where it is short.
        (
            json!({"page_count": 2, "page": 1, "page_size": 24}),
            Some(Proof::Syntax),
        ),
        (json!({"page_count": 2, "page": 1, "page_size": 2}), None),
        (json!({"lastPage": 1}), Some(Proof::Record)),
        (json!({"total_pages": 0}), Some(Proof::Record)),
        // A walk may begin at a later one.
        (json!({"total_pages": 7, "page": 3}), None),
        (json!({"total_pages": 7, "page": 7, "size": 2}), Some(Proof::Record)),
        (json!({"last_page": true}), Some(Proof::Record)),
    ] {
        for place in ["", "/page", "/meta/pagination"] {
            let mut body = json!({"items": [1, 2], "meta": {"pagination": {}}, "page": {}});
            let members = body.pointer_mut(place).unwrap().as_object_mut().unwrap();
            members.extend(numbers.as_object().unwrap().clone());
            let asked = ask(Answer::json(body.to_string()));
            let (rows, found) = read(asked.clone().rows()).await;
            assert_eq!((rows, found.ok()), (vec![1, 2], end.map(Some)), "{body}");
            assert!(all(asked.next(Next::by(|_| None)).rows()).await.is_ok(), "{body}");
        }
    }
    // Who has read all pages knows how many rows there are, whatever they count from.
    let server = Server::new(|nth, _| {
        let mut page = json!({"items": [nth], "page": nth, "size": 1, "total": 3});
        if nth < 2 {
            page["next"] = json!(format!("?page={}", nth + 1));
        }
        Answer::json(page.to_string())
    });
    let (rows, proof) = all(get::<u64>(&server, "http://api.example/x").rows()).await.unwrap();
    assert_eq!((rows, proof), (vec![0, 1, 2], Some(Proof::Record)));
    // The last one, which links led to, has no number, or one that counts from 0 or 1.
    for last in [
        json!({"total_pages": 2}),
        json!({"total_pages": 2, "page": 1}),
        json!({"total_pages": 2, "page": 2, "size": 2, "total": 4}),
    ] {
        let server = Server::new(move |nth, _| {
            let mut page = json!({"items": [1, 2], "total_pages": 2, "next": "?page=2"});
            if nth > 0 {
                page = json!({"items": [3, 4]});
                page.as_object_mut().unwrap().extend(last.as_object().unwrap().clone());
            }
            Answer::json(page.to_string())
        });
        let asked = get::<u64>(&server, "http://api.example/x");
        assert_eq!(all(asked.clone().rows()).await.unwrap().0, [1, 2, 3, 4]);
        let place: velithon_client::Resume = "page:http://api.example/x?page=2".parse().unwrap();
        assert_eq!(all(asked.from(place).rows()).await.unwrap().0, [3, 4]);
    }
}
