//! Instructions and allocations, which do not depend on what else the machine does: counted by valgrind over N units
//! drained in process and over 2N, so that the difference has no start-up in it.

use std::{num::NonZero, sync::Mutex, thread};

use crate::{
    Failure,
    contenders::Contender,
    drain::drain,
    scene::{Scene, Unit},
    valgrind::Tool,
};

/// Of one contender, for each unit.
#[derive(Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) instructions: f64,
    pub(crate) allocations: f64,
    /// Absent where a response is one frame.
    pub(crate) allocations_a_frame: Option<f64>,
}

/// Units counted in the shorter of the two runs.
fn units(scene: &Scene) -> u32 {
    match scene.unit {
        Unit::Item => scene.load.items.min(20_000),
        Unit::Response => scene.load.responses.min(500),
    }
}

/// Counts for all contenders of a scene, in their order, on every core at once.
pub(crate) fn of(scene: &Scene) -> Result<Vec<Counts>, Failure> {
    let jobs: Vec<_> = scene
        .contenders
        .iter()
        .flat_map(|contender| [(contender, Tool::Callgrind), (contender, Tool::Memcheck)])
        .collect();
    let counted = side_by_side(&jobs, |(contender, tool)| difference(scene, contender, *tool))?;
    let mut counts = Vec::new();
    for (contender, counted) in scene.contenders.iter().zip(counted.chunks_exact(2)) {
        counts.push(Counts {
            instructions: counted[0],
            allocations: counted[1],
            allocations_a_frame: a_frame(scene, *contender, counted[1])?,
        });
    }
    Ok(counts)
}

/// What a tool counts for one unit.
fn difference(scene: &Scene, contender: &Contender, tool: Tool) -> Result<f64, String> {
    let units = units(scene);
    let count = |units: u32| {
        let (items, responses) = parts(scene, units);
        let (items, responses) = (items.to_string(), responses.to_string());
        tool.count(&[
            "--drain",
            scene.name,
            contender.name,
            "--items",
            &items,
            "--responses",
            &responses,
        ])
    };
    let count = |units| count(units).map_err(|error| error.to_string());
    Ok((count(2 * units)? - count(units)?) / f64::from(units))
}

/// Items of a response, and responses, that so many units come to.
fn parts(scene: &Scene, units: u32) -> (u32, u32) {
    match scene.unit {
        Unit::Item => (units, 1),
        Unit::Response => (scene.load.items, units),
    }
}

fn a_frame(scene: &Scene, contender: Contender, allocations: f64) -> Result<Option<f64>, Failure> {
    if scene.unit == Unit::Response {
        return Ok(None);
    }
    let units = units(scene);
    let frames = drain(contender, 2 * units, 1)?.frames - drain(contender, units, 1)?.frames;
    Ok((frames > 0).then(|| allocations * f64::from(units) / f64::from(frames)))
}

/// Does all jobs, as many at a time as there are cores; the results stand in the jobs' order.
fn side_by_side<J: Sync>(jobs: &[J], work: impl Fn(&J) -> Result<f64, String> + Sync) -> Result<Vec<f64>, String> {
    let next = Mutex::new(jobs.iter().enumerate());
    let done = Mutex::new(vec![Err("a worker ended early".to_owned()); jobs.len()]);
    let take = || next.lock().ok()?.next();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                while let Some((index, job)) = take() {
                    let result = work(job);
                    if let Ok(mut done) = done.lock() {
                        done[index] = result;
                    }
                }
            });
        }
    });
    done.into_inner()
        .map_err(|error| error.to_string())?
        .into_iter()
        .collect()
}
