//! The checks of a handler's signature that both attributes share.

use proc_macro2::Span;
use syn::{Attribute, FnArg, PatType, ReturnType, Safety, Signature, spanned::Spanned};

use crate::{errors::Errors, parameter::Parameter, types::last_segment};

/// axum and actix-web call handlers with at most 16 extractors, and the request's head is one of them.
const MOST_EXTRACTORS: usize = 15;

/// Reports qualifiers and parameters that no handler can have. The function is expanded without them.
pub(crate) fn check(signature: &Signature, errors: &mut Errors) {
    if let Some(constness) = &signature.constness {
        errors.at(constness, "a handler cannot be a `const fn`; remove `const`");
    }
    if !matches!(signature.safety, Safety::Default) {
        errors.at(&signature.safety, "a handler cannot be `unsafe`; remove it");
    }
    if let Some(abi) = &signature.abi {
        errors.at(abi, "a handler has no ABI of its own; remove it");
    }
    if let Some(variadic) = &signature.variadic {
        errors.at(variadic, "a handler takes no variable arguments; remove `...`");
    }
}

/// Reports the `self` of a method. Returns whether there is one.
pub(crate) fn refuse_method(signature: &Signature, attribute: &str, errors: &mut Errors) -> bool {
    let Some(receiver) = signature.receiver() else {
        return false;
    };
    let message = format!(
        "`#[{attribute}]` takes a free function; remove `self` and take the state as an extractor such as `State<T>`"
    );
    errors.at(receiver, message);
    true
}

/// Reports a second attribute of Velithon's on the same handler, and removes it.
pub(crate) fn check_attributes(attributes: &mut Vec<Attribute>, errors: &mut Errors) {
    attributes.retain(|attribute| {
        let name = attribute.path().segments.last().map(|segment| &segment.ident);
        let is_ours = name.is_some_and(|name| name == "stream_json" || name == "paginate");
        if is_ours {
            let message = "a handler is either streamed or paginated, and once; remove one of the two attributes";
            errors.at(attribute, message);
        }
        !is_ours
    });
}

/// Reports the first extractor beyond the most that frameworks accept.
pub(crate) fn check_count(parameters: &[Parameter], errors: &mut Errors) {
    if let Some(parameter) = parameters.get(MOST_EXTRACTORS) {
        let message = format!(
            "a handler takes at most {MOST_EXTRACTORS} extractors, because the request's head is one of the 16 that \
             frameworks call with; combine some in a tuple or a struct"
        );
        errors.at(&parameter.ty, message);
    }
}

/// The parameters. A method has been refused.
pub(crate) fn parameters(signature: &Signature) -> Vec<PatType> {
    let typed = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(parameter) => Some(parameter.clone()),
        FnArg::Receiver(_) => None,
    });
    typed.collect()
}

/// The places of `async` and `fn`. A plain `fn` is expanded to an `async fn`, both of whose words stand where `fn` does.
pub(crate) fn word_spans(signature: &Signature) -> (Span, Span) {
    let fn_span = signature.fn_token.span;
    (signature.asyncness.map_or(fn_span, |asyncness| asyncness.span), fn_span)
}

/// Whether what a handler returns may be a `Result`, as far as its spelling tells.
pub(crate) fn may_fail(signature: &Signature) -> bool {
    match &signature.output {
        ReturnType::Type(_, returned) => {
            last_segment(returned).is_some_and(|name| name != "Vec" && name != "PageItems")
        }
        ReturnType::Default => false,
    }
}

/// Where errors about the signature and the body together are reported: at the return type, or at the name.
pub(crate) fn span(signature: &Signature) -> Span {
    match &signature.output {
        ReturnType::Type(_, returned) => returned.span(),
        ReturnType::Default => signature.ident.span(),
    }
}
