//! Where the rows of a handler come from.

use syn::{Generics, Ident, ReturnType, Type};

use super::{
    refuse::{refuse_list, refuse_results},
    style::Style,
};
use crate::{
    errors::Errors,
    handle::Handle,
    returned::{Kind, Shape, is_try_stream, refuse, returns_items},
    types::is_nameable,
};

/// Where the rows come from.
pub(crate) enum Source {
    /// The handler takes a request for a page and returns the rows of that page.
    Requested { handle: Handle, returned: Type },
    /// The handler returns a source, of which the runtime reads a page.
    Returned { returned: Type, kind: Kind },
    /// Nowhere, which has been reported. The body is still checked, unless its type was refused.
    Refused { returned: Option<Type> },
}

impl Source {
    pub(super) fn new(
        style: Style,
        handle: Option<Handle>,
        output: ReturnType,
        generics: &Generics,
        name: &Ident,
        errors: &mut Errors,
    ) -> Self {
        let returned = match output {
            ReturnType::Type(_, returned) => *returned,
            ReturnType::Default => {
                let message = match (handle.is_some(), style) {
                    (true, _) => "nothing to answer with; return `PageItems<T>`",
                    (false, Style::Cursor) => {
                        "nothing to paginate; return a list or a `CursorSource`, or take a `page: CursorRequest<T>` and \
                         return `PageItems<T>`"
                    }
                    (false, _) => {
                        "nothing to paginate; return a list, an iterator, a stream or a `PageSource`, or take a \
                         `page: PageRequest` and return `PageItems<T>`"
                    }
                };
                errors.at(name, message);
                return Self::Refused {
                    returned: Some(syn::parse_quote!(_)),
                };
            }
        };
        if refuse_results(&returned, handle.is_some(), errors) {
            return Self::Refused { returned: None };
        }
        if let Some(handle) = handle {
            if refuse::refuse_swapped(&returned, errors) || refuse_list(&handle, errors) {
                return Self::Refused { returned: None };
            }
            if returns_items(&returned) {
                let message = "a handler with a request for a page returns the rows of that page; write `PageItems<T>`, or \
                               remove the request";
                errors.at(&returned, message);
                return Self::Refused { returned: None };
            }
            return Self::Requested { handle, returned };
        }
        if refuse::refuse(&returned, errors) {
            return Self::Refused { returned: None };
        }
        let kind = Kind::new(&returned, generics).filter(|kind| !is_document(kind));
        if let Some(kind) = kind {
            return Self::Returned { returned, kind };
        }
        let message = if is_try_stream(&returned) {
            "a `TryStream` says nothing about items; write `impl Stream<Item = Result<T, E>>`"
        } else if style == Style::Cursor {
            "this `impl Trait` cannot be walked by cursor; write `impl CursorSource<Item = T>`"
        } else {
            "this `impl Trait` is nothing to paginate; write `impl Iterator<Item = T>`, `impl Stream<Item = T>` or \
             `impl PageSource`"
        };
        errors.at(&returned, message);
        Self::Refused { returned: None }
    }

    /// Whether the type of a row can be written outside of the handler.
    pub(super) fn names_row(&self, generics: &Generics) -> bool {
        match self {
            Self::Requested { returned, .. } => is_nameable(returned, generics),
            Self::Returned { kind, .. } => kind.names_item(generics),
            // It was reported; nothing else about it is.
            Self::Refused { .. } => true,
        }
    }
}

fn is_document(kind: &Kind) -> bool {
    matches!(kind, Kind::Opaque(spelled) if spelled.shape == Shape::Document)
}
