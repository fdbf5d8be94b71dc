#[paginate(items = "data", meta = "meta", links = body, members(page = "current_page", total_kind = none))]
async fn front_end() -> Vec<Row> {
    rows()
}
