//! What the same pages cost in instructions, in process under valgrind: the driver is in them, and SQLite.

use std::time::Instant;

use super::{
    asked::{Asked, SIZE},
    data,
};
use crate::{
    contenders::{Contender, Host},
    counts::side_by_side,
    drain,
    failure::Failure,
    progress::progress,
    results,
    table::{Table, thousands},
    valgrind::Tool,
};

/// The table of instructions of a database's pages, and of what there is in them.
pub(super) fn section(name: &str, counted: &str, contenders: &[Contender], asked: &[Asked]) -> Result<String, Failure> {
    let mut head = vec!["", "from row"];
    for contender in contenders {
        head.extend([contender.title, "of the first's"]);
    }
    let mut table = Table::new(head);
    let jobs: Vec<_> = asked
        .iter()
        .flat_map(|asked| {
            asked
                .paths
                .iter()
                .map(move |(index, path)| (asked, &contenders[*index], path))
        })
        .collect();
    let mut counted_pages = side_by_side(&jobs, |(asked, contender, path)| {
        progress(&format!(
            "pages of {name} {} from row {}: counting {}",
            asked.title, asked.row, contender.name
        ));
        instructions(contender, path).map_err(|failure| failure.to_string())
    })?
    .into_iter();
    for asked in asked {
        let counts: Vec<_> = counted_pages.by_ref().take(asked.paths.len()).collect();
        let cells = counts
            .iter()
            .map(|count| vec![thousands(count / 1000.0), format!("{:.2}", count / counts[0])]);
        table.row(asked.cells(contenders.len(), 2, cells));
    }
    Ok(format!(
        "## Pages of {name}, in instructions\n\n{}\n\n\
         Thousands of instructions of a request for {SIZE} of {} rows, in process under valgrind: {counted}.\n\n{table}\n{}",
        results::command("--pages"),
        data::ROWS,
        results::machine()
    ))
}

/// The instructions of one request: the difference between 2R of them and R. There are fewer the longer one takes, down to one.
fn instructions(contender: &Contender, path: &str) -> Result<f64, Failure> {
    let Host::Axum(app) = contender.host else {
        return Err(format!("{} has no application of axum", contender.name).into());
    };
    let start = Instant::now();
    drain::pages(app, path, 3)?;
    let one = start.elapsed() / 3;
    let requests = u32::try_from((30_000 / one.as_micros().max(1)).clamp(1, 200))?;
    let count = |requests: u32| {
        let requests = requests.to_string();
        Tool::Callgrind.count(&["--database-page", contender.name, path, "--requests", &requests])
    };
    Ok((count(2 * requests)? - count(requests)?) / f64::from(requests))
}
