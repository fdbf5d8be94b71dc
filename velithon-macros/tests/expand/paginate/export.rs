#[paginate(style = cursor, export, batch = 500, deadline = "25s", formats = [ndjson, sse], stall = off)]
async fn people(State(db): State<SqlitePool>) -> Result<SqlSource<Sqlite, User>, AppError> {
    Ok(select("SELECT * FROM users").on(db))
}
