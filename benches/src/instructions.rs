//! Instructions and allocations, which do not depend on what else the machine does: counted by valgrind over a drained
//! response of N items and one of 2N, so that the difference has no start-up in it.

use std::error::Error;

use crate::{contenders::Contender, drain::drain, table::Table, valgrind::Tool};

/// Counts, prints, and says whether all targets are met.
pub(crate) fn run(count: u32) -> Result<bool, Box<dyn Error>> {
    let mut table = Table::new([
        "",
        "instructions/item",
        "of the loop",
        "at most",
        "",
        "allocations/item",
        "allocations/frame",
        "at most",
        "",
    ]);
    let mut met = true;
    let mut by_hand = None;
    let mut judge = |measured: f64, most: Option<f64>| match most {
        Some(most) => {
            let passes = measured <= most;
            met &= passes;
            (format!("{most:.2}"), if passes { "pass" } else { "FAIL" }.to_owned())
        }
        None => (String::new(), String::new()),
    };
    for contender in Contender::ALL {
        let (instructions, allocations) = (
            counted(Tool::Callgrind, contender, count)?,
            counted(Tool::Memcheck, contender, count)?,
        );
        let frames = drain(contender, 2 * count)?.frames - drain(contender, count)?.frames;
        let (ratio_limit, frame_limit) = limits(contender);
        let ratio = instructions / *by_hand.get_or_insert(instructions);
        let (ratio_limit, ratio_verdict) = judge(ratio, ratio_limit);
        // A body of one frame has no further frame to allocate for.
        let by_frame = (frames > 0).then(|| allocations / f64::from(frames));
        let (frame_limit, frame_verdict) = judge(by_frame.unwrap_or(0.0), frame_limit);
        table.row([
            contender.title().to_owned(),
            format!("{:.1}", instructions / f64::from(count)),
            format!("{ratio:.3}"),
            ratio_limit,
            ratio_verdict,
            format!("{:.3}", allocations / f64::from(count)),
            by_frame.map(|by_frame| format!("{by_frame:.2}")).unwrap_or_default(),
            frame_limit,
            frame_verdict,
        ]);
    }
    println!(
        "{count} and {} items of 59 bytes, drained in process under valgrind\n",
        2 * count
    );
    println!("{table}");
    Ok(met)
}

/// The most that is allowed: instructions against the loop's, and allocations a frame.
fn limits(contender: Contender) -> (Option<f64>, Option<f64>) {
    match contender {
        Contender::Iterator | Contender::EmitAll => (Some(1.10), Some(2.0)),
        Contender::Emit => (Some(1.35), Some(2.0)),
        _ => (None, None),
    }
}

/// The difference between 2N items and N.
fn counted(tool: Tool, contender: Contender, items: u32) -> Result<f64, Box<dyn Error>> {
    let count = |items: u32| tool.count(&["--drain", contender.name(), "--items", &items.to_string()]);
    Ok(count(2 * items)? - count(items)?)
}
