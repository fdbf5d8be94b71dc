//! What the tables say: every kind of value, and that another reader has the same of it.

mod kinds;
mod random;
mod shapes;

use serde::Serialize;

use super::{CsvOptions, Table};
use crate::json::{Buffer, Refused};

/// The table of these items, complete.
fn table<T: Serialize>(items: &[T]) -> String {
    table_by(CsvOptions::new(), items)
}

fn table_by<T: Serialize>(options: CsvOptions, items: &[T]) -> String {
    let mut table = Table::new(options);
    let mut out = Buffer::default();
    for item in items {
        table.append(&mut out, item, None).expect("it fits into the table");
    }
    Table::close(&mut out);
    String::from_utf8(out.take()).expect("UTF-8")
}

/// The error of the last of these items, which leaves what is before it as it is.
fn refused<T: Serialize>(items: &[T]) -> String {
    let mut table = Table::new(CsvOptions::new());
    let mut out = Buffer::default();
    let (last, first) = items.split_last().expect("items");
    for item in first {
        table.append(&mut out, item, None).expect("it fits into the table");
    }
    let before = out.written().to_vec();
    let refused = table
        .append(&mut out, last, None)
        .expect_err("it does not fit into the table");
    assert_eq!(out.written(), before, "it is cut off again");
    match refused {
        Refused::Failed(error) => error.to_string(),
        Refused::TooLong => "too long".to_owned(),
    }
}
