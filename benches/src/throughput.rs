//! The default run: every contender behind a server of its own, in turn, for several rounds.

use std::{
    error::Error,
    io::{IsTerminal, Write},
};

use crate::{contenders::Contender, items::items, reader, server::Server, spread::Spread, table::Table, targets};

/// One response of one contender.
pub(crate) struct Sample {
    /// From the request to the end of the response, in nanoseconds an item.
    pub(crate) wall: f64,
    /// The server's processor time, in nanoseconds an item.
    pub(crate) cpu: f64,
    /// The server's peak resident memory, in MiB.
    pub(crate) peak: f64,
}

/// All samples of one contender, one a round.
pub(crate) struct Samples {
    pub(crate) contender: Contender,
    frames: u32,
    pub(crate) rounds: Vec<Sample>,
}

impl Samples {
    pub(crate) fn spread(&self, figure: fn(&Sample) -> f64) -> Spread {
        Spread::of(self.rounds.iter().map(figure))
    }

    /// How many times `other`'s figure is ours. Both of a round were taken within seconds: what else the machine did
    /// then weighs on both.
    pub(crate) fn of_other(&self, other: &Self, figure: fn(&Sample) -> f64) -> Spread {
        let rounds = self.rounds.iter().zip(&other.rounds);
        Spread::of(rounds.map(|(own, other)| figure(other) / figure(own)))
    }
}

/// Measures, prints, and says whether all targets are met.
pub(crate) fn run(count: u32, rounds: u32) -> Result<bool, Box<dyn Error>> {
    let mut all = Vec::new();
    let expected = serde_json::to_vec(&items(count).collect::<Vec<_>>())?;
    for contender in Contender::ALL {
        progress(&format!("checking {}", contender.name()));
        let server = Server::start(contender)?;
        let (text, frames) = reader::fetch(server.address, count)?;
        if text != expected {
            return Err(format!("{} sends another text than the items have", contender.name()).into());
        }
        all.push(Samples {
            contender,
            frames,
            rounds: Vec::new(),
        });
    }
    drop(expected);

    for round in 1..=rounds {
        progress(&format!("round {round} of {rounds}"));
        // Each round starts with another contender, so that none always follows the same one.
        let contenders = all.len();
        all.rotate_left(round as usize % contenders);
        for samples in &mut all {
            samples.rounds.push(measure(samples.contender, count)?);
        }
    }
    progress("");
    all.sort_by_key(|samples| {
        Contender::ALL
            .iter()
            .position(|contender| *contender == samples.contender)
    });

    println!("{count} items of 59 bytes over HTTP/1.1, {rounds} rounds: median (min-max)\n");
    println!("{}", table(&all, count));
    Ok(targets::judge(&all))
}

fn measure(contender: Contender, count: u32) -> Result<Sample, Box<dyn Error>> {
    let server = Server::start(contender)?;
    // A short response first: what is loaded, linked and allocated once is not the stream's cost.
    reader::drain(server.address, count.min(2_000))?;
    let before = server.usage()?;
    let wall = reader::drain(server.address, count)?;
    let after = server.usage()?;
    let items = f64::from(count);
    Ok(Sample {
        wall: wall.as_secs_f64() * 1e9 / items,
        cpu: after.cpu.saturating_sub(before.cpu).as_secs_f64() * 1e9 / items,
        peak: f64::from(after.peak_kib) / 1024.0,
    })
}

fn table(all: &[Samples], count: u32) -> Table {
    let mut table = Table::new([
        "",
        "ns/item",
        "M items/s",
        "of the loop",
        "server CPU ns/item",
        "of the loop",
        "peak MiB",
        "bytes/frame",
    ]);
    let Some(by_hand) = all.iter().find(|samples| samples.contender == Contender::ChunkLoop) else {
        return table;
    };
    for samples in all {
        let wall = samples.spread(|sample| sample.wall);
        table.row([
            samples.contender.title().to_owned(),
            format!("{wall:.0}"),
            format!("{:.1}", 1e3 / wall.median),
            format!("{:.2}", samples.of_other(by_hand, |sample| sample.wall)),
            format!("{:.0}", samples.spread(|sample| sample.cpu)),
            format!("{:.2}", samples.of_other(by_hand, |sample| sample.cpu)),
            format!("{:.1}", samples.spread(|sample| sample.peak)),
            format!("{:.0}", f64::from(count) * 59.0 / f64::from(samples.frames)),
        ]);
    }
    table
}

fn progress(what: &str) {
    let mut terminal = std::io::stderr().lock();
    if terminal.is_terminal() {
        let _ = write!(terminal, "\r\x1b[K{what}");
        let _ = terminal.flush();
    }
}
