//! What a handler in cursor style can look like, over axum.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use serde::{Deserialize, Serialize};
use velithon::{CursorRequest, CursorSource, Keyset, PageItems, paginate, testing};

use crate::rows::{Row, Table, ids, rows, sorted};

struct Refused;

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (StatusCode::IM_A_TEAPOT, "no rows here").into_response()
    }
}

type Fallible<T> = Result<T, Refused>;

#[derive(Clone)]
struct App(Arc<[Row]>);

#[derive(Deserialize)]
struct Filter {
    g: Option<i64>,
}

/// All of a group.
#[paginate(style = cursor, sort = "id_desc")]
#[axum::debug_handler]
async fn filtered(State(App(rows)): State<App>, Query(Filter { g }): Query<Filter>) -> Fallible<Vec<Row>> {
    let group = g.ok_or(Refused)?;
    Ok(rows.iter().filter(|row| row.g == group).cloned().collect())
}

#[paginate]
async fn told(
    State(App(rows)): State<App>,
    Path((name, _)): Path<(String, u32)>,
    #[cfg(true)] request: velithon::CursorRequest<Row>,
) -> Fallible<PageItems<Box<Row>>> {
    if name != "rows" {
        return Err(Refused);
    }
    let rows = sorted(request.sort().name(), rows.to_vec());
    Ok(PageItems::new(request.slice(&rows).cloned().map(Box::new).collect()))
}

#[paginate(style = cursor)]
fn opaque(State(App(rows)): State<App>) -> impl CursorSource<Item = Row> + use<> {
    Table(rows.to_vec())
}

#[paginate(style = cursor)]
async fn opaque_or_refused(State(App(rows)): State<App>) -> Result<impl CursorSource<Item = Row>, impl IntoResponse> {
    if rows.is_empty() {
        Err(StatusCode::NOT_FOUND)
    } else {
        Ok(Table(rows.to_vec()))
    }
}

#[paginate]
fn told_or_refused(State(App(rows)): State<App>, page: CursorRequest<Row>) -> Result<Vec<Row>, impl IntoResponse> {
    let rows = sorted(page.sort().name(), rows.to_vec());
    if rows.is_empty() {
        Err(Refused)
    } else {
        Ok(page.slice(&rows).cloned().collect())
    }
}

trait Named: Keyset + Clone + Serialize + Send + Sync + 'static {
    fn all(app: &App) -> Vec<Self>;
}

impl Named for Row {
    fn all(app: &App) -> Vec<Self> {
        app.0.to_vec()
    }
}

#[paginate(style = cursor, crate = ::renamed)]
async fn generic<T: Named>(State(app): State<App>) -> Vec<T> {
    T::all(&app)
}

#[paginate]
async fn generic_told<T>(State(app): State<App>, page: CursorRequest<T>) -> PageItems<T>
where
    T: Named,
{
    let mut rows = T::all(&app);
    rows.sort_by_key(|row| velithon::Key::of(row, 0).ok().and_then(|key| key.get::<i64>(0)));
    PageItems::new(page.slice(&rows).cloned().collect())
}

fn app() -> Router {
    let routes = Router::new()
        .route("/filtered", get(filtered))
        .route("/told/{name}/{number}", get(told))
        .route("/opaque", get(opaque))
        .route("/opaque-or-refused", get(opaque_or_refused))
        .route("/told-or-refused", get(told_or_refused))
        .route("/generic", get(generic::<Row>))
        .route("/generic-told", get(generic_told::<Row>));
    Router::new().nest("/v1", routes.with_state(App(rows().into())))
}

#[tokio::test]
async fn every_shape_is_walked_through_a_router() {
    let by_id = sorted("id", rows());
    for path in [
        "/told/rows/7",
        "/opaque",
        "/opaque-or-refused",
        "/told-or-refused",
        "/generic",
        "/generic-told",
    ] {
        let uri = format!("/v1{path}");
        let walk = testing::walk(app(), &uri)
            .sizes([1, 7, 59, 60, 61])
            .expect(&by_id)
            .await;
        walk.unwrap_or_else(|fault| panic!("{path}: {fault}"));
    }
    let group: Vec<i64> = ids(&by_id).into_iter().rev().filter(|id| id % 3 == 1).collect();
    testing::walk(app(), "/v1/filtered?g=1")
        .by("id")
        .expect(&group)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_request_that_is_refused_runs_no_handler() {
    static RAN: AtomicU32 = AtomicU32::new(0);
    fn run() -> Vec<Row> {
        RAN.fetch_add(1, Ordering::SeqCst);
        rows()
    }
    #[paginate(style = cursor)]
    async fn listed() -> Vec<Row> {
        run()
    }
    #[paginate(style = cursor)]
    fn listed_on_a_thread() -> Vec<Row> {
        run()
    }
    #[paginate(style = cursor)]
    async fn sourced() -> Table {
        Table(run())
    }
    #[paginate(style = cursor)]
    fn sourced_on_a_thread() -> Table {
        Table(run())
    }
    #[paginate]
    async fn told(page: CursorRequest<Row>) -> Vec<Row> {
        page.slice(&run()).cloned().collect()
    }
    #[paginate]
    fn told_on_a_thread(page: CursorRequest<Row>) -> Vec<Row> {
        page.slice(&run()).cloned().collect()
    }
    for uri in [
        "/rows?cursor=1.AA",
        "/rows?sort=nope",
        "/rows?size=0",
        "/rows?size=1&size=1",
    ] {
        let head = || velithon_test_support::get(uri);
        let pages = [
            listed(head()).await,
            listed_on_a_thread(head()).await,
            sourced(head()).await,
            sourced_on_a_thread(head()).await,
            told(head()).await,
            told_on_a_thread(head()).await,
        ];
        assert!(
            pages.iter().all(|page| page.status() == StatusCode::BAD_REQUEST),
            "{uri}"
        );
    }
    assert_eq!(RAN.load(Ordering::SeqCst), 0);
    assert_eq!(
        listed(velithon_test_support::get("/rows")).await.status(),
        StatusCode::OK
    );
    assert_eq!(RAN.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_handlers_own_error_is_its_own_response() {
    for uri in ["/v1/filtered", "/v1/told/columns/7"] {
        let fault = testing::walk(app(), uri).expect(&[0; 0]).await.unwrap_err().to_string();
        assert!(fault.ends_with("answers 418 I'm a teapot: no rows here"), "{fault}");
    }
}

#[tokio::test]
async fn a_sources_error_says_nothing_to_the_client() {
    struct Failing;
    impl CursorSource for Failing {
        type Item = Row;
        type Error = String;
        async fn rows(&mut self, _: &CursorRequest<Row>) -> Result<Vec<Row>, String> {
            Err("the secret is out".to_owned())
        }
    }
    #[paginate(style = cursor)]
    async fn handler() -> Failing {
        Failing
    }
    let page = velithon_test_support::Answer::from(handler(velithon_test_support::get("/rows")).await.into_http());
    assert!(!page.problem(500, "internal-error").to_string().contains("secret"));
}

/// Which the compiler cannot know of rows that are not named.
#[tokio::test]
async fn an_order_that_the_rows_do_not_have_is_the_handlers_failure() {
    #[paginate(style = cursor, sort = "oldest")]
    async fn generic<T: Named>(State(app): State<App>) -> Vec<T> {
        T::all(&app)
    }
    #[paginate(style = cursor, sort = "oldest")]
    fn opaque(State(App(rows)): State<App>) -> impl CursorSource<Item = Row> + use<> {
        Table(rows.to_vec())
    }
    let app = Router::new()
        .route("/generic", get(generic::<Row>))
        .route("/opaque", get(opaque))
        .with_state(App(rows().into()));
    for path in ["/generic", "/opaque"] {
        let fault = testing::walk(app.clone(), path).expect(&[0; 0]).await.unwrap_err();
        let fault = fault.to_string();
        assert!(
            fault.contains("answers 500") && fault.contains("internal-error"),
            "{path}: {fault}"
        );
        assert!(!fault.contains("oldest"), "{path}: {fault}");
        // A client that names one of them gets it.
        let all = sorted("g", rows());
        let walk = testing::walk(app.clone(), &format!("{path}?sort=g"))
            .by("id")
            .sizes([7]);
        walk.expect(&ids(&all)).await.unwrap();
    }
}
