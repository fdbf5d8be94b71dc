#[paginate]
fn users(State(mut db): State<Pool>, _: Permit, page: PageRequest) -> AppResult<PageItems<impl Serialize>> {
    Ok(PageItems::new(db.fetch(page.limit(), page.offset())?))
}
