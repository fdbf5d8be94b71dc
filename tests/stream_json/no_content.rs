//! Statuses whose responses have no content, over a real socket.

use axum::{
    Router,
    extract::Path,
    http::{Method, StatusCode, Uri},
    routing,
};
use velithon::{BlockingEmitter, Disconnected, Emitter, RequestHead, stream_json};
use velithon_test_support::{Client, Events};

#[stream_json(formats = [array, ndjson, sse])]
async fn numbers(Path((status, count)): Path<(u16, u32)>, rows: &Emitter<u32>) {
    rows.set_status(StatusCode::from_u16(status).expect("a status"));
    rows.emit_all(0..count).await;
}

#[stream_json(formats = [array, ndjson, sse])]
fn on_a_thread(Path((status, count)): Path<(u16, u32)>, rows: &BlockingEmitter<u32>) -> Result<(), Disconnected> {
    rows.set_status(StatusCode::from_u16(status).expect("a status"));
    rows.emit_all(0..count)
}

async fn serve() -> Client {
    let app = Router::new()
        .route("/numbers/{status}/{count}", routing::get(numbers))
        .route("/on_a_thread/{status}/{count}", routing::get(on_a_thread));
    Client::of(app).await
}

#[tokio::test]
async fn one_is_sent_without_a_body_where_nothing_was_emitted() {
    let client = serve().await;
    for handler in ["numbers", "on_a_thread"] {
        for (status, length) in [(204, None), (205, Some("0")), (304, None)] {
            for accept in ["application/json", "application/jsonl", "text/event-stream"] {
                let answer = client.get_as(&format!("/{handler}/{status}/0"), accept).await;
                assert_eq!(answer.status(), status);
                assert_eq!(answer.header("content-length"), length, "{status}");
                assert_eq!(answer.header("transfer-encoding"), None, "{status}");
                assert_eq!(answer.text(), "");
            }
        }
    }
}

#[tokio::test]
async fn rows_are_sent_with_200_in_its_place() {
    let client = serve().await;
    for handler in ["numbers", "on_a_thread"] {
        for status in [100, 101, 204, 205, 304] {
            for count in [3, 20_000] {
                let answer = client.get(&format!("/{handler}/{status}/{count}")).await;
                assert_eq!(answer.status(), 200, "{status}");
                assert!(answer.is_whole());
                let rows: Vec<u32> = serde_json::from_str(&answer.text()).expect("an array");
                assert!(rows.into_iter().eq(0..count));
            }
        }
    }
}

#[tokio::test]
async fn what_is_sent_with_200_in_its_place_is_logged() {
    #[stream_json]
    async fn emits(rows: &Emitter<u32>) {
        rows.set_status(StatusCode::NO_CONTENT);
        rows.emit(&1).await;
    }

    #[stream_json]
    async fn goes_on(rows: &Emitter<u32>) {
        rows.set_status(StatusCode::NO_CONTENT);
        rows.commit().await;
    }

    #[stream_json]
    async fn ends(rows: &Emitter<u32>) {
        rows.set_status(StatusCode::NO_CONTENT);
    }

    let (events, _guard) = Events::record();
    let logged = || {
        let events = events.take().into_iter();
        let statuses = events.filter_map(|mut event| event.fields.remove("status"));
        statuses.collect::<Vec<_>>()
    };
    for method in [Method::GET, Method::HEAD] {
        let request = || RequestHead::new(method.clone(), Uri::from_static("/"));
        assert_eq!(
            (emits(request()).await.status(), logged()),
            (StatusCode::OK, vec!["204".to_owned()])
        );
        assert_eq!(
            (goes_on(request()).await.status(), logged()),
            (StatusCode::OK, vec!["204".to_owned()])
        );
        assert_eq!(
            (ends(request()).await.status(), logged()),
            (StatusCode::NO_CONTENT, vec![])
        );
    }
}
