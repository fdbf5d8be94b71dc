use std::{
    fmt::{self, Debug, Formatter},
    marker::PhantomData,
    sync::Arc,
    time::Duration,
};

use http::{HeaderName, HeaderValue};
use url::Url;

use crate::{
    format::Format,
    http::Http,
    next::Next,
    pages::Pages,
    plan::{Plan, Waits},
    proof::Proof,
    resume::Resume,
    rows::Rows,
};

/// Asks for everything at a URL, as rows of type `T`.
///
/// Nothing is sent before the first row or page is awaited.
///
/// # Example
///
/// ```no_run
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Person {
///     id: i64,
///     name: String,
/// }
///
/// # #[cfg(feature = "reqwest")]
/// async fn print(http: &reqwest::Client) -> Result<(), velithon_client::Error> {
///     let mut people = velithon_client::get::<Person>(http, "https://api.example/people").resume(5).rows();
///     while let Some(person) = people.try_next().await? {
///         println!("{} {}", person.id, person.name);
///     }
///     Ok(())
/// }
/// ```
pub fn get<T>(http: &(impl Http + Clone + 'static), url: impl AsRef<str>) -> Get<T> {
    let url = url.as_ref();
    let start = Url::parse(url).map_err(|error| format!("{url} is no URL to ask for: {error}"));
    let start = start.and_then(|start| match start.scheme() {
        "http" | "https" => Ok(start),
        _ => Err(format!("{url} is neither http nor https")),
    });
    Get {
        plan: Plan::new(Arc::new(http.clone()), start),
        rows: PhantomData,
    }
}

/// A request that has not been made: what [`get`] makes.
#[must_use = "nothing is asked for before `rows` or `pages` is awaited"]
pub struct Get<T> {
    plan: Plan,
    rows: PhantomData<fn() -> T>,
}

impl<T> Get<T> {
    /// All rows, one by one, whatever the server answers with: pages, an array, lines or events.
    ///
    /// Lines are asked for where there is the choice. Rows are handed out when they are proven, and so none twice: with the
    /// mark behind them, with the end of their page, or with the end of all. [`Rows::at_once`] does not wait for that.
    pub fn rows(self) -> Rows<T> {
        Rows::new(self.plan)
    }

    /// All pages, one by one. Of an export, each batch is one.
    pub fn pages(self) -> Pages<T> {
        Pages::new(self.plan)
    }

    /// Tries again after cuts, and after answers that say "later" (408, 425, 429, 502, 503, 504): so many times in a row
    /// without a new row or a response that came whole, 0 unless it is said. What has been handed out does not come again.
    ///
    /// Where the server has no place to go on from, as with an array, the body is asked for again and compared with the
    /// rows that were handed out: they are skipped where they are the same, and the cut is an error where they are not.
    pub fn resume(mut self, tries: u32) -> Self {
        self.plan.tries = tries;
        self
    }

    /// How long to wait before the first try and at most, 200 ms and a minute unless it is said: twice as long each time, a
    /// quarter more or less. `Retry-After` counts instead; where it asks for more than `most`, that is the end.
    pub fn waits(mut self, first: Duration, most: Duration) -> Self {
        self.plan.waits = Waits { first, most };
        self
    }

    /// Goes on where another walk was: [`Rows::position`], [`Page::resume`](crate::Page::resume), or
    /// [`Error::resume`](crate::Error::resume).
    ///
    /// Where neither the server nor [`cursor_parameter`](Self::cursor_parameter) names the parameter of a mark's cursor, the first
    /// rows are asked for once, without it, to know them when they come again.
    pub fn from(mut self, resume: impl Into<Option<Resume>>) -> Self {
        self.plan.from = resume.into().map(|resume| resume.0);
        self
    }

    /// A header for each request, such as `Authorization`. `Accept` replaces what is asked for otherwise.
    ///
    /// It goes to every origin that is allowed, and wherever the HTTP client follows a redirect to: reqwest takes away
    /// `Authorization` and cookies where that is another host, and no header such as `X-Api-Key`. The walk sees the response alone,
    /// and hands out none of its rows. A client that follows redirects within an origin keeps the headers there:
    ///
    /// ```
    /// # #[cfg(feature = "reqwest")]
    /// # fn client() -> reqwest::Result<reqwest::Client> {
    /// use reqwest::redirect::Policy;
    ///
    /// let within_origin = Policy::custom(|attempt| match attempt.previous().last() {
    ///     Some(from) if from.origin() == attempt.url().origin() => Policy::default().redirect(attempt),
    ///     _ => attempt.stop(),
    /// });
    /// let http = reqwest::Client::builder().redirect(within_origin).build()?;
    /// # Ok(http)
    /// # }
    /// ```
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(value)) => {
                self.plan.headers.append(name, value);
            }
            (Err(_), _) => self.plan.start = Err("a header's name is not valid".to_owned()),
            (Ok(name), Err(_)) => self.plan.start = Err(format!("the value of the header {name} is not valid")),
        }
        self
    }

    /// The member of an object that holds the rows, or a JSON pointer to it, such as `/hits/hits` or `/data/items`. Unless it is said, that
    /// is the only list of the body, and two are an error. Where it is `null`, there are no rows, nor where it is missing in a body of
    /// HAL, FHIR, SCIM or Google, which leave out an empty one; in any other, that is an error.
    ///
    /// Objects on the way to it are kept without it, as members of the page: `/data/next` is where a rule finds what stands beside it.
    pub fn items(mut self, name: &str) -> Self {
        self.plan.list = Some(name.to_owned());
        self
    }

    /// Where the next page is, instead of [the well-known places](Next).
    pub fn next(mut self, next: Next) -> Self {
        self.plan.next = Some(next);
        self
    }

    /// The parameter that the cursor of a mark or of a page goes into.
    ///
    /// A server's word counts more: what it names in `Link-Template` (RFC 9652), as Velithon's do wherever their links do not
    /// lead on. Where neither says it, that is `cursor`, or what [`Next`] lists beside the cursor's name. It is a guess then, and
    /// [`Reason::NoProgress`](crate::Reason::NoProgress) where the rows from before come again.
    pub fn cursor_parameter(mut self, name: &str) -> Self {
        self.plan.cursor_parameter = Some(name.to_owned());
        self
    }

    /// Lets next pages be at another origin too, such as `https://cdn.example`, and redirects lead there. It then sees the headers
    /// of [`header`](Self::header).
    pub fn allow_origin(mut self, origin: &str) -> Self {
        match Url::parse(origin) {
            Ok(url) => self.plan.origins.push(url.origin()),
            Err(error) => self.plan.start = Err(format!("{origin} is no origin: {error}")),
        }
        self
    }

    /// The longest JSON of a row, in bytes, and of what a page says beside its rows: 8 MiB unless it is said.
    pub fn max_item(mut self, bytes: usize) -> Self {
        self.plan.max_item = bytes;
        self
    }

    /// How many bytes of rows are held until they are proven: 8 MiB unless it is said. A row counts by its JSON, or by the size of
    /// its type where that is more.
    ///
    /// More between two marks, or in a page of [`pages`](Self::pages), is an error. Where no mark has come by then, there
    /// seem to be none, and [`rows`](Self::rows) goes on as [`Rows::at_once`] does.
    pub fn max_held(mut self, bytes: usize) -> Self {
        self.plan.max_held = bytes;
        self
    }

    /// What has to prove the end, at least; [`Proof::Framing`] unless it is said. An end that is proven by less is a cut.
    ///
    /// [`rows`](Self::rows) asks for what can prove it, where there is the choice: for arrays and pages where it has to be
    /// [`Proof::Syntax`], for lines and then for events where it has to be [`Proof::Record`].
    pub fn require(mut self, proof: Proof) -> Self {
        self.plan.required = proof;
        self
    }

    /// How the body is written, whatever its `Content-Type` says.
    pub fn format(mut self, format: Format) -> Self {
        self.plan.format = Some(format);
        self
    }
}

impl<T> Clone for Get<T> {
    fn clone(&self) -> Self {
        Self {
            plan: self.plan.clone(),
            rows: PhantomData,
        }
    }
}

/// Without the headers, which may be secret.
impl<T> Debug for Get<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Get")
            .field("url", &self.plan.start.as_ref().map(Url::as_str))
            .field("from", &self.plan.from)
            .field("tries", &self.plan.tries)
            .finish_non_exhaustive()
    }
}
