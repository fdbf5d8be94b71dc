//! What a page costs beside one written by hand: instructions and allocations a request, in process, under valgrind.
//!
//! Counted over R requests and 2R, so that the difference has no start-up in it. All contenders answer alike to the byte,
//! which is compared first.

mod by_hand;
#[cfg(feature = "sqlite")]
pub(crate) mod database;
mod rows;
mod velithon;

use std::iter;

use axum::{Router, body::Body, extract::Request, http::header::LINK, routing};
use bytes::Bytes;
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::{
    failure::Failure,
    items::items,
    progress::progress,
    results,
    table::Table,
    valgrind::{self, Tool},
};

/// What is paginated: enough that the page asked for has all four links at every size.
const ROWS: u32 = 1000;
const SIZES: [u32; 3] = [1, 20, 100];

/// The most instructions of a page whose members have other names, as a multiple of those without, and from how many rows on
/// that is demanded: a page of one row is little but its envelope.
const NAMED: f64 = 1.03;
const NAMED_FROM: u32 = 20;

/// The most instructions more that a page takes whose body is a type, however many rows it has: for its links, which are texts
/// there, and for the serializer around the rows.
const ENVELOPE: f64 = 8_000.0;

/// How many requests are counted in a run whose figures are kept.
pub(crate) const REQUESTS: u32 = 1000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageContender {
    Nothing,
    SourceByHand,
    SourceToVec,
    Source,
    Named,
    Enveloped,
    HandleByHand,
    Handle,
}

impl PageContender {
    const ALL: [Self; 8] = [
        Self::Nothing,
        Self::SourceByHand,
        Self::SourceToVec,
        Self::Source,
        Self::Named,
        Self::Enveloped,
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
            Self::Named => "named",
            Self::Enveloped => "enveloped",
            Self::HandleByHand => "handle-by-hand",
            Self::Handle => "handle",
        }
    }

    /// Its name in the table.
    fn title(self) -> &'static str {
        match self {
            Self::Nothing => "axum alone, empty",
            Self::SourceByHand => "by hand, axum's `Json`",
            Self::SourceToVec => "by hand, `serde_json::to_vec`",
            Self::Source => "`#[paginate]`, returned rows",
            Self::Named => "the same, `members` and `meta`",
            Self::Enveloped => "the same, `envelope`",
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
            Self::Named => routing::get(velithon::named),
            Self::Enveloped => routing::get(velithon::enveloped),
            Self::HandleByHand => routing::get(by_hand::handle),
            Self::Handle => routing::get(velithon::handle),
        };
        Router::new().route("/", route).with_state(items(ROWS).collect())
    }
}

/// Takes the third page of `size` rows, `requests` times. Returns the last one's `Link` header and body.
pub(crate) fn drain(contender: PageContender, size: u32, requests: u32) -> Result<(String, Bytes), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let app = contender.app();
    let mut last = (String::new(), Bytes::new());
    for _ in 0..requests {
        let request = Request::get(format!("/?page=3&size={size}")).body(Body::empty())?;
        let response = runtime.block_on(app.clone().oneshot(request))?;
        let (head, body) = response.into_parts();
        if !head.status.is_success() {
            return Err(format!("{} answers with {}", contender.name(), head.status).into());
        }
        let body = runtime.block_on(body.collect())?.to_bytes();
        let link = head.headers.get(LINK).map(|link| link.to_str().map(str::to_owned));
        last = (link.transpose()?.unwrap_or_default(), body);
    }
    Ok(last)
}

/// Measures, prints and keeps: pages of rows in memory where there is valgrind to count with, those of a database where
/// this build has one.
///
/// # Errors
///
/// Where there is no valgrind, after what can be done without.
pub(crate) fn run(requests: Option<u32>, rounds: Option<u32>, keep: bool) -> Result<(), Failure> {
    let keep = keep && requests.is_none() && rounds.is_none();
    let can_count = valgrind::is_there();
    if can_count {
        count(requests.unwrap_or(REQUESTS), keep)?;
    }
    #[cfg(feature = "sqlite")]
    database::run(rounds, keep)?;
    #[cfg(not(feature = "sqlite"))]
    println!("Pages of a database are measured with `--features sqlite`, or `sea-orm` to have that beside them.");
    if can_count {
        Ok(())
    } else {
        Err("valgrind is not installed: pages of rows in memory were not counted".into())
    }
}

/// One line for each size, as README has them: instructions and allocations of each contender.
fn count(requests: u32, keep: bool) -> Result<(), Failure> {
    let titles = PageContender::ALL.iter().map(|contender| contender.title());
    let mut table = Table::new(iter::once("rows").chain(titles));
    let mut dear = Vec::new();
    for size in SIZES {
        let mut plain = f64::INFINITY;
        let mut cells = vec![size.to_string()];
        for contender in PageContender::ALL {
            if let Some(by_hand) = contender.by_hand()
                && drain(contender, size, 1)? != drain(by_hand, size, 1)?
            {
                return Err(format!("{} answers otherwise than by hand", contender.name()).into());
            }
            progress(&format!("pages of {size} rows: {}", contender.name()));
            let instructions = counted(Tool::Callgrind, contender, size, requests)?;
            let allocations = counted(Tool::Memcheck, contender, size, requests)?;
            match contender {
                PageContender::Source => plain = instructions,
                PageContender::Named if size >= NAMED_FROM && instructions > plain * NAMED => {
                    dear.push(format!("names take {:.3} at {size} rows", instructions / plain));
                }
                PageContender::Enveloped if instructions > plain + ENVELOPE => {
                    dear.push(format!(
                        "the type takes {:.0} more at {size} rows",
                        instructions - plain
                    ));
                }
                _ => {}
            }
            cells.push(format!("{} / {allocations:.0}", thousands(instructions)));
        }
        table.row(cells);
    }
    progress("");
    let section = format!(
        "## Pages of rows in memory\n\n{}\n\n\
         Instructions / allocations of a request for a page out of {ROWS} rows of 58 bytes, in process under valgrind; the \
         router, the request and the response are in them. *By hand* are handlers on axum with parameters, envelope and \
         links; *from a query's rows* is what `PageRequest` is to be compared with.\n\n{table}\n{}",
        results::command("--pages"),
        results::machine()
    );
    println!("{section}");
    if keep {
        results::put("pages", &section)?;
    }
    match &*dear {
        [] => Ok(()),
        dear => Err(format!(
            "names may take {NAMED} of the instructions and a type {ENVELOPE} more: {}",
            dear.join("; ")
        )
        .into()),
    }
}

/// A figure without decimals, its digits grouped by threes.
fn thousands(figure: f64) -> String {
    let digits = format!("{figure:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_by_threes() {
        let texts = [0.4, 22.0, 999.6, 113_275.0, 1_234_567.0].map(thousands);
        assert_eq!(texts, ["0", "22", "1,000", "113,275", "1,234,567"]);
    }
}
