use std::fmt::{Display, Formatter, Result as Formatted};

use velithon::{Emitter, stream_json};

// What actix-web asks of an error, without velithon's feature `actix`.
#[derive(Debug)]
struct AppError;

impl Display for AppError {
    fn fmt(&self, f: &mut Formatter<'_>) -> Formatted {
        f.write_str("no such order")
    }
}

#[stream_json]
async fn export(rows: &Emitter<u32>) -> Result<(), AppError> {
    rows.emit(&1).await;
    Ok(())
}

fn main() {}
