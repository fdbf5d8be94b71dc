//! Pages of a table of a million rows: the first ones and deep ones, by number and by cursor, with each kind of total;
//! beside sqlx by hand, and sea-orm's paginator and cursor.
//!
//! Every contender answers the same requests over HTTP, and with the same JSON but for its cursors, of which each has to be
//! there or not: that is compared first. Their cursors differ, so each is walked along its own to where the deep page begins.

mod answer;
mod by_hand;
mod data;
#[cfg(feature = "sea-orm")]
mod sea_orm;
mod velithon;

use std::time::Duration;

use serde_json::Value;

use crate::{
    client,
    contenders::{Contender, Side},
    failure::Failure,
    order::order,
    progress::progress,
    results,
    server::Server,
    spread::Spread,
    table::Table,
};

/// The name that its servers are started by, in place of a scene's.
pub(crate) const NAME: &str = "database-pages";

const SIZE: u64 = 20;
const DEEP: u64 = 900_000;
const ROUNDS: usize = 15;
/// How long a contender is asked for one page after another in a round, more or less.
const ROUND: Duration = Duration::from_millis(60);

fn contenders() -> Vec<Contender> {
    vec![
        Contender::new("by-hand", "sqlx by hand", Side::Measure, by_hand::app),
        Contender::new("velithon", "velithon", Side::Ours, velithon::app),
        #[cfg(feature = "sea-orm")]
        Contender::new("sea-orm", "sea-orm", Side::Peer, sea_orm::app),
    ]
}

pub(crate) fn contender(name: &str) -> Result<Contender, Failure> {
    let found = contenders().into_iter().find(|contender| contender.name == name);
    found.ok_or_else(|| format!("no contender of pages is named `{name}`").into())
}

/// A kind of page: its route, and whether peers have one too.
struct Kind {
    title: &'static str,
    route: &'static str,
    by_peers: bool,
}

const KINDS: [Kind; 5] = [
    Kind {
        title: "by number, no total",
        route: "/none",
        by_peers: true,
    },
    Kind {
        title: "by number, exact total",
        route: "/exact",
        by_peers: true,
    },
    Kind {
        title: "by number, total capped at 10,000",
        route: "/capped",
        by_peers: false,
    },
    Kind {
        title: "by number, total cached",
        route: "/cached",
        by_peers: false,
    },
    Kind {
        title: "by cursor",
        route: "/cursor",
        by_peers: true,
    },
];

impl Kind {
    /// What to ask a server for, from the first row on and from a deep one.
    fn paths(&self, server: &Server) -> Result<[String; 2], Failure> {
        let route = self.route;
        if route == "/cursor" {
            let cursor = walk(server, route)?;
            return Ok([
                format!("{route}?size={SIZE}"),
                format!("{route}?size={SIZE}&cursor={cursor}"),
            ]);
        }
        let page = |row| format!("{route}?page={}&size={SIZE}", row / SIZE + 1);
        Ok([page(0), page(DEEP)])
    }
}

/// The cursor that a client has after so many rows.
fn walk(server: &Server, route: &str) -> Result<String, Failure> {
    const STEP: u64 = 1000;
    let mut cursor = String::new();
    for _ in 0..DEEP / STEP {
        let body = client::get(server.address, &format!("{route}?size={STEP}&cursor={cursor}"))?;
        let body: Value = serde_json::from_slice(&body)?;
        let next = body["next_cursor"].as_str().ok_or("a walk ends early")?;
        next.clone_into(&mut cursor);
    }
    Ok(cursor)
}

/// Measures all kinds of pages, prints their table, and with `keep` writes it to the results.
pub(crate) fn run(rounds: Option<u32>, keep: bool) -> Result<(), Failure> {
    data::make()?;
    let rounds = rounds.map_or(ROUNDS, |rounds| rounds as usize);
    let contenders = contenders();
    let servers: Result<Vec<_>, _> = contenders
        .iter()
        .map(|contender| Server::start(NAME, contender.name))
        .collect();
    let servers = servers?;
    let mut head = vec!["", "from row"];
    for contender in &contenders {
        head.extend([contender.title, ""]);
    }
    let mut table = Table::new(head);
    for kind in &KINDS {
        progress(&format!("pages {}", kind.title));
        let asked: Vec<_> = (contenders.iter().zip(&servers))
            .filter(|(contender, _)| kind.by_peers || contender.side != Side::Peer)
            .collect();
        let paths: Result<Vec<_>, _> = asked.iter().map(|(_, server)| kind.paths(server)).collect();
        let paths = paths?;
        for (depth, row) in [0, DEEP].into_iter().enumerate() {
            let targets: Vec<_> = (asked.iter().zip(&paths))
                .map(|((_, server), paths)| (*server, paths[depth].as_str()))
                .collect();
            let lengths = check(&targets)?;
            let times = measure(&targets, &lengths, rounds)?;
            let mut cells = vec![kind.title.to_owned(), row.to_string()];
            for own in &times {
                let spread = Spread::of(own.iter().copied());
                cells.push(format!("{spread:.*}", usize::from(spread.median < 100.0)));
                let ratios = times[0].iter().zip(own).map(|(first, own)| first / own);
                cells.push(format!("{:.2}", Spread::of(ratios).median));
            }
            cells.resize(2 + 2 * contenders.len(), String::new());
            table.row(cells);
        }
    }
    progress("");
    let section = section(&table, rounds);
    println!("{section}");
    if keep {
        results::put(NAME, &section)?;
    }
    Ok(())
}

fn section(table: &Table, rounds: usize) -> String {
    format!(
        "## Pages of a database\n\n{}\n\n\
         {SIZE} of {} rows of SQLite over HTTP/1.1, one connection to the server and one to the database, {rounds} rounds in \
         turn, each contender's server a process of its own with one runtime thread and one of the driver's: microseconds a \
         page, medians (least-most), and the speed as a multiple of the first's. The order is that of an index over two columns. What is empty is what sea-orm has not.\n\n\
         {table}\n{}",
        results::command("--pages"),
        data::ROWS,
        results::machine()
    )
}

/// Compares the answers of all, without the text of their cursors; returns their lengths in bytes.
fn check(targets: &[(&Server, &str)]) -> Result<Vec<usize>, Failure> {
    let (mut first, mut lengths) = (None, Vec::new());
    for (server, path) in targets {
        let text = client::get(server.address, path)?;
        lengths.push(text.len());
        let mut body: Value = serde_json::from_slice(&text)?;
        for cursor in ["next_cursor", "prev_cursor"] {
            if let Some(cursor) = body.get_mut(cursor) {
                *cursor = cursor.is_string().into();
            }
        }
        let first = first.get_or_insert_with(|| body.clone());
        if *first != body {
            return Err(format!("{path} is answered in two ways:\n{first}\n{body}").into());
        }
    }
    Ok(lengths)
}

/// Microseconds a page, of each target in each round.
fn measure(targets: &[(&Server, &str)], lengths: &[usize], rounds: usize) -> Result<Vec<Vec<f64>>, Failure> {
    let mut times = vec![Vec::new(); targets.len()];
    let mut counts = Vec::new();
    for ((server, path), length) in targets.iter().zip(lengths) {
        let one = client::time(server.address, path, 3, *length)? / 3;
        counts.push(u32::try_from(
            (ROUND.as_micros() / one.as_micros().max(1)).clamp(1, 1000),
        )?);
    }
    for round in 0..rounds {
        for index in order(round, targets.len()) {
            let ((server, path), count) = (targets[index], counts[index]);
            let time = client::time(server.address, path, count, lengths[index])?;
            times[index].push(time.as_secs_f64() * 1e6 / f64::from(count));
        }
    }
    Ok(times)
}
