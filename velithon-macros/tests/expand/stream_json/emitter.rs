/// All orders.
#[stream_json(chunk = "64KiB", stall = "30s")]
pub async fn export(State(db): State<Pool>, _: Permit, mut page: Page, rows: &Emitter<Order>) -> Result<(), AppError> {
    let mut orders = db.fetch();
    while let Some(order) = orders.try_next().await? {
        rows.emit(&order).await;
    }
    Ok(())
}
