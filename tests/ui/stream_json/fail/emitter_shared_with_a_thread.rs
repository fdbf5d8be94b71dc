use velithon::{BlockingEmitter, stream_json};

/// Asks of a closure what `std::thread::spawn` asks.
fn spawn(_: impl FnOnce() + Send) {}

#[stream_json]
fn handler(rows: &BlockingEmitter<u32>) {
    spawn(|| drop(rows.emit(&1)));
}

fn main() {}
