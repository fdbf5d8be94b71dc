//! The command line.

use std::{
    env,
    path::{self, Path, PathBuf},
};

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
                       DATABASE_URL=postgres://… or mysql://… in the environment keeps them on that server instead
    -h, --help         print this text";

pub(crate) struct Args {
    pub(crate) port: u16,
    pub(crate) database: Place,
}

/// Where the data is.
pub(crate) enum Place {
    File(PathBuf),
    /// The address of a PostgreSQL.
    Postgres(String),
    /// The address of a MySQL or MariaDB.
    MySql(String),
}

impl Args {
    /// What the command line says; `None` where it asks for help.
    pub(crate) fn parse() -> Result<Option<Self>, Error> {
        let mut args = Self {
            port: 3000,
            database: default_place(),
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
                    let path = path::absolute(path).map_err(|error| format!("--database takes a path: {error}"))?;
                    args.database = Place::File(path);
                }
                Short('h') | Long("help") => return Ok(None),
                _ => return Err(arg.unexpected()),
            }
        }
        Ok(Some(args))
    }
}

/// Other addresses than those of the servers are for other programs.
fn default_place() -> Place {
    match env::var("DATABASE_URL") {
        Ok(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => Place::Postgres(url),
        Ok(url) if url.starts_with("mysql://") || url.starts_with("mariadb://") => Place::MySql(url),
        _ => Place::File(default_database()),
    }
}

/// The same file wherever the example is started from, where git does not look.
fn default_database() -> PathBuf {
    let examples = Path::new(std::env!("CARGO_MANIFEST_DIR"));
    examples.with_file_name("target").join("store.db")
}
