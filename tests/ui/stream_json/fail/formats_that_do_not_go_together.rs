use velithon::stream_json;

#[stream_json(format = sse, formats = [array, ndjson])]
async fn fixed_and_free() -> [u32; 0] {
    []
}

#[stream_json(format = ndjson, heartbeat = "15s")]
async fn no_room_for_a_heartbeat() -> [u32; 0] {
    []
}

#[stream_json(format = array, end_record = on, error_detail = on)]
async fn no_room_for_records() -> [u32; 0] {
    []
}

fn main() {}
