//! Return types that no handler can have, by their spelling. The compiler would report each of them many times, at the
//! generated code that mentions the type.

use quote::ToTokens;
use syn::{Type, TypeParamBound, TypeTraitObject};

use super::result_payload;
use crate::{
    errors::Errors,
    tidy::tidy,
    types::{bare, contains_impl, inferred_part, last_segment, type_arguments},
};

/// Reports a return type that is not spelled out, has no size, or has an iterator in an `Option`. Returns whether it is one.
pub(crate) fn refuse(returned: &Type, errors: &mut Errors) -> bool {
    if let Some(infer) = inferred_part(returned) {
        let message = "the compiler infers no return types; write the type that is meant by `_`";
        errors.at(infer, message);
        return true;
    }
    let value = bare(result_payload(returned).unwrap_or(returned));
    if let Some(sized) = sized(value) {
        let message = format!("a handler cannot return an unsized value; write `{sized}`");
        errors.at(value, message);
        return true;
    }
    if last_segment(value).is_some_and(|name| name == "Option")
        && type_arguments(value).next().is_some_and(contains_impl)
    {
        let message =
            "an `Option` of an iterator is neither items nor a document; return `Option<Vec<T>>`, or an empty iterator";
        errors.at(value, message);
        return true;
    }
    false
}

/// What to write in place of a type without a size.
fn sized(ty: &Type) -> Option<String> {
    match ty {
        Type::TraitObject(object) => Some(format!("impl {}", tidy(&object.bounds.to_token_stream()))),
        Type::Slice(slice) => Some(format!("Vec<{}>", tidy(&slice.elem.to_token_stream()))),
        Type::Path(path) if path.path.is_ident("str") => Some("String".to_owned()),
        _ => None,
    }
}

/// Reports a boxed iterator or stream that is not `Send`, of a handler whose future has to be. Returns whether it is one.
pub(crate) fn refuse_not_send(returned: &Type, errors: &mut Errors) -> bool {
    let value = bare(result_payload(returned).unwrap_or(returned));
    let Some(object) = boxed_object(value).filter(|object| is_items_without_send(object)) else {
        return false;
    };
    let bounds = tidy(&object.bounds.to_token_stream());
    let message = format!(
        "this box may hold what is not `Send`, and the handler may move to another thread; write `Box<dyn {bounds} + Send>`, \
         or `?Send` for a handler that stays on its thread"
    );
    errors.at(value, message);
    true
}

/// The `dyn Trait` in a `Box<dyn Trait>` or a `Pin<Box<dyn Trait>>`.
fn boxed_object(ty: &Type) -> Option<&TypeTraitObject> {
    let name = last_segment(ty)?;
    let argument = bare(type_arguments(ty).next()?);
    match argument {
        Type::TraitObject(object) if name == "Box" => Some(object),
        _ if name == "Pin" => boxed_object(argument),
        _ => None,
    }
}

/// Traits of the standard library and of `futures` whose objects are `Send` only where they say so.
const ITEMS: [&str; 4] = ["Iterator", "DoubleEndedIterator", "ExactSizeIterator", "Stream"];

fn is_items_without_send(object: &TypeTraitObject) -> bool {
    let names = object.bounds.iter().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    });
    let names: Vec<_> = names.collect();
    names.iter().all(|name| ITEMS.contains(&name.as_str())) && !names.is_empty()
}
