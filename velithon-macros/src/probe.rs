//! Questions to a type, as constant expressions: a probe of the runtime has an inherent constant where the answer is yes, and that of a
//! trait for all other types.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};

use crate::crate_path::CratePath;

/// A probe of the runtime.
pub(crate) struct Probe {
    module: &'static str,
    name: &'static str,
    /// The trait that answers for types of which there is nothing to tell.
    otherwise: &'static str,
}

/// Asks what a handler returns.
pub(crate) const RETURNED: Probe = Probe {
    module: "kind",
    name: "Probe",
    otherwise: "Otherwise",
};

/// Asks what is paginated.
pub(crate) const PAGINATED: Probe = Probe {
    module: "page",
    name: "SourceProbe",
    otherwise: "Not",
};

/// Asks for the error of a `Result`.
pub(crate) const ERROR: Probe = Probe {
    module: "facts",
    name: "ErrorProbe",
    otherwise: "NoFact",
};

impl Probe {
    /// The import of the probe, and of the trait that answers where no inherent constant does: where one does, the import is not used, and
    /// with our own span it is not reported.
    pub(crate) fn import(&self, krate: &CratePath, span: Span) -> TokenStream {
        let span = Span::mixed_site().located_at(span);
        let krate = krate.at(span);
        let [module, name, otherwise, imported] =
            [self.module, self.name, self.otherwise, IMPORTED].map(|name| Ident::new(name, span));
        quote_spanned!(span=> use #krate::__private::#module::{#name as #imported, #otherwise as _};)
    }

    /// The answer to one question.
    pub(crate) fn ask(&self, krate: &CratePath, span: Span, ty: &impl ToTokens, name: &str) -> TokenStream {
        self.flags(krate, span, ty, &[name])
    }

    /// The flags of all answers.
    pub(crate) fn flags(&self, krate: &CratePath, span: Span, ty: &impl ToTokens, names: &[&str]) -> TokenStream {
        let (import, answers) = (self.import(krate, span), answers(ty, names));
        quote_spanned!(span=> { #import #(#answers)|* })
    }
}

/// The answers of a type, which need [`Probe::import`] around them. They begin and end where the type does: what the compiler
/// says of a type that is wrong is the same for each of them and for the type itself, and is said once.
pub(crate) fn answers(ty: &impl ToTokens, names: &[&str]) -> Vec<TokenStream> {
    let ty = ty.to_token_stream();
    let (first, last) = ends(&ty);
    let probe = Ident::new(IMPORTED, first);
    let answer = |name: &&str| {
        let name = Ident::new(&format!("VELITHON_{name}"), last);
        let end = quote_spanned!(last=> >::#name);
        quote_spanned!(first=> #probe::<#ty #end)
    };
    names.iter().map(answer).collect()
}

/// What stands for the type of a handler's `Result`, without a value of it.
pub(crate) fn stand_for(krate: &CratePath, ty: &impl ToTokens) -> TokenStream {
    let (first, last) = ends(&ty.to_token_stream());
    let krate = krate.at(first);
    let end = quote_spanned!(last=> >());
    quote_spanned!(first=> #krate::__private::dialect::tag_of::<#ty #end)
}

/// The name of a probe where it asks. No type of an application is called so, and the types that are asked are looked up there.
const IMPORTED: &str = "VelithonProbe";

/// Where the tokens begin and end.
pub(crate) fn ends(tokens: &TokenStream) -> (Span, Span) {
    let mut tokens = tokens.clone().into_iter();
    let (first, last) = match (tokens.next(), tokens.last()) {
        (Some(first), Some(last)) => (first, last),
        (Some(only), None) => (only.clone(), only),
        (None, _) => return (Span::call_site(), Span::call_site()),
    };
    (
        end(&first, Group::span_open, |(first, _)| first),
        end(&last, Group::span_close, |(_, last)| last),
    )
}

/// The place of a token, or of one end of a group. The invisible group around an argument of a `macro_rules!` has none of its own.
fn end(token: &TokenTree, of_group: fn(&Group) -> Span, of_ends: fn((Span, Span)) -> Span) -> Span {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => of_ends(ends(&group.stream())),
        TokenTree::Group(group) => of_group(group),
        token => token.span(),
    }
}
