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

const PLACES: &str = "CREATE TABLE IF NOT EXISTS places (url TEXT PRIMARY KEY, place TEXT NOT NULL)";

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

    /// Where the copy goes on.
    pub(crate) async fn place(&mut self) -> Result<Option<Resume>, Box<dyn Error>> {
        let place: Option<String> = sqlx::query_scalar("SELECT place FROM places WHERE url = $1")
            .bind(&self.url)
            .fetch_optional(&mut self.db)
            .await?;
        Ok(place.map(|place| place.parse()).transpose()?)
    }

    pub(crate) async fn count(&mut self) -> Result<i64, sqlx::Error> {
        let sql = format!("SELECT COUNT(*) FROM {}", quoted(&self.name));
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut self.db).await
    }

    /// Adds rows, and the place behind them. A row that is there is replaced: the last page of a walk comes again.
    pub(crate) async fn add(&mut self, rows: &[Box<RawValue>], place: Option<&Resume>) -> Result<(), Box<dyn Error>> {
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
        if let Some(place) = place {
            sqlx::query("INSERT OR REPLACE INTO places VALUES ($1, $2)")
                .bind(&self.url)
                .bind(place.to_string())
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
