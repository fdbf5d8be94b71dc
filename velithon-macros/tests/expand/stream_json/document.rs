#[stream_json(document = blocking)]
async fn document() -> Report {
    Report::new()
}
