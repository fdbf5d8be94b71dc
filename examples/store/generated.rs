//! Responses that need no database.

use serde::Serialize;
use utoipa::ToSchema;
use velithon::stream_json;

#[derive(Serialize, ToSchema)]
pub(crate) struct Item {
    id: u32,
    data: String,
}

/// Items of an iterator.
// They are made as the client reads them.
#[stream_json(openapi)]
#[utoipa::path(get, path = "/large-dataset")]
pub(crate) async fn large_dataset() -> impl Iterator<Item = Item> {
    (0..100_000).map(|id| Item {
        id,
        data: format!("Item {id}"),
    })
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Analytics {
    metrics: Vec<Metric>,
    timestamps: Vec<u64>,
}

#[derive(Serialize, ToSchema)]
struct Metric {
    sensor: u32,
    value: f64,
}

/// Metrics with their timestamps.
// Any other value than an iterator is one document: its JSON text, too, is made as the client reads it.
#[stream_json(openapi)]
#[utoipa::path(get, path = "/analytics")]
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
