//! What an attribute costs at compile time: a crate of its own for each contender, in a temporary folder, by the cargo
//! that is in use.

mod project;

use std::time::Instant;

use crate::{Failure, progress::progress, results, spread::Spread, table::Table};
use project::Project;

/// How a crate streams, and what that takes.
struct Contender {
    title: &'static str,
    dependencies: String,
    imports: &'static str,
    /// One handler, in which `NAME` is to be replaced.
    handler: &'static str,
}

/// Further handlers, beside the one.
const MORE: u32 = 50;
const ROUNDS: usize = 5;

fn contenders() -> [Contender; 5] {
    let facade = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    [
        Contender {
            title: "axum alone, Json(Vec)",
            dependencies: String::new(),
            imports: "",
            handler: "async fn NAME(Path(count): Path<u32>) -> axum::Json<Vec<Item>> { axum::Json(items(count).collect()) }",
        },
        Contender {
            title: "velithon, returned iterator",
            dependencies: format!("velithon = {{ path = {facade:?} }}\n"),
            imports: "use velithon::stream_json;",
            handler: "#[stream_json] async fn NAME(Path(count): Path<u32>) -> impl Iterator<Item = Item> { items(count) }",
        },
        Contender {
            title: "velithon, emit",
            dependencies: format!("velithon = {{ path = {facade:?} }}\n"),
            imports: "use velithon::{Emitter, stream_json};",
            handler: "#[stream_json] async fn NAME(Path(count): Path<u32>, rows: &Emitter<Item>) {
                          for item in items(count) { rows.emit(&item).await; }
                      }",
        },
        Contender {
            title: "axum-streams",
            dependencies: "axum-streams = { version = \"0.30\", features = [\"json\"] }\n".to_owned(),
            imports: "use axum_streams::StreamBodyAs; use futures::stream;",
            handler: "async fn NAME(Path(count): Path<u32>) -> impl axum::response::IntoResponse {
                          StreamBodyAs::json_array(stream::iter(items(count)))
                      }",
        },
        Contender {
            title: "async-stream, lines by hand",
            dependencies: "async-stream = \"0.3\"\nserde_json = \"1\"\n".to_owned(),
            imports: "use axum::body::Body; use async_stream::try_stream;\n\
                      type Lines = dyn futures::Stream<Item = Result<Vec<u8>, serde_json::Error>> + Send;",
            handler: "async fn NAME(Path(count): Path<u32>) -> Body {
                          let lines = try_stream! {
                              for item in items(count) {
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
pub(crate) fn run() -> Result<(), Failure> {
    let mut table = Table::new([
        "",
        "clean build, s",
        "crates",
        "`check` a handler, ms",
        "`build` a handler, ms",
    ]);
    for contender in contenders() {
        progress(&format!("{}: clean build", contender.title));
        let project = Project::new(&contender.dependencies)?;
        project.write(&source(&contender, 1))?;
        let start = Instant::now();
        let crates = project.cargo("build")?;
        let clean = start.elapsed().as_secs_f64();
        let check = a_handler(&project, &contender, "check")?;
        let build = a_handler(&project, &contender, "build")?;
        table.row([
            contender.title.to_owned(),
            format!("{clean:.1}"),
            crates.to_string(),
            format!("{check:.1}"),
            format!("{build:.1}"),
        ]);
    }
    progress("");
    let text = format!(
        "## Compile time\n\n`cargo run --release -p velithon-benches -- --compile-time`\n\n\
         A crate with one handler from nothing, dependencies included, once; and what each of {MORE} further handlers adds \
         to `cargo check` and `cargo build` of the crate alone, medians (least-most) of {ROUNDS}; all unoptimised.\n\n\
         {table}\n{}",
        results::machine()
    );
    println!("{text}");
    Ok(results::put("compile-time", &text)?)
}

/// Milliseconds that one more handler takes, of many.
fn a_handler(project: &Project, contender: &Contender, command: &str) -> Result<Spread, Failure> {
    project.cargo(command)?;
    let mut rounds = Vec::new();
    for round in 0..ROUNDS {
        progress(&format!("{}: {command} {} of {ROUNDS}", contender.title, round + 1));
        let time = |handlers| {
            project.write(&source(contender, handlers))?;
            let start = Instant::now();
            project.cargo(command)?;
            Ok::<_, Failure>(start.elapsed().as_secs_f64() * 1e3)
        };
        let (one, many) = (time(1)?, time(1 + MORE)?);
        rounds.push((many - one) / f64::from(MORE));
    }
    Ok(Spread::of(rounds))
}

fn source(contender: &Contender, handlers: u32) -> String {
    let mut functions = String::new();
    let mut routes = String::new();
    for name in (0..handlers).map(|number| format!("handler_{number}")) {
        functions += &contender.handler.replace("NAME", &name);
        functions += "\n";
        routes += &".route(\"/NAME/{count}\", axum::routing::get(NAME))\n".replace("NAME", &name);
    }
    format!(
        "use axum::extract::Path;\n{}\n\
         #[derive(serde::Serialize)] pub struct Item {{ id: u32, name: String }}\n\
         fn items(count: u32) -> impl Iterator<Item = Item> + Send {{\n\
             (0..count).map(|id| Item {{ id, name: format!(\"Item {{id}}\") }})\n\
         }}\n{functions}\
         fn main() {{ let app: axum::Router = axum::Router::new(){routes}; std::hint::black_box(app); }}\n",
        contender.imports
    )
}
