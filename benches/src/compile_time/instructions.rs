//! The compiler's instructions for a further handler, beside those for the same handler written by hand.

use std::collections::HashMap;

use super::{
    contenders::{COUNTED, Contender, contenders, source},
    project::Project,
};
use crate::{failure::Failure, progress::progress, table::Table};

const COMMANDS: [&str; 2] = ["check", "build"];

/// Counts, and shows the counts in millions.
pub(super) fn table() -> Result<String, Failure> {
    let contenders = contenders();
    let mut counts = HashMap::new();
    // One project for all: the dependencies of all of them together are built once.
    let mut dependencies: Vec<_> = contenders
        .iter()
        .flat_map(|contender| contender.dependencies.lines())
        .collect();
    dependencies.sort_unstable();
    dependencies.dedup();
    let project = Project::new(&format!("{}\n", dependencies.join("\n")))?;
    for contender in &contenders {
        for command in COMMANDS {
            progress(&format!("{}: instructions to {command}", contender.title));
            counts.insert((contender.title, command), of_a_handler(&project, contender, command)?);
        }
    }
    progress("");
    let mut table = Table::new([
        "",
        "`check` a handler, M",
        "times by hand",
        "demanded",
        "`build` a handler, M",
        "times by hand",
        "demanded",
    ]);
    for contender in &contenders {
        let mut cells = vec![contender.title.to_owned()];
        for command in COMMANDS {
            let count = counts[&(contender.title, command)];
            cells.push(format!("{:.1}", count / 1e6));
            cells.extend(match &contender.by_hand {
                Some(hand) => {
                    let demanded = if command == "check" { hand.check } else { hand.build };
                    let times = count / counts[&(hand.title, command)];
                    [format!("{times:.2}"), format!("{demanded}")]
                }
                None => [String::new(), String::new()],
            });
        }
        table.row(cells);
    }
    Ok(table.to_string())
}

/// What each of many handlers adds.
fn of_a_handler(project: &Project, contender: &Contender, command: &str) -> Result<f64, Failure> {
    let count = |handlers| {
        project.write(&source(contender, handlers))?;
        project.instructions(command)
    };
    // The dependencies too, for the first command that needs them.
    project.write(&source(contender, 1))?;
    project.cargo(command)?;
    let (one, many) = (count(1)?, count(1 + COUNTED)?);
    Ok((many - one) / f64::from(COUNTED))
}
