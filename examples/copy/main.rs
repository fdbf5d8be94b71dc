//! Copies a table of the store into a SQLite file: `cargo run --release -p velithon-examples --features client --example copy`,
//! while the store runs.
//!
//! The store may be killed meanwhile and started again, and so may this program: the copy ends with exactly the rows there
//! are. A second run fetches only what is new.

mod args;
mod table;

use std::{error::Error, process::ExitCode, time::Duration};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::value::RawValue;
use velithon_client::get;

use crate::{args::Args, table::Table};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let args = match Args::parse() {
        Ok(Some(args)) => args,
        Ok(None) => {
            println!("{}", args::HELP);
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("copy: {error}; --help lists the options");
            return ExitCode::from(2);
        }
    };
    match copy(&args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("copy: {}", with_sources(&*error));
            ExitCode::FAILURE
        }
    }
}

async fn copy(args: &Args) -> Result<(), Box<dyn Error>> {
    let mut table = Table::open(&args.file, &args.url).await?;
    let place = table.place().await?;
    match &place {
        Some(_) => println!("{} has {} rows; what is new is added.", table.name(), table.count().await?),
        None => println!("{} is copied from the start.", table.name()),
    }
    // A server that says nothing for half a minute is gone, too.
    let http = reqwest::Client::builder()
        .read_timeout(Duration::from_secs(30))
        .build()?;
    let mut rows = get::<Box<RawValue>>(&http, &args.url)
        .from(place)
        .resume(args.tries)
        .waits(Duration::from_millis(200), Duration::from_secs(5))
        .rows();

    let bar = ProgressBar::no_length().with_style(ProgressStyle::with_template(
        "{spinner} {human_pos} rows, {per_sec}, {elapsed}",
    )?);
    let mut batch = Vec::new();
    while let Some(row) = rows.try_next().await? {
        batch.push(row);
        // The rows and the place behind them, in one transaction: whatever happens, they belong together.
        if let Some(place) = rows.position() {
            table.add(&batch, Some(&place)).await?;
            bar.inc(batch.len() as u64);
            batch.clear();
        }
    }
    // Behind an export, this is where later rows will be. Behind the last page there is no such place: the next run reads
    // that page again.
    table.add(&batch, rows.position().as_ref()).await?;
    bar.inc(batch.len() as u64);
    bar.finish();
    println!(
        "{} rows came; {} are in {}, and {:?} proves the end.",
        rows.count(),
        table.count().await?,
        args.file.display(),
        rows.proof()
    );
    Ok(())
}

fn with_sources(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text += &format!(": {error}");
        source = error.source();
    }
    text
}
