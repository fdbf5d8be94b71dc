use serde::Serialize;
use velithon::stream_json;

#[derive(Serialize)]
struct Report {
    total: u32,
}

#[stream_json(format = csv)]
async fn by_its_type() -> Report {
    Report { total: 1 }
}

#[stream_json(format = csv)]
async fn as_it_is_spelled() -> impl Serialize {
    1
}

#[stream_json(format = csv, document = blocking)]
async fn on_a_thread() -> Report {
    Report { total: 1 }
}

fn main() {}
