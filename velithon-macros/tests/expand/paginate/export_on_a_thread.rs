#[paginate(style = cursor, export, openapi)]
#[utoipa::path(get, path = "/people")]
fn people(State(db): State<Db>) -> Vec<User> {
    db.users()
}
