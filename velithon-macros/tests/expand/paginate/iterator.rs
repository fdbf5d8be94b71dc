#[paginate(links = both, links_base = "https://example.com")]
async fn names<T>(State(db): State<Pool<T>>) -> AppResult<impl Iterator<Item = io::Result<Name>> + use<T>> {
    Ok(db.iter().map(|name| name.read()))
}
