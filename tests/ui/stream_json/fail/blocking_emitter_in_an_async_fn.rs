use velithon::{BlockingEmitter, Disconnected, stream_json};

#[stream_json]
async fn handler(rows: &BlockingEmitter<u32>) -> Result<(), Disconnected> {
    rows.emit(&1)
}

fn main() {}
