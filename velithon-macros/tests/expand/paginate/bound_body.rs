#[paginate(style = cursor, bind("tag", body = filter))]
async fn search(State(db): State<Db>, Json(mut filter): Json<Filter>) -> Vec<User> {
    db.search(filter)
}
