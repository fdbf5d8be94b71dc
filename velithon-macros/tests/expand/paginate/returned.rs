#[paginate(style = offset, limit = "n", max_offset = none, total = cached("30s"), items = none, over_max = reject)]
fn orders(State(db): State<Pool>) -> Hidden {
    Ok(Orders(db))
}
