//! Measures every contender behind a server of its own, in turn, for several rounds.

use std::{error::Error, iter};

use crate::{
    client,
    contenders::Contender,
    counts::{self, Counts},
    failure::Failure,
    order::order,
    progress::progress,
    round::Round,
    scene::Scene,
    server::Server,
    spread::Spread,
    valgrind,
};

/// What was measured of one contender, in all its rounds.
pub(crate) struct Measured {
    pub(crate) contender: Contender,
    /// The length of a response's body.
    pub(crate) bytes: u32,
    pub(crate) rounds: Vec<Round>,
    pub(crate) counts: Option<Counts>,
}

impl Measured {
    pub(crate) fn spread(&self, figure: fn(&Round) -> f64) -> Spread {
        Spread::of(self.rounds.iter().map(figure))
    }

    pub(crate) fn median(&self, figure: fn(&Round) -> f64) -> f64 {
        self.spread(figure).median
    }

    /// By how much the peak rises with each response that is under way beside a first one, in KiB.
    pub(crate) fn added(&self, connections: u32) -> Spread {
        let others = f64::from(connections - 1);
        let rounds = self.rounds.iter();
        Spread::of(rounds.map(|round| (round.peak - round.peak_before) * 1024.0 / others))
    }

    /// How many times `other`'s figure is ours. Both of a round were taken within seconds: what else the machine did
    /// then weighs on both.
    pub(crate) fn of_other(&self, other: &Self, figure: fn(&Round) -> f64) -> Spread {
        let rounds = self.rounds.iter().zip(&other.rounds);
        Spread::of(rounds.map(|(own, other)| figure(other) / figure(own)))
    }
}

/// Measures all contenders of a scene; they stand in the scene's order.
pub(crate) fn all(scene: &Scene) -> Result<Vec<Measured>, Failure> {
    let lengths = check(scene)?;
    let counts = match scene.counted {
        Some(units) if valgrind::is_there() => {
            progress(&format!("{}: counting", scene.name));
            counts::of(scene, units)?.into_iter().map(Some).collect()
        }
        _ => vec![None; scene.contenders.len()],
    };
    let mut all: Vec<_> = (scene.contenders.iter().zip(lengths).zip(counts))
        .map(|((contender, bytes), counts)| Measured {
            contender: *contender,
            bytes,
            rounds: Vec::new(),
            counts,
        })
        .collect();
    for round in 0..scene.rounds {
        for index in order(round as usize, all.len()) {
            let measured = &mut all[index];
            let name = measured.contender.name;
            progress(&format!(
                "{}: round {} of {}, {name}",
                scene.name,
                round + 1,
                scene.rounds
            ));
            let round = measure(scene, measured).map_err(|failure| by(&measured.contender, &*failure))?;
            measured.rounds.push(round);
        }
    }
    progress("");
    Ok(all)
}

/// Whether each contender sends what it should; the lengths, in the contenders' order.
fn check(scene: &Scene) -> Result<Vec<u32>, Failure> {
    let mut lengths = Vec::new();
    for contender in &scene.contenders {
        progress(&format!("{}: checking {}", scene.name, contender.name));
        let text = scene.check(contender, scene.load.items, || {
            let server = Server::start(scene.name, contender.name)?;
            client::fetch(server.address, scene.load).map_err(|failure| by(contender, &*failure))
        })?;
        lengths.push(u32::try_from(text.len())?);
    }
    Ok(lengths)
}

/// A failure with its causes, and the contender's name before them.
fn by(contender: &Contender, failure: &(dyn Error + Send + Sync + 'static)) -> Failure {
    let causes = iter::successors(failure.source(), |error| (**error).source()).map(ToString::to_string);
    let all: Vec<_> = iter::once(failure.to_string()).chain(causes).collect();
    format!("{}: {}", contender.name, all.join(": ")).into()
}

fn measure(scene: &Scene, measured: &Measured) -> Result<Round, Failure> {
    let (mut server, bytes) = (
        Server::start(scene.name, measured.contender.name)?,
        measured.bytes as usize,
    );
    client::run(server.address, scene.load.warm_up(), bytes)?;
    let before = server.usage()?;
    let wall = client::run(server.address, scene.load, bytes)?;
    let after = server.usage()?;
    let units = scene.units();
    Ok(Round {
        wall: wall.as_secs_f64() * 1e9 / units,
        cpu: after.cpu.saturating_sub(before.cpu).as_secs_f64() * 1e9 / units,
        peak: f64::from(after.peak_kib) / 1024.0,
        peak_before: f64::from(before.peak_kib) / 1024.0,
        writes: f64::from(after.writes - before.writes),
    })
}
