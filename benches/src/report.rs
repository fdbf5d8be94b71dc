//! What a scene's measurements come to, as Markdown.

use crate::{
    measure::Measured,
    scene::{Scene, Unit},
    table::Table,
};

/// The figures of a scene, each contender beside the first.
pub(crate) fn table(scene: &Scene, all: &[Measured]) -> Table {
    let (unit, scale, rate, times) = match scene.unit {
        Unit::Item => ("ns an item", 1.0, "M items/s", 1e3),
        Unit::Response => ("µs a response", 1e-3, "responses/s", 1e9),
    };
    let counted = all.iter().any(|measured| measured.counts.is_some());
    let first = &all[0];
    let mut head = vec![
        "",
        unit,
        rate,
        "speed, of the first's",
        "server CPU",
        "peak MiB",
        "write calls",
    ];
    if counted {
        head.extend(["instructions", "allocations"]);
    }
    let mut table = Table::new(head);
    for measured in all {
        let wall = measured.spread(|round| round.wall);
        let rate = times / wall.median;
        let ratio = measured.of_other(first, |round| round.wall);
        let mut cells = vec![
            measured.contender.title.to_owned(),
            format!("{:.*}", digits(wall.median * scale), wall.scaled(scale)),
            format!("{:.*}", rate_digits(rate), rate),
            format!("{:.*}", ratio_digits(ratio.median), ratio),
            format!(
                "{:.*}",
                digits(wall.median * scale),
                measured.median(|round| round.cpu) * scale
            ),
            format!("{:.1}", measured.median(|round| round.peak)),
            match measured.median(|round| round.writes) {
                0.0 => String::new(),
                writes => format!("{writes:.0}"),
            },
        ];
        if let Some(counts) = measured.counts {
            cells.push(format!("{:.0}", counts.instructions));
            cells.push(format!("{:.3}", counts.allocations));
        }
        table.row(cells);
    }
    table
}

/// Decimals that a figure deserves.
fn digits(figure: f64) -> usize {
    usize::from(figure < 100.0)
}

fn rate_digits(rate: f64) -> usize {
    match rate {
        1_000.0.. => 0,
        1.0.. => 1,
        _ => 2,
    }
}

fn ratio_digits(ratio: f64) -> usize {
    if ratio < 0.1 { 3 } else { 2 }
}

/// What is said of a table: how it was made.
pub(crate) fn about(scene: &Scene) -> String {
    let load = scene.load;
    let protocol = if load.http2 { "HTTP/2" } else { "HTTP/1.1" };
    let connections = match load.connections {
        1 => "one connection".to_owned(),
        many => format!("{many} connections"),
    };
    let note = match (scene.note)() {
        note if note.is_empty() => note,
        note => format!("\n\n{note}"),
    };
    format!(
        "{} over {protocol}, {connections}, {} rounds in turn, a server of one thread and one process each: medians \
         (least-most).{note}",
        scene.title, scene.rounds
    )
}
