//! The command line.

use std::path::PathBuf;

use lexopt::{
    Arg::{Long, Short, Value},
    Error, Parser, ValueExt,
};

pub(crate) const HELP: &str = "\
An example of velithon-client: copies a table of the store into a SQLite file, and another time only what is new.

Usage: cargo run --release -p velithon-examples --features client --example copy -- [OPTIONS] [URL]

Arguments:
    URL                what to copy [default: http://127.0.0.1:3000/people?size=1000]

Options:
    --file PATH        the SQLite file [default: copy.db]
    --new-rows-last    new rows come last in the order of the URL, not first
    --tries COUNT      how often in a row to try again when the store is gone [default: 30]
    -h, --help         print this text";

pub(crate) struct Args {
    pub(crate) url: String,
    pub(crate) file: PathBuf,
    pub(crate) new_rows_first: bool,
    pub(crate) tries: u32,
}

impl Args {
    /// What the command line says; `None` where it asks for help.
    pub(crate) fn parse() -> Result<Option<Self>, Error> {
        let mut args = Self {
            url: "http://127.0.0.1:3000/people?size=1000".to_owned(),
            file: "copy.db".into(),
            new_rows_first: true,
            tries: 30,
        };
        let mut parser = Parser::from_env();
        while let Some(arg) = parser.next()? {
            match arg {
                Long("file") => args.file = parser.value()?.into(),
                Long("new-rows-last") => args.new_rows_first = false,
                Long("tries") => args.tries = parser.value()?.parse()?,
                Value(url) => args.url = url.string()?,
                Short('h') | Long("help") => return Ok(None),
                _ => return Err(arg.unexpected()),
            }
        }
        Ok(Some(args))
    }
}
