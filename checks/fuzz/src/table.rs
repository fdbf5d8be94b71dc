//! Whatever calls a `Serialize` makes: the table has the columns of its first item, it is what another writer writes of them, the
//! crate `csv` reads all fields back, and with a guard no spreadsheet takes one for a formula. Items that do not fit are refused.

#![no_main]

mod support;
mod tree;

use std::{cell::RefCell, collections::BTreeSet, sync::LazyLock};

use axum::{Router, http::header::CONTENT_TYPE, routing};
use csv::ReaderBuilder;
use libfuzzer_sys::fuzz_target;
use tree::{NAMES, RAW, Source, Tree};
use velithon::stream_json;

thread_local! {
    static ITEMS: RefCell<Vec<Tree>> = RefCell::default();
}

#[stream_json(format = csv)]
async fn commas() -> Vec<Tree> {
    ITEMS.take()
}

#[stream_json(format = csv, csv(delimiter = ";", guard = on))]
async fn guarded() -> Vec<Tree> {
    ITEMS.take()
}

static APP: LazyLock<Router> = LazyLock::new(|| {
    Router::new()
        .route("/commas", routing::get(commas))
        .route("/guarded", routing::get(guarded))
});

/// What is sent of some items; `None` where they are refused.
fn sent(route: &str, items: &[Tree]) -> Option<String> {
    ITEMS.set(items.to_vec());
    let answer = support::get(&APP, route.as_bytes(), &[]).expect("a request");
    if answer.status != 200 {
        return None;
    }
    assert_eq!(answer.headers[CONTENT_TYPE], "text/csv; charset=utf-8; header=present");
    Some(String::from_utf8(answer.body).expect("UTF-8"))
}

/// Another item of the same shape, or nearly.
fn like(tree: &Tree, source: &mut Source<'_>) -> Tree {
    let parts = |fields: &[(usize, Tree)], source: &mut _| {
        let fields = fields.iter().map(|(name, value)| (*name, like(value, source)));
        fields.collect()
    };
    match (tree, source.byte()) {
        (_, 255) => source.tree(0),
        (Tree::Struct(_), 1..32) => Tree::None,
        (Tree::Struct(fields), _) => Tree::Struct(parts(fields, source)),
        (Tree::StructVariant(name, fields), _) => Tree::StructVariant(*name, parts(fields, source)),
        (Tree::NewtypeVariant(name, value), _) => Tree::NewtypeVariant(*name, Box::new(like(value, source))),
        (Tree::Some(value), _) => Tree::Some(Box::new(like(value, source))),
        (Tree::List(values), _) => Tree::List(values.iter().map(|value| like(value, source)).collect()),
        (Tree::Map(entries), _) => {
            let entries = entries.iter().map(|(key, value)| (key.clone(), like(value, source)));
            Tree::Map(entries.collect())
        }
        (Tree::Bytes(_) | Tree::TupleVariant(..), _) => tree.clone(),
        // So deep, it is one value.
        _ => source.tree(u8::MAX),
    }
}

/// What an item or a field of it consists of.
enum Part {
    Cell(Cell),
    Struct(Vec<(String, Part)>),
}

#[derive(Clone)]
enum Cell {
    /// Nothing, which also stands for a whole struct.
    Null,
    /// The JSON text `null`, which stands for one value.
    RawNull,
    Number(String),
    Text(String),
    /// What consists of other values: always between quotation marks.
    Json(String),
}

/// The parts of an item; `None` where it has none that can be columns.
fn item(tree: &Tree) -> Option<Vec<(String, Part)>> {
    let places = |parts: Vec<Part>| {
        let named = parts.into_iter().enumerate();
        named.map(|(place, part)| (format!("column{place}"), part)).collect()
    };
    Some(match tree {
        Tree::Some(tree) => item(tree)?,
        Tree::Struct(fields) => fields_of(fields)?,
        Tree::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| Some((key_text(key)?, field(value)?)));
            entries.collect::<Option<_>>()?
        }
        Tree::List(values) => places(values.iter().map(field).collect::<Option<_>>()?),
        Tree::Bytes(bytes) => {
            let bytes = bytes.iter().map(|byte| Part::Cell(Cell::Number(byte.to_string())));
            places(bytes.collect())
        }
        Tree::NewtypeVariant(name, value) => vec![(NAMES[*name].to_owned(), field(value)?)],
        Tree::TupleVariant(name, values) => vec![(NAMES[*name].to_owned(), field(&Tree::List(values.clone()))?)],
        Tree::StructVariant(name, fields) => vec![(NAMES[*name].to_owned(), Part::Struct(fields_of(fields)?))],
        value => vec![("value".to_owned(), field(value)?)],
    })
}

fn fields_of(fields: &[(usize, Tree)]) -> Option<Vec<(String, Part)>> {
    let fields = fields
        .iter()
        .map(|(name, value)| Some((NAMES[*name].to_owned(), field(value)?)));
    fields.collect()
}

/// The key of an entry as the name of a column.
fn key_text(key: &Tree) -> Option<String> {
    let json = serde_json::to_string(key).ok()?;
    match json.as_bytes() {
        [b'"', ..] => serde_json::from_str(&json).ok(),
        [b'[' | b'{', ..] | b"null" => None,
        _ => Some(json),
    }
}

fn field(tree: &Tree) -> Option<Part> {
    let json = || serde_json::to_string(tree).ok();
    Some(Part::Cell(match tree {
        Tree::Some(tree) => return field(tree),
        Tree::Struct(fields) => return fields_of(fields).map(Part::Struct),
        Tree::None => Cell::Null,
        Tree::Float(number) if !number.is_finite() => Cell::Null,
        Tree::Double(number) if !number.is_finite() => Cell::Null,
        Tree::Bool(_) | Tree::Signed(_) | Tree::Unsigned(_) | Tree::Longest(_) => Cell::Number(json()?),
        Tree::Float(_) | Tree::Double(_) => Cell::Number(json()?),
        Tree::Char(char) => Cell::Text(char.to_string()),
        Tree::Text(text) | Tree::Displayed(text) => Cell::Text(text.clone()),
        Tree::Variant(name) => Cell::Text(NAMES[*name].to_owned()),
        Tree::Raw(raw) if RAW[*raw].trim() == "null" => Cell::RawNull,
        Tree::Raw(raw) => Cell::Text(RAW[*raw].trim().replace(['\r', '\n'], " ")),
        _ => Cell::Json(json()?.replace(['\r', '\n'], " ")),
    }))
}

/// The columns of these parts, each with its name and those of the structs around it.
fn columns(parts: &[(String, Part)], around: &str, all: &mut Vec<(String, Cell)>) {
    for (name, part) in parts {
        let name = format!("{around}{name}");
        match part {
            Part::Cell(cell) => all.push((name, cell.clone())),
            Part::Struct(parts) => columns(parts, &format!("{name}."), all),
        }
    }
}

/// The cells of another item, in the columns of the first one; `None` where it does not fit.
fn cells(first: &[(String, Part)], parts: &[(String, Part)], all: &mut Vec<Cell>) -> Option<()> {
    if first.len() != parts.len() {
        return None;
    }
    for ((name, part), (first_name, first)) in parts.iter().zip(first) {
        if name != first_name {
            return None;
        }
        match (first, part) {
            (Part::Cell(_), Part::Cell(cell)) => all.push(cell.clone()),
            (Part::Struct(first), Part::Struct(parts)) => cells(first, parts, all)?,
            (Part::Struct(first), Part::Cell(Cell::Null)) => {
                let mut empty = Vec::new();
                columns(first, "", &mut empty);
                all.extend(empty.iter().map(|_| Cell::Null));
            }
            _ => return None,
        }
    }
    Some(())
}

/// How a table is written.
#[derive(Clone, Copy)]
struct Style {
    delimiter: char,
    guard: bool,
}

impl Style {
    fn quoted(text: &str) -> String {
        format!("\"{}\"", text.replace('"', "\"\""))
    }

    fn text(self, text: &str) -> String {
        let is_special = |char| matches!(char, '"' | '\r' | '\n') || char == self.delimiter;
        if text.is_empty() || text.contains(is_special) {
            return Self::quoted(text);
        }
        text.to_owned()
    }

    /// What a reader has of text.
    fn read(self, text: &str) -> String {
        let guard = if self.guard && is_formula(text) { "'" } else { "" };
        format!("{guard}{text}")
    }

    fn name(self, name: &str) -> String {
        self.text(&self.read(name))
    }

    fn cell(self, cell: &Cell) -> String {
        match cell {
            Cell::Null | Cell::RawNull => String::new(),
            Cell::Number(number) => number.clone(),
            Cell::Text(text) if self.guard && is_formula(text) => Self::quoted(&self.read(text)),
            Cell::Text(text) => self.text(text),
            Cell::Json(json) => Self::quoted(json),
        }
    }

    fn read_cell(self, cell: &Cell) -> String {
        match cell {
            Cell::Null | Cell::RawNull => String::new(),
            Cell::Number(text) | Cell::Json(text) => text.clone(),
            Cell::Text(text) => self.read(text),
        }
    }

    fn line(self, fields: Vec<String>) -> String {
        let line = fields.join(&self.delimiter.to_string());
        let line = if line.is_empty() { "\"\"" } else { &line };
        format!("{line}\r\n")
    }
}

/// Whether a spreadsheet calculates with a text; not with one that is a negative number.
fn is_formula(text: &str) -> bool {
    if let Some(number) = text.strip_prefix('-') {
        let is_digits = |text: &str| !text.is_empty() && text.chars().all(|char| char.is_ascii_digit());
        let (decimal, exponent) = match number.split_once(['e', 'E']) {
            Some((decimal, exponent)) => (decimal, exponent.strip_prefix(['+', '-']).unwrap_or(exponent)),
            None => (number, "0"),
        };
        let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, "0"));
        return ![whole, fraction, exponent].into_iter().all(is_digits);
    }
    text.starts_with(['=', '+', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// The names and the rows of the table that the items are; `None` where they are none.
fn table(items: &[Tree]) -> Option<(Vec<String>, Vec<Vec<Cell>>)> {
    let first = item(&items[0])?;
    let mut named = Vec::new();
    columns(&first, "", &mut named);
    let (names, cells_of_first): (Vec<_>, Vec<_>) = named.into_iter().unzip();
    if names.is_empty() || names.iter().collect::<BTreeSet<_>>().len() < names.len() {
        return None;
    }
    let mut rows = vec![cells_of_first];
    for other in &items[1..] {
        let mut row = Vec::new();
        cells(&first, &item(other)?, &mut row)?;
        rows.push(row);
    }
    Some((names, rows))
}

fuzz_target!(|data: &[u8]| {
    let mut source = Source(data);
    let first = source.tree(0);
    let others: Vec<_> = (0..source.byte() % 3).map(|_| like(&first, &mut source)).collect();
    let items = [vec![first], others].concat();
    let table = table(&items);
    for (route, delimiter, guard) in [("/commas", ',', false), ("/guarded", ';', true)] {
        let style = Style { delimiter, guard };
        let Some((names, rows)) = &table else {
            // One beyond its first chunk can no longer become a response of its own when it is refused.
            if data.len() < 2048 {
                assert_eq!(sent(route, &items), None);
            }
            continue;
        };
        let text = sent(route, &items).expect("a table");
        let header = style.line(names.iter().map(|name| style.name(name)).collect());
        let lines = rows
            .iter()
            .map(|row| style.line(row.iter().map(|cell| style.cell(cell)).collect()));
        assert_eq!(text, header + &lines.collect::<String>());

        let mut expected = vec![names.iter().map(|name| style.read(name)).collect::<Vec<_>>()];
        expected.extend(
            rows.iter()
                .map(|row| row.iter().map(|cell| style.read_cell(cell)).collect()),
        );
        if let Some(name) = text
            .strip_prefix('\u{feff}')
            .and(expected[0][0].strip_prefix('\u{feff}'))
        {
            // It is taken for that of the file.
            expected[0][0] = name.to_owned();
        }
        let mut reader = ReaderBuilder::new();
        let reader = reader
            .has_headers(false)
            .delimiter(delimiter as u8)
            .from_reader(text.as_bytes());
        let read: Result<Vec<_>, _> = reader.into_records().collect();
        let read: Vec<_> = read
            .expect("a table")
            .iter()
            .map(|record| record.iter().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        assert_eq!(read, expected);
    }
});
