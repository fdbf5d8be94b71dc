use std::{
    fmt::{self, Display, Write},
    time::Duration,
};

use crate::json::Buffer;

/// What a server-sent event says beside its data; for [`Emitter::emit_event`](crate::Emitter::emit_event).
///
/// Line breaks in a name or an id become spaces: no text breaks out of its field.
///
/// ```
/// use velithon::{Emitter, SseEvent, stream_json};
///
/// #[stream_json(format = sse)]
/// async fn greet(rows: &Emitter<&str>) {
///     rows.emit_event(SseEvent::new().name("greeting").id(&17), &"hello").await;
/// }
/// ```
#[derive(Clone, Copy, Default)]
#[must_use = "an event is sent by `emit_event`"]
pub struct SseEvent<'a> {
    name: Option<&'a str>,
    id: Option<&'a (dyn Display + Sync)>,
    retry: Option<Duration>,
}

impl<'a> SseEvent<'a> {
    /// An event that has its data and no other field.
    pub fn new() -> Self {
        Self::default()
    }

    /// The event's name, which `addEventListener` tells apart; `message` unless it is set. `end` and `$error` are
    /// Velithon's own, by which a client knows the end: an event of these names fails the stream. `error` is the browser's.
    pub fn name(self, name: &'a str) -> Self {
        Self {
            name: Some(name),
            ..self
        }
    }

    /// The event's id. A browser that connects again sends the last one as `Last-Event-ID`.
    pub fn id(self, id: &'a (dyn Display + Sync)) -> Self {
        Self { id: Some(id), ..self }
    }

    /// How long a browser waits before it connects again, in whole milliseconds.
    pub fn retry(self, wait: Duration) -> Self {
        Self {
            retry: Some(wait),
            ..self
        }
    }

    /// Whether it has the name of a record about the events themselves.
    pub(super) fn is_record(&self) -> bool {
        matches!(self.name, Some("end" | "$error"))
    }

    /// Appends the fields before the data, each as one line.
    pub(crate) fn append(&self, out: &mut Buffer) -> fmt::Result {
        let mut line = OneLine(out);
        if let Some(name) = self.name {
            line.field("event: ", &name)?;
        }
        if let Some(id) = self.id {
            line.field("id: ", id)?;
        }
        if let Some(retry) = self.retry {
            line.field("retry: ", &retry.as_millis())?;
        }
        Ok(())
    }
}

impl fmt::Debug for SseEvent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SseEvent")
            .field("name", &self.name)
            .field("id", &self.id.map(ToString::to_string))
            .field("retry", &self.retry)
            .finish()
    }
}

/// Writes text on one line. Line breaks, and the zero byte that makes a browser ignore an id, become spaces.
struct OneLine<'a>(&'a mut Buffer);

impl OneLine<'_> {
    fn field(&mut self, name: &str, value: &dyn Display) -> fmt::Result {
        self.0.extend(name.as_bytes());
        write!(self, "{value}")?;
        self.0.push(b'\n');
        Ok(())
    }
}

impl Write for OneLine<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let kept = text.bytes().map(|byte| match byte {
            b'\n' | b'\r' | 0 => b' ',
            byte => byte,
        });
        kept.for_each(|byte| self.0.push(byte));
        Ok(())
    }
}
