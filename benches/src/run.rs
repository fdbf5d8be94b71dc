//! The scenes that were asked for, one after another.

use std::{
    fmt::Write,
    time::{Duration, Instant},
};

use crate::{
    counts,
    failure::Failure,
    measure::{self, Measured},
    plot::{self, Bar},
    report, results,
    scene::{Scene, Unit},
    scenes,
    table::Table,
    targets::{self, Outcome},
    valgrind,
};

/// What the command line changes; a run with any of it is not written to the results.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) items: Option<u32>,
    pub(crate) rounds: Option<u32>,
    pub(crate) counts_only: bool,
    pub(crate) no_keep: bool,
}

impl Options {
    fn keeps(&self) -> bool {
        self.items.is_none() && self.rounds.is_none() && !self.counts_only && !self.no_keep
    }
}

/// Measures, prints, keeps, and says whether all demands are met.
pub(crate) fn scenes(scenes: Vec<Scene>, options: &Options) -> Result<Outcome, Failure> {
    if !valgrind::is_there() {
        println!("Without valgrind instructions and allocations are not counted.\n");
    }
    println!("{}\n", results::machine());
    let start = Instant::now();
    let is_default = scenes.iter().map(|scene| &*scene.flag).eq(scenes::DEFAULT);
    let mut outcome = Outcome::Met;
    for mut scene in scenes {
        scene.load.items = options.items.unwrap_or(scene.load.items);
        scene.rounds = options.rounds.unwrap_or(scene.rounds);
        outcome = outcome.max(if options.counts_only {
            count(&scene)?
        } else {
            measure(&scene, options)?
        });
    }
    let took = duration(start.elapsed());
    println!("All of this took {took}.");
    if is_default && options.keeps() {
        keep_duration(&took)?;
    }
    Ok(outcome)
}

fn measure(scene: &Scene, options: &Options) -> Result<Outcome, Failure> {
    let all = measure::all(scene)?;
    let mut text = format!("{}\n\n{}", report::about(scene), report::table(scene, &all));
    let mut outcome = Outcome::Met;
    if let Some((verdicts, judged)) = targets::judge(scene, &all)? {
        write!(text, "\n{verdicts}")?;
        outcome = judged;
    }
    println!("{text}");
    if options.keeps() {
        draw(scene, &all)?;
        keep(scene, &text)?;
    }
    Ok(outcome)
}

fn count(scene: &Scene) -> Result<Outcome, Failure> {
    let Some(units) = scene.counted else {
        return Err(format!(
            "nothing is counted of `{}`: its figures would not be the handler's",
            scene.flag
        )
        .into());
    };
    let counts = counts::of(scene, units)?;
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
    let Some((verdicts, outcome)) = targets::judge_counts(scene, &counts)? else {
        return Ok(Outcome::Met);
    };
    println!("{verdicts}");
    Ok(outcome)
}

fn duration(took: Duration) -> String {
    let seconds = took.as_secs();
    format!("{} min {} s", seconds / 60, seconds % 60)
}

fn keep_duration(took: &str) -> Result<(), Failure> {
    let text = format!(
        "## A run without flags\n\n{}\n\nIts scenes, which follow, took {took} together, without the build.\n\n{}",
        results::command(""),
        results::machine()
    );
    Ok(results::put("default", &text)?)
}

fn draw(scene: &Scene, all: &[Measured]) -> Result<(), Failure> {
    // The slow reader's own pace decides the time of all contenders alike: their processor time is drawn instead.
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
                measured
                    .spread(if paced { |round| round.cpu } else { |round| round.wall })
                    .scaled(scale),
                if beside {
                    measured.added(scene.load.connections)
                } else {
                    measured.spread(|round| round.peak)
                },
            ],
        })
        .collect();
    plot::bars(&results::plot(scene.name)?, [title, memory], &bars)
}

fn keep(scene: &Scene, text: &str) -> Result<(), Failure> {
    let (name, title) = (scene.name, &scene.title);
    let section = format!(
        "## {title}\n\n{}\n\n{text}\n![{title}, as bars](plots/{name}.svg)\n\n{}",
        results::command(&scene.flag),
        results::machine()
    );
    Ok(results::put(name, &section)?)
}
