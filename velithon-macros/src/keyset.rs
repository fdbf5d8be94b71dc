//! `#[derive(Keyset)]`, from the attributes of a row to its implementations.

mod args;
mod emit;
mod plan;

use proc_macro2::TokenStream;

use self::{args::Args, plan::Plan};
use crate::errors::Errors;

pub(crate) fn expand(row: TokenStream) -> TokenStream {
    let row = match syn::parse2(row) {
        Ok(row) => row,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let args = Args::read(row, &mut errors);
    if let Some(refused) = args.krate.refuse(&TokenStream::new()) {
        return refused;
    }
    let plan = Plan::new(args, &mut errors);
    let mut tokens = emit::emit(&plan);
    tokens.extend(errors.into_tokens());
    tokens
}
