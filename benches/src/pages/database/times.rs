use std::time::Duration;

use super::{
    asked::{Asked, SIZE},
    data,
};
use crate::{
    client, contenders::Contender, failure::Failure, order::order, progress::progress, results, server::Server,
    spread::Spread, table::Table,
};

/// How long a contender is asked for one page after another in a round, more or less.
const ROUND: Duration = Duration::from_millis(60);

/// The table of times of a database's pages, whose server has one runtime thread and what is `beside` it.
pub(super) fn section(
    name: &str,
    beside: &str,
    contenders: &[Contender],
    servers: &mut [Server],
    asked: &[Asked],
    rounds: usize,
) -> Result<String, Failure> {
    let mut head = vec!["", "from row"];
    for contender in contenders {
        head.extend([contender.title, "speed", "CPU"]);
    }
    let mut table = Table::new(head);
    for asked in asked {
        progress(&format!("pages of {name} {} from row {}", asked.title, asked.row));
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
        "## Pages of {name}\n\n{}\n\n\
         {SIZE} of {} rows of {name} over HTTP/1.1, one connection to the server and one to the database, {rounds} rounds in \
         turn, each contender's server a process of its own with one runtime thread {beside}: microseconds a page, medians \
         (least-most); the speed as a multiple of the first's; and the server's processor time as a multiple of the first's. \
         The order is that of an index over two columns. What is empty is what a contender has not.\n\n\
         {table}\n{}",
        results::command("--pages"),
        data::ROWS,
        results::machine()
    ))
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
