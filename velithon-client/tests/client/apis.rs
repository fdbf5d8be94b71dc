//! Pages of well-known APIs, as those write them: each leads on, ends the walk, or is an error that says what nobody can follow.

use serde_json::{Value, json};
use velithon_client::{Get, get};

use crate::support::{Answer, Server, URL, all, ask, read};

/// A page and the one that it leads to.
fn walk(first: &Value, last: &Value) -> (Server, Get<u64>) {
    let pages = [first.to_string(), last.to_string()];
    let server = Server::new(move |nth, _| match pages.get(nth) {
        Some(page) => Answer::json(page.clone()),
        None => Answer::status(404),
    });
    let asked = get(&server, URL);
    (server, asked)
}

/// Both rows have come, and the error says what nobody can follow.
async fn assert_cut(api: &str, answer: Answer, says: &str) {
    let (rows, end) = read(ask(answer).rows()).await;
    let why = format!("{:#}", end.unwrap_err());
    assert!(
        rows == [1, 2] && why.contains(says) && why.contains(".next("),
        "{api}: {why}"
    );
}

#[tokio::test]
async fn urls_and_cursors_are_followed_wherever_they_are() {
    for (api, first, to) in [
        (
            "OData 3",
            json!({"value": [1], "odata.nextLink": "http://api.example/x?p=2"}),
            "p=2",
        ),
        (
            "Azure",
            json!({"value": [1], "next_link": "http://api.example/x?p=2"}),
            "p=2",
        ),
        (".NET", json!({"Items": [1], "Next": "/x?p=2"}), "p=2"),
        (".NET", json!({"Items": [1], "Links": {"Next": "/x?p=2"}}), "p=2"),
        ("Twilio", json!({"calls": [1], "next_page_uri": "/x?p=2"}), "p=2"),
        ("SoundCloud", json!({"collection": [1], "next_href": "/x?p=2"}), "p=2"),
        (
            "crates.io",
            json!({"crates": [1], "meta": {"next_page": "?p=2", "total": 2}}),
            "p=2",
        ),
        (
            "Twitter 1.1",
            json!({"statuses": [1], "search_metadata": {"next_results": "?p=2"}}),
            "p=2",
        ),
        (
            "Firestore",
            json!({"documents": [1], "nextPageToken": "x"}),
            "pageToken=x",
        ),
        (".NET", json!({"Items": [1], "NextPageToken": "x"}), "pageToken=x"),
        (
            "Zoom",
            json!({"users": [1], "page_number": 1, "next_page_token": "x"}),
            "page_token=x",
        ),
        ("kebab", json!({"items": [1], "next-cursor": "x"}), "cursor=x"),
        (
            "Pipedrive",
            json!({"data": [1], "additional_data": {"next_cursor": "x"}}),
            "cursor=x",
        ),
        (
            "SendGrid",
            json!({"result": [1], "_metadata": {"next": "/x?p=2"}}),
            "p=2",
        ),
        ("any", json!({"data": [1], "page": {"next": "/x?p=2"}}), "p=2"),
        (
            "Fractal",
            json!({"data": [1], "meta": {"pagination": {"links": {"next": "/x?p=2"}}}}),
            "p=2",
        ),
        (
            "DigitalOcean",
            json!({"droplets": [1], "links": {"pages": {"next": "/x?p=2"}}, "meta": {"total": 2}}),
            "p=2",
        ),
        (
            "Discogs",
            json!({"releases": [1], "pagination": {"page": 1, "pages": 2, "urls": {"next": "/x?p=2"}}}),
            "p=2",
        ),
        // Of two ways to write it, the one that holds something.
        (
            "any",
            json!({"items": [1], "nextCursor": null, "next_cursor": "x"}),
            "cursor=x",
        ),
        (
            "any",
            json!({"items": [1], "next": null, "paging": {"next": "/x?p=2"}}),
            "p=2",
        ),
    ] {
        let (server, asked) = walk(&first, &json!({"items": [2]}));
        assert_eq!(all(asked.rows()).await.unwrap().0, [1, 2], "{api}: {first}");
        assert_eq!(server.asked(), ["/x", &format!("/x?{to}")], "{api}: {first}");
    }
}

/// As FHIR, `PayPal` and Spring HATEOAS have them.
#[tokio::test]
async fn a_list_of_links_is_looked_through_for_the_next_page() {
    for links in [
        json!({"link": [{"relation": "self", "url": "/x"}, {"relation": "next", "url": "/x?p=2"}]}),
        json!({"links": [{"href": "/x?p=2", "rel": "next", "method": "GET"}, {"href": "/x", "rel": "last"}]}),
        json!({"_links": [7, null, {"rel": 7}, {"rel": "NEXT", "href": "/x?p=2"}]}),
        json!({"meta": {"links": [{"rel": "next", "href": "/x?p=2"}]}}),
    ] {
        let mut first = links.clone();
        first["entry"] = json!([1]);
        let (server, asked) = walk(
            &first,
            &json!({"entry": [2], "link": [{"relation": "self", "url": "/x"}]}),
        );
        assert_eq!(all(asked.items("entry").rows()).await.unwrap().0, [1, 2], "{first}");
        assert_eq!(server.asked(), ["/x", "/x?p=2"]);
    }
    // One without a URL is something to follow that nobody can, and so is one with a body, as of STAC.
    for link in [
        json!({"rel": "next", "href": null}),
        json!({"rel": "next", "href": "/x?p=2", "method": "POST", "body": {"token": "x"}}),
    ] {
        let page = json!({"links": [link], "entry": [1]});
        let error = all(ask(Answer::json(page.to_string())).items("entry").rows()).await;
        assert!(error.unwrap_err().is_truncated(), "{page}");
    }
}

#[tokio::test]
async fn what_says_that_there_are_more_is_no_end_however_it_is_written() {
    for (api, body, says) in [
        ("HubSpot 1", json!({"contacts": [1, 2], "has-more": true}), "`has-more`"),
        (".NET", json!({"Items": [1, 2], "HasNextPage": true}), "`HasNextPage`"),
        (".NET", json!({"Items": [1, 2], "TotalCount": 9}), "row 2"),
        (
            ".NET",
            json!({"Items": [1, 2], "PageNumber": 1, "PageSize": 2}),
            "row 2",
        ),
        ("AWS", json!({"Items": [1, 2], "NextToken": "x"}), "`NextToken`"),
        ("AWS", json!({"Items": [1, 2], "NextMarker": "x"}), "`NextMarker`"),
        (
            "DynamoDB",
            json!({"Items": [1, 2], "LastEvaluatedKey": {"id": 7}}),
            "`LastEvaluatedKey`",
        ),
        (
            "Rails",
            json!({"data": [1, 2], "meta": {"current-page": 1, "total-pages": 3}}),
            "`total-pages`",
        ),
        (
            "any",
            json!({"items": [1, 2], "nextMarker": null, "meta": {"nextMarker": "x"}}),
            "`/meta/nextMarker`",
        ),
        (
            "any",
            json!({"items": [1, 2], "total": null, "pagination": {"total": 9}}),
            "row 2",
        ),
        ("Box", json!({"entries": [1, 2], "next_marker": "x"}), "`next_marker`"),
        (
            "Kubernetes",
            json!({"items": [1, 2], "metadata": {"continue": "x"}}),
            "`/metadata/continue`",
        ),
        (
            "Cosmos",
            json!({"accounts": [1, 2], "pagination": {"next_key": "x", "total": "0"}}),
            "`/pagination/next_key`",
        ),
        (
            "Pipedrive",
            json!({"data": [1, 2], "additional_data": {"pagination": {"more_items_in_collection": true}}}),
            "`more_items_in_collection`",
        ),
        ("PagerDuty", json!({"users": [1, 2], "more": true}), "`more`"),
        ("ClickUp", json!({"tasks": [1, 2], "last_page": false}), "`last_page`"),
        (
            "Zhihu",
            json!({"data": [1, 2], "paging": {"is_end": false}}),
            "`is_end`",
        ),
        (
            "ArcGIS",
            json!({"features": [1, 2], "exceededTransferLimit": true}),
            "`exceededTransferLimit`",
        ),
        (
            "GitHub trees",
            json!({"tree": [1, 2], "truncated": true}),
            "`truncated`",
        ),
        ("Algolia", json!({"hits": [1, 2], "page": 0, "nbPages": 5}), "`nbPages`"),
        ("Linode", json!({"data": [1, 2], "page": 1, "pages": 5}), "`pages`"),
        (
            "GoCardless",
            json!({"data": [1, 2], "meta": {"cursors": {"after": "x"}, "limit": 2}}),
            "`/meta/cursors/after`",
        ),
    ] {
        assert_cut(api, Answer::json(body.to_string()), says).await;
    }
}

#[tokio::test]
async fn totals_count_however_they_are_written() {
    for (api, body, says) in [
        ("NewsAPI", json!({"articles": [1, 2], "totalResults": 9}), "row 2"),
        ("OMDb", json!({"Search": [1, 2], "totalResults": "9"}), "row 2"),
        (
            "SCIM",
            json!({"Resources": [1, 2], "totalResults": 9, "itemsPerPage": 2}),
            "row 2",
        ),
        (
            "MusicBrainz",
            json!({"recordings": [1, 2], "count": 9, "offset": 0}),
            "row 2",
        ),
        (
            "Open Library",
            json!({"docs": [1, 2], "numFound": 9, "start": 0}),
            "row 2",
        ),
        ("text", json!({"items": [1, 2], "total": "9"}), "row 2"),
        ("decimals", json!({"items": [1, 2], "total": 9.0}), "row 2"),
        (
            "Elasticsearch",
            json!({"items": [1, 2], "total": {"value": 9, "relation": "eq"}}),
            "row 2",
        ),
        (
            "Elasticsearch",
            json!({"items": [1, 2], "total": {"value": 2, "relation": "gte"}}),
            "row 2",
        ),
        ("text", json!({"items": [1, 2], "has_more": "true"}), "`has_more`"),
        ("number", json!({"items": [1, 2], "hasMore": 1}), "`hasMore`"),
    ] {
        assert_cut(api, Answer::json(body.to_string()), says).await;
    }
}

#[tokio::test]
async fn headers_say_it_by_the_same_names() {
    for (header, value, says) in [
        ("x-pagination", r#"{"TotalCount":9,"HasNext":true}"#, "`HasNext`"),
        ("content-range", "posts 0-1/9", "row 2"),
        ("content-range", "items 10-11/19", "row 12"),
        ("content-range", "0-1/9", "row 2"),
        ("x-has-more", "true", "`x-has-more`"),
        ("x-ms-continuationtoken", "x", "`x-ms-continuationtoken`"),
        ("x-wp-totalpages", "5", "`x-wp-totalpages`"),
        ("x-pagination-total-count", "9", "row 2"),
        ("total-count", "9", "row 2"),
    ] {
        assert_cut(header, Answer::json("[1,2]").header(header, value), says).await;
    }
}

#[tokio::test]
async fn only_pages_end_the_walk() {
    for (api, body) in [
        (
            "Spring",
            json!({"content": [1, 2], "page": {"size": 20, "number": 0, "totalElements": 2, "totalPages": 1}}),
        ),
        ("Salesforce", json!({"records": [1, 2], "totalSize": 2, "done": true})),
        (
            "YouTube",
            json!({"items": [1, 2], "pageInfo": {"totalResults": 4, "resultsPerPage": 5}}),
        ),
        (
            "Facebook",
            json!({"data": [1, 2], "paging": {"cursors": {"after": "x"}}, "summary": {"total_count": 9}}),
        ),
        (
            "Contentful",
            json!({"items": [1, 2], "total": 2, "skip": 0, "limit": 100}),
        ),
        (
            "GitHub search",
            json!({"items": [1, 2], "total_count": 2, "incomplete_results": false}),
        ),
        ("GitHub trees", json!({"tree": [1, 2], "truncated": false})),
        ("ArcGIS", json!({"features": [1, 2], "exceededTransferLimit": false})),
        (
            "Cosmos",
            json!({"accounts": [1, 2], "pagination": {"next_key": null, "total": "0"}}),
        ),
        ("CouchDB", json!({"rows": [1, 2], "total_rows": 100, "offset": 50})),
        (
            "Kubernetes",
            json!({"items": [1, 2], "metadata": {"continue": "", "resourceVersion": "7"}}),
        ),
        ("MusicBrainz", json!({"recordings": [1, 2], "count": 2, "offset": 0})),
        (
            "Directus",
            json!({"data": [1, 2], "meta": {"total_count": 100, "filter_count": 2}}),
        ),
        ("Google Calendar", json!({"items": [1, 2], "nextSyncToken": "x"})),
        (
            "Microsoft Graph",
            json!({"value": [1, 2], "@odata.deltaLink": "/x?delta"}),
        ),
        (
            "GoCardless",
            json!({"data": [1, 2], "meta": {"cursors": {"after": "x"}, "limit": 50}}),
        ),
        ("a poll", json!({"question": "?", "options": [1, 2], "count": 57})),
        (
            "a cart",
            json!({"items": [1, 2], "total": {"value": 100, "currency": "EUR"}}),
        ),
        ("a book", json!({"chapters": [1, 2], "pages": 320})),
        (
            "a player",
            json!({"items": [1, 2], "player": {"last": false, "more": true}, "thread": {"truncated": true}}),
        ),
        (
            "a calendar",
            json!({"events": [1, 2], "calendar": {"next_start": "2024-01-01", "continue": true, "next_key": "x"}}),
        ),
        (
            "a song",
            json!({"comments": [1, 2], "song": {"next_href": "/songs/2", "next_uri": "/2"}}),
        ),
        (
            "a feed",
            json!({"items": [1, 2], "link": "/", "links": "/x", "next_run": 7}),
        ),
    ] {
        let (rows, end) = read(ask(Answer::json(body.to_string())).rows()).await;
        assert!(rows == [1, 2] && end.is_ok(), "{api}: {end:?}");
    }
}

#[tokio::test]
async fn pages_that_others_led_to_end_the_walk() {
    for (api, last) in [
        (
            "YouTube",
            json!({"items": [3, 4], "prevPageToken": "x", "pageInfo": {"totalResults": 9, "resultsPerPage": 2}}),
        ),
        (
            "Rick and Morty",
            json!({"results": [3, 4], "info": {"count": 9, "pages": 2, "next": null}}),
        ),
        (
            "Rails",
            json!({"data": [3, 4], "meta": {"current-page": 2, "next-page": null, "total-pages": 2}}),
        ),
        (
            "Algolia",
            json!({"hits": [3, 4], "page": 1, "nbPages": 2, "nbHits": 4, "hitsPerPage": 2}),
        ),
        (
            "Vultr",
            json!({"items": [3, 4], "meta": {"total": 4, "links": {"next": ""}}}),
        ),
        (
            "Discogs",
            json!({"releases": [3, 4], "pagination": {"page": 2, "pages": 2, "urls": {}}}),
        ),
        (
            "JSON:API",
            json!({"data": [3, 4], "links": {"self": "/x", "last": "/x?p=2"}}),
        ),
    ] {
        let (_, asked) = walk(&json!({"items": [1, 2], "next": "/x?p=2"}), &last);
        let (rows, end) = read(asked.rows()).await;
        assert!(rows == [1, 2, 3, 4] && end.is_ok(), "{api}: {end:?}");
    }
}

#[tokio::test]
async fn headers_of_a_last_page_end_the_walk() {
    for (header, value) in [
        ("x-pagination", r#"{"TotalCount":2,"PageSize":2,"HasNext":false}"#),
        ("x-pagination", "1 of 2"),
        ("content-range", "posts 0-1/2"),
        ("content-range", "0-1/*"),
        ("content-range", "bytes 0-1/9"),
        ("x-ratelimit-limit", "2"),
        ("x-wp-totalpages", "1"),
        ("link", "</x?c=1>; rel=\"next\"; results=\"false\"; cursor=\"0:4:0\""),
    ] {
        let (rows, end) = read(ask(Answer::json("[1,2]").header(header, value)).rows()).await;
        assert!(rows == [1, 2] && end.is_ok(), "{header}: {end:?}");
    }
}
