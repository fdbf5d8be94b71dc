use std::collections::HashMap;

use tokio::sync::{
    Mutex,
    mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
};
use tracing::{Subscriber, span, subscriber::DefaultGuard};
use tracing_subscriber::{
    Layer, Registry,
    layer::{Context, SubscriberExt},
    registry::LookupSpan,
};

use crate::{events::Recorder, listen};

/// Fields as text, by name.
pub type Fields = HashMap<&'static str, String>;

/// The fields of each response's span, `stream_json`, once it has closed, with the name of the span around it as
/// `parent`.
#[derive(Debug)]
pub struct SpanEnds(Mutex<UnboundedReceiver<Fields>>);

impl SpanEnds {
    /// Records the spans that this thread opens until the guard is dropped.
    #[must_use]
    pub fn record() -> (Self, DefaultGuard) {
        let (listener, ends) = listener();
        let guard = listen(listener);
        (ends, guard)
    }

    /// Records the spans of the whole process.
    ///
    /// # Panics
    ///
    /// If there is a subscriber for it already.
    #[must_use]
    pub fn record_everywhere() -> Self {
        let (listener, ends) = listener();
        let subscriber = Registry::default().with(listener);
        tracing::subscriber::set_global_default(subscriber).expect("no other subscriber");
        ends
    }

    /// The one span that has closed since the last time.
    ///
    /// # Panics
    ///
    /// If none has, or more than one.
    #[must_use]
    #[track_caller]
    pub fn only(&self) -> Fields {
        let mut ends = self.0.try_lock().expect("nobody else waits");
        let only = ends.try_recv().expect("a span has closed");
        assert!(ends.is_empty(), "one span for one response");
        only
    }

    /// Waits for the next span to close.
    ///
    /// # Panics
    ///
    /// If nobody records any more.
    pub async fn next(&self) -> Fields {
        let end = self.0.lock().await.recv().await;
        end.expect("spans are recorded")
    }
}

fn listener() -> (Listener, SpanEnds) {
    let (sender, receiver) = unbounded_channel();
    (Listener(sender), SpanEnds(Mutex::new(receiver)))
}

struct Listener(UnboundedSender<Fields>);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Listener {
    fn on_new_span(&self, attributes: &span::Attributes<'_>, id: &span::Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if attributes.metadata().name() == "stream_json" {
            let parent = span.parent().map(|parent| ("parent", parent.name().to_owned()));
            span.extensions_mut().insert(Fields::from_iter(parent));
        }
    }

    fn on_record(&self, id: &span::Id, values: &span::Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if let Some(fields) = span.extensions_mut().get_mut::<Fields>() {
            values.record(&mut Recorder(fields));
        }
    }

    fn on_close(&self, id: span::Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else { return };
        if let Some(fields) = span.extensions_mut().remove::<Fields>() {
            // A test that has ended listens no more.
            let _ = self.0.send(fields);
        }
    }
}
