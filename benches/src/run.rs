//! The scenes that were asked for, one after another.

use std::fmt::Write;

use crate::{
    Failure, counts,
    measure::{self, Measured},
    plot::{self, Bar},
    report, results,
    scene::{Scene, Unit},
    table::Table,
    targets, valgrind,
};

/// What differs from a run that is kept.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) items: Option<u32>,
    pub(crate) rounds: Option<u32>,
    pub(crate) counts_only: bool,
}

impl Options {
    fn changes_nothing(&self) -> bool {
        self.items.is_none() && self.rounds.is_none() && !self.counts_only
    }
}

/// Measures, prints, keeps, and says whether all targets are met.
pub(crate) fn scenes(scenes: Vec<Scene>, options: &Options) -> Result<bool, Failure> {
    if !valgrind::is_there() {
        println!("Without valgrind instructions and allocations are not counted.\n");
    }
    println!("{}\n", results::machine());
    let mut met = true;
    for mut scene in scenes {
        scene.load.items = options.items.unwrap_or(scene.load.items);
        scene.rounds = options.rounds.unwrap_or(scene.rounds);
        if options.counts_only {
            print_counts(&scene)?;
            continue;
        }
        let all = measure::all(&scene)?;
        let mut text = format!("{}\n\n{}", report::about(&scene), report::table(&scene, &all));
        if let Some((verdicts, all_met)) = targets::judge(scene.name, &all) {
            write!(text, "\n{verdicts}")?;
            met &= all_met;
        }
        println!("{text}");
        if options.changes_nothing() {
            draw(&scene, &all)?;
            keep(&scene, &text)?;
        }
    }
    Ok(met)
}

fn print_counts(scene: &Scene) -> Result<(), Failure> {
    let counts = counts::of(scene)?;
    let mut table = Table::new(["", "instructions", "of the first's", "allocations", "a chunk"]);
    for (contender, counted) in scene.contenders.iter().zip(&counts) {
        table.row([
            contender.title.to_owned(),
            format!("{:.1}", counted.instructions),
            format!("{:.3}", counted.instructions / counts[0].instructions),
            format!("{:.3}", counted.allocations),
            counted
                .allocations_a_frame
                .map(|allocations| format!("{allocations:.2}"))
                .unwrap_or_default(),
        ]);
    }
    println!("{}: drained in process under valgrind\n\n{table}", scene.title);
    Ok(())
}

fn draw(scene: &Scene, all: &[Measured]) -> Result<(), Failure> {
    // All take the time of a reader that waits for itself.
    let paced = scene.load.rate.is_some();
    let (title, scale) = match scene.unit {
        _ if paced => ("server CPU, milliseconds a response", 1e-6),
        Unit::Item => ("nanoseconds an item", 1.0),
        Unit::Response => ("microseconds a response", 1e-3),
    };
    let beside = scene.load.is_side_by_side();
    let memory = if beside {
        "peak memory a further connection, KiB"
    } else {
        "peak memory, MiB"
    };
    let bars: Vec<_> = all
        .iter()
        .map(|measured| Bar {
            title: measured.contender.title,
            side: measured.contender.side,
            values: [
                measured.median(if paced { |round| round.cpu } else { |round| round.wall }) * scale,
                if beside {
                    measured.added(scene.load.connections)
                } else {
                    measured.median(|round| round.peak)
                },
            ],
        })
        .collect();
    plot::bars(&results::plot(scene.name)?, [title, memory], &bars)
}

fn keep(scene: &Scene, text: &str) -> Result<(), Failure> {
    let flags = match scene.name.split_once("connections-") {
        Some((_, connections)) => format!("--connections {connections}"),
        None => format!("--{}", scene.name),
    };
    let features = match scene.name {
        feature @ ("http2" | "sqlite" | "actix") => format!("--features {feature} "),
        "strings" if cfg!(feature = "sonic") => "--features sonic ".to_owned(),
        _ => String::new(),
    };
    let name = scene.name;
    let section = format!(
        "## {}\n\n`cargo run --release -p velithon-benches {features}-- {flags}`\n\n{text}\n\
         ![{}, as bars](plots/{name}.svg)\n\n{}",
        scene.title,
        scene.title,
        results::machine()
    );
    Ok(results::put(name, &section)?)
}
