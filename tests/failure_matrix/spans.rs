//! What the server says of each end: the outcome in the response's span.

use std::fmt;

use tokio::sync::{Mutex, mpsc};
use tracing::{
    Subscriber,
    field::{Field, Visit},
    span,
};
use tracing_subscriber::{
    Layer, Registry,
    layer::{Context, SubscriberExt},
    registry::LookupSpan,
};

/// The outcomes of the responses, in the order in which they ended. One cell runs at a time.
pub(crate) struct Ends(Mutex<mpsc::UnboundedReceiver<String>>);

impl Ends {
    /// Records those of the whole process.
    pub(crate) fn record() -> Self {
        let (sender, receiver) = mpsc::unbounded_channel();
        let recorder = Registry::default().with(Recorder(sender));
        tracing::subscriber::set_global_default(recorder).expect("no other subscriber");
        Self(Mutex::new(receiver))
    }

    /// Waits for the next response's end.
    pub(crate) async fn next(&self) -> String {
        let outcome = self.0.lock().await.recv().await;
        outcome.expect("the recorder lives as long as the process")
    }
}

struct Recorder(mpsc::UnboundedSender<String>);

struct Outcome(Option<String>);

impl Visit for Outcome {
    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "outcome" {
            self.0 = Some(value.to_owned());
        }
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Recorder {
    fn on_record(&self, _: &span::Id, values: &span::Record<'_>, _: Context<'_, S>) {
        let mut outcome = Outcome(None);
        values.record(&mut outcome);
        if let Some(outcome) = outcome.0 {
            let _ = self.0.send(outcome);
        }
    }
}
