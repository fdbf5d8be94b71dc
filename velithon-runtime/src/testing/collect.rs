use std::{
    error::Error,
    fmt,
    future::{Future, IntoFuture, poll_fn},
    pin::{Pin, pin},
};

use bytes::Buf;
use http::{HeaderMap, Response, StatusCode};
use http_body::Body;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::body_reader::{BodyFormat, BodyReader};

type BoxError = Box<dyn Error + Send + Sync>;

/// Reads a response of either attribute to its end: its rows, and whether that is all of them.
///
/// Pages, arrays, the rows of an object, lines, events and documents are read alike. A response that fails late is not an error
/// of this function: what came before is there, and [`End::Failed`] says what the server's log says. No time passes: each chunk is
/// given back as soon as it is read, so a test needs no paused clock, under which pools of connections time out.
///
/// # Example
///
/// ```
/// use serde::Serialize;
/// use velithon::{RequestHead, stream_json, testing::{self, End}};
///
/// #[derive(Serialize)]
/// struct Order {
///     id: u32,
/// }
///
/// #[stream_json]
/// async fn orders() -> Vec<Order> {
///     vec![Order { id: 1 }, Order { id: 2 }]
/// }
///
/// futures::executor::block_on(async {
///     // Or what a router answers: `app.oneshot(request).await?`.
///     let response = orders(RequestHead::from(&http::Request::new(()))).await.into_http();
///     let orders = testing::collect(response).await;
///     assert_eq!(orders.column::<u32>("id")?, [1, 2]);
///     assert_eq!(orders.end, End::Complete);
///     Ok::<(), serde_json::Error>(())
/// })?;
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use = "nothing is read unless it is awaited"]
pub fn collect<B>(response: Response<B>) -> Collect<B> {
    Collect {
        response,
        items: None,
        most: usize::MAX,
    }
}

/// A response that has not been read: what [`collect`] makes. It is awaited.
#[derive(Debug)]
#[must_use = "nothing is read unless it is awaited"]
pub struct Collect<B> {
    response: Response<B>,
    items: Option<String>,
    most: usize,
}

impl<B> Collect<B> {
    /// The member of an object that holds the rows. Unless it is said, that is `items`, or else the first list.
    pub fn items(mut self, name: &str) -> Self {
        self.items = Some(name.to_owned());
        self
    }

    /// Reads until there are so many rows, and then hangs up as a client does: for feeds, which do not end.
    pub fn up_to(mut self, rows: usize) -> Self {
        self.most = rows;
        self
    }
}

/// A response that was read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Collected {
    /// The status of the response.
    pub status: StatusCode,
    /// The headers of the response.
    pub headers: HeaderMap,
    /// The rows that came, in their order; of a document, the document. None of a refusal.
    pub rows: Vec<Value>,
    /// Whether that is all, or what failed.
    pub end: End,
    /// The whole text of its body.
    pub text: String,
}

/// How a response ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum End {
    /// All rows came, and the end that proves it.
    Complete,
    /// It ended before: what the server's log says of it, or the problem that is the response.
    Failed(String),
    /// The test hung up, as [`up_to`](Collect::up_to) says.
    HungUp,
}

impl Collected {
    /// The rows as a type.
    ///
    /// # Errors
    ///
    /// One of them is none.
    pub fn rows_as<T: DeserializeOwned>(&self) -> serde_json::Result<Vec<T>> {
        self.rows.iter().map(T::deserialize).collect()
    }

    /// One member of each row, such as its `id`.
    ///
    /// # Errors
    ///
    /// A row has none of this name and type.
    pub fn column<T: DeserializeOwned>(&self, member: &str) -> serde_json::Result<Vec<T>> {
        let member = |row: &Value| T::deserialize(row.get(member).unwrap_or(&Value::Null));
        self.rows.iter().map(member).collect()
    }

    /// The whole body: a page with what stands beside its rows, a document or a problem.
    ///
    /// # Errors
    ///
    /// It is no JSON.
    pub fn json(&self) -> serde_json::Result<Value> {
        serde_json::from_str(&self.text)
    }
}

impl<B> IntoFuture for Collect<B>
where
    B: Body<Error: Into<BoxError>> + Send + 'static,
    B::Data: Send,
{
    type Output = Collected;
    type IntoFuture = Pin<Box<dyn Future<Output = Collected> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.read())
    }
}

impl<B: Body<Error: Into<BoxError>>> Collect<B> {
    async fn read(self) -> Collected {
        let Self { response, items, most } = self;
        let (parts, body) = response.into_parts();
        let mut body = pin!(body);
        let mut reader = BodyReader::new(BodyFormat::of(&parts.headers), items.as_deref());
        let mut failure = None;
        let mut hung_up = false;
        while let Some(frame) = poll_fn(|cx| body.as_mut().poll_frame(cx)).await {
            match frame.map(http_body::Frame::into_data) {
                Ok(Ok(mut data)) => {
                    // Copied, and given back: a response waits for its chunks to be written before it says that it failed.
                    while data.has_remaining() {
                        let chunk = data.chunk();
                        reader.push(chunk);
                        data.advance(chunk.len());
                    }
                }
                Ok(Err(_trailers)) => {}
                Err(error) => {
                    failure = Some(chain(&*error.into()));
                    break;
                }
            }
            if most != usize::MAX && reader.rows() >= most {
                hung_up = true;
                break;
            }
        }
        let (mut read, bytes) = reader.finish();
        read.rows.truncate(most);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let is_refusal = parts.status.is_client_error() || parts.status.is_server_error();
        let failure = failure.or_else(|| read.failure.map(|failure| failure.to_string()));
        let end = match failure {
            _ if is_refusal => {
                read.rows.clear();
                End::Failed(format!("{}: {text}", parts.status))
            }
            _ if hung_up => End::HungUp,
            Some(failure) => End::Failed(failure),
            None => End::Complete,
        };
        Collected {
            status: parts.status,
            headers: parts.headers,
            rows: read.rows,
            end,
            text,
        }
    }
}

/// What an error says, and what its sources say that it does not.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        let said = error.to_string();
        if !text.contains(&said) {
            text = format!("{text}: {said}");
        }
        source = error.source();
    }
    text
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Complete => f.write_str("complete"),
            Self::Failed(what) => write!(f, "failed: {what}"),
            Self::HungUp => f.write_str("the test hung up"),
        }
    }
}
