use http::StatusCode;

use super::{PageRequest, query, refusal::Refusal};
use crate::{
    head::RequestHead,
    page::options::{PageOptions, over_max::OverMax},
    problem::Problem,
};

/// A checked request for a numbered page: what generated code keeps while the handler runs.
#[derive(Clone, Copy, Debug)]
pub struct Paging<'h> {
    pub(crate) head: &'h RequestHead,
    pub(crate) options: &'h PageOptions,
    pub(crate) request: PageRequest,
    /// The deepest row at which a page may start, and so the deepest that a link may lead to.
    pub(crate) deepest: u64,
}

impl<'h> Paging<'h> {
    /// How deep a handle, an iterator, a stream or a query may be asked to go, unless its handler says otherwise:
    /// each row before the page costs time there.
    pub const COSTLY: Option<u64> = Some(50_000);

    /// Reads the parameters of a page. `source_depth` is the source's own limit, in rows.
    ///
    /// # Errors
    ///
    /// The refusal of a request that asks for no page of this handler: 400, as `application/problem+json`.
    pub fn open(
        head: &'h RequestHead,
        options: &'h PageOptions,
        source_depth: Option<u64>,
    ) -> Result<Self, Refusal<'h>> {
        Self::read(head, options, source_depth).map_err(|problem| Refusal::new(head, problem))
    }

    /// A request that [`open`](Self::open) has checked, on the thread that its handler ran on.
    pub(crate) fn checked(
        head: &'h RequestHead,
        options: &'h PageOptions,
        request: PageRequest,
        source_depth: Option<u64>,
    ) -> Self {
        Self {
            head,
            options,
            request,
            deepest: options.deepest(source_depth),
        }
    }

    /// The rows to read, for the handler's parameter.
    #[must_use]
    pub fn request(&self) -> PageRequest {
        self.request
    }

    pub(crate) fn head(&self) -> &RequestHead {
        self.head
    }

    fn read(head: &'h RequestHead, options: &'h PageOptions, source_depth: Option<u64>) -> Result<Self, Problem> {
        let query = head.query().unwrap_or_default();
        let position = parameter(query, options.position_name, options.style.first(), None)?;
        let size = size(query, options)?;
        let deepest = options.deepest(source_depth);
        let offset = match position {
            None => Some(0),
            Some(position) => options.style.offset_of(position, size),
        };
        match offset.filter(|&offset| offset <= deepest) {
            Some(offset) => Ok(Self {
                head,
                options,
                request: PageRequest::new(offset, size),
                deepest,
            }),
            None => Err(too_deep(options, size, deepest)),
        }
    }
}

pub(crate) fn size(query: &str, options: &PageOptions) -> Result<u32, Problem> {
    let max = options.max_size;
    match parameter(query, options.size_name, 1, Some(max.into()))?.map(u32::try_from) {
        None => Ok(options.size),
        Some(Ok(size)) if size <= max => Ok(size),
        Some(_) if options.over_max == OverMax::Clamp => Ok(max),
        Some(_) => {
            let name = options.size_name;
            let detail = format!("`{name}` is above its maximum, {max}");
            Err(bad(name, "size-too-large", detail)
                .with("minimum", 1)
                .with("maximum", max))
        }
    }
}

/// A parameter's value, still encoded; `None` if it is absent or empty.
pub(crate) fn given<'q>(query: &'q str, name: &'static str) -> Result<Option<&'q str>, Problem> {
    let given = query::only(query, name)
        .map_err(|query::GivenTwice| bad(name, "duplicate-parameter", format!("`{name}` is given more than once")))?;
    Ok(given.filter(|value| !value.is_empty()))
}

/// A parameter's number; `None` if it is absent or empty.
pub(crate) fn parameter(
    query: &str,
    name: &'static str,
    minimum: u64,
    maximum: Option<u64>,
) -> Result<Option<u64>, Problem> {
    let Some(value) = given(query, name)? else {
        return Ok(None);
    };
    if let Some(number) = query::number(value).filter(|&number| number >= minimum) {
        return Ok(Some(number));
    }
    let detail = format!("`{name}` is a whole number of at most 64 bits in decimal digits, at least {minimum}");
    let problem = bad(name, "invalid-parameter", detail).with("minimum", minimum);
    Err(match maximum {
        Some(maximum) => problem.with("maximum", maximum),
        None => problem,
    })
}

fn too_deep(options: &PageOptions, size: u32, deepest: u64) -> Problem {
    let name = options.position_name;
    let detail = format!(
        "pages start at row {deepest} at the latest, counted from 0; to go further, narrow the query or follow a cursor"
    );
    bad(name, "offset-too-deep", detail)
        .with("minimum", options.style.first())
        .with("maximum", options.style.position_of(deepest, size))
        .with("max_offset", deepest)
}

pub(crate) fn bad(name: &'static str, code: &'static str, detail: String) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, code, detail).with("parameter", name)
}
