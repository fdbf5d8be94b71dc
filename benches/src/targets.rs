//! What is demanded of a returned iterator, beside its peers in the same run.

use crate::{
    contenders::Contender,
    spread::Spread,
    table::Table,
    throughput::{Sample, Samples},
};

/// Prints which demands are met, and returns whether all are.
pub(crate) fn judge(all: &[Samples]) -> bool {
    let wall = |sample: &Sample| sample.wall;
    let cpu = |sample: &Sample| sample.cpu;
    let peak = |sample: &Sample| sample.peak;
    let of = |contender| all.iter().find(|samples| samples.contender == contender);
    let (Some(ours), Some(by_hand), Some(json), Some(streams), Some(by_items), Some(by_bytes)) = (
        of(Contender::Iterator),
        of(Contender::ChunkLoop),
        of(Contender::JsonVec),
        of(Contender::StreamsDefault),
        of(Contender::StreamsItems),
        of(Contender::StreamsBytes),
    ) else {
        return false;
    };
    let best_streams = if by_items.spread(wall).median < by_bytes.spread(wall).median {
        by_items
    } else {
        by_bytes
    };

    let mut table = Table::new(["returned iterator", "at least", "measured", "", "by server CPU"]);
    let mut met = true;
    let mut demand = |what: &str, least: f64, measured: Spread, by_cpu: Option<Spread>| {
        let passes = measured.median >= least;
        met &= passes;
        table.row([
            what.to_owned(),
            format!("{least}"),
            format!("{measured:.2}"),
            if passes { "pass" } else { "FAIL" }.to_owned(),
            by_cpu.map(|by_cpu| format!("{by_cpu:.2}")).unwrap_or_default(),
        ]);
    };
    for (what, least, other) in [
        ("throughput, of the loop's", 0.95, by_hand),
        ("throughput, of Json(Vec)'s", 2.0, json),
        ("throughput, of axum-streams'", 5.0, streams),
        ("throughput, of axum-streams' best mode", 3.0, best_streams),
    ] {
        demand(what, least, ours.of_other(other, wall), Some(ours.of_other(other, cpu)));
    }
    demand(
        "peak memory, Json(Vec)'s of ours",
        12.0,
        ours.of_other(json, peak),
        None,
    );
    println!("{table}");
    met
}
