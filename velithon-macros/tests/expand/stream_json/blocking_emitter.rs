#[stream_json]
fn export(db: Pool, mut page: Page, rows: &BlockingEmitter<Order>) -> Result<(), AppError> {
    for order in db.orders(page)? {
        rows.emit(&order?)?;
    }
    Ok(())
}
