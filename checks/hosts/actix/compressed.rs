//! Responses behind actix-web's `Compress`.

use std::io::Read;

use actix_web::{
    middleware::Compress,
    web::{self, Data, ServiceConfig},
};
use flate2::read::GzDecoder;
use velithon_test_support::{Answer, Client, Seen};

use super::{
    App, LATE_STATUS,
    failures::{FORMATS, check},
    handlers::{self, MANY},
};

fn start() -> Client {
    super::serve(|config| {
        config.app_data(Data::new(Seen::default()));
        let routes = |config: &mut ServiceConfig| handlers::routes(App(config));
        config.service(web::scope("").wrap(Compress::default()).configure(routes));
    })
}

/// A response with its text as a client has it, and whether the compressed text came to its end.
async fn get(client: Client, target: &str, accept: &str) -> (Answer, bool) {
    let headers = format!("accept: {accept}\r\naccept-encoding: gzip\r\n");
    let mut answer = client.ask(&format!("GET {target} HTTP/1.1"), &headers).await;
    assert_eq!(answer.header("content-encoding"), Some("gzip"), "{target} {accept}");
    let mut text = Vec::new();
    let is_whole = GzDecoder::new(&*answer.chunks.concat()).read_to_end(&mut text).is_ok();
    answer.chunks = vec![text.into()];
    (answer, is_whole)
}

#[tokio::test]
async fn a_late_failure_shows_after_everything_that_was_emitted() {
    let client = start();
    for items in [0, 1, 3, MANY] {
        for accept in FORMATS {
            let target = format!("/fails/error,{items}");
            let (answer, is_whole) = get(client, &target, accept).await;
            assert!(
                !answer.is_whole() && !is_whole,
                "both ends are missing: {target} {accept}"
            );
            check(&answer, accept, items, LATE_STATUS);
        }
    }
}

#[tokio::test]
async fn what_does_not_fail_is_whole() {
    let (answer, is_whole) = get(start(), "/many", "application/json").await;
    assert!(answer.is_whole() && is_whole);
    let items: Vec<u32> = serde_json::from_str(&answer.text()).unwrap();
    assert!(items.into_iter().eq(0..MANY));
}
