#[stream_json]
async fn names<T>(State(db): State<Pool<T>>) -> Result<impl Iterator<Item = io::Result<Name>> + use<T>, AppError>
where
    T: Clone,
{
    Ok(db.iter().map(|name| name.read()))
}
