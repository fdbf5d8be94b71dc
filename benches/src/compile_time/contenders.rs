/// How many handlers the larger of two crates that are timed has beside the first one.
pub(super) const MORE: u32 = 30;

/// The same of crates whose instructions are counted: these do not vary, and the compiler is fifty times slower there.
pub(super) const COUNTED: u32 = 10;

/// How a crate answers, and what that takes.
pub(super) struct Contender {
    pub(super) title: &'static str,
    pub(super) dependencies: String,
    pub(super) imports: &'static str,
    /// One handler, in which `NAME` and `ITEMS` are to be replaced.
    pub(super) handler: &'static str,
    /// The same handler written by hand.
    pub(super) by_hand: Option<ByHand>,
    /// Whether builds of it are timed, beside counting the compiler's instructions.
    pub(super) is_timed: bool,
}

/// What a handler is compared with.
#[derive(Clone, Copy)]
pub(super) struct ByHand {
    pub(super) title: &'static str,
    /// How many times its instructions `cargo check` may take.
    pub(super) check: f64,
    /// The same for `cargo build`.
    pub(super) build: f64,
}

impl ByHand {
    /// In a debug build, the handler itself is less than the framework around it.
    const fn new(title: &'static str, check: f64) -> Self {
        Self {
            title,
            check,
            build: 1.2,
        }
    }
}

const COLLECTED: &str = "axum alone, Json(Vec)";
const COLLECTED_OR_FAILED: &str = "axum alone, a Result of Json(Vec)";
const STREAMED: &str = "async-stream, lines by hand";
const PAGED: &str = "axum alone, one page by Query and Json";
const CUT: &str = "axum alone, a page of a list by Query and Json";
const LOADED: &str = "axum alone, a page of a list that is awaited";

/// What a page by hand has beside the handlers.
macro_rules! paging {
    () => {
        "use axum::{Json, extract::Query, http::StatusCode};
    #[derive(serde::Deserialize)] pub struct Paging { page: Option<u32>, size: Option<u32> }
    #[derive(serde::Serialize)] pub struct Body<T> { items: Vec<T>, page: u32, size: u32, has_next: bool }
    impl Paging {
        fn checked(&self) -> Result<(usize, usize), StatusCode> {
            let (page, size) = (self.page.unwrap_or(1), self.size.unwrap_or(100));
            if page == 0 || size == 0 || size > 1000 { Err(StatusCode::BAD_REQUEST) } else { Ok((page as usize, size as usize)) }
        }
    }
    impl<T> Body<T> {
        fn cut(items: impl Iterator<Item = T>, paging: &Paging) -> Result<Json<Self>, StatusCode> {
            let (page, size) = paging.checked()?;
            let mut items: Vec<T> = items.skip((page - 1) * size).take(size + 1).collect();
            let has_next = items.len() > size;
            items.truncate(size);
            Ok(Json(Self { items, page: page as u32, size: size as u32, has_next }))
        }
    }
    pub async fn fetch<T>(rows: impl Iterator<Item = T>, offset: usize, limit: usize) -> Vec<T> {
        rows.skip(offset).take(limit).collect()
    }"
    };
}

/// What awaits a list.
macro_rules! load {
    () => {
        "pub async fn load<T>(rows: impl Iterator<Item = T>) -> Result<Vec<T>, axum::http::StatusCode> { Ok(rows.collect()) }"
    };
}

pub(super) fn contenders() -> Vec<Contender> {
    [by_hand(), annotated(), streamed()].into_iter().flatten().collect()
}

/// Answers of axum alone.
fn by_hand() -> Vec<Contender> {
    vec![
        Contender {
            title: COLLECTED,
            dependencies: String::new(),
            imports: "",
            handler: "async fn NAME(Path(count): Path<u32>) -> axum::Json<Vec<Item>> { axum::Json(ITEMS.collect()) }",
            by_hand: None,
            is_timed: true,
        },
        Contender {
            title: COLLECTED_OR_FAILED,
            dependencies: String::new(),
            imports: "use axum::{Json, http::StatusCode};",
            handler: "async fn NAME(Path(count): Path<u32>) -> Result<Json<Vec<Item>>, StatusCode> { Ok(Json(ITEMS.collect())) }",
            by_hand: None,
            is_timed: false,
        },
        Contender {
            title: CUT,
            dependencies: String::new(),
            imports: paging!(),
            handler: "async fn NAME(Path(count): Path<u32>, Query(paging): Query<Paging>) -> Result<Json<Body<Item>>, StatusCode> {
                          let items: Vec<Item> = ITEMS.collect();
                          Body::cut(items.into_iter(), &paging)
                      }",
            by_hand: None,
            is_timed: false,
        },
        Contender {
            title: LOADED,
            dependencies: String::new(),
            imports: concat!(paging!(), load!()),
            handler: "async fn NAME(Path(count): Path<u32>, Query(paging): Query<Paging>) -> Result<Json<Body<Item>>, StatusCode> {
                          let items = load(ITEMS).await?;
                          Body::cut(items.into_iter(), &paging)
                      }",
            by_hand: None,
            is_timed: false,
        },
        Contender {
            title: PAGED,
            dependencies: String::new(),
            imports: paging!(),
            handler: "async fn NAME(Path(count): Path<u32>, Query(paging): Query<Paging>) -> Result<Json<Body<Item>>, StatusCode> {
                          let (page, size) = paging.checked()?;
                          let mut items = fetch(ITEMS, (page - 1) * size, size + 1).await;
                          let has_next = items.len() > size;
                          items.truncate(size);
                          Ok(Json(Body { items, page: page as u32, size: size as u32, has_next }))
                      }",
            by_hand: None,
            is_timed: false,
        },
    ]
}

/// The same answers by our attributes.
fn annotated() -> Vec<Contender> {
    let facade = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let velithon = || format!("velithon = {{ path = {facade:?} }}\n");
    vec![
        Contender {
            title: "velithon, returned iterator",
            dependencies: velithon(),
            imports: "use velithon::stream_json;",
            handler: "#[stream_json] async fn NAME(Path(count): Path<u32>) -> impl Iterator<Item = Item> { ITEMS }",
            by_hand: Some(ByHand::new(COLLECTED, 2.5)),
            is_timed: true,
        },
        Contender {
            title: "velithon, a Result of an iterator",
            dependencies: velithon(),
            imports: "use axum::http::StatusCode; use velithon::stream_json;",
            handler: "#[stream_json] async fn NAME(Path(count): Path<u32>) -> Result<impl Iterator<Item = Item>, StatusCode> { Ok(ITEMS) }",
            by_hand: Some(ByHand::new(COLLECTED_OR_FAILED, 2.5)),
            is_timed: false,
        },
        Contender {
            title: "velithon, returned list",
            dependencies: velithon(),
            imports: "use velithon::stream_json;",
            handler: "#[stream_json] async fn NAME(Path(count): Path<u32>) -> Vec<Item> { ITEMS.collect() }",
            by_hand: Some(ByHand::new(COLLECTED, 2.5)),
            is_timed: false,
        },
        Contender {
            title: "velithon, a Result of a list",
            dependencies: velithon(),
            imports: "use axum::http::StatusCode; use velithon::stream_json;",
            handler: "#[stream_json] async fn NAME(Path(count): Path<u32>) -> Result<Vec<Item>, StatusCode> { Ok(ITEMS.collect()) }",
            by_hand: Some(ByHand::new(COLLECTED_OR_FAILED, 2.5)),
            is_timed: false,
        },
        Contender {
            title: "velithon, emit",
            dependencies: velithon(),
            imports: "use velithon::{Emitter, stream_json};",
            handler: "#[stream_json] async fn NAME(Path(count): Path<u32>, rows: &Emitter<Item>) {
                          for item in ITEMS { rows.emit(&item).await; }
                      }",
            by_hand: Some(ByHand::new(STREAMED, 1.1)),
            is_timed: true,
        },
        Contender {
            title: "velithon, PageRequest",
            dependencies: velithon(),
            imports: "use velithon::{PageItems, PageRequest, paginate};
                      pub async fn fetch<T>(rows: impl Iterator<Item = T>, offset: i64, limit: i64) -> Vec<T> {
                          rows.skip(offset as usize).take(limit as usize).collect()
                      }",
            handler: "#[paginate] async fn NAME(Path(count): Path<u32>, page: PageRequest) -> PageItems<Item> {
                          PageItems::new(fetch(ITEMS, page.offset(), page.limit()).await)
                      }",
            by_hand: Some(ByHand::new(PAGED, 1.4)),
            is_timed: false,
        },
        Contender {
            title: "velithon, a Result of PageRequest's rows",
            dependencies: velithon(),
            imports: "use axum::http::StatusCode; use velithon::{PageItems, PageRequest, paginate};
                      pub async fn fetch<T>(rows: impl Iterator<Item = T>, offset: i64, limit: i64) -> Vec<T> {
                          rows.skip(offset as usize).take(limit as usize).collect()
                      }",
            handler: "#[paginate] async fn NAME(Path(count): Path<u32>, page: PageRequest) -> Result<PageItems<Item>, StatusCode> {
                          let rows = fetch(ITEMS, page.offset(), page.limit()).await;
                          Ok(PageItems::new(rows))
                      }",
            by_hand: Some(ByHand::new(PAGED, 1.4)),
            is_timed: false,
        },
        Contender {
            title: "velithon, returned page",
            dependencies: velithon(),
            imports: "use velithon::paginate;",
            handler: "#[paginate] async fn NAME(Path(count): Path<u32>) -> Vec<Item> { ITEMS.collect() }",
            by_hand: Some(ByHand::new(CUT, 1.6)),
            is_timed: false,
        },
        Contender {
            title: "velithon, a Result of a page",
            dependencies: velithon(),
            imports: "use axum::http::StatusCode; use velithon::paginate;",
            handler: "#[paginate] async fn NAME(Path(count): Path<u32>) -> Result<Vec<Item>, StatusCode> { Ok(ITEMS.collect()) }",
            by_hand: Some(ByHand::new(CUT, 1.6)),
            is_timed: false,
        },
        Contender {
            title: "velithon, a Result of a page that is awaited",
            dependencies: velithon(),
            imports: concat!("use axum::http::StatusCode; use velithon::paginate; ", load!()),
            handler: "#[paginate] async fn NAME(Path(count): Path<u32>) -> Result<Vec<Item>, StatusCode> {
                          let items = load(ITEMS).await?;
                          Ok(items)
                      }",
            by_hand: Some(ByHand::new(LOADED, 1.6)),
            is_timed: false,
        },
    ]
}

/// Streams by other libraries.
fn streamed() -> Vec<Contender> {
    vec![
        Contender {
            title: "axum-streams",
            dependencies: "axum-streams = { version = \"0.30\", features = [\"json\"] }\n".to_owned(),
            imports: "use axum_streams::StreamBodyAs; use futures::stream;",
            handler: "async fn NAME(Path(count): Path<u32>) -> impl axum::response::IntoResponse {
                          StreamBodyAs::json_array(stream::iter(ITEMS))
                      }",
            by_hand: None,
            is_timed: true,
        },
        Contender {
            title: STREAMED,
            dependencies: "async-stream = \"0.3\"\nserde_json = \"1\"\n".to_owned(),
            imports: "use axum::body::Body; use async_stream::try_stream;\n\
                      type Lines = dyn futures::Stream<Item = Result<Vec<u8>, serde_json::Error>> + Send;",
            handler: "async fn NAME(Path(count): Path<u32>) -> Body {
                          let lines = try_stream! {
                              for item in ITEMS {
                                  let mut line = serde_json::to_vec(&item)?;
                                  line.push(b'\\n');
                                  yield line;
                              }
                          };
                          Body::from_stream::<std::pin::Pin<Box<Lines>>>(Box::pin(lines))
                      }",
            by_hand: None,
            is_timed: true,
        },
    ]
}

/// As in an application, each handler makes its items in its own way: an iterator of a type of its own.
const ITEMS: &str = "(0..count).map(|id| Item { id, name: format!(\"Item {id}\") })";

pub(super) fn source(contender: &Contender, handlers: u32) -> String {
    let mut functions = String::new();
    let mut routes = String::new();
    for name in (0..handlers).map(|number| format!("handler_{number}")) {
        functions += &contender.handler.replace("NAME", &name).replace("ITEMS", ITEMS);
        functions += "\n";
        routes += &".route(\"/NAME/{count}\", axum::routing::get(NAME))\n".replace("NAME", &name);
    }
    format!(
        "use axum::extract::Path;\n{}\n\
         #[derive(serde::Serialize)] pub struct Item {{ id: u32, name: String }}\n\
         {functions}\
         fn main() {{ let app: axum::Router = axum::Router::new(){routes}; std::hint::black_box(&app); }}\n",
        contender.imports
    )
}
