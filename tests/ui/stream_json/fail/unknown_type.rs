use velithon::{Emitter, stream_json};

#[stream_json]
async fn handler(rows: &Emitter<Oder>) -> Result<(), AppEror> {
    Ok(())
}

fn main() {}
