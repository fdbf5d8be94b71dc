#[stream_json(crate = crate::renamed, ?Send, formats = [array, sse], heartbeat = off)]
async fn hidden() -> Hidden {
    Ok(1)
}
