#[paginate(style = cursor, sort = "name", bind("tag"), sign = crate::KEYS)]
async fn people(State(db): State<SqlitePool>) -> SqlSource<Sqlite, User> {
    select("SELECT * FROM users").on(db)
}
