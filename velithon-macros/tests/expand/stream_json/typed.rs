#[stream_json(crate = crate::renamed, ?Send)]
async fn hidden() -> Hidden {
    Ok(1)
}
