//! What the log says of an error that comes too late for a response of its own.

use std::{
    error::Error,
    fmt,
    sync::{Arc, Mutex},
};

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use tracing::{
    Event, Instrument, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    Layer, Registry,
    layer::{Context, SubscriberExt},
    registry::LookupSpan,
};
use velithon::{Emitter, stream_json};

use crate::support::get;

/// The errors that are told, each with the names of the spans around it.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

struct Told(Option<String>);

impl Visit for Told {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "error" {
            self.0 = Some(format!("{value:?}"));
        }
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Log {
    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut told = Told(None);
        event.record(&mut told);
        if let Some(error) = told.0 {
            let scope = context.event_scope(event).into_iter().flatten();
            let names: Vec<&str> = scope.map(|span| span.name()).collect();
            self.0.lock().unwrap().push(format!("{}: {error}", names.join(" in ")));
        }
    }
}

/// An error with a source.
#[derive(Debug)]
struct NoOrders(std::io::Error);

impl fmt::Display for NoOrders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no orders")
    }
}

impl Error for NoOrders {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

fn no_orders() -> NoOrders {
    NoOrders(std::io::Error::other("unplugged"))
}

impl IntoResponse for NoOrders {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

/// A shell around an error of any kind, as axum needs one, with which the log can look inside.
struct Boxed(Box<dyn Error + Send + Sync>);

impl IntoResponse for Boxed {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

impl AsRef<dyn Error + Send + Sync> for Boxed {
    fn as_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.0
    }
}

struct Anyhow(anyhow::Error);

impl IntoResponse for Anyhow {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

impl AsRef<dyn Error + Send + Sync> for Anyhow {
    fn as_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        self.0.as_ref()
    }
}

/// One that shows it with `Debug` alone.
#[derive(Debug)]
struct Shown(#[expect(dead_code, reason = "for its `Debug`")] anyhow::Error);

impl IntoResponse for Shown {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

#[tokio::test]
async fn the_log_has_an_error_with_its_sources_inside_the_responses_span() {
    #[stream_json]
    async fn plain(rows: &Emitter<u32>) -> Result<(), NoOrders> {
        rows.commit().await;
        Err(no_orders())
    }

    #[stream_json]
    async fn boxed(rows: &Emitter<u32>) -> Result<(), Boxed> {
        rows.commit().await;
        Err(Boxed(no_orders().into()))
    }

    #[stream_json]
    async fn anyhow(rows: &Emitter<u32>) -> Result<(), Anyhow> {
        rows.commit().await;
        Err(Anyhow(anyhow::Error::new(no_orders()).context("reading failed")))
    }

    #[stream_json]
    async fn shown(rows: &Emitter<u32>) -> Result<(), Shown> {
        rows.commit().await;
        Err(Shown(anyhow::Error::new(no_orders())))
    }

    #[stream_json]
    async fn panics(rows: &Emitter<u32>) {
        rows.commit().await;
        panic!("the cat walked over the keyboard");
    }

    let log = Log::default();
    let _guard = tracing::subscriber::set_default(Registry::default().with(log.clone()));
    let request = || tracing::info_span!("request");
    get(plain).instrument(request()).await;
    get(boxed).instrument(request()).await;
    get(anyhow).instrument(request()).await;
    get(shown).instrument(request()).await;
    get(panics).instrument(request()).await;
    let told = std::mem::take(&mut *log.0.lock().unwrap());
    let inside = "stream_json in request";
    assert_eq!(told[0], format!("{inside}: no orders: unplugged"));
    assert_eq!(told[1], format!("{inside}: no orders: unplugged"));
    assert_eq!(told[2], format!("{inside}: reading failed: no orders: unplugged"));
    assert!(
        told[3].starts_with(&format!("{inside}: Shown(no orders")) && told[3].contains("unplugged"),
        "{}",
        told[3]
    );
    assert_eq!(
        told[4],
        format!("{inside}: the handler panicked: the cat walked over the keyboard")
    );
    assert_eq!(told.len(), 5);
}
