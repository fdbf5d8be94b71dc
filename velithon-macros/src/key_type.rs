//! `#[derive(KeyType)]`.

mod args;
mod emit;
mod plan;
mod rename;

use proc_macro2::TokenStream;

use self::{args::Args, plan::Plan};
use crate::errors::Errors;

pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let item = match syn::parse2(item) {
        Ok(item) => item,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let args = Args::read(item, &mut errors);
    let plan = Plan::new(args, &mut errors);
    let mut tokens = emit::emit(&plan);
    tokens.extend(errors.into_tokens());
    tokens
}
