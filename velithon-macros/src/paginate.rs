//! The attribute `#[paginate]`, from its arguments to the expanded handler.

mod args;
mod emit;
mod emit_export;
mod emit_options;
mod export;
mod member_checks;
mod members;
mod openapi;
mod options;
mod output;
mod plan;
mod reader;
mod refuse;
mod run;
mod source;
mod style;

use proc_macro2::TokenStream;

use self::{args::Args, plan::Plan};
use crate::{errors::Errors, handler_fn::HandlerFn, signature};

pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let args = Args::read(args, &mut errors);
    if let Some(refused) = args.krate.refuse(&item) {
        return refused;
    }
    let handler = match HandlerFn::read(item.clone()) {
        Ok(handler) => handler,
        Err(item) => return item,
    };
    if signature::refuse_method(&handler.signature, "paginate", &mut errors) {
        // It stays a method, which its trait and its own body need.
        return [item, errors.into_tokens()].into_iter().collect();
    }
    let plan = Plan::new(args, handler, &mut errors);
    let mut tokens = emit::emit(&plan);
    tokens.extend(errors.into_tokens());
    tokens
}
