//! Tables read back by others: the crate `csv`, Python's `csv` and DuckDB.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use velithon::stream_json;

use crate::failures::{broken, whole};

#[derive(Clone, Serialize)]
struct Row {
    id: u32,
    text: Option<String>,
    nested: Nested,
    last: String,
}

#[derive(Clone, Serialize)]
struct Nested {
    number: f64,
    list: Vec<String>,
    is: Option<bool>,
}

/// What has broken a reader or a writer of CSV before.
const NAUGHTY: [&str; 62] = [
    "",
    " ",
    "  two  ",
    "a,b",
    ",",
    ",,",
    ";",
    "|",
    "\t",
    "\"",
    "\"\"",
    "\"\"\"",
    "'",
    "a\"b",
    "\"a\"",
    "a\"",
    "\",\"",
    "\n",
    "\r",
    "\r\n",
    "a\nb",
    "a\r\nb",
    "\n\n",
    "ends with\n",
    "\"\r\n\"",
    "\\",
    "\\\"",
    "\\n",
    "\\N",
    "\\.",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=HYPERLINK(\"http://example.com\",\"x\")",
    "#comment",
    "# a",
    "NULL",
    "null",
    "None",
    "nan",
    "true",
    "0",
    "007",
    "1e5",
    "1,5",
    "0x1f",
    "2024-01-01",
    "\u{feff}",
    "\u{feff}a",
    "é",
    "e\u{301}",
    "日本語",
    "😀",
    "\u{202e}abc",
    "a\u{200b}b",
    "\u{85}",
    "\u{2028}",
    "\u{1}",
    "\u{7f}",
    "\u{ff1d}1",
    "\u{10ffff}",
];

fn rows() -> Vec<Row> {
    let long = ["x", "\"", "é,", "a\r\n"].map(|text| text.repeat(30_000));
    let texts = NAUGHTY.iter().map(ToString::to_string).chain(long);
    let texts = texts.map(Some).chain([None]);
    // The first row is a plain one: some readers guess the dialect by it.
    let texts = [Some("plain".to_owned())].into_iter().chain(texts);
    texts
        .zip(1..)
        .map(|(text, id)| Row {
            id,
            last: text.clone().unwrap_or_default(),
            nested: Nested {
                number: f64::from(id) / 8.0,
                list: text.iter().cloned().collect(),
                is: (id % 3 > 0).then_some(id % 3 == 1),
            },
            text,
        })
        .collect()
}

const NAMES: [&str; 6] = ["id", "text", "nested.number", "nested.list", "nested.is", "last"];

/// The fields of a row as text; `None` where there is nothing.
fn fields(row: &Row) -> [Option<String>; 6] {
    [
        Some(row.id.to_string()),
        row.text.clone(),
        Some(json!(row.nested.number).to_string()),
        Some(json!(row.nested.list).to_string()),
        row.nested.is.map(|is| is.to_string()),
        Some(row.last.clone()),
    ]
}

/// The table of these rows, as a client has it.
async fn table() -> String {
    #[stream_json(format = csv)]
    async fn naughty(State(rows): State<Vec<Row>>) -> Vec<Row> {
        rows
    }
    let app = axum::Router::new().fallback(naughty).with_state(rows());
    let client = velithon_test_support::Client::of(app).await;
    let answer = client.get("/").await;
    assert!(answer.is_whole());
    answer.text()
}

/// What a Python program makes of the table on its standard input, as JSON; `None` where it cannot run.
fn python(program: &str, table: &str) -> Option<Value> {
    let python = Command::new("python3")
        .args(["-c", program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut python = match python {
        Ok(python) => python,
        Err(missing) => return not_run("python3", &missing.to_string()),
    };
    let mut input = python.stdin.take().expect("a pipe");
    let written = input.write_all(table.as_bytes());
    drop(input);
    let output = python.wait_with_output().expect("an end");
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("ModuleNotFoundError") {
        return not_run("DuckDB", "`pip install duckdb` makes it run");
    }
    written.unwrap_or_else(|error| panic!("{error}: {said}"));
    assert!(output.status.success(), "{said}");
    Some(serde_json::from_slice(&output.stdout).expect("JSON"))
}

fn not_run(what: &str, why: &str) -> Option<Value> {
    assert!(
        std::env::var_os("VELITHON_REQUIRE_CSV_READERS").is_none(),
        "VELITHON_REQUIRE_CSV_READERS is set, and there is no {what}: {why}"
    );
    println!("not run: {what}: {why}");
    None
}

#[track_caller]
fn assert_same(read: &[Vec<Option<String>>], names: &[String], has_null: bool) {
    assert_eq!(names, NAMES);
    let expected = rows();
    assert_eq!(read.len(), expected.len());
    for (read, expected) in read.iter().zip(&expected) {
        let mut expected = fields(expected);
        if !has_null {
            expected = expected.map(|field| Some(field.unwrap_or_default()));
        }
        assert_eq!(read.as_slice(), expected, "row {:?}", expected[0]);
    }
}

#[derive(Deserialize)]
struct Read {
    names: Vec<String>,
    rows: Vec<Vec<Option<String>>>,
}

#[tokio::test]
async fn the_crate_csv_reads_what_was_written() {
    let table = table().await;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<Vec<Option<String>>> = reader
        .records()
        .map(|record| record.unwrap().iter().map(|field| Some(field.to_owned())).collect())
        .collect();
    assert_same(&rows, &names, false);
}

#[tokio::test]
async fn python_reads_what_was_written() {
    const PROGRAM: &str = r"
import csv, io, json, sys
csv.field_size_limit(1 << 30)
table = io.TextIOWrapper(sys.stdin.buffer, encoding='utf-8', newline='')
names, *rows = csv.reader(table, strict=True)
json.dump({'names': names, 'rows': rows}, sys.stdout)
";
    let Some(read) = python(PROGRAM, &table().await) else {
        return;
    };
    let read: Read = serde_json::from_value(read).unwrap();
    assert_same(&read.rows, &read.names, false);
    println!("run: Python's csv");
}

/// DuckDB, told no more than that quotation marks make an empty text, and to leave all as text.
const DUCKDB: &str = r"
import duckdb, json, os, sys, tempfile
with tempfile.NamedTemporaryFile(suffix='.csv', delete=False) as file:
    file.write(sys.stdin.buffer.read())
try:
    table = duckdb.sql(f'''SELECT * FROM read_csv('{file.name}', header = true, delim = ',', quote = '{chr(34)}',
        escape = '{chr(34)}', all_varchar = true, allow_quoted_nulls = false)''')
    json.dump({'names': table.columns, 'rows': table.fetchall()}, sys.stdout)
finally:
    os.unlink(file.name)
";

#[tokio::test]
async fn duckdb_reads_what_was_written_and_tells_null_from_empty_text() {
    let Some(read) = python(DUCKDB, &table().await) else {
        return;
    };
    let read: Read = serde_json::from_value(read).unwrap();
    assert_same(&read.rows, &read.names, true);
    println!("run: DuckDB");
}

#[tokio::test]
async fn duckdb_finds_out_the_types_by_itself() {
    const PROGRAM: &str = r"
import duckdb, json, os, sys, tempfile
with tempfile.NamedTemporaryFile(suffix='.csv', delete=False) as file:
    file.write(sys.stdin.buffer.read())
table = duckdb.sql(f'''SELECT * FROM '{file.name}' ''')
json.dump([[str(kind) for kind in table.types], table.fetchall()], sys.stdout)
os.unlink(file.name)
";
    #[stream_json(format = csv)]
    async fn typed() -> Vec<(u32, f64, bool, &'static str, Option<u32>)> {
        vec![(1, 0.5, true, "a", None), (2, -1.0, false, "b, \"c\"", Some(3))]
    }
    let text = crate::ask(typed, "").await.text();
    let Some(read) = python(PROGRAM, &text) else {
        return;
    };
    let rows = json!([[1, 0.5, true, "a", null], [2, -1.0, false, "b, \"c\"", 3]]);
    assert_eq!(
        read,
        json!([["BIGINT", "DOUBLE", "BOOLEAN", "VARCHAR", "BIGINT"], rows])
    );
}

#[tokio::test]
async fn no_strict_reader_takes_a_failed_table_for_a_whole_one() {
    const STRICT: &str = r"
import csv, io, json, sys
table = io.TextIOWrapper(sys.stdin.buffer, encoding='utf-8', newline='')
try:
    json.dump(len(list(csv.reader(table, strict=True))), sys.stdout)
except csv.Error as error:
    json.dump(str(error), sys.stdout)
";
    const DUCKDB: &str = r"
import duckdb, json, os, sys, tempfile
with tempfile.NamedTemporaryFile(suffix='.csv', delete=False) as file:
    file.write(sys.stdin.buffer.read())
try:
    json.dump(len(duckdb.sql(f'''SELECT * FROM '{file.name}' ''').fetchall()), sys.stdout)
except duckdb.Error as error:
    json.dump(str(error), sys.stdout)
os.unlink(file.name)
";
    let (broken, whole) = (crate::ask(broken, "").await.text(), crate::ask(whole, "").await.text());
    let lines = whole.matches("\r\n").count();
    if let Some(said) = python(STRICT, &broken) {
        assert_eq!(said, json!("unexpected end of data"));
        assert_eq!(python(STRICT, &whole), Some(json!(lines)));
    }
    if let Some(said) = python(DUCKDB, &broken) {
        assert!(said.is_string(), "{said}");
        assert_eq!(python(DUCKDB, &whole), Some(json!(lines - 1)));
    }
    let count = |table: &str| {
        csv::Reader::from_reader(table.as_bytes())
            .records()
            .collect::<Result<Vec<_>, _>>()
    };
    let error = count(&broken).expect_err("the last line has one field");
    assert!(matches!(error.kind(), csv::ErrorKind::UnequalLengths { .. }), "{error}");
    assert_eq!(count(&whole).unwrap().len(), lines - 1);
}
