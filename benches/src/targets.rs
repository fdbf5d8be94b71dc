//! What is demanded of Velithon, and what it aims at, beside its peers in the same run.

use crate::{
    measure::{Measured, Round},
    spread::Spread,
    table::Table,
};

/// Which demands there are for a scene and whether they are met; `None` where there are none.
pub(crate) fn judge(scene: &str, all: &[Measured]) -> Option<(Table, bool)> {
    let mut verdicts = Verdicts {
        table: Table::new(["", "measured", "demanded", "aimed at", ""]),
        met: true,
    };
    match scene {
        "small" => small(all, &mut verdicts)?,
        "short" => short(all, &mut verdicts)?,
        _ => return None,
    }
    Some((verdicts.table, verdicts.met))
}

struct Verdicts {
    table: Table,
    met: bool,
}

impl Verdicts {
    fn at_least(&mut self, what: &str, measured: Spread, demanded: f64, aim: Option<f64>) {
        let aim_met = aim.is_none_or(|aim| measured.median >= aim);
        let figures = [format!("{measured:.2}"), format!("at least {demanded}")];
        self.note(what, figures, aim, measured.median >= demanded, aim_met);
    }

    fn at_most(&mut self, what: &str, measured: f64, demanded: f64) {
        let figures = [format!("{measured:.3}"), format!("at most {demanded}")];
        self.note(what, figures, None, measured <= demanded, true);
    }

    fn note(&mut self, what: &str, [measured, demanded]: [String; 2], aim: Option<f64>, passes: bool, aim_met: bool) {
        self.met &= passes;
        let verdict = match (passes, aim_met) {
            (false, _) => "FAIL",
            (true, true) => "pass",
            (true, false) => "pass, short of the aim",
        };
        let aim = aim.map(|aim| aim.to_string()).unwrap_or_default();
        self.table
            .row([what.to_owned(), measured, demanded, aim, verdict.to_owned()]);
    }
}

fn of<'m>(all: &'m [Measured], name: &str) -> Option<&'m Measured> {
    all.iter().find(|measured| measured.contender.name == name)
}

fn small(all: &[Measured], verdicts: &mut Verdicts) -> Option<()> {
    let wall = |round: &Round| round.wall;
    let peak = |round: &Round| round.peak;
    let (ours, by_hand, json) = (of(all, "iterator")?, of(all, "loop")?, of(all, "json-vec")?);
    let (by_items, by_bytes) = (of(all, "streams-items")?, of(all, "streams-bytes")?);
    let best = if by_items.median(wall) < by_bytes.median(wall) {
        by_items
    } else {
        by_bytes
    };
    for (what, other, demanded, aim) in [
        ("iterator: items a second, of the loop's", by_hand, 0.95, 1.0),
        ("iterator: items a second, of Json(Vec)'s", json, 2.0, 3.0),
        (
            "iterator: items a second, of axum-streams'",
            of(all, "streams")?,
            5.0,
            7.0,
        ),
        ("iterator: items a second, of axum-streams' best mode", best, 3.0, 4.0),
    ] {
        verdicts.at_least(what, ours.of_other(other, wall), demanded, Some(aim));
    }
    verdicts.at_least(
        "iterator: peak memory, Json(Vec)'s of it",
        ours.of_other(json, peak),
        12.0,
        Some(20.0),
    );
    for (name, most) in [("iterator", 1.03), ("emit-all", 1.03), ("emit", 1.20)] {
        let (Some(counts), Some(of_loop)) = (of(all, name)?.counts, by_hand.counts) else {
            continue;
        };
        let instructions = counts.instructions / of_loop.instructions;
        verdicts.at_most(&format!("{name}: instructions, of the loop's"), instructions, most);
        if let Some(allocations) = counts.allocations_a_frame {
            verdicts.at_most(&format!("{name}: allocations a chunk"), allocations, 2.0);
        }
    }
    Some(())
}

fn short(all: &[Measured], verdicts: &mut Verdicts) -> Option<()> {
    let json = of(all, "json-vec")?;
    for name in ["iterator", "emit-all", "emit"] {
        let ratio = of(all, name)?.of_other(json, |round| round.wall);
        verdicts.at_least(&format!("{name}: responses a second, of Json(Vec)'s"), ratio, 1.0, None);
    }
    Some(())
}
