//! Servers that are not ours, which `checks/client/run` starts. Without their addresses in the environment there is nothing to
//! ask, and the tests say so.
#![cfg(feature = "reqwest")]

use std::{env, time::Duration};

use serde::Deserialize;
use velithon_client::{Error, Get, Next, Proof, Reason, get};

#[derive(Deserialize)]
struct Row {
    id: u64,
    #[expect(dead_code, reason = "read as every member of a row is")]
    name: String,
}

/// Where a server is, unless it was not started.
fn address(name: &str) -> Option<String> {
    let address = env::var(name).ok();
    if address.is_none() {
        eprintln!("not run: {name} is not set; checks/client/run starts it");
    }
    address
}

fn ask(address: &str, path: &str) -> Get<Row> {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    get(&client, format!("{address}{path}")).waits(Duration::from_millis(1), Duration::from_millis(10))
}

async fn count(get: Get<Row>) -> (u64, Result<Option<Proof>, Error>) {
    let mut rows = get.rows();
    loop {
        match rows.try_next().await {
            Ok(Some(row)) => assert_eq!(row.id, rows.rows_so_far() - 1, "in order, none lost and none twice"),
            Ok(None) => return (rows.rows_so_far(), Ok(rows.proof())),
            Err(error) => return (rows.rows_so_far(), Err(error)),
        }
    }
}

#[tokio::test]
async fn fastapi() {
    let Some(fastapi) = address("FASTAPI") else { return };
    for (path, proof) in [
        ("/lines", Proof::Framing),
        ("/array", Proof::Syntax),
        ("/events", Proof::Framing),
        ("/list", Proof::Syntax),
    ] {
        let (rows, end) = count(ask(&fastapi, path)).await;
        assert_eq!((rows, end.unwrap()), (5000, Some(proof)), "{path}");
    }
    for path in ["/lines?fail_at=3210", "/array?fail_at=3210"] {
        let (rows, end) = count(ask(&fastapi, path)).await;
        assert!(rows <= 3210 && end.unwrap_err().is_truncated(), "{path}");
        let (_, end) = count(ask(&fastapi, path).resume(2)).await;
        assert!(end.unwrap_err().is_truncated(), "{path}");
    }
    let offsets = Next::by(|page| (page.rows() == 700).then(|| format!("?offset={}", page.rows_so_far())));
    let (rows, end) = count(ask(&fastapi, "/page").next(offsets)).await;
    assert_eq!((rows, end.unwrap()), (5000, Some(Proof::Record)));
    // Nobody said how its pages go on.
    let (rows, end) = count(ask(&fastapi, "/page")).await;
    assert!(rows == 700 && end.unwrap_err().is_truncated());

    let (rows, end) = count(ask(&fastapi, "/busy").resume(2)).await;
    assert_eq!((rows, end.unwrap()), (5000, Some(Proof::Syntax)));
    let (_, end) = count(ask(&fastapi, "/busy").resume(1)).await;
    assert!(matches!(end.unwrap_err().reason(), Reason::Failed { problem, .. } if problem.detail() == Some("later")));
    let (_, end) = count(ask(&fastapi, "/invalid?number=x")).await;
    assert_eq!(end.unwrap_err().problem().unwrap().status(), 422);
}

#[tokio::test]
async fn node() {
    let Some(node) = address("NODE") else { return };
    let (rows, end) = count(ask(&node, "/rows")).await;
    assert_eq!((rows, end.unwrap()), (2345, Some(Proof::Record)));
    let (rows, end) = count(ask(&node, "/broken").resume(1)).await;
    assert_eq!((rows, end.unwrap()), (2345, Some(Proof::Record)));
    let (rows, end) = count(ask(&node, "/broken")).await;
    let error = end.unwrap_err();
    assert!(error.is_truncated() && rows.is_multiple_of(100));
    // Where it was cut, another walk goes on: from the start, if that was in the first page.
    let mut rest = ask(&node, "/broken").from(error.resume().cloned()).resume(1).rows();
    let mut next = rows;
    while let Some(row) = rest.try_next().await.unwrap() {
        assert_eq!(row.id, next);
        next += 1;
    }
    assert_eq!(next, 2345);
}

#[tokio::test]
async fn nginx() {
    let Some(nginx) = address("NGINX") else { return };
    for prefix in ["", "/http11"] {
        for (path, proof) in [
            ("/lines", Proof::Framing),
            ("/array", Proof::Syntax),
            ("/list", Proof::Syntax),
        ] {
            let (rows, end) = count(ask(&nginx, &format!("{prefix}{path}"))).await;
            assert_eq!((rows, end.unwrap()), (5000, Some(proof)), "{prefix}{path}");
        }
        let (_, end) = count(ask(&nginx, &format!("{prefix}/array?fail_at=3210"))).await;
        assert!(end.unwrap_err().is_truncated());
        // Over HTTP/1.0 to the server behind it, nginx takes the cut for the end. Whoever requires more is not deceived.
        let lines = format!("{prefix}/lines?fail_at=3210");
        let (_, end) = count(ask(&nginx, &lines).require(Proof::Record)).await;
        assert!(end.unwrap_err().is_truncated());
        let (rows, end) = count(ask(&nginx, &lines)).await;
        println!(
            "nginx{prefix}: lines that were cut are {rows} rows and {:?}",
            end.map_err(|error| error.to_string())
        );
    }
}
