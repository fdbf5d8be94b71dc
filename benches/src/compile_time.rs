//! What an attribute costs at compile time: a crate of its own for each contender, in a temporary folder, by the cargo
//! that is in use.

mod contenders;
mod instructions;
mod project;

use crate::{failure::Failure, progress::progress, results, spread::Spread, table::Table, valgrind};
use contenders::{COUNTED, Contender, MORE, contenders, source};
use project::{Project, Took};

const ROUNDS: usize = 3;

/// Measures, prints and keeps.
pub(crate) fn run(keep: bool) -> Result<(), Failure> {
    // The first build reads the compiler and the sources from the disk, which no other has to: it is not counted.
    if let Some(first) = contenders().first() {
        Built::new(first)?;
    }
    let mut table = Table::new([
        "",
        "clean build, s",
        "of processors",
        "crates",
        "`check` a handler, ms",
        "of processors",
        "`build` a handler, ms",
        "of processors",
    ]);
    let mut last: Option<Built> = None;
    for contender in contenders().into_iter().filter(|contender| contender.is_timed) {
        let title = contender.title;
        // One crate's folder is removed before the next is made: one of these folders takes half a gigabyte.
        let same = last.take().filter(|built| built.dependencies == contender.dependencies);
        let built = match same {
            Some(built) => built,
            None => Built::new(&contender)?,
        };
        println!("{title}: {:.1} s from nothing", built.clean.wall);
        let mut cells = vec![
            title.to_owned(),
            format!("{:.1}", built.clean.wall),
            format!("{:.1}", built.clean.processors),
            built.clean.crates.to_string(),
        ];
        for command in ["check", "build"] {
            let (wall, processors) = a_handler(&built.project, &contender, command)?;
            println!("{title}: {wall:.1} ms to {command} a handler, {processors:.1} ms of processors");
            cells.extend([format!("{wall:.1}"), format!("{processors:.1}")]);
        }
        table.row(cells);
        last = Some(built);
    }
    let instructions = if valgrind::is_there() {
        instructions::table()?
    } else {
        "valgrind is not installed: instructions are not counted.\n".to_owned()
    };
    let text = format!(
        "## Compile time\n\n{}\n\n\
         A crate with one handler from nothing, dependencies included, once each in this order, after one build that is not \
         counted and leaves compiler and sources in the system's cache; and what each of {MORE} further handlers adds \
         to `cargo check` and `cargo build` of the crate alone, medians (least-most) of {ROUNDS}; all unoptimised. Two \
         contenders of one library share its clean build.\n\n{table}\n\
         Instructions of the compiler for each of {COUNTED} further handlers, which do not depend on what else the machine does, \
         counted once by cachegrind, not incremental; and how many times those of the same handler written by hand they are, \
         beside the most that is demanded.\n\n\
         {instructions}\n{}",
        results::command("--compile-time"),
        results::machine()
    );
    println!("\n{text}");
    if keep {
        results::put("compile-time", &text)?;
    }
    Ok(())
}

/// A crate that has been built from nothing.
struct Built {
    dependencies: String,
    project: Project,
    clean: Took,
}

impl Built {
    fn new(contender: &Contender) -> Result<Self, Failure> {
        progress(&format!("{}: clean build", contender.title));
        let project = Project::new(&contender.dependencies)?;
        project.write(&source(contender, 1))?;
        let clean = project.cargo("build")?;
        progress("");
        Ok(Self {
            dependencies: contender.dependencies.clone(),
            project,
            clean,
        })
    }
}

/// Milliseconds that one more handler takes, of many: by the clock, and of all processors together, which depends less on
/// what else the machine does.
fn a_handler(project: &Project, contender: &Contender, command: &str) -> Result<(Spread, Spread), Failure> {
    let timed = |handlers| {
        project.write(&source(contender, handlers))?;
        project.cargo(command)
    };
    // The dependencies too, for the first command that needs them.
    timed(1)?;
    let (mut wall, mut processors) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        progress(&format!("{}: {command} {round} of {ROUNDS}", contender.title));
        let (many, one) = (timed(1 + MORE)?, timed(1)?);
        let each = |seconds| seconds * 1e3 / f64::from(MORE);
        wall.push(each(many.wall - one.wall));
        processors.push(each(many.processors - one.processors));
    }
    progress("");
    Ok((Spread::of(wall), Spread::of(processors)))
}
