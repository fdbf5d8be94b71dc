//! Every failure, in every format, over every protocol, as clients that read over a socket see it.
//!
//! Each combination is one cell. A run names each and says whether it ran, or why not; `cargo test --test failure_matrix --
//! TEXT` runs those whose names contain the text.

mod cells;
mod client;
mod curl;
mod expect;
mod handlers;
mod hosts;
mod text;

use std::{env, panic, process::ExitCode, time::Duration};

use tokio::{net::TcpListener, time::timeout};
use velithon_test_support::SpanEnds;

use crate::{
    cells::Cell,
    hosts::{HOSTS, Host},
};

/// Far more than any cell takes. One that hangs is a failure, and not the end of the run.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Default)]
struct Counts {
    ran: u32,
    failed: u32,
    not_run: u32,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--list") {
        return ExitCode::SUCCESS;
    }
    let named: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    keep_quiet_about_expected_panics();
    let ends = SpanEnds::record_everywhere();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let mut counts = Counts::default();
    for host in HOSTS {
        for cell in
            Cell::all().filter(|cell| named.is_empty() || named.iter().any(|name| cell.to_string().contains(*name)))
        {
            runtime.block_on(run(host, cell, &ends, &mut counts));
        }
    }
    println!(
        "failure matrix: {} ran, {} of them failed, {} not run",
        counts.ran, counts.failed, counts.not_run
    );
    if counts.failed > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn keep_quiet_about_expected_panics() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if info.payload().downcast_ref::<&str>() != Some(&handlers::EXPECTED) {
            report(info);
        }
    }));
}

async fn run(host: &Host, cell: Cell, ends: &SpanEnds, counts: &mut Counts) {
    let name = format!("{}, {cell}", host.name);
    if let Some(reason) = host.lacks(cell.protocol) {
        counts.not_run += 1;
        println!("not run: {name}: {reason}");
        return;
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let server = tokio::spawn((host.serve)(listener));
    counts.ran += 1;
    match timeout(PATIENCE, expect::check(cell, address, ends)).await {
        Ok(Ok(learned)) => println!("ran: {name}: {learned}"),
        Ok(Err(problem)) => {
            counts.failed += 1;
            println!("FAILED: {name}: {problem}");
        }
        Err(_) => {
            counts.failed += 1;
            println!("FAILED: {name}: nothing happened for {PATIENCE:?}");
        }
    }
    match timeout(PATIENCE, curl::check(cell, address, ends)).await {
        Ok(Ok(exit)) => {
            counts.ran += 1;
            println!("ran: {name}, curl: {exit}");
        }
        Ok(Err(curl::Not::Run(reason))) => {
            counts.not_run += 1;
            println!("not run: {name}, curl: {reason}");
        }
        Ok(Err(curl::Not::Right(problem))) => {
            counts.ran += 1;
            counts.failed += 1;
            println!("FAILED: {name}, curl: {problem}");
        }
        Err(_) => {
            counts.ran += 1;
            counts.failed += 1;
            println!("FAILED: {name}, curl: nothing happened for {PATIENCE:?}");
        }
    }
    server.abort();
}
