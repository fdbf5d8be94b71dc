use velithon::{Emitter, SseEvent, stream_json};

#[stream_json(formats = [array, csv], csv(delimiter = ":", guard = yes, quote = "'"))]
async fn bad_options(_rows: &Emitter<u32>) {}

#[stream_json(csv)]
async fn no_format(_rows: &Emitter<u32>) {}

#[stream_json(format = csv, csv = ";")]
async fn no_parentheses(_rows: &Emitter<u32>) {}

#[stream_json(csv(guard = on))]
async fn no_tables(_rows: &Emitter<u32>) {}

#[stream_json(format = csv, items = "rows", end_record = on, error_detail = on, heartbeat = "15s")]
async fn no_room(_rows: &Emitter<u32>) {}

#[stream_json(format = csv)]
async fn events_and_members(rows: &Emitter<u32>) {
    rows.head("from", &1).await;
    if true {
        rows.emit_event(SseEvent::new(), &1).await;
    }
    rows.tail("to", &2).await;
}

fn main() {}
