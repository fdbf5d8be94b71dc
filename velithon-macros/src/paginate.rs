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
mod style;

use proc_macro2::TokenStream;

use self::{args::Args, plan::Plan};
use crate::{errors::Errors, handler_fn::HandlerFn};

pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let args = Args::read(args, &mut errors);
    if let Some(refused) = args.krate.refuse(&item) {
        return refused;
    }
    let handler = match HandlerFn::read(item) {
        Ok(handler) => handler,
        Err(item) => return item,
    };
    let plan = Plan::new(args, handler, &mut errors);
    let mut tokens = emit::emit(&plan);
    tokens.extend(errors.into_tokens());
    tokens
}
