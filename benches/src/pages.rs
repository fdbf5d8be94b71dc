//! What a page costs beside one written by hand: instructions and allocations a request, in process, under valgrind.
//!
//! Counted over R requests and 2R, so that the difference has no start-up in it. All contenders answer alike to the byte,
//! which is compared first.

mod by_hand;
mod velithon;

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::header::LINK,
    routing,
};
use bytes::Bytes;
use futures::executor::block_on;
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::{
    Failure,
    items::{Small, items},
    table::Table,
    valgrind::Tool,
};

/// What is paginated: enough that the page asked for has all four links at every size.
const ROWS: u32 = 1000;
const SIZES: [u32; 3] = [1, 20, 100];

type Rows = State<Arc<[Small]>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageContender {
    Nothing,
    SourceByHand,
    SourceToVec,
    Source,
    HandleByHand,
    Handle,
}

impl PageContender {
    const ALL: [Self; 6] = [
        Self::Nothing,
        Self::SourceByHand,
        Self::SourceToVec,
        Self::Source,
        Self::HandleByHand,
        Self::Handle,
    ];

    /// Its name on the command line.
    fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::SourceByHand => "source-by-hand",
            Self::SourceToVec => "source-to-vec",
            Self::Source => "source",
            Self::HandleByHand => "handle-by-hand",
            Self::Handle => "handle",
        }
    }

    /// Its name in the table.
    fn title(self) -> &'static str {
        match self {
            Self::Nothing => "axum alone, an empty answer",
            Self::SourceByHand => "by hand, from rows in memory",
            Self::SourceToVec => "the same with `serde_json::to_vec`",
            Self::Source => "`#[paginate]`, returned rows",
            Self::HandleByHand => "by hand, from a query's rows",
            Self::Handle => "`#[paginate]`, `PageRequest`",
        }
    }

    /// What is written by hand for the same page.
    fn by_hand(self) -> Option<Self> {
        match self {
            Self::SourceToVec | Self::Source => Some(Self::SourceByHand),
            Self::Handle => Some(Self::HandleByHand),
            _ => None,
        }
    }

    pub(crate) fn by_name(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|contender| contender.name() == name);
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("no contender is named `{name}`: there are {names}")
        })
    }

    fn app(self) -> Router {
        let route = match self {
            Self::Nothing => routing::get(async || {}),
            Self::SourceByHand => routing::get(by_hand::source),
            Self::SourceToVec => routing::get(by_hand::source_to_vec),
            Self::Source => routing::get(velithon::source),
            Self::HandleByHand => routing::get(by_hand::handle),
            Self::Handle => routing::get(velithon::handle),
        };
        Router::new().route("/", route).with_state(items(ROWS).collect())
    }
}

/// Takes the third page of `size` rows, `requests` times. Returns the last one's `Link` header and body.
pub(crate) fn drain(contender: PageContender, size: u32, requests: u32) -> Result<(String, Bytes), Failure> {
    let app = contender.app();
    let mut last = (String::new(), Bytes::new());
    for _ in 0..requests {
        let request = Request::get(format!("/?page=3&size={size}")).body(Body::empty())?;
        let response = block_on(app.clone().oneshot(request))?;
        let (head, body) = response.into_parts();
        let body = block_on(body.collect())?.to_bytes();
        let link = head.headers.get(LINK).map(|link| link.to_str().map(str::to_owned));
        last = (link.transpose()?.unwrap_or_default(), body);
    }
    Ok(last)
}

/// Counts and prints.
pub(crate) fn run(requests: u32) -> Result<(), Failure> {
    let mut table = Table::new(["", "rows", "instructions", "of by hand", "allocations", "by hand"]);
    for size in SIZES {
        let mut counts: Vec<(PageContender, f64, f64)> = Vec::new();
        for contender in PageContender::ALL {
            if let Some(by_hand) = contender.by_hand()
                && drain(contender, size, 1)? != drain(by_hand, size, 1)?
            {
                return Err(format!("{} answers otherwise than by hand", contender.name()).into());
            }
            let instructions = counted(Tool::Callgrind, contender, size, requests)?;
            let allocations = counted(Tool::Memcheck, contender, size, requests)?;
            let by_hand = counts.iter().find(|(other, ..)| contender.by_hand() == Some(*other));
            table.row([
                contender.title().to_owned(),
                size.to_string(),
                format!("{instructions:.0}"),
                by_hand
                    .map(|(_, by_hand, _)| format!("{:.2}", instructions / by_hand))
                    .unwrap_or_default(),
                format!("{allocations:.1}"),
                by_hand.map(|(.., by_hand)| format!("{by_hand:.1}")).unwrap_or_default(),
            ]);
            counts.push((contender, instructions, allocations));
        }
    }
    println!(
        "a page of {ROWS} rows of 58 bytes, a request, in process under valgrind; the router and the request included\n"
    );
    println!("{table}");
    Ok(())
}

/// The figure of one request: the difference between 2R of them and R.
fn counted(tool: Tool, contender: PageContender, size: u32, requests: u32) -> Result<f64, Failure> {
    let count = |requests: u32| {
        tool.count(&[
            "--page",
            contender.name(),
            "--items",
            &size.to_string(),
            "--requests",
            &requests.to_string(),
        ])
    };
    Ok((count(2 * requests)? - count(requests)?) / f64::from(requests))
}
