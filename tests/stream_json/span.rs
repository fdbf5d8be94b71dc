//! The request's span stays the current one after the commit.

use std::sync::{Arc, Mutex};

use tracing::{Event, Subscriber};
use tracing_subscriber::{
    Layer, Registry,
    layer::{Context, SubscriberExt},
    registry::LookupSpan,
};
use velithon::{Emitter, stream_json};

use crate::support::get;

/// Notes which span each event of the handlers happens in.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Option<&'static str>>>>);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Recorder {
    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if event.metadata().target() == "handler" {
            let span = context.event_span(event).map(|span| span.name());
            self.0.lock().unwrap().push(span);
        }
    }
}

/// Speaks when it falls.
struct Speaks;

impl Drop for Speaks {
    fn drop(&mut self) {
        tracing::info!(target: "handler", "dropped");
    }
}

macro_rules! speak_before_and_after_the_commit {
    ($rows:ident) => {
        let _speaks = Speaks;
        tracing::info!(target: "handler", "before");
        $rows.commit().await;
        tracing::info!(target: "handler", "after");
        $rows.emit(&1).await;
        tokio::task::yield_now().await;
        tracing::info!(target: "handler", "last");
    };
}

#[tracing::instrument]
#[stream_json]
async fn above(rows: &Emitter<u32>) {
    speak_before_and_after_the_commit!(rows);
}

#[stream_json]
#[tracing::instrument]
async fn below(rows: &Emitter<u32>) {
    speak_before_and_after_the_commit!(rows);
}

#[tokio::test]
async fn a_span_above_or_below_is_current_after_the_commit() {
    let recorder = Recorder::default();
    let _guard = tracing::subscriber::set_default(Registry::default().with(recorder.clone()));
    get(above).await;
    get(below).await;
    let mut expected = vec![Some("above"); 4];
    expected.extend([Some("below"); 4]);
    assert_eq!(*recorder.0.lock().unwrap(), expected);
}
