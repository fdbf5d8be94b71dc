use velithon::{BlockingEmitter, stream_json};

#[stream_json]
fn handler(rows: &BlockingEmitter<u32>) {
    std::thread::scope(|scope| {
        scope.spawn(|| rows.emit(&1));
    });
}

fn main() {}
