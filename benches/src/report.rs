//! What a scene's measurements come to, as Markdown.

use std::iter::once;

use crate::{
    measure::Measured,
    round::Round,
    scene::{Scene, Unit},
    table::Table,
};

/// A column of the table: one figure of each contender.
struct Column<'a> {
    head: &'static str,
    cell: Box<dyn Fn(&Measured) -> String + 'a>,
}

impl<'a> Column<'a> {
    fn new(head: &'static str, cell: impl Fn(&Measured) -> String + 'a) -> Self {
        Self {
            head,
            cell: Box::new(cell),
        }
    }
}

/// The figures of a scene, each contender beside the first.
pub(crate) fn table(scene: &Scene, all: &[Measured]) -> Table {
    let columns = columns(scene, all);
    let mut table = Table::new(once("").chain(columns.iter().map(|column| column.head)));
    for measured in all {
        let cells = columns.iter().map(|column| (column.cell)(measured));
        table.row(
            once(measured.contender.title.to_owned())
                .chain(cells)
                .collect::<Vec<_>>(),
        );
    }
    table
}

fn columns<'a>(scene: &Scene, all: &'a [Measured]) -> Vec<Column<'a>> {
    let (unit, scale, rate, times) = match scene.unit {
        Unit::Item => ("ns an item", 1.0, "M items/s", 1e3),
        Unit::Response => ("µs a response", 1e-3, "responses/s", 1e9),
    };
    let wall = |round: &Round| round.wall;
    let cpu = move |measured: &Measured| measured.median(|round| round.cpu) * scale;
    let mut columns = Vec::new();
    if let Some(rate) = scene.load.rate {
        columns.push(Column::new("seconds", move |measured| {
            format!("{:.2}", measured.spread(wall).scaled(1e-9))
        }));
        columns.push(Column::new("of the text's own time", move |measured| {
            let due = f64::from(measured.bytes) * 1e9 / f64::from(rate);
            format!("{:.2}", measured.spread(wall).scaled(1.0 / due))
        }));
        columns.push(Column::new("server CPU, µs", move |measured| {
            format!("{:.0}", cpu(measured))
        }));
    } else {
        columns.push(Column::new(unit, move |measured| {
            let wall = measured.spread(wall).scaled(scale);
            format!("{:.*}", digits(wall.median), wall)
        }));
        columns.push(Column::new(rate, move |measured| {
            let rate = times / measured.median(wall);
            format!("{:.*}", rate_digits(rate), rate)
        }));
        columns.push(Column::new("speed, of the first's", move |measured| {
            let ratio = measured.of_other(&all[0], wall);
            format!("{:.*}", ratio_digits(ratio.median), ratio)
        }));
        columns.push(Column::new("server CPU", move |measured| {
            format!("{:.*}", digits(measured.median(wall) * scale), cpu(measured))
        }));
    }
    columns.push(Column::new("peak MiB", |measured| {
        format!("{:.1}", measured.median(|round| round.peak))
    }));
    if scene.load.is_side_by_side() {
        let connections = scene.load.connections;
        columns.push(Column::new("KiB a further connection", move |measured| {
            format!("{:.0}", measured.added(connections).median)
        }));
    }
    let writes = |measured: &Measured| measured.median(|round| round.writes);
    if all.iter().any(|measured| writes(measured) > 0.0) {
        columns.push(Column::new("write calls", move |measured| match writes(measured) {
            0.0 => String::new(),
            writes => format!("{writes:.0}"),
        }));
    }
    if all.iter().any(|measured| measured.counts.is_some()) {
        columns.push(Column::new("instructions", |measured| {
            let counted = measured.counts.map(|counts| format!("{:.0}", counts.instructions));
            counted.unwrap_or_default()
        }));
        columns.push(Column::new("allocations", |measured| {
            let counted = measured.counts.map(|counts| format!("{:.3}", counts.allocations));
            counted.unwrap_or_default()
        }));
    }
    columns
}

/// One decimal below 100, none above.
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

/// The paragraph above a table: how its figures were measured.
pub(crate) fn about(scene: &Scene) -> String {
    let load = scene.load;
    let protocol = if load.http2 { "HTTP/2" } else { "HTTP/1.1" };
    let connections = match load.connections {
        1 => "one connection".to_owned(),
        many => format!("{many} connections"),
    };
    let buffered = load.send_buffer.map(|bytes| {
        let kib = bytes / 1024;
        format!(
            " A server's connection has a send buffer of {kib} KiB: that of loopback would take in a response, or much of \
             it, before its reader does."
        )
    });
    let paced = load
        .rate
        .map(|_| " What exceeds the text's own time at the reader's pace is the framing of its chunks.");
    let further = load.is_side_by_side().then_some(
        " A further connection's memory is what the peak rises by from one response to all at once, divided among the others.",
    );
    let note = match (scene.note)() {
        note if note.is_empty() => note,
        note => format!("\n\n{note}"),
    };
    format!(
        "{} over {protocol}, {connections}, {} rounds in turn, each contender's server a process of its own with {}: \
         medians (least-most).{}{}{}{note}",
        scene.title,
        scene.rounds,
        scene.threads,
        buffered.unwrap_or_default(),
        paced.unwrap_or_default(),
        further.unwrap_or_default()
    )
}
