//! Pages of a table of a million rows: the first ones and deep ones, by number and by cursor, with each kind of total;
//! beside sqlx by hand, and sea-orm's paginator and cursor.
//!
//! Every contender answers the same requests over HTTP, and with the same JSON but for its cursors, of which each has to be
//! there or not: that is compared first. Their cursors differ, so each is walked along its own to where the deep page begins.

mod answer;
mod by_hand;
mod counts;
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
    valgrind,
};
pub(crate) use counts::drain;

/// The name that its servers are started by, in place of a scene's.
pub(crate) const NAME: &str = "database-pages";

/// The section of what they cost in instructions.
const COUNTS: &str = "database-pages-instructions";

const SIZE: u64 = 20;
const DEEP: u64 = 900_000;
pub(crate) const ROUNDS: u32 = 15;
/// How long a contender is asked for one page after another in a round, more or less.
const ROUND: Duration = Duration::from_millis(60);

fn contenders() -> Vec<Contender> {
    vec![
        Contender::new("by-hand", "sqlx by hand", Side::Measure, by_hand::app),
        Contender::new(
            "planned-once",
            "sqlx by hand, `LIMIT +$1`",
            Side::Measure,
            by_hand::planned_once,
        ),
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

/// Measures all kinds of pages, prints their tables, and with `keep` writes them to the results. No times without `rounds`.
pub(crate) fn run(rounds: Option<u32>, keep: bool) -> Result<(), Failure> {
    data::make()?;
    let contenders = contenders();
    let servers: Result<Vec<_>, _> = contenders
        .iter()
        .map(|contender| Server::start(NAME, contender.name))
        .collect();
    let mut servers = servers?;
    let asked = asked(&contenders, &servers)?;
    let mut sections = Vec::new();
    if let Some(rounds) = rounds {
        sections.push((NAME, times(&contenders, &mut servers, &asked, rounds as usize)?));
    }
    drop(servers);
    if valgrind::is_there() {
        sections.push((COUNTS, counts::section(&contenders, &asked)?));
    }
    progress("");
    for (name, section) in sections {
        println!("{section}");
        if keep {
            results::put(name, &section)?;
        }
    }
    Ok(())
}

/// A kind of page that begins at a row: what each contender that has it is asked for.
struct Asked {
    title: &'static str,
    row: u64,
    /// The indexes of the contenders, and their paths.
    paths: Vec<(usize, String)>,
}

impl Asked {
    /// The cells of a table's line, `width` of them for each contender.
    fn cells(&self, contenders: usize, width: usize, own: impl IntoIterator<Item = Vec<String>>) -> Vec<String> {
        let mut cells = vec![self.title.to_owned(), self.row.to_string()];
        cells.resize(2 + width * contenders, String::new());
        for ((index, _), own) in self.paths.iter().zip(own) {
            cells.splice(2 + width * index..2 + width * (index + 1), own);
        }
        cells
    }
}

/// All pages that are measured, after their answers have been compared.
fn asked(contenders: &[Contender], servers: &[Server]) -> Result<Vec<Asked>, Failure> {
    let mut all = Vec::new();
    for kind in &KINDS {
        progress(&format!("pages {}: walking to row {DEEP}", kind.title));
        let mut depths = [0, DEEP].map(|row| Asked {
            title: kind.title,
            row,
            paths: Vec::new(),
        });
        for (index, (contender, server)) in contenders.iter().zip(servers).enumerate() {
            if kind.by_peers || contender.side != Side::Peer {
                for (asked, path) in depths.iter_mut().zip(kind.paths(server)?) {
                    asked.paths.push((index, path));
                }
            }
        }
        for asked in depths {
            check(&asked, servers)?;
            all.push(asked);
        }
    }
    Ok(all)
}

fn times(contenders: &[Contender], servers: &mut [Server], asked: &[Asked], rounds: usize) -> Result<String, Failure> {
    let mut head = vec!["", "from row"];
    for contender in contenders {
        head.extend([contender.title, "speed", "CPU"]);
    }
    let mut table = Table::new(head);
    for asked in asked {
        progress(&format!("pages {} from row {}", asked.title, asked.row));
        let times = measure(asked, servers, rounds)?;
        let cells = times.iter().map(|own| {
            let spread = Spread::of(own.iter().map(|round| round.wall));
            let of_first = |figure: fn(&Round) -> f64| {
                let ratios = times[0].iter().zip(own).map(|(first, own)| figure(own) / figure(first));
                Spread::of(ratios).median
            };
            vec![
                format!("{spread:.*}", usize::from(spread.median < 100.0)),
                format!("{:.2}", 1.0 / of_first(|round| round.wall)),
                format!("{:.2}", of_first(|round| round.cpu)),
            ]
        });
        table.row(asked.cells(contenders.len(), 3, cells));
    }
    Ok(format!(
        "## Pages of a database\n\n{}\n\n\
         {SIZE} of {} rows of SQLite over HTTP/1.1, one connection to the server and one to the database, {rounds} rounds in \
         turn, each contender's server a process of its own with one runtime thread and one of the driver's: microseconds a \
         page, medians (least-most); the speed as a multiple of the first's; and the server's processor time as a multiple of \
         the first's. The order is that of an index over two columns. What is empty is what sea-orm has not.\n\n\
         {table}\n{}",
        results::command("--pages"),
        data::ROWS,
        results::machine()
    ))
}

/// Compares the answers of all, without the text of their cursors.
fn check(asked: &Asked, servers: &[Server]) -> Result<(), Failure> {
    let mut first = None;
    for (index, path) in &asked.paths {
        let mut body: Value = serde_json::from_slice(&client::get(servers[*index].address, path)?)?;
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
    Ok(())
}

/// What a page took in a round, in microseconds.
struct Round {
    wall: f64,
    /// Of the server's processor time.
    cpu: f64,
}

/// The rounds of each contender.
fn measure(asked: &Asked, servers: &mut [Server], rounds: usize) -> Result<Vec<Vec<Round>>, Failure> {
    let mut times: Vec<_> = asked.paths.iter().map(|_| Vec::new()).collect();
    let mut counts = Vec::new();
    for (index, path) in &asked.paths {
        let address = servers[*index].address;
        let length = client::get(address, path)?.len();
        let one = client::time(address, path, 3, length)? / 3;
        let count = u32::try_from((ROUND.as_micros() / one.as_micros().max(1)).clamp(1, 1000))?;
        counts.push((length, count));
    }
    for round in 0..rounds {
        for place in order(round, asked.paths.len()) {
            let ((index, path), (length, count)) = (&asked.paths[place], counts[place]);
            let server = &mut servers[*index];
            let before = server.usage()?;
            let wall = client::time(server.address, path, count, length)?;
            let cpu = server.usage()?.cpu.saturating_sub(before.cpu);
            let a_page = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(count);
            times[place].push(Round {
                wall: a_page(wall),
                cpu: a_page(cpu),
            });
        }
    }
    Ok(times)
}
