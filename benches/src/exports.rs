//! All rows of a table as lines, by exports in batches, beside one streamed statement and a loop over pages by hand: on SQLite and on
//! PostgreSQL.

mod data;
mod handlers;
mod reader;
#[cfg(feature = "tokio-postgres")]
mod tokio_postgres;

use std::{
    fmt::Arguments,
    fs,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    thread,
    time::Instant,
};

use crate::{
    client,
    contenders::{Contender, Side},
    failure::Failure,
    order::order,
    postgres,
    progress::progress,
    results,
    server::Server,
    spread::Spread,
    table::Table,
    targets::Outcome,
};
use reader::{lines, slowly};

const ROWS: u32 = 1_000_000;
/// How many times as many rows the table has, over all of which the memory is measured.
const ALL: u32 = 10;
const ROUNDS: usize = 10;
/// How fast the slow reader takes rows, in bytes a second.
const RATE: u32 = 1_000_000;
const PAGES: usize = 100;

const LEAST_SPEED: f64 = 0.9;
const MOST_SLOWER: f64 = 1.1;
const MOST_MEMORY_KIB: u64 = 8 * 1024;

/// A database, by the name that its servers are started by in place of a scene's.
#[derive(Clone, Copy)]
struct Database {
    name: &'static str,
    title: &'static str,
    contenders: fn() -> Vec<Contender>,
}

macro_rules! contenders {
    ($module:ident $($other:tt)*) => {
        || {
            vec![
                Contender::new("streamed", "one statement", Side::Measure, handlers::$module::streamed),
                Contender::new(
                    "by-hand",
                    "by hand, 1,000 rows",
                    Side::Measure,
                    handlers::$module::keyset_loop,
                ),
                Contender::new(
                    "export-100",
                    "export, batch = 100",
                    Side::Ours,
                    handlers::$module::export_100,
                ),
                Contender::new("export", "export, 1,000 rows and more", Side::Ours, handlers::$module::export),
                Contender::new(
                    "export-10000",
                    "export, batch = 10000",
                    Side::Ours,
                    handlers::$module::export_10_000,
                ),
                $($other)*
            ]
        }
    };
}

const SQLITE: Database = Database {
    name: "exports-sqlite",
    title: "SQLite",
    contenders: contenders!(sqlite),
};

const POSTGRES: Database = Database {
    name: "exports-postgres",
    title: "PostgreSQL",
    contenders: contenders!(
        postgres
        #[cfg(feature = "tokio-postgres")]
        Contender::new(
            "tokio-postgres-by-hand",
            "tokio-postgres, one statement by hand",
            Side::Measure,
            tokio_postgres::chunk_loop,
        ),
        #[cfg(feature = "tokio-postgres")]
        Contender::new(
            "tokio-postgres-streamed",
            "tokio-postgres, one statement, emit",
            Side::Ours,
            tokio_postgres::streamed,
        ),
        #[cfg(feature = "tokio-postgres")]
        Contender::new(
            "tokio-postgres-export",
            "tokio-postgres, export, batch = 1000",
            Side::Ours,
            tokio_postgres::export,
        ),
    ),
};

/// The contender that a server is started for, if it is one of these.
pub(crate) fn contender(database: &str, name: &str) -> Option<Contender> {
    let database = [SQLITE, POSTGRES].into_iter().find(|known| known.name == database)?;
    (database.contenders)()
        .into_iter()
        .find(|contender| contender.name == name)
}

/// Measures, prints and keeps.
pub(crate) fn run(items: Option<u32>, rounds: Option<u32>, keep: bool) -> Result<Outcome, Failure> {
    let keep = keep && items.is_none() && rounds.is_none();
    let (rows, rounds) = (items.unwrap_or(ROWS), rounds.map_or(ROUNDS, |rounds| rounds as usize));
    let all = rows
        .checked_mul(ALL)
        .ok_or("a table cannot have ten times as many rows")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let has_postgres = postgres::is_there();
    progress("exports: making the tables");
    runtime.block_on(data::make_sqlite(all))?;
    if has_postgres {
        runtime.block_on(data::make_postgres(all))?;
    }
    let mut run = Run {
        rows,
        all,
        rounds,
        said: String::new(),
        outcome: Outcome::Met,
    };
    run.database(&SQLITE)?;
    if has_postgres {
        run.database(&POSTGRES)?;
    } else {
        run.say(format_args!("{}\n\n", postgres::MISSING));
        run.outcome = run.outcome.max(Outcome::Unmeasured);
    }
    progress("");
    let section = format!(
        "## Exports\n\n{}\n\n\
         {rows} of {all} rows of 90 bytes as lines over HTTP/1.0, one connection to the database, {rounds} rounds in turn, each \
         contender's server a process of its own with one runtime thread: nanoseconds a row, medians (least-most), of the clock \
         and of the server's processor, and the speed as a multiple of one statement's.\n\n{}{}",
        results::command("--exports"),
        run.said,
        results::machine()
    );
    println!("{section}");
    if keep {
        results::put("exports", &section)?;
    }
    Ok(run.outcome)
}

struct Run {
    rows: u32,
    /// How many rows the table has.
    all: u32,
    rounds: usize,
    said: String,
    outcome: Outcome,
}

impl Run {
    fn database(&mut self, database: &Database) -> Result<(), Failure> {
        self.say(format_args!("### {}\n\n", database.title));
        self.speed(database)?;
        let mut server = Server::start(database.name, "export")?;
        self.depth(database, &server)?;
        self.memory(database, &mut server)?;
        self.slow_reader(database, &server)
    }

    /// Nanoseconds a row of each contender.
    fn speed(&mut self, database: &Database) -> Result<(), Failure> {
        let contenders = (database.contenders)();
        let servers = contenders
            .iter()
            .map(|contender| Server::start(database.name, contender.name));
        let mut servers: Vec<Server> = servers.collect::<Result<_, _>>()?;
        let path = format!("/?size={}", self.rows);
        let (mut clock, mut processor) = (vec![Vec::new(); servers.len()], vec![Vec::new(); servers.len()]);
        // The first round warms up.
        for round in 0..=self.rounds {
            for index in order(round, servers.len()) {
                let name = contenders[index].name;
                progress(&format!("exports of {}: {name}, round {round}", database.title));
                let before = servers[index].usage()?.cpu;
                let all = lines(servers[index].address, &path)?;
                let used = servers[index].usage()?.cpu.saturating_sub(before);
                if all.count < self.rows.into() || all.count > u64::from(self.rows) * 102 / 100 {
                    return Err(format!("{name} sent {} lines: {}", all.count, all.tail).into());
                }
                if round > 0 {
                    clock[index].push(all.time.as_secs_f64() * 1e9 / f64::from(self.rows));
                    processor[index].push(used.as_secs_f64() * 1e9 / f64::from(self.rows));
                }
            }
        }
        let mut table = Table::new(["", "clock", "", "processor", ""]);
        for (index, contender) in contenders.iter().enumerate() {
            let mut cells = vec![contender.title.to_owned()];
            for figures in [&clock, &processor] {
                let ratios = figures[0].iter().zip(&figures[index]).map(|(first, own)| first / own);
                let ratio = Spread::of(ratios).median;
                cells.push(Spread::of(figures[index].iter().copied()).to_string());
                cells.push(format!("{ratio:.2}"));
                if contender.name == "export" {
                    self.demand(ratio >= LEAST_SPEED);
                }
            }
            table.row(cells);
        }
        self.say(format_args!(
            "{table}\nDemanded of an export of the default batch: {LEAST_SPEED} of one statement's speed.\n\n"
        ));
        Ok(())
    }

    /// What a row costs at the beginning and at the end of the table.
    fn depth(&mut self, database: &Database, server: &Server) -> Result<(), Failure> {
        let cursor = cursor_behind(server, self.all - self.rows)?;
        let paths = [
            format!("/?size={}", self.rows),
            format!("/?size={}&cursor={cursor}", self.rows),
        ];
        let mut times = [Vec::new(), Vec::new()];
        for round in 0..self.rounds {
            for index in order(round, paths.len()) {
                progress(&format!("exports of {}: depth, round {round}", database.title));
                times[index].push(lines(server.address, &paths[index])?.time.as_secs_f64());
            }
        }
        let [first, last] = times;
        let ratio = Spread::of(first.iter().zip(&last).map(|(first, last)| last / first));
        self.demand(ratio.median <= MOST_SLOWER);
        let rows = self.rows;
        self.say(format_args!(
            "- The last {rows} rows take {ratio:.2} of the first ones' time; at most {MOST_SLOWER} is demanded.\n"
        ));
        Ok(())
    }

    /// What the export of the whole table adds to a warm server.
    fn memory(&mut self, database: &Database, server: &mut Server) -> Result<(), Failure> {
        progress(&format!("exports of {}: memory", database.title));
        let before = server.reset_peak()?;
        let all = lines(server.address, "/")?;
        let rows = self.all;
        if !all.tail.contains(&format!("{{\"count\":{rows},\"complete\":true")) {
            return Err(format!("an export ends with {}", all.tail).into());
        }
        let more = u64::from(server.usage()?.peak_kib).saturating_sub(before);
        self.demand(more <= MOST_MEMORY_KIB);
        self.say(format_args!(
            "- An export of all {rows} rows raises the peak of a warm server by {more} KiB; at most {MOST_MEMORY_KIB} is demanded.\n"
        ));
        Ok(())
    }

    /// How long pages take beside an export whose client is slow, over a pool of one connection.
    fn slow_reader(&mut self, database: &Database, server: &Server) -> Result<(), Failure> {
        progress(&format!("exports of {}: a slow reader", database.title));
        let done = AtomicBool::new(false);
        let times = thread::scope(|scope| {
            let reader = scope.spawn(|| slowly(server.address, "/", RATE, || done.load(Relaxed)));
            let pages = (0..PAGES).map(|_| {
                let start = Instant::now();
                client::get(server.address, "/page")?;
                Ok(start.elapsed().as_secs_f64() * 1e3)
            });
            let times: Result<Vec<f64>, Failure> = pages.collect();
            done.store(true, Relaxed);
            reader.join().map_err(|_| "the reader panicked")??;
            times
        })?;
        self.say(format_args!(
            "- {PAGES} pages beside a reader of {RATE} bytes a second, over the only connection: {:.1} milliseconds.\n\n",
            Spread::of(times)
        ));
        Ok(())
    }

    fn say(&mut self, what: Arguments<'_>) {
        self.said.push_str(&what.to_string());
    }

    fn demand(&mut self, is_met: bool) {
        if !is_met {
            self.outcome = self.outcome.max(Outcome::Missed);
        }
    }
}

/// The cursor of an export's end behind so many rows.
fn cursor_behind(server: &Server, rows: u32) -> Result<String, Failure> {
    let tail = lines(server.address, &format!("/?size={rows}"))?.tail;
    let after = tail
        .rsplit_once("\"after\":\"")
        .and_then(|(_, rest)| rest.split_once('"'));
    let (cursor, _) = after.ok_or_else(|| format!("an export ends with {tail}"))?;
    Ok(cursor.to_owned())
}

impl Server {
    /// Begins its peak of resident memory anew, and returns what it holds now, in KiB.
    fn reset_peak(&mut self) -> Result<u64, Failure> {
        fs::write(format!("/proc/{}/clear_refs", self.worker()), "5")?;
        Ok(self.usage()?.peak_kib.into())
    }
}
