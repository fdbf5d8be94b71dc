#[stream_json]
fn names(db: Pool) -> Result<impl Iterator<Item = io::Result<Name>>, AppError> {
    Ok(db.iter()?.map(|name| name.read()))
}
