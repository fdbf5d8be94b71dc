//! The copy: a table, and the place in the original that it has come to.

use std::{error::Error, path::Path};

use serde_json::{Map, Value, value::RawValue};
use sqlx::{
    AssertSqlSafe, Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use velithon_client::Resume;

pub(crate) struct Table {
    db: SqliteConnection,
    url: String,
    name: String,
    /// The statement that adds rows, once the first one has shown what they have.
    insert: Option<String>,
}

/// How far the copy is.
pub(crate) enum State {
    Nothing,
    /// Everything before this place is there.
    Unfinished(Resume),
    /// Everything is there, and behind this place nothing was.
    Finished(Option<Resume>),
}

const PLACES: &str =
    "CREATE TABLE IF NOT EXISTS places (url TEXT PRIMARY KEY, place TEXT, is_finished INTEGER NOT NULL)";

impl Table {
    /// Opens the file, or makes it. The table is named like the end of the URL's path.
    pub(crate) async fn open(file: &Path, url: &str) -> Result<Self, Box<dyn Error>> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal);
        let mut db = SqliteConnection::connect_with(&options).await?;
        sqlx::raw_sql(PLACES).execute(&mut db).await?;
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let name = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or("rows");
        Ok(Self {
            db,
            url: url.to_owned(),
            name: name.to_owned(),
            insert: None,
        })
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) async fn state(&mut self) -> Result<State, Box<dyn Error>> {
        let sql = "SELECT place, is_finished FROM places WHERE url = $1";
        let kept: Option<(Option<String>, bool)> =
            sqlx::query_as(sql).bind(&self.url).fetch_optional(&mut self.db).await?;
        let Some((place, is_finished)) = kept else {
            return Ok(State::Nothing);
        };
        let place = place.map(|place| place.parse()).transpose()?;
        Ok(match place {
            place if is_finished => State::Finished(place),
            Some(place) => State::Unfinished(place),
            None => State::Nothing,
        })
    }

    pub(crate) async fn count(&mut self) -> Result<i64, sqlx::Error> {
        let is_there: bool = sqlx::query_scalar("SELECT EXISTS (SELECT * FROM sqlite_schema WHERE name = $1)")
            .bind(&self.name)
            .fetch_one(&mut self.db)
            .await?;
        if !is_there {
            return Ok(0);
        }
        let sql = format!("SELECT COUNT(*) FROM {}", quoted(&self.name));
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut self.db).await
    }

    /// Whether one of these rows is there.
    pub(crate) async fn has_some(&mut self, rows: &[Box<RawValue>]) -> Result<bool, Box<dyn Error>> {
        let name = quoted(&self.name);
        let sql = format!("SELECT EXISTS (SELECT * FROM json_each($1) JOIN {name} ON {name}.id = value ->> '$.id')");
        let rows = serde_json::to_string(rows)?;
        Ok(sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(rows)
            .fetch_one(&mut self.db)
            .await?)
    }

    /// Adds rows, and how far the copy is with them, if that is known. A row that is there is replaced.
    pub(crate) async fn add(&mut self, rows: &[Box<RawValue>], state: Option<&State>) -> Result<(), Box<dyn Error>> {
        let mut transaction = self.db.begin().await?;
        if let Some(first) = rows.first() {
            if self.insert.is_none() {
                let first: Map<String, Value> = serde_json::from_str(first.get())?;
                let create = create(&self.name, &first);
                sqlx::raw_sql(AssertSqlSafe(create)).execute(&mut *transaction).await?;
                self.insert = Some(insert(&self.name, &first));
            }
            let sql = self.insert.clone().unwrap_or_default();
            // SQLite reads the JSON of the whole batch: one statement, whatever the rows have.
            sqlx::query(AssertSqlSafe(sql))
                .bind(serde_json::to_string(rows)?)
                .execute(&mut *transaction)
                .await?;
        }
        if let Some(state) = state {
            // Where a finished copy has no place of its own, the last one is where its last page is.
            let sql = "INSERT INTO places VALUES ($1, $2, $3) ON CONFLICT DO UPDATE
                SET place = COALESCE(excluded.place, place), is_finished = excluded.is_finished";
            let (place, is_finished) = match state {
                State::Nothing => (None, false),
                State::Unfinished(place) => (Some(place), false),
                State::Finished(place) => (place.as_ref(), true),
            };
            sqlx::query(sql)
                .bind(&self.url)
                .bind(place.map(ToString::to_string))
                .bind(is_finished)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// A table with a column for each member of a row.
fn create(name: &str, row: &Map<String, Value>) -> String {
    let column = |member: &String| match member.as_str() {
        "id" => "id INTEGER PRIMARY KEY".to_owned(),
        member => quoted(member),
    };
    let columns: Vec<_> = row.keys().map(column).collect();
    format!("CREATE TABLE IF NOT EXISTS {} ({})", quoted(name), columns.join(", "))
}

fn insert(name: &str, row: &Map<String, Value>) -> String {
    let columns: Vec<_> = row.keys().map(|member| quoted(member)).collect();
    let value = |member: &String| format!("value ->> '$.{}'", quoted(member).replace('\'', "''"));
    let values: Vec<_> = row.keys().map(value).collect();
    format!(
        "INSERT OR REPLACE INTO {} ({}) SELECT {} FROM json_each($1)",
        quoted(name),
        columns.join(", "),
        values.join(", ")
    )
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
