#[stream_json(items = "rows", filename = "orders.json", max_item = "1MiB", serializer = sonic, end_record = on)]
async fn enveloped() -> Vec<Order> {
    vec![]
}
