//! What is asked for where the end has to be proven by more than HTTP.

use axum::{Router, routing::get};
use velithon::stream_json;
use velithon_client::Proof;

use crate::{app::Running, client::Client};

#[stream_json]
async fn plain() -> Vec<u64> {
    vec![1, 2, 3]
}

#[stream_json(end_record = on)]
async fn recorded() -> Vec<u64> {
    vec![1, 2, 3]
}

#[stream_json(formats = [array, sse])]
async fn events() -> Vec<u64> {
    vec![1, 2, 3]
}

#[tokio::test]
async fn the_format_that_is_asked_for_has_the_proof_that_is_required() {
    let routes = Router::new()
        .route("/plain", get(plain))
        .route("/recorded", get(recorded))
        .route("/events", get(events));
    let server = Running::start(routes).await;
    let client = Client::new();
    for (path, required, proof) in [
        ("plain", Proof::Framing, Some(Proof::Framing)),
        ("plain", Proof::Syntax, Some(Proof::Syntax)),
        // Neither its array nor its lines have one.
        ("plain", Proof::Record, None),
        ("recorded", Proof::Framing, Some(Proof::Record)),
        ("recorded", Proof::Syntax, Some(Proof::Syntax)),
        ("recorded", Proof::Record, Some(Proof::Record)),
        ("events", Proof::Framing, Some(Proof::Syntax)),
        ("events", Proof::Syntax, Some(Proof::Syntax)),
        ("events", Proof::Record, Some(Proof::Record)),
    ] {
        let url = format!("http://{}/{path}", server.address);
        let mut rows = velithon_client::get::<u64>(&client, url).require(required).rows();
        let mut all = Vec::new();
        let end = loop {
            match rows.try_next().await {
                Ok(Some(row)) => all.push(row),
                Ok(None) => break rows.proof(),
                Err(error) => {
                    assert!(error.is_truncated(), "{error:?}");
                    break None;
                }
            }
        };
        assert_eq!(end, proof, "{path}, {required:?}");
        assert!(all == [1, 2, 3] || end.is_none(), "{path}, {required:?}: {all:?}");
    }
}
