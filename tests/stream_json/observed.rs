//! Every end of a response is told by its span.

use std::{
    collections::HashMap,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex},
};

use axum::{
    body::Body,
    http::{Method, Request},
};
use futures::{FutureExt, future::pending};
use http_body_util::BodyExt;
use tracing::{
    Instrument, Subscriber,
    field::{Field, Visit},
    span,
    subscriber::DefaultGuard,
};
use tracing_subscriber::{
    Layer, Registry,
    layer::{Context, SubscriberExt},
    registry::LookupSpan,
};
use velithon::{Emitter, stream_json};

use crate::support::{Teapot, Unwritable, call, get, respond};

pub(crate) type Fields = HashMap<&'static str, String>;

/// The fields of each span named `stream_json` that has closed, with its parent's name as `parent`.
#[derive(Clone, Default)]
pub(crate) struct Ends(Arc<Mutex<Vec<Fields>>>);

impl Ends {
    pub(crate) fn record() -> (Self, DefaultGuard) {
        let ends = Self::default();
        let guard = tracing::subscriber::set_default(Registry::default().with(ends.clone()));
        (ends, guard)
    }

    /// The one response's end.
    pub(crate) fn only(&self) -> Fields {
        let mut ends = std::mem::take(&mut *self.0.lock().unwrap());
        assert_eq!(ends.len(), 1, "one span for one response");
        ends.remove(0)
    }
}

struct Notes<'a>(&'a mut Fields);

impl Visit for Notes<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Ends {
    fn on_new_span(&self, attributes: &span::Attributes<'_>, id: &span::Id, context: Context<'_, S>) {
        let span = context.span(id).unwrap();
        if attributes.metadata().name() == "stream_json" {
            let mut fields = Fields::new();
            if let Some(parent) = span.parent() {
                fields.insert("parent", parent.name().to_owned());
            }
            span.extensions_mut().insert(fields);
        }
    }

    fn on_record(&self, id: &span::Id, values: &span::Record<'_>, context: Context<'_, S>) {
        if let Some(fields) = context.span(id).unwrap().extensions_mut().get_mut::<Fields>() {
            values.record(&mut Notes(fields));
        }
    }

    fn on_close(&self, id: span::Id, context: Context<'_, S>) {
        if let Some(fields) = context.span(&id).unwrap().extensions_mut().remove::<Fields>() {
            self.0.lock().unwrap().push(fields);
        }
    }
}

pub(crate) fn assert_end(fields: &Fields, outcome: &str, items: u64, bytes: usize, chunks: usize) {
    assert_eq!(fields["outcome"], outcome, "{fields:?}");
    assert_eq!(fields["items"], items.to_string(), "{fields:?}");
    assert_eq!(fields["bytes"], bytes.to_string(), "{fields:?}");
    assert_eq!(fields["chunks"], chunks.to_string(), "{fields:?}");
    assert!(fields["duration"].parse::<f64>().is_ok(), "in seconds: {fields:?}");
}

#[tokio::test]
async fn a_completed_response_tells_its_size_inside_the_window_and_after_it() {
    #[stream_json]
    async fn short(rows: &Emitter<u32>) {
        rows.emit_all(0..3).await;
    }

    #[stream_json]
    async fn long() -> impl Iterator<Item = u32> {
        0..20_000
    }

    #[stream_json]
    async fn document() -> &'static str {
        "one"
    }

    let (ends, _guard) = Ends::record();
    let answer = get(short).instrument(tracing::info_span!("request")).await;
    let end = ends.only();
    assert_end(&end, "completed", 3, answer.text().len(), 1);
    assert_eq!(end["parent"], "request");
    let answer = get(long).instrument(tracing::info_span!("request")).await;
    let end = ends.only();
    assert_end(&end, "completed", 20_000, answer.text().len(), answer.chunks.len());
    assert_eq!(end["parent"], "request");
    get(document).await;
    assert_end(&ends.only(), "completed", 0, 5, 1);
}

#[tokio::test]
async fn an_error_is_told_inside_the_window_and_after_it() {
    #[stream_json]
    async fn early(rows: &Emitter<u32>) -> Result<(), Teapot> {
        rows.emit(&1).await;
        Err(Teapot)
    }

    #[stream_json]
    async fn late(rows: &Emitter<u32>) -> Result<(), Teapot> {
        rows.emit(&1).await;
        rows.commit().await;
        Err(Teapot)
    }

    #[stream_json]
    async fn unwritable(rows: &Emitter<Unwritable>) {
        rows.emit(&Unwritable).await;
    }

    #[stream_json]
    async fn late_panic(rows: &Emitter<u32>) {
        rows.commit().await;
        panic!("the cat walked over the keyboard");
    }

    let (ends, _guard) = Ends::record();
    get(early).await;
    assert_end(&ends.only(), "failed", 1, 0, 0);
    get(late).await;
    assert_end(&ends.only(), "failed", 1, 2, 1);
    get(unwritable).await;
    assert_end(&ends.only(), "failed", 0, 0, 0);
    get(late_panic).await;
    assert_end(&ends.only(), "failed", 0, 0, 0);
}

#[tokio::test]
async fn a_panic_inside_the_window_is_told_on_its_way_to_the_framework() {
    #[stream_json]
    async fn handler(rows: &Emitter<u32>) {
        rows.emit(&1).await;
        panic!("the cat walked over the keyboard");
    }

    let (ends, _guard) = Ends::record();
    assert!(AssertUnwindSafe(get(handler)).catch_unwind().await.is_err());
    assert_end(&ends.only(), "failed", 1, 0, 0);
}

#[tokio::test]
async fn a_client_that_goes_away_is_told_inside_the_window_and_after_it() {
    #[stream_json]
    async fn waits(_rows: &Emitter<u32>) {
        pending::<()>().await;
    }

    #[stream_json]
    async fn endless(rows: &Emitter<u32>) {
        rows.emit(&1).await;
        pending::<()>().await;
    }

    let request = || Request::get("/").body(Body::empty()).unwrap();
    let (ends, _guard) = Ends::record();
    assert!(respond(waits, request()).now_or_never().is_none());
    assert_end(&ends.only(), "disconnected", 0, 0, 0);
    drop(respond(endless, request()).await);
    assert_end(&ends.only(), "disconnected", 1, 2, 1);
    let mut body = respond(endless, request()).await.into_body();
    body.frame().await.unwrap().unwrap();
    drop(body);
    assert_end(&ends.only(), "disconnected", 1, 2, 1);
}

#[tokio::test]
async fn the_answer_to_head_is_complete() {
    #[stream_json]
    async fn endless(rows: &Emitter<u32>) {
        rows.emit(&1).await;
        pending::<()>().await;
    }

    let (ends, _guard) = Ends::record();
    let request = Request::builder().method(Method::HEAD).body(Body::empty()).unwrap();
    call(endless, request).await;
    assert_end(&ends.only(), "completed", 1, 0, 0);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_stops_reading_is_told() {
    #[stream_json]
    async fn handler(rows: &Emitter<u32>) {
        rows.emit_all(0..).await;
    }

    let (ends, _guard) = Ends::record();
    let request = Request::get("/").body(Body::empty()).unwrap();
    let mut body = respond(handler, request).await.into_body();
    let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(61)).await;
    let end = ends.only();
    assert_end(&end, "stalled", end["items"].parse().unwrap(), first.len(), 1);
}
