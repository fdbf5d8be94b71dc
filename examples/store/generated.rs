//! Responses that need no database.

use serde::Serialize;
use velithon::stream_json;

#[derive(Serialize)]
pub(crate) struct Item {
    id: u32,
    data: String,
}

/// The items of a returned iterator are made as the client reads them.
#[stream_json]
pub(crate) async fn large_dataset() -> impl Iterator<Item = Item> {
    (0..100_000).map(|id| Item {
        id,
        data: format!("Item {id}"),
    })
}

#[derive(Serialize)]
pub(crate) struct Analytics {
    metrics: Vec<Metric>,
    timestamps: Vec<u64>,
}

#[derive(Serialize)]
struct Metric {
    sensor: u32,
    value: f64,
}

/// Any other value is one document: its JSON text, too, is made as the client reads it.
#[stream_json]
pub(crate) async fn analytics() -> Analytics {
    Analytics {
        metrics: (0..50_000)
            .map(|sensor| Metric {
                sensor,
                value: f64::from(sensor).sin(),
            })
            .collect(),
        timestamps: (0..50_000).map(|minute| 1_704_067_200 + 60 * minute).collect(),
    }
}
