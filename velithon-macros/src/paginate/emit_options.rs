//! The `PageOptions` that the arguments make, and the check that rows have the order that `sort` names.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::{LitStr, Type, spanned::Spanned};

use super::{
    args::{Items, Links, MaxOffset, Total},
    plan::Plan,
    style::Style,
};
use crate::{returned::Kind, types::mentions};

impl Plan {
    /// A check, reported at the name, that the rows of a returned source have the order that `sort` names. Where their type
    /// cannot stand in a constant, there is none, and the handler answers 500.
    pub(super) fn check_sort(&self, returned: &Type, kind: &Kind) -> Option<TokenStream> {
        let (sort, krate) = (self.options.sort.as_ref()?, self.handler.krate());
        let has_sort = quote_spanned!(self.handler.span=> #krate::__private::page::probe!(has_sort #returned, #sort));
        matches!(kind, Kind::Typed | Kind::List(_)).then(|| self.assert_sort(sort, &has_sort))
    }

    /// The same check for the row of a `CursorRequest<T>`.
    pub(super) fn check_row_sort(&self, row: &Type) -> Option<TokenStream> {
        let (sort, krate) = (self.options.sort.as_ref()?, self.handler.krate());
        let has_sort = quote_spanned!(self.handler.span=> #krate::__private::page::probe!(row_has_sort #row, #sort));
        (!mentions(row, &self.handler.generics)).then(|| self.assert_sort(sort, &has_sort))
    }

    fn assert_sort(&self, sort: &LitStr, has_sort: &TokenStream) -> TokenStream {
        let message = format!(
            "these rows have no order `{}`; name one that their `#[keyset(sort = …)]` has",
            sort.value()
        );
        let place = sort.span();
        let check = quote_spanned!(place=> ::core::assert!(#has_sort, #message));
        quote_spanned!(self.handler.span=> const _: () = #check;)
    }

    /// The handler's options, or the path of the constant that holds them.
    pub(super) fn options(&self) -> TokenStream {
        match &self.openapi {
            Some(openapi) => openapi.options(self.handler.span),
            None => self.written_options(),
        }
    }

    /// The handler's options, as a constant expression: its `PageOptions`, with its `ExportOptions` where it exports.
    pub(super) fn written_options(&self) -> TokenStream {
        let page = self.page_options();
        let Some(export) = &self.export else {
            return page;
        };
        let (krate, span) = (self.handler.krate(), self.handler.span);
        let export = export.options(&self.handler.krate, span);
        quote_spanned!(span=> #krate::__private::page::HandlerOptions { page: #page, export: #export })
    }

    /// The handler's `PageOptions`, as a constant expression.
    fn page_options(&self) -> TokenStream {
        let (krate, span, options) = (self.handler.krate(), self.handler.span, &self.options);
        let style = match options.style {
            Style::Page => quote_spanned!(span=> Page),
            Style::Offset => quote_spanned!(span=> Offset),
            Style::Cursor => quote_spanned!(span=> Cursor),
        };
        let names = options
            .names
            .as_ref()
            .map(|(position, size)| quote_spanned!(span=> .names(#position, #size)));
        let sizes = options
            .sizes
            .map(|(size, max)| quote_spanned!(span=> .size(#size, #max)));
        let over_max = options
            .rejects
            .then(|| quote_spanned!(span=> .over_max(#krate::__private::options::OverMax::Reject)));
        let max_offset = options.max_offset.map(|rows| match rows {
            MaxOffset::None => quote_spanned!(span=> .max_offset(::core::option::Option::None)),
            MaxOffset::Rows(rows) => quote_spanned!(span=> .max_offset(::core::option::Option::Some(#rows))),
        });
        let total = options.total.map(|total| {
            let total = match total {
                Total::None => quote_spanned!(span=> None),
                Total::Exact => quote_spanned!(span=> Exact),
                Total::Capped(rows) => quote_spanned!(span=> Capped(#rows)),
                Total::Cached(milliseconds) => {
                    quote_spanned!(span=> Cached(::core::time::Duration::from_millis(#milliseconds)))
                }
            };
            quote_spanned!(span=> .total(#krate::__private::options::Total::#total))
        });
        let items = options.items.as_ref().map(|items| match items {
            Items::None(_) => quote_spanned!(span=> .bare()),
            Items::Named(name) => quote_spanned!(span=> .items(#name)),
        });
        let members = options
            .members
            .iter()
            .flat_map(|members| &members.names)
            .map(|(member, name)| {
                let member = member.variant();
                let some = |name| quote_spanned!(span=> ::core::option::Option::Some(#name));
                let name = name
                    .as_ref()
                    .map_or_else(|| quote_spanned!(span=> ::core::option::Option::None), some);
                quote_spanned!(span=> .member(#krate::__private::options::PageMember::#member, #name))
            });
        let meta = options.meta.as_ref().map(|name| quote_spanned!(span=> .meta(#name)));
        let envelope = options.envelope.as_ref().map(|path| {
            let place = path.span();
            let krate = self.handler.krate.at(place);
            quote_spanned!(place=> .envelope::<#path<#krate::PageRows>>())
        });
        let links = options.links.map(|links| {
            let links = match links {
                Links::Header => quote_spanned!(span=> Header),
                Links::Body => quote_spanned!(span=> Body),
                Links::Both => quote_spanned!(span=> Both),
                Links::None => quote_spanned!(span=> None),
            };
            quote_spanned!(span=> .links(#krate::__private::options::Links::#links))
        });
        let links_base = options
            .links_base
            .as_ref()
            .map(|base| quote_spanned!(span=> .links_base(#base)));
        let sort = options.sort.as_ref().map(|name| quote_spanned!(span=> .sort(#name)));
        let sort_name = options
            .sort_name
            .as_ref()
            .map(|name| quote_spanned!(span=> .sort_name(#name)));
        let reverse = options.reverse.map(|reverse| quote_spanned!(span=> .reverse(#reverse)));
        let bind = options
            .bind
            .as_ref()
            .map(|names| quote_spanned!(span=> .bind(&[#(#names),*])));
        let bind_body = options.bind_body.as_ref().map(|_| quote_spanned!(span=> .bind_body()));
        let sign = options.sign.as_ref().map(|keys| {
            let place = keys.span();
            let keys = quote_spanned!(place=> || &#keys);
            quote_spanned!(span=> .sign(#keys))
        });
        let name = self.handler.name.to_string();
        quote_spanned! {span=>
            const {
                &#krate::__private::options::PageOptions::new(#krate::__private::options::PageStyle::#style)
                    #names #sizes #over_max #max_offset #total #items #(#members)* #meta #envelope #links #links_base
                    #sort #sort_name #reverse #bind #bind_body #sign
                    .handler(::core::concat!(::core::module_path!(), "::", #name))
            }
        }
    }
}
