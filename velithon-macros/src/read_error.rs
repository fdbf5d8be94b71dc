use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use crate::{body::local, handler::Handler};

/// A closure that reads text and status of the handler's error, for errors after the response has started. The references
/// are the levels of a search by method resolution. The imports have our own span, so that lints about redundant imports
/// and borrows do not report them.
pub(crate) fn read_error(handler: &Handler) -> TokenStream {
    let (krate, span) = (handler.krate(), handler.span);
    let (error, how) = (local("__error", span), local("__how", span));
    let imports = handler.krate.at(Span::mixed_site());
    let imports = quote_spanned! {Span::mixed_site()=>
        use #imports::__private::{
            answer::{ViaActix as _, ViaAxum as _, ViaHost as _, ViaProblem as _},
            describe::{ViaAsRef as _, ViaDebug as _, ViaDisplay as _, ViaError as _, ViaName as _},
        };
    };
    quote_spanned! {span=>
        |#error| {
            #imports
            #[allow(clippy::needless_borrow)] // one reference for each level of the search
            let #how = (&&&&#krate::__private::answer::tag(&#error)).velithon_status_by();
            (
                (&&&&&#krate::__private::describe::Describe(&#error)).velithon_describe(),
                #krate::__private::answer::status(#error, #how),
            )
        }
    }
}
