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

use axum::{Router, routing};
use bytes::Bytes;

use crate::{
    drain,
    failure::Failure,
    items::items,
    progress::progress,
    results,
    table::{Table, thousands},
    valgrind::{self, Tool},
};

/// What is paginated: enough that the page asked for has all four links at every size.
const ROWS: u32 = 1000;
const SIZES: [u32; 3] = [1, 20, 100];

/// The most instructions of a page whose members have other names, or whose body is a type, as a multiple of those without, and
/// from how many rows on that is demanded: a page of one row is little but its envelope.
const ENVELOPE: f64 = 1.03;
const ENVELOPE_FROM: u32 = 20;

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
    Linked,
    LinkedEnvelope,
    HandleByHand,
    Handle,
}

impl PageContender {
    const ALL: [Self; 10] = [
        Self::Nothing,
        Self::SourceByHand,
        Self::SourceToVec,
        Self::Source,
        Self::Named,
        Self::Enveloped,
        Self::Linked,
        Self::LinkedEnvelope,
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
            Self::Linked => "linked",
            Self::LinkedEnvelope => "linked-envelope",
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
            Self::Linked => "`#[paginate]`, links in the body",
            Self::LinkedEnvelope => "links in the body, `envelope`",
            Self::HandleByHand => "by hand, from a query's rows",
            Self::Handle => "`#[paginate]`, `PageRequest`",
        }
    }

    /// Another one that answers alike to the byte.
    fn alike(self) -> Option<Self> {
        match self {
            Self::SourceToVec | Self::Source | Self::Enveloped => Some(Self::SourceByHand),
            Self::LinkedEnvelope => Some(Self::Linked),
            Self::Handle => Some(Self::HandleByHand),
            _ => None,
        }
    }

    /// The same page without its names or its type.
    fn plain(self) -> Option<Self> {
        match self {
            Self::Named | Self::Enveloped => Some(Self::Source),
            Self::LinkedEnvelope => Some(Self::Linked),
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
            Self::Linked => routing::get(velithon::linked),
            Self::LinkedEnvelope => routing::get(velithon::linked_envelope),
            Self::HandleByHand => routing::get(by_hand::handle),
            Self::Handle => routing::get(velithon::handle),
        };
        Router::new().route("/", route).with_state(items(ROWS).collect())
    }
}

/// Takes the third page of `size` rows, `requests` times. Returns the last one's `Link` header and body.
pub(crate) fn drain(contender: PageContender, size: u32, requests: u32) -> Result<(String, Bytes), Failure> {
    drain::pages(|| contender.app(), &format!("/?page=3&size={size}"), requests)
        .map_err(|failure| format!("{}: {failure}", contender.name()).into())
}

/// Measures, prints and keeps: pages of rows in memory where there is valgrind to count with, those of a database where
/// this build has one; without times where counts alone are asked for.
///
/// # Errors
///
/// Where there is no valgrind, after what can be done without.
pub(crate) fn run(requests: Option<u32>, rounds: Option<u32>, counts_only: bool, keep: bool) -> Result<(), Failure> {
    let keep = keep && requests.is_none() && rounds.is_none();
    let can_count = valgrind::is_there();
    if can_count {
        count(requests.unwrap_or(REQUESTS), keep)?;
    }
    #[cfg(feature = "sqlite")]
    database::run((!counts_only).then(|| rounds.unwrap_or(database::ROUNDS)), keep)?;
    #[cfg(not(feature = "sqlite"))]
    if !counts_only {
        println!("Pages of a database are measured with `--features sqlite`, or `sea-orm` to have that beside them.");
    }
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
        let mut counts = Vec::new();
        let mut cells = vec![size.to_string()];
        for contender in PageContender::ALL {
            if let Some(other) = contender.alike()
                && drain(contender, size, 1)? != drain(other, size, 1)?
            {
                return Err(format!("{} answers otherwise than {}", contender.name(), other.name()).into());
            }
            progress(&format!("pages of {size} rows: {}", contender.name()));
            let instructions = counted(Tool::Callgrind, contender, size, requests)?;
            let allocations = counted(Tool::Memcheck, contender, size, requests)?;
            counts.push((contender, instructions));
            let plain = contender.plain().filter(|_| size >= ENVELOPE_FROM);
            let plain = plain.and_then(|plain| counts.iter().find(|(counted, _)| *counted == plain));
            if let Some((_, plain)) = plain
                && instructions > plain * ENVELOPE
            {
                dear.push(format!(
                    "{} takes {:.3} at {size} rows",
                    contender.name(),
                    instructions / plain
                ));
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
            "names and types may take {ENVELOPE} of the instructions without: {}",
            dear.join("; ")
        )
        .into()),
    }
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
