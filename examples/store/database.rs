//! The store in a file of SQLite: made once, then only read.

use std::{
    error::Error,
    fmt::Display,
    fs::{self, File},
    io,
    path::Path,
    process,
    time::Duration,
};

use sqlx::{
    ConnectOptions, Connection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::seed;

/// Tells our files from those of other applications, which are never overwritten: "velt" in ASCII.
const APPLICATION_ID: i64 = 0x7665_6c74;

/// Goes up with every change to the schema or the data.
pub(crate) const VERSION: i64 = 2;

/// How the names of temporary files end.
const PARTIAL: &str = ".store-partial";

/// Opens the store's database at `path` and makes it where there is none.
pub(crate) async fn open(path: &Path) -> Result<SqlitePool, String> {
    let cannot = |what: &str, error: &dyn Display| format!("cannot {what} {}: {error}", path.display());
    if !path.try_exists().map_err(|error| cannot("look for", &error))? {
        create(path).await.map_err(|error| cannot("create", &error))?;
    }
    match version(path).await.map_err(|error| cannot("read", &error))? {
        Some(VERSION) => {}
        Some(_) => {
            println!("The data is of another version of this example and is made anew.");
            create(path).await.map_err(|error| cannot("replace", &error))?;
        }
        None => {
            let other = "it was not made by this example; name another file with --database";
            return Err(cannot("use", &other));
        }
    }
    pool(path).await.map_err(|error| cannot("open", &error))
}

async fn pool(path: &Path) -> Result<SqlitePool, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        // Rows that wait for the handler. With the default of 50 it runs dry so often that the chunks stay small: what
        // it has in hand is sent whenever it waits.
        .row_buffer_size(500)
        // An export takes as long as its client likes; that is not a slow statement.
        .disable_statement_logging();
    SqlitePoolOptions::new()
        // A stream holds its connection until its client has read it, so these are also the exports at a time.
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options)
        .await
}

/// The version of the data in a file of ours; `None` where the file is somebody else's.
async fn version(path: &Path) -> Result<Option<i64>, sqlx::Error> {
    let mut db = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .connect()
        .await?;
    let sql = "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version";
    let (application, version): (i64, i64) = sqlx::query_as(sql).fetch_one(&mut db).await?;
    db.close().await?;
    Ok((application == APPLICATION_ID).then_some(version))
}

/// Makes the database in a temporary file beside `path`, which takes its place when it is complete.
async fn create(path: &Path) -> Result<(), Box<dyn Error>> {
    let folder = path.parent().unwrap_or(path);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    fs::create_dir_all(folder)?;
    remove_interrupted(folder, &name)?;

    // Of this process alone: two starts at once must not write into one file.
    let partial = folder.join(format!("{name}.{}{PARTIAL}", process::id()));
    let mut db = SqliteConnectOptions::new()
        .filename(&partial)
        .create_if_missing(true)
        // Nothing to protect: an interrupted file is thrown away.
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .pragma("application_id", APPLICATION_ID.to_string())
        .pragma("user_version", VERSION.to_string())
        .connect()
        .await?;
    seed::fill(&mut db).await?;
    db.close().await?;
    // The name must not reach the disk before the data.
    File::open(&partial)?.sync_all()?;
    fs::rename(&partial, path)?;
    Ok(())
}

/// Removes the temporary files that interrupted starts left behind.
fn remove_interrupted(folder: &Path, name: &str) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let file = entry.file_name();
        let rest = file.to_str().and_then(|file| file.strip_prefix(name));
        if rest.is_some_and(|rest| rest.starts_with('.') && rest.ends_with(PARTIAL)) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
