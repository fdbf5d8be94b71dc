//! Instructions and allocations, which do not depend on what else the machine does: counted by valgrind over N units
//! drained in process and over 2N, so that the difference has no start-up in it.

use std::{num::NonZero, sync::Mutex, thread};

use crate::{
    contenders::Contender,
    drain::drain,
    failure::Failure,
    scene::{Scene, Unit},
    valgrind::Tool,
};

/// The counts of one contender, for each unit.
#[derive(Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) instructions: f64,
    pub(crate) allocations: f64,
    /// Absent where a response is one frame.
    pub(crate) allocations_a_frame: Option<f64>,
}

/// Counts for all contenders of a scene, in their order, on every core at once; `units` in the shorter of two runs.
pub(crate) fn of(scene: &Scene, units: u32) -> Result<Vec<Counts>, Failure> {
    let mut jobs = Vec::new();
    for contender in &scene.contenders {
        let runs = [
            Run::checked(scene, *contender, units)?,
            Run::checked(scene, *contender, 2 * units)?,
        ];
        jobs.extend([(runs, Tool::Callgrind), (runs, Tool::Memcheck)]);
    }
    let counted = side_by_side(&jobs, |([half, whole], tool)| {
        let count = |run: &Run| run.count(scene, *tool).map_err(|error| error.to_string());
        Ok((count(whole)? - count(half)?) / f64::from(units))
    })?;
    let of_a_contender = jobs.chunks_exact(2).zip(counted.chunks_exact(2));
    let counts = of_a_contender.map(|(jobs, counted)| {
        let [half, whole] = jobs[0].0;
        let frames = whole.frames.saturating_sub(half.frames);
        let is_several = scene.unit == Unit::Item && frames > 0;
        Counts {
            instructions: counted[0],
            allocations: counted[1],
            allocations_a_frame: is_several.then(|| counted[1] * f64::from(units) / f64::from(frames)),
        }
    });
    Ok(counts.collect())
}

/// One run of this program under a tool: what is drained in it.
#[derive(Clone, Copy)]
struct Run {
    contender: Contender,
    items: u32,
    responses: u32,
    /// The length of a response, whose text has been compared.
    bytes: usize,
    frames: u32,
}

impl Run {
    fn checked(scene: &Scene, contender: Contender, units: u32) -> Result<Self, Failure> {
        let (items, responses) = match scene.unit {
            Unit::Item => (units, 1),
            Unit::Response => (scene.load.items, units),
        };
        let mut frames = 0;
        let text = scene.check(&contender, items, || {
            let mut text = Vec::new();
            drain(contender, items, 1, None, |data| {
                text.extend_from_slice(data);
                frames += 1;
            })?;
            Ok(text)
        })?;
        Ok(Self {
            contender,
            items,
            responses,
            bytes: text.len(),
            frames,
        })
    }

    fn count(&self, scene: &Scene, tool: Tool) -> Result<f64, Failure> {
        let [items, responses] = [self.items, self.responses].map(|number| number.to_string());
        tool.count(&[
            "--drain",
            scene.name,
            self.contender.name,
            "--items",
            &items,
            "--responses",
            &responses,
            "--bytes",
            &self.bytes.to_string(),
        ])
    }
}

/// Does all jobs, as many at a time as there are cores; the results stand in the jobs' order.
pub(crate) fn side_by_side<J: Sync>(
    jobs: &[J],
    work: impl Fn(&J) -> Result<f64, String> + Sync,
) -> Result<Vec<f64>, String> {
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
