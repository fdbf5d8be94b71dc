#[stream_json(openapi)]
#[utoipa::path(get, path = "/orders")]
async fn orders(State(db): State<Pool>) -> AppResult<impl Stream<Item = io::Result<&'static Order>>> {
    Ok(db.orders())
}
