use velithon::{Emitter, stream_json};

struct Service;

impl Service {
    #[stream_json]
    async fn handler(&self, rows: &Emitter<u32>) {
        rows.emit(&1).await;
    }
}

fn main() {}
