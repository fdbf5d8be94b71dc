//! What an attribute costs at compile time: a crate of its own for each contender, in a temporary folder, by the cargo
//! that is in use.

mod project;

use crate::{failure::Failure, progress::progress, results, spread::Spread, table::Table};
use project::{Project, Took};

/// How a crate streams, and what that takes.
struct Contender {
    title: &'static str,
    dependencies: String,
    imports: &'static str,
    /// One handler, in which `NAME` and `ITEMS` are to be replaced.
    handler: &'static str,
}

/// How many handlers the larger of two compared crates has beside the first one.
const MORE: u32 = 30;
const ROUNDS: usize = 3;

fn contenders() -> [Contender; 5] {
    let facade = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    [
        Contender {
            title: "axum alone, Json(Vec)",
            dependencies: String::new(),
            imports: "",
            handler: "async fn NAME(Path(count): Path<u32>) -> axum::Json<Vec<Item>> { axum::Json(ITEMS.collect()) }",
        },
        Contender {
            title: "velithon, returned iterator",
            dependencies: format!("velithon = {{ path = {facade:?} }}\n"),
            imports: "use velithon::stream_json;",
            handler: "#[stream_json] async fn NAME(Path(count): Path<u32>) -> impl Iterator<Item = Item> { ITEMS }",
        },
        Contender {
            title: "velithon, emit",
            dependencies: format!("velithon = {{ path = {facade:?} }}\n"),
            imports: "use velithon::{Emitter, stream_json};",
            handler: "#[stream_json] async fn NAME(Path(count): Path<u32>, rows: &Emitter<Item>) {
                          for item in ITEMS { rows.emit(&item).await; }
                      }",
        },
        Contender {
            title: "axum-streams",
            dependencies: "axum-streams = { version = \"0.30\", features = [\"json\"] }\n".to_owned(),
            imports: "use axum_streams::StreamBodyAs; use futures::stream;",
            handler: "async fn NAME(Path(count): Path<u32>) -> impl axum::response::IntoResponse {
                          StreamBodyAs::json_array(stream::iter(ITEMS))
                      }",
        },
        Contender {
            title: "async-stream, lines by hand",
            dependencies: "async-stream = \"0.3\"\nserde_json = \"1\"\n".to_owned(),
            imports: "use axum::body::Body; use async_stream::try_stream;\n\
                      type Lines = dyn futures::Stream<Item = Result<Vec<u8>, serde_json::Error>> + Send;",
            handler: "async fn NAME(Path(count): Path<u32>) -> Body {
                          let lines = try_stream! {
                              for item in ITEMS {
                                  let mut line = serde_json::to_vec(&item)?;
                                  line.push(b'\\n');
                                  yield line;
                              }
                          };
                          Body::from_stream::<std::pin::Pin<Box<Lines>>>(Box::pin(lines))
                      }",
        },
    ]
}

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
    for contender in contenders() {
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
    let text = format!(
        "## Compile time\n\n{}\n\n\
         A crate with one handler from nothing, dependencies included, once each in this order, after one build that is not \
         counted and leaves compiler and sources in the system's cache; and what each of {MORE} further handlers adds \
         to `cargo check` and `cargo build` of the crate alone, medians (least-most) of {ROUNDS}; all unoptimised. Two \
         contenders of one library share its clean build.\n\n{table}\n{}",
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

/// As in an application, each handler makes its items in its own way: an iterator of a type of its own.
const ITEMS: &str = "(0..count).map(|id| Item { id, name: format!(\"Item {id}\") })";

fn source(contender: &Contender, handlers: u32) -> String {
    let mut functions = String::new();
    let mut routes = String::new();
    for name in (0..handlers).map(|number| format!("handler_{number}")) {
        functions += &contender.handler.replace("NAME", &name).replace("ITEMS", ITEMS);
        functions += "\n";
        routes += &".route(\"/NAME/{count}\", axum::routing::get(NAME))\n".replace("NAME", &name);
    }
    format!(
        "use axum::extract::Path;\n{}\n\
         #[derive(serde::Serialize)] pub struct Item {{ id: u32, name: String }}\n\
         {functions}\
         fn main() {{ let app: axum::Router = axum::Router::new(){routes}; std::hint::black_box(&app); }}\n",
        contender.imports
    )
}
