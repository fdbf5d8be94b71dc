//! Copies a table of the store into a SQLite file: `cargo run --release -p velithon-examples --features client --example copy`,
//! while the store runs.
//!
//! The store may be killed meanwhile and started again, and so may this program: the copy ends with exactly the rows there
//! are. Another run fetches only what is new.

mod args;
mod table;

use std::{error::Error, process::ExitCode, time::Duration};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::value::RawValue;
use velithon_client::get;

use crate::{
    args::Args,
    table::{State, Table},
};

/// As many rows are kept in memory while they wait for a place behind them.
const MOST: usize = 10_000;

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
    let state = table.state().await?;
    let (place, is_update) = match state {
        State::Nothing => (None, false),
        State::Unfinished(place) => (Some(place), false),
        // What is new comes first, up to what was there.
        State::Finished(_) if args.new_rows_first => (None, true),
        State::Finished(place) => (place, false),
    };
    let count = table.count().await?;
    println!("{} has {count} rows.", table.name());
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
    let mut is_known = false;
    while let Some(row) = rows.try_next().await? {
        batch.push(row);
        // The rows and the place behind them, in one transaction: whatever happens, they belong together.
        if let Some(place) = rows.position() {
            is_known = is_update && table.has_some(&batch).await?;
            let state = if is_known {
                State::Finished(None)
            } else {
                State::Unfinished(place)
            };
            table.add(&batch, Some(&state)).await?;
            bar.inc(batch.len() as u64);
            batch.clear();
            if is_known {
                break;
            }
        } else if batch.len() >= MOST {
            // A server without places to go on from: these rows are replaced if the copy has to begin again.
            table.add(&batch, None).await?;
            bar.inc(batch.len() as u64);
            batch.clear();
        }
    }
    if !is_known {
        // Behind an export, this is where later rows will be. Behind the last page there is no such place: that page is
        // read again.
        table.add(&batch, Some(&State::Finished(rows.position()))).await?;
        bar.inc(batch.len() as u64);
    }
    bar.finish();
    let (came, count) = (rows.rows_so_far(), table.count().await?);
    println!("{came} rows came; {count} are in {}.", args.file.display());
    Ok(())
}

fn with_sources(error: &dyn Error) -> String {
    let mut texts = vec![error.to_string()];
    let mut source = error.source();
    while let Some(error) = source {
        texts.push(error.to_string());
        source = error.source();
    }
    texts.join(": ")
}
