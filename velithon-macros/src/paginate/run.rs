//! How a handler's body runs, which decides what the function is that stands for the handler.

use syn::Type;

use super::source::Source;
use crate::{
    handler::Handler,
    returned::{Kind, plain_payload},
    types::{bare, contains_impl, last_segment, may_be_of_an_impl, may_borrow},
};

/// How the body runs.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Run {
    /// On a thread that may block: the handler is a plain `fn`.
    OnThread,
    /// At once: it awaits nothing, and neither does what becomes of the rows that it returns.
    AtOnce,
    /// In a future that the expanded function, a plain one, returns. An `async fn` around that future costs the compiler half as
    /// much again.
    InFuture,
    /// In the expanded `async fn`.
    Awaited,
}

impl Run {
    pub(super) fn of(source: &Source, handler: &Handler, is_walk: bool, is_export: bool) -> Self {
        let is_sync = handler.exits.is_sync();
        match source {
            _ if handler.is_blocking => Self::OnThread,
            Source::Requested { returned, .. } if is_sync && !contains_impl(returned) => Self::AtOnce,
            Source::Returned {
                kind: Kind::List(_), ..
            } if is_sync && !is_walk && !is_export => Self::AtOnce,
            Source::Requested { returned, .. }
            | Source::Returned {
                returned,
                kind: Kind::List(_),
            } if !is_export && can_return_future(handler, returned) => Self::InFuture,
            _ => Self::Awaited,
        }
    }
}

/// Whether a plain function can return the future: it owns all it needs, for good, and what it refuses is known from the spelling.
/// Attributes below ours that may take the function apart are given the `async fn` that they look for.
fn can_return_future(handler: &Handler, returned: &Type) -> bool {
    let is_owned = |ty: &Type| !may_borrow(ty) && !may_be_of_an_impl(ty);
    let all_owned = is_owned(returned) && handler.parameters.iter().all(|parameter| is_owned(&parameter.ty));
    let says_refusals = returns_rows(returned) || plain_payload(returned).is_some();
    all_owned && says_refusals && handler.generics.params.is_empty() && handler.has_inert_attributes()
}

/// Whether the type is spelled as rows alone, without a `Result` around them.
pub(super) fn returns_rows(returned: &Type) -> bool {
    last_segment(returned).is_some_and(|name| name == "PageItems" || name == "Vec")
        || matches!(bare(returned), Type::Array(_))
}
