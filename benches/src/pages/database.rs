//! Pages of a table of a million rows: the first ones and deep ones, by number and by cursor, with each kind of total. On SQLite
//! beside sqlx by hand, and of sea-orm's selects beside its paginator and its cursor; on PostgreSQL beside sqlx and tokio-postgres by
//! hand.
//!
//! Every contender answers the same requests over HTTP, and with the same JSON but for its cursors, of which each has to be
//! there or not: that is compared first. Their cursors differ, so each is walked along its own to where the deep page begins.

mod answer;
mod asked;
mod by_hand;
mod counts;
mod data;
#[cfg(feature = "sea-orm")]
mod sea_orm;
mod times;
mod velithon;
#[cfg(feature = "sea-orm")]
mod velithon_sea_orm;

use bytes::Bytes;
use serde_json::Value;

#[cfg(feature = "postgres")]
use crate::postgres;
use crate::{
    client,
    contenders::{Contender, Host, Side},
    drain,
    failure::Failure,
    progress::progress,
    results,
    server::Server,
    valgrind,
};
use asked::{Asked, DEEP, SIZE};

/// The name that its servers are started by, in place of a scene's.
pub(crate) const NAME: &str = "database-pages";

pub(crate) const ROUNDS: u32 = 15;

/// A database that has the table.
struct Database {
    name: &'static str,
    /// Its sections in the results: of the times, and of the instructions.
    sections: [&'static str; 2],
    /// The processes and threads beside the runtime's.
    beside: &'static str,
    /// What is in the instructions.
    counted: &'static str,
    contenders: fn() -> Vec<Contender>,
}

const SQLITE: Database = Database {
    name: "SQLite",
    sections: ["database-pages", "database-pages-instructions"],
    beside: "and one of the driver's",
    counted: "the router, the driver and SQLite are in them, which passes over 900,000 rows where a page is deep by its \
              number, and looks at all of them for an exact total",
    contenders: || {
        vec![
            Contender::new("by-hand", "sqlx by hand", Side::Measure, by_hand::sqlite),
            Contender::new(
                "planned-once",
                "sqlx by hand, `LIMIT +$1`",
                Side::Measure,
                by_hand::sqlite_planned_once,
            ),
            Contender::new("velithon", "velithon", Side::Ours, velithon::sqlite::app),
            #[cfg(feature = "sea-orm")]
            Contender::new(
                "velithon-sea-orm",
                "velithon, of sea-orm",
                Side::Ours,
                velithon_sea_orm::app,
            ),
            #[cfg(feature = "sea-orm")]
            Contender::new("sea-orm", "sea-orm", Side::Peer, sea_orm::app),
        ]
    },
};

#[cfg(feature = "postgres")]
const POSTGRES: Database = Database {
    name: "PostgreSQL",
    sections: ["postgres-pages", "postgres-pages-instructions"],
    beside: "beside the database's processes",
    counted: "the router and the driver are in them, the database is not",
    contenders: || {
        vec![
            Contender::new("postgres-by-hand", "sqlx by hand", Side::Measure, by_hand::postgres),
            Contender::new("postgres", "velithon", Side::Ours, velithon::postgres::app),
            #[cfg(feature = "tokio-postgres")]
            Contender::new(
                "tokio-postgres-by-hand",
                "tokio-postgres by hand",
                Side::Measure,
                by_hand::tokio_postgres,
            ),
            #[cfg(feature = "tokio-postgres")]
            Contender::new(
                "tokio-postgres",
                "velithon, by tokio-postgres",
                Side::Ours,
                velithon::tokio_postgres::app,
            ),
        ]
    },
};

const DATABASES: &[Database] = &[
    SQLITE,
    #[cfg(feature = "postgres")]
    POSTGRES,
];

pub(crate) fn contender(name: &str) -> Result<Contender, Failure> {
    let mut all = DATABASES.iter().flat_map(|database| (database.contenders)());
    all.find(|contender| contender.name == name)
        .ok_or_else(|| format!("no contender of pages is named `{name}`").into())
}

/// Takes one page `requests` times, without a network. Returns the last `Link` header and body.
pub(crate) fn drain(name: &str, path: &str, requests: u32) -> Result<(String, Bytes), Failure> {
    let Host::Axum(app) = contender(name)?.host else {
        return Err(format!("{name} has no application of axum").into());
    };
    drain::pages(app, path, requests)
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
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(data::sqlite::make())?;
    SQLITE.run(rounds, keep)?;
    #[cfg(feature = "postgres")]
    if postgres::is_there() {
        progress("pages: making PostgreSQL's table");
        runtime.block_on(data::postgres::make())?;
        POSTGRES.run(rounds, keep)?;
    } else {
        println!("{}", postgres::MISSING);
    }
    Ok(())
}

impl Database {
    fn run(&self, rounds: Option<u32>, keep: bool) -> Result<(), Failure> {
        let contenders = (self.contenders)();
        let servers: Result<Vec<_>, _> = contenders
            .iter()
            .map(|contender| Server::start(NAME, contender.name))
            .collect();
        let mut servers = servers?;
        let asked = asked(&contenders, &servers)?;
        let [times, counts] = self.sections;
        let mut sections = Vec::new();
        if let Some(rounds) = rounds {
            let rounds = rounds as usize;
            sections.push((
                times,
                times::section(self.name, self.beside, &contenders, &mut servers, &asked, rounds)?,
            ));
        }
        drop(servers);
        if valgrind::is_there() {
            sections.push((counts, counts::section(self.name, self.counted, &contenders, &asked)?));
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
