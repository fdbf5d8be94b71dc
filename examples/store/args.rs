//! The command line.

use std::path::{self, Path, PathBuf};

use lexopt::{
    Arg::{Long, Short},
    Error, Parser, ValueExt,
};

pub(crate) const HELP: &str = "\
An example of velithon: a store of 100,000 users and 1,000,000 orders, made at the first start.

Usage: cargo run --release --example store -- [OPTIONS]

Options:
    --port PORT        listen on this port of 127.0.0.1 [default: 3000; 0: any free one]
    --database PATH    keep the data in this file [default: store.db in the repository's target folder]
    -h, --help         print this text";

pub(crate) struct Args {
    pub(crate) port: u16,
    pub(crate) database: PathBuf,
}

impl Args {
    /// What the command line says; `None` where it asks for help.
    pub(crate) fn parse() -> Result<Option<Self>, Error> {
        let mut args = Self {
            port: 3000,
            database: default_database(),
        };
        let mut parser = Parser::from_env();
        while let Some(arg) = parser.next()? {
            match arg {
                Long("port") => {
                    let port = parser.value()?;
                    args.port = port
                        .parse()
                        .map_err(|_| format!("--port takes a number from 0 to 65535, not {}", port.display()))?;
                }
                Long("database") => {
                    let path = parser.value()?;
                    args.database =
                        path::absolute(path).map_err(|error| format!("--database takes a path: {error}"))?;
                }
                Short('h') | Long("help") => return Ok(None),
                _ => return Err(arg.unexpected()),
            }
        }
        Ok(Some(args))
    }
}

/// The same file wherever the example is started from, where git does not look.
fn default_database() -> PathBuf {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR"));
    examples.with_file_name("target").join("store.db")
}
