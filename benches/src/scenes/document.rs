//! One value of 3 MB, as against a list of items.

use std::sync::LazyLock;

use axum::{Json, extract::Path, routing};
use bytes::Bytes;
use serde::Serialize;
use velithon::stream_json;

use crate::{
    contenders::{Contender, Side, Text, counted, routed, static_bytes::filler},
    demands::Demands,
    failure::Failure,
    load::Load,
    scene::{Scene, Unit},
};

const METRICS: u32 = 50_000;

#[derive(Serialize)]
struct Metric {
    sensor: u32,
    value: f64,
    valid: bool,
}

#[derive(Serialize)]
struct Analytics {
    metrics: &'static [Metric],
    timestamps: &'static [u64],
}

impl Analytics {
    fn of(count: usize) -> Self {
        static ALL: LazyLock<(Vec<Metric>, Vec<u64>)> = LazyLock::new(|| {
            let metric = |n: u32| Metric {
                sensor: 1_000 + n % 1_000,
                value: f64::from(n % 4_000) / 4.0,
                valid: !n.is_multiple_of(100),
            };
            let times = |n: u32| 1_773_500_000_000 + u64::from(n) * 250;
            ((0..METRICS).map(metric).collect(), (0..METRICS).map(times).collect())
        });
        Self {
            metrics: &ALL.0[..count],
            timestamps: &ALL.1[..count],
        }
    }
}

pub(super) fn scene() -> Scene {
    use Side::{Measure, Ours, Peer};
    Scene {
        name: "document",
        flag: "--document".to_owned(),
        title: format!("One document of 3 MB: {METRICS} metrics and as many timestamps"),
        unit: Unit::Response,
        load: Load {
            responses: 20,
            ..Load::of(METRICS)
        },
        rounds: 15,
        counted: None,
        demands: Demands::NONE,
        threads: "one runtime thread and, for Velithon's document, one that writes it",
        contenders: vec![
            Contender::new("by-hand", "by hand, serde_json::to_vec", Measure, || counted(by_hand)),
            Contender::new("static", "static bytes, the limit", Measure, || {
                let text = serde_json::to_vec(&Analytics::of(METRICS as usize)).unwrap_or_default();
                let text = Bytes::from(text);
                routed(routing::get(async move |Path(count): Path<usize>| {
                    filler(&text, text.len() / METRICS as usize * count)
                }))
            })
            .text(Text::Filler),
            Contender::new("document", "velithon, returned value", Ours, || counted(document)),
            Contender::new("json", "axum Json", Peer, || counted(json)),
        ],
        expected: |count, _| {
            if count > METRICS {
                return Err(format!("there are {METRICS} metrics").into());
            }
            Ok::<_, Failure>(serde_json::to_vec(&Analytics::of(count as usize))?)
        },
        note: String::new,
    }
}

#[stream_json]
async fn document(Path(count): Path<usize>) -> Analytics {
    Analytics::of(count)
}

async fn json(Path(count): Path<usize>) -> Json<Analytics> {
    Json(Analytics::of(count))
}

async fn by_hand(Path(count): Path<usize>) -> Result<Vec<u8>, String> {
    serde_json::to_vec(&Analytics::of(count)).map_err(|error| error.to_string())
}
