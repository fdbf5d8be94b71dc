use std::{
    fmt::Debug,
    sync::{Arc, Mutex, PoisonError},
};

use tracing::{
    Level, Subscriber,
    field::{Field, Visit},
    subscriber::DefaultGuard,
};
use tracing_subscriber::{Layer, layer::Context, registry::LookupSpan};

use crate::{Fields, listen};

/// An event of the log.
#[derive(Debug)]
pub struct Event {
    /// How grave it is.
    pub level: Level,
    /// What it belongs to.
    pub target: String,
    /// Its fields, the message among them.
    pub fields: Fields,
    /// The names of the spans that it happened in, from the inside out.
    pub spans: Vec<&'static str>,
}

/// The events of a thread, from [`Events::record`] until they are taken.
#[derive(Clone, Debug, Default)]
pub struct Events(Arc<Mutex<Vec<Event>>>);

impl Events {
    /// Records what this thread logs until the guard is dropped.
    #[must_use]
    pub fn record() -> (Self, DefaultGuard) {
        let events = Self::default();
        let guard = listen(events.clone());
        (events, guard)
    }

    /// The events since the last time, in their order.
    #[must_use]
    pub fn take(&self) -> Vec<Event> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Events {
    fn on_event(&self, event: &tracing::Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::new();
        event.record(&mut Recorder(&mut fields));
        let spans = context.event_scope(event).into_iter().flatten();
        let event = Event {
            level: *event.metadata().level(),
            target: event.metadata().target().to_owned(),
            fields,
            spans: spans.map(|span| span.name()).collect(),
        };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(event);
    }
}

/// Writes the fields of an event or a span as text.
pub(crate) struct Recorder<'a>(pub(crate) &'a mut Fields);

impl Visit for Recorder<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}
