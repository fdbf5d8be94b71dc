#[paginate(envelope = crate::api::Legacy, openapi)]
#[utoipa::path(get, path = "/users")]
async fn users() -> Result<Vec<Row>, AppError> {
    rows()
}
