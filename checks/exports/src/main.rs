//! A server of one table, on SQLite or PostgreSQL, for the script beside: `velithon-exports ADDRESS`.
//!
//! It prints the port that it listens on. Whoever asks may run any statement, so it is for tests alone.

mod generated;
mod handlers;
mod rows;

use std::{env, process::ExitCode, time::Duration};

use sqlx::{
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use velithon::CursorKeys;

/// The keys of the handler whose cursors are signed: each of the servers has the same.
pub(crate) static KEYS: CursorKeys = CursorKeys::new();

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let (Some(address), connections) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: velithon-exports sqlite:PATH|postgres://… [CONNECTIONS]");
        return ExitCode::FAILURE;
    };
    let connections = connections.and_then(|number| number.parse().ok()).unwrap_or(4);
    match serve(&address, connections).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(address: &str, connections: u32) -> Result<(), Box<dyn std::error::Error>> {
    KEYS.set([[7; 32]])?;
    let app = if let Some(path) = address.strip_prefix("sqlite:") {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Off)
            .busy_timeout(Duration::from_secs(30));
        let pool = SqlitePoolOptions::new().max_connections(connections);
        handlers::on_sqlite(pool.connect_with(options).await?)
    } else {
        let pool = PgPoolOptions::new().max_connections(connections);
        handlers::on_postgres(pool.connect(address).await?)
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?.port());
    axum::serve(listener, app.merge(generated::routes())).await?;
    Ok(())
}
