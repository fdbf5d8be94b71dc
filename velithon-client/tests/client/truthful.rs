//! Servers of any kind that say what is true: the walk has all of their rows, or is an error.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use velithon_client::{Error, Get, Proof, get};

use crate::support::{Answer, Server, URL, number, read};

/// What a server has, and how it says so.
#[derive(Clone, Debug)]
struct Api {
    rows: u64,
    size: u64,
    lead: Lead,
    /// Whether its last page has the member that leads on, with nothing in it.
    has_empty_lead: bool,
    /// Objects around what it says of its pages.
    place: &'static str,
    total: Option<&'static str>,
    pages: Option<&'static str>,
    /// The page's number, from 0 or 1 on.
    page: Option<(&'static str, u64)>,
    offset: Option<&'static str>,
    limit: Option<&'static str>,
    word: Option<(&'static str, bool)>,
    previous: Option<&'static str>,
    is_text: bool,
    /// How many pages it leads to at most.
    depth: u64,
    /// Something else beside the rows, with a total or a word of its own.
    other: Option<(&'static str, &'static str)>,
    /// Whether all of it stands in an object.
    is_within: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Lead {
    /// By a URL in this member.
    Url(&'static str),
    /// By a cursor in the first that goes into the second.
    Cursor(&'static str, &'static str),
    Link,
    /// By nothing.
    Nowhere,
}

impl Api {
    fn page_count(&self) -> u64 {
        self.rows.div_ceil(self.size)
    }

    fn page(&self, nth: u64) -> Answer {
        let first = (nth * self.size).min(self.rows);
        let end = (first + self.size).min(self.rows);
        let is_last = end >= self.rows;
        let leads_on = !is_last && nth + 1 < self.depth;
        let mut said = Map::new();
        let mut say = |name: &str, value: Value| {
            let text = value
                .as_u64()
                .filter(|_| self.is_text)
                .map(|number| json!(number.to_string()));
            said.insert(name.to_owned(), text.unwrap_or(value));
        };
        let numbers = [
            (self.total, self.rows),
            (self.pages, self.page_count()),
            (
                self.page.map(|(name, _)| name),
                nth + self.page.map_or(0, |(_, first)| first),
            ),
            (self.offset, first),
            (self.limit, self.size),
        ];
        for (name, number) in numbers {
            if let Some(name) = name {
                say(name, json!(number));
            }
        }
        if let Some((name, there_is)) = self.word {
            say(name, json!(there_is != is_last));
        }
        if let Some(name) = self.previous {
            say(
                name,
                if nth == 0 {
                    json!(null)
                } else {
                    json!(format!("?at={}", nth - 1))
                },
            );
        }
        let lead = |next: String| if leads_on { json!(next) } else { json!(null) };
        match self.lead {
            _ if !leads_on && !self.has_empty_lead => {}
            Lead::Url(name) => say(name, lead(format!("?at={}", nth + 1))),
            Lead::Cursor(name, _) => say(name, lead((nth + 1).to_string())),
            Lead::Link | Lead::Nowhere => {}
        }
        let mut body = Value::Object(said);
        for object in self.place.rsplit('/').filter(|object| !object.is_empty()) {
            body = json!({object: body});
        }
        if let Some((name, value)) = self.other {
            body[name] = serde_json::from_str(value).unwrap();
        }
        body["rows"] = (first..end).collect();
        if self.is_within {
            body = json!({"code": 0, "data": body});
        }
        let answer = Answer::json(body.to_string());
        match self.lead {
            Lead::Link if leads_on => answer.header("link", &format!("<?at={}>; rel=\"next\"", nth + 1)),
            Lead::Link if self.has_empty_lead => answer.header("link", "<?at=0>; rel=\"first\""),
            _ => answer,
        }
    }

    fn ask(&self) -> Get<u64> {
        let api = self.clone();
        let server = Server::new(move |_, request| {
            let parameter = match api.lead {
                Lead::Cursor(_, parameter) => parameter,
                _ => "at",
            };
            api.page(number(request, parameter))
        });
        get(&server, URL).items(if self.is_within { "/data/rows" } else { "rows" })
    }

    /// Whether its first page says that there are more.
    fn says_more(&self) -> bool {
        self.total.is_some() || self.pages.is_some() || self.word.is_some()
    }

    /// Whether its last page says that there are more, although it leads nowhere: beside a null, totals count only with a place.
    fn denies_its_end(&self) -> bool {
        let has_place = self.offset.is_some() || (self.page.is_some() && self.limit.is_some());
        let is_far = self.page.is_some() && self.depth.saturating_add(1) < self.page_count();
        let by_total = self.total.is_some_and(|name| name != "totalResults");
        let is_open = !self.has_empty_lead || self.lead == Lead::Nowhere;
        self.word.is_some() || (is_far && self.pages.is_some()) || (by_total && (has_place || is_open))
    }

    /// Whether nothing tells its only page from the first of several.
    fn may_have_more(&self) -> bool {
        let has_place = self.offset.is_some() || self.page.is_some();
        let is_told = self.lead != Lead::Nowhere && self.has_empty_lead;
        self.limit.is_some() && has_place && self.rows == self.size && !self.says_more() && !is_told
    }
}

fn one_of(names: &'static [&'static str]) -> impl Strategy<Value = Option<&'static str>> {
    prop::option::of(prop::sample::select(names))
}

fn leads() -> impl Strategy<Value = Lead> {
    prop::sample::select(vec![
        Lead::Url("next"),
        Lead::Url("Next"),
        Lead::Url("next_page"),
        Lead::Url("nextLink"),
        Lead::Url("next_page_uri"),
        Lead::Cursor("next_cursor", "cursor"),
        Lead::Cursor("NextPageToken", "pageToken"),
        Lead::Cursor("next-page-token", "page_token"),
        Lead::Link,
        Lead::Nowhere,
    ])
}

fn apis() -> impl Strategy<Value = Api> {
    let depth = prop_oneof![Just(u64::MAX), 1..4_u64];
    let shape = (0..12_u64, 1..5_u64, leads(), any::<bool>(), any::<bool>(), depth);
    let others = prop::sample::select(vec![
        ("cart", r#"{"total":99,"count":7,"last":false}"#),
        ("replies", r#"{"has_more":false,"next":"/replies?at=1","page":7}"#),
        ("thread", r#"{"page":{"has_more":false,"last":true}}"#),
        ("homepage", r#"{"next":"/home?at=1","pages":9,"truncated":true}"#),
        ("_links", r#"[{"rel":"self","href":"?at=1"}]"#),
        ("schema", r#"{"offset":{"type":"integer"},"limit":{"type":"integer"}}"#),
    ]);
    let place = prop::sample::select(vec!["", "meta", "pagination", "page_info", "meta/pagination", "links"]);
    let numbers = (
        one_of(&["total", "totalCount", "TotalItems", "total-records", "totalResults"]),
        one_of(&["total_pages", "totalPages", "PageCount"]),
        prop::option::of((
            prop::sample::select(vec!["page", "current_page", "PageNumber"]),
            0..2_u64,
        )),
        one_of(&["offset", "skip"]),
        one_of(&["limit", "size", "per_page", "PageSize"]),
    );
    let words = (
        prop::option::of(prop::sample::select(vec![
            ("has_more", true),
            ("HasNext", true),
            ("isLast", false),
        ])),
        one_of(&["previous", "prev"]),
        prop::option::of(others),
        any::<bool>(),
    );
    (shape, place, numbers, words).prop_map(|(shape, place, numbers, (word, previous, other, is_within))| {
        let (rows, size, lead, has_empty_lead, is_text, depth) = shape;
        let (total, pages, page, offset, limit) = numbers;
        Api {
            rows,
            size,
            lead,
            has_empty_lead,
            place,
            total,
            pages,
            page,
            offset,
            limit,
            word,
            previous,
            is_text,
            depth,
            other,
            is_within,
        }
    })
}

/// The rows up to the end of a page, and how the walk ends that goes on behind it.
async fn read_in_two(api: &Api, pages: usize) -> (Vec<u64>, Result<Option<Proof>, Error>) {
    let mut walk = api.ask().pages();
    let mut all = Vec::new();
    let mut place = None;
    for _ in 0..pages {
        match walk.try_next().await {
            Ok(Some(page)) => {
                place = page.resume().cloned();
                all.extend(page);
            }
            Ok(None) => return (all, Ok(walk.proof())),
            Err(error) => return (all, Err(error)),
        }
    }
    let Some(place) = place else {
        return (all, Ok(None));
    };
    let (rest, end) = read(api.ask().from(place).rows()).await;
    all.extend(rest);
    (all, end)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn all_rows_come_or_an_error(api in apis(), pages in 1..4_usize) {
        let (rows, end) = futures::executor::block_on(read(api.ask().rows()));
        let all: Vec<u64> = (0..api.rows).collect();
        prop_assert_eq!(&rows[..], &all[..rows.len()]);
        let is_whole = rows == all;
        prop_assert!(is_whole || end.is_err() || !api.denies_its_end(), "{:?} {:?}", rows, end);
        if api.lead == Lead::Nowhere && api.says_more() {
            prop_assert!(is_whole || end.is_err(), "{:?} {:?}", rows, end);
        }
        if api.lead != Lead::Nowhere && api.depth >= api.page_count() {
            prop_assert!(is_whole, "{:?} {:?}", rows, end);
        }
        if is_whole && !api.may_have_more() {
            prop_assert!(end.is_ok(), "{:?}", end);
        }
        if api.lead != Lead::Nowhere && api.depth >= api.page_count() {
            let (rows, end) = futures::executor::block_on(read_in_two(&api, pages));
            prop_assert_eq!(rows, all);
            prop_assert!(end.is_ok() || api.may_have_more(), "{:?}", end);
        }
    }
}

/// Values that servers have beside their rows, and others.
fn said() -> impl Strategy<Value = Value> {
    let texts = [
        "",
        "x",
        "2",
        "?p=2",
        "/x?p=3",
        "http://api.example/wiki",
        "true",
        "drive#list",
    ];
    let simple = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        prop::sample::select(vec![-1_i64, 0, 1, 2, 3, i64::MAX]).prop_map(Value::from),
        Just(json!(1e300)),
        prop::sample::select(texts.to_vec()).prop_map(Value::from),
    ];
    let names = [
        "next",
        "total",
        "links",
        "meta",
        "page",
        "has_more",
        "next_cursor",
        "count",
        "limit",
        "offset",
        "errors",
        "_shards",
        "failed",
        "unreachable",
        "base",
        "kind",
        "rel",
        "href",
        "after",
        "moreUrl",
        "value",
        "relation",
    ];
    simple.prop_recursive(4, 24, 4, move |inner| {
        let members = prop::collection::vec((prop::sample::select(names.to_vec()), inner.clone()), 0..5);
        prop_oneof![
            members.prop_map(|members| members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect()),
            prop::collection::vec(inner, 0..3).prop_map(Value::from),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn whatever_stands_beside_the_rows_each_comes_once(said in said(), header in "[a-z<>;=,?\" /]{0,24}", is_within in any::<bool>()) {
        let mut page = json!({});
        match said {
            Value::Object(members) => page = Value::Object(members),
            other => page["meta"] = other,
        }
        page["rows"] = json!([1, 2]);
        let list = if is_within { "/meta/rows" } else { "rows" };
        if is_within {
            page = json!({"meta": page, "total": 2});
        }
        let answer = Answer::json(page.to_string()).header("link", &header);
        let server = Server::new(move |nth, _| if nth == 0 { answer.clone() } else { Answer::status(404) });
        let (rows, end) = futures::executor::block_on(read(get::<u64>(&server, URL).items(list).rows()));
        prop_assert!(rows == [1, 2] || (rows.is_empty() && end.is_err()), "{:?} {:?} {}", rows, end, page);
    }
}
