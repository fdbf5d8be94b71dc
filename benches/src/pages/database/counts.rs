//! What the same pages cost in instructions, in process under valgrind: the driver and the database are in them.

use std::time::Instant;

use bytes::Bytes;

use super::{Asked, DEEP, SIZE, contender, data};
use crate::{
    contenders::{Contender, Host},
    failure::Failure,
    pages::{drain_path, thousands},
    progress::progress,
    results,
    table::Table,
    valgrind::Tool,
};

/// Takes one page `requests` times, without a network. Returns the last `Link` header and body.
pub(crate) fn drain(name: &str, path: &str, requests: u32) -> Result<(String, Bytes), Failure> {
    let Host::Axum(app) = contender(name)?.host else {
        return Err(format!("{name} has no application of axum").into());
    };
    drain_path(app, path, requests)
}

pub(super) fn section(contenders: &[Contender], asked: &[Asked]) -> Result<String, Failure> {
    let mut head = vec!["", "from row"];
    for contender in contenders {
        head.extend([contender.title, "of the first's"]);
    }
    let mut table = Table::new(head);
    for asked in asked {
        let mut counts = Vec::new();
        for (index, path) in &asked.paths {
            let name = contenders[*index].name;
            progress(&format!(
                "pages {} from row {}: counting {name}",
                asked.title, asked.row
            ));
            counts.push(counted(name, path)?);
        }
        let cells = counts
            .iter()
            .map(|count| vec![thousands(count / 1000.0), format!("{:.2}", count / counts[0])]);
        table.row(asked.cells(contenders.len(), 2, cells));
    }
    Ok(format!(
        "## Pages of a database, in instructions\n\n{}\n\n\
         Thousands of instructions of a request for {SIZE} of {} rows, in process under valgrind: the router, the driver and \
         SQLite are in them, which passes over {DEEP} rows where a page is deep by its number, and looks at all of them for an \
         exact total.\n\n{table}\n{}",
        results::command("--pages"),
        data::ROWS,
        results::machine()
    ))
}

/// The instructions of one request: the difference between 2R of them and R. There are fewer the longer one takes.
fn counted(name: &str, path: &str) -> Result<f64, Failure> {
    let start = Instant::now();
    drain(name, path, 3)?;
    let one = start.elapsed() / 3;
    let requests = u32::try_from((100_000 / one.as_micros().max(1)).clamp(2, 200))?;
    let count =
        |requests: u32| Tool::Callgrind.count(&["--database-page", name, path, "--requests", &requests.to_string()]);
    Ok((count(2 * requests)? - count(requests)?) / f64::from(requests))
}
