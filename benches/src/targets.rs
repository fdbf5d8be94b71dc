//! Whether the demands of a scene are met by what was measured.

use crate::{
    counts::Counts,
    demands::{AtLeast, Demands},
    failure::Failure,
    measure::Measured,
    scene::Scene,
    spread::Spread,
    table::Table,
};

/// Whether demands are met; of two outcomes the later one in this list is the one of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    Met,
    /// Nothing is missed, but something could not be measured.
    Unmeasured,
    Missed,
}

/// A table of the scene's demands with the outcome; `None` where nothing is demanded.
pub(crate) fn judge(scene: &Scene, all: &[Measured]) -> Result<Option<(Table, Outcome)>, Failure> {
    let mut verdicts = Verdicts::new();
    for demand in scene.demands.times {
        verdicts.at_least(demand, all)?;
    }
    let counts: Vec<_> = all
        .iter()
        .map(|measured| (measured.contender.name, measured.counts))
        .collect();
    verdicts.at_most(&scene.demands, &counts)?;
    Ok(verdicts.done())
}

/// As [`judge`], for a run that counts and does not measure times.
pub(crate) fn judge_counts(scene: &Scene, counts: &[Counts]) -> Result<Option<(Table, Outcome)>, Failure> {
    let mut verdicts = Verdicts::new();
    let names = scene.contenders.iter().map(|contender| contender.name);
    let counts: Vec<_> = names.zip(counts.iter().copied().map(Some)).collect();
    verdicts.at_most(&scene.demands, &counts)?;
    Ok(verdicts.done())
}

struct Verdicts {
    table: Table,
    outcomes: Vec<Outcome>,
}

impl Verdicts {
    fn new() -> Self {
        Self {
            table: Table::new(["", "measured", "demanded", "aimed at", ""]),
            outcomes: Vec::new(),
        }
    }

    fn done(self) -> Option<(Table, Outcome)> {
        let outcome = self.outcomes.into_iter().max()?;
        Some((self.table, outcome))
    }

    fn at_least(&mut self, demand: &AtLeast, all: &[Measured]) -> Result<(), Failure> {
        let of = |name: &str| {
            let found = all.iter().find(|measured| measured.contender.name == name);
            found.ok_or_else(|| missing(name))
        };
        let others: Vec<_> = demand.of.iter().map(|name| of(name)).collect::<Result<_, _>>()?;
        let median = |measured: &&Measured| measured.median(demand.figure);
        let best = others
            .into_iter()
            .min_by(|one, other| median(one).total_cmp(&median(other)));
        let best = best.ok_or("a demand is measured by nobody")?;
        let measured: Spread = of(demand.own)?.of_other(best, demand.figure);
        let verdict = match demand.aim {
            _ if measured.median < demand.demanded => Verdict::Fails,
            Some(aim) if measured.median < aim => Verdict::ShortOfAim,
            _ => Verdict::Passes,
        };
        let figures = [format!("{measured:.2}"), format!("at least {}", demand.demanded)];
        self.note(demand.what, figures, demand.aim, verdict);
        Ok(())
    }

    fn at_most(&mut self, demands: &Demands, all: &[(&str, Option<Counts>)]) -> Result<(), Failure> {
        for demand in demands.counts {
            let found = all.iter().find(|(name, _)| *name == demand.own);
            let (_, own) = found.ok_or_else(|| missing(demand.own))?;
            let first = all.first().and_then(|(_, first)| *first);
            let instructions = own.zip(first).map(|(own, first)| own.instructions / first.instructions);
            let allocations = own.and_then(|own| own.allocations_a_frame);
            for (what, counted, most) in [
                ("instructions, of the loop's", instructions, demand.instructions),
                ("allocations a chunk", allocations, demand.allocations),
            ] {
                let verdict = match counted {
                    Some(counted) if counted <= most => Verdict::Passes,
                    Some(_) => Verdict::Fails,
                    None => Verdict::NotMeasured,
                };
                let counted = counted.map(|counted| format!("{counted:.3}")).unwrap_or_default();
                let what = format!("{}: {what}", demand.own);
                self.note(&what, [counted, format!("at most {most}")], None, verdict);
            }
        }
        Ok(())
    }

    fn note(&mut self, what: &str, [measured, demanded]: [String; 2], aim: Option<f64>, verdict: Verdict) {
        let (said, outcome) = match verdict {
            Verdict::Passes => ("pass", Outcome::Met),
            Verdict::ShortOfAim => ("pass, short of the aim", Outcome::Met),
            Verdict::Fails => ("FAIL", Outcome::Missed),
            Verdict::NotMeasured => ("not measured", Outcome::Unmeasured),
        };
        self.outcomes.push(outcome);
        let aim = aim.map(|aim| aim.to_string()).unwrap_or_default();
        self.table
            .row([what.to_owned(), measured, demanded, aim, said.to_owned()]);
    }
}

#[derive(Clone, Copy)]
enum Verdict {
    Passes,
    ShortOfAim,
    Fails,
    NotMeasured,
}

fn missing(name: &str) -> Failure {
    format!("something is demanded of `{name}`, which was not measured").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demands::SMALL;

    fn counts(instructions: f64) -> Counts {
        Counts {
            instructions,
            allocations: 0.1,
            allocations_a_frame: Some(2.0),
        }
    }

    fn outcome(all: &[(&str, Option<f64>)]) -> Result<Option<Outcome>, Failure> {
        let all: Vec<_> = all.iter().map(|(name, of)| (*name, of.map(counts))).collect();
        let mut verdicts = Verdicts::new();
        verdicts.at_most(&SMALL, &all)?;
        Ok(verdicts.done().map(|(_, outcome)| outcome))
    }

    #[test]
    fn what_is_not_counted_is_not_met() {
        let all = |iterator, emit| {
            let by_hand = ("loop", Some(100.0));
            outcome(&[
                by_hand,
                ("iterator", iterator),
                ("emit-all", Some(50.0)),
                ("emit", emit),
            ])
            .unwrap()
        };
        assert_eq!(all(Some(103.0), Some(120.0)), Some(Outcome::Met));
        assert_eq!(all(Some(103.0), None), Some(Outcome::Unmeasured));
        assert_eq!(all(Some(104.0), None), Some(Outcome::Missed));
    }

    #[test]
    fn a_contender_that_is_missing_is_an_error() {
        assert!(outcome(&[("loop", Some(100.0)), ("iterator", Some(50.0))]).is_err());
    }

    #[test]
    fn nothing_is_said_where_nothing_is_demanded() {
        assert!(Verdicts::new().done().is_none());
    }
}
