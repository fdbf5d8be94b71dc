/// The users, newest first.
#[paginate(items = "users", size = 100, max_size = 1000)]
pub async fn users(State(db): State<Pool>, page: PageRequest) -> Result<PageItems<User>, AppError> {
    let users = fetch(&db, page.limit(), page.offset()).await?;
    Ok(PageItems::new(users).total(count(&db).await?))
}
