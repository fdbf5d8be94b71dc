//! Return types that no handler can have, by their spelling. The compiler would report each of them many times, at the
//! generated code that mentions the type.

use quote::ToTokens;
use syn::{AngleBracketedGenericArguments, GenericArgument, Type, TypeParamBound, TypeTraitObject};

use super::{is_lazy, result_payload, returns_items};
use crate::{
    errors::Errors,
    tidy::tidy,
    types::{
        bare, contains_impl, generic_arguments, inferred_part, is_spelled_result, last_segment, named_error, self_part,
        type_arguments,
    },
};

/// Reports a return type that no handler can have. Returns whether it is one.
pub(crate) fn refuse(returned: &Type, errors: &mut Errors) -> bool {
    let Some((place, message)) = mistake(returned) else {
        return false;
    };
    errors.at(place, message);
    true
}

/// Reports a `Result` whose rows stand where its error does. Returns whether it is one.
pub(crate) fn refuse_swapped(returned: &Type, errors: &mut Errors) -> bool {
    let Some(message) = swapped(returned) else {
        return false;
    };
    errors.at(returned, message);
    true
}

/// What is wrong with a return type that is not spelled out, has no size, is a trait, hides its error, mixes up the arguments of
/// a `Result` or an `SqlSource`, or has an iterator in an `Option` or of `Self`: the part that is wrong, and the message.
fn mistake(returned: &Type) -> Option<(&dyn ToTokens, String)> {
    if let Some(infer) = inferred_part(returned) {
        let message = "the compiler infers no return types; write the type that is meant by `_`";
        return Some((infer, message.to_owned()));
    }
    if let Some(own) = self_part(returned).filter(|_| contains_impl(returned)) {
        let message =
            "an `impl Trait` is checked where `Self` is unknown; write the name of the type that the `impl` is for";
        return Some((own, message.to_owned()));
    }
    let value = bare(result_payload(returned).unwrap_or(returned));
    if let Some(sized) = sized(value) {
        return Some((
            value,
            format!("a handler cannot return an unsized value; write `{sized}`"),
        ));
    }
    if let Some((part, remedy)) = unsized_part(returned) {
        return Some((
            part,
            format!("a value of this type has no size that is known; write `{remedy}`"),
        ));
    }
    if let Some((part, remedy)) = trait_as_type(returned) {
        return Some((part, format!("a trait is no type; write `{remedy}`")));
    }
    let error = named_error(returned).filter(|_| is_spelled_result(returned) && !contains_impl(value));
    if let Some(error) = error.filter(|error| contains_impl(error)) {
        let message = "the type of the error is part of the response; write its name in place of `impl …`";
        return Some((error, message.to_owned()));
    }
    if let Some(message) = swapped(returned) {
        return Some((returned, message));
    }
    if let Some((part, remedy)) = other_database(value) {
        let message = format!("the first argument is the database, and the second is the row; write `{remedy}`");
        return Some((part, message));
    }
    let holds_items = type_arguments(value)
        .next()
        .is_some_and(|held| is_lazy(held) || returns_items(held));
    if is_called(value, &["Option"]) && holds_items {
        let message =
            "an `Option` of an iterator is neither items nor a document; return `Option<Vec<T>>`, or an empty iterator";
        return Some((value, message.to_owned()));
    }
    None
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

/// Types of the standard library whose arguments have a size.
const OF_SIZED: [&str; 10] = [
    "BTreeMap",
    "BTreeSet",
    "BinaryHeap",
    "HashMap",
    "HashSet",
    "LinkedList",
    "Option",
    "Result",
    "Vec",
    "VecDeque",
];

/// The first part of a type that needs a size and has none, and what to write for it.
fn unsized_part(ty: &Type) -> Option<(&Type, String)> {
    let parts: Vec<_> = match bare(ty) {
        Type::Tuple(tuple) => tuple.elems.iter().collect(),
        Type::Array(array) => vec![&*array.elem],
        ty if is_called(ty, &OF_SIZED) => type_arguments(ty).collect(),
        _ => return None,
    };
    parts.into_iter().map(bare).find_map(|part| match part {
        Type::TraitObject(object) => Some((part, format!("Box<{}>", tidy(&object.to_token_stream())))),
        _ => sized(part).map(|remedy| (part, remedy)).or_else(|| unsized_part(part)),
    })
}

/// The first trait that stands where a type is needed, and what to write for it.
fn trait_as_type(ty: &Type) -> Option<(&Type, String)> {
    let ty = bare(ty);
    let name = |ty: &Type| tidy(&ty.to_token_stream());
    if is_trait(ty) {
        return Some((ty, format!("impl {}", name(ty))));
    }
    let boxed = type_arguments(ty).find(|argument| is_trait(argument) && is_called(ty, &["Box"]));
    match boxed {
        Some(boxed) => Some((boxed, format!("dyn {} + Send", name(boxed)))),
        None => type_arguments(ty).find_map(trait_as_type),
    }
}

/// Whether the type is spelled as traits alone are.
fn is_trait(ty: &Type) -> bool {
    let Type::Path(path) = bare(ty) else {
        return false;
    };
    let names_associated = |arguments: &AngleBracketedGenericArguments| {
        let mut arguments = arguments.args.iter();
        arguments.any(|argument| matches!(argument, GenericArgument::AssocType(_)))
    };
    generic_arguments(&path.path).is_some_and(names_associated)
        || ["Iterator", "IntoIterator", "Serialize"]
            .iter()
            .any(|name| path.path.is_ident(name))
}

/// What is wrong with a `Result` whose rows stand where its error does. Bytes may be an error.
fn swapped(ty: &Type) -> Option<String> {
    let mut arguments = type_arguments(ty);
    let (first, second) = (arguments.next()?, arguments.next()?);
    let is_bytes = |ty: &Type| type_arguments(ty).next().is_some_and(|item| is_called(item, &["u8"]));
    let are_rows = |ty: &Type| is_called(ty, &["Vec", "PageItems"]) && !is_bytes(ty);
    let is_swapped = is_called(ty, &["Result"]) && are_rows(second) && !are_rows(first);
    let name = |ty: &Type| tidy(&ty.to_token_stream());
    is_swapped.then(|| {
        format!(
            "the first argument of a `Result` is the success, and the second is the error; write `Result<{}, {}>`",
            name(second),
            name(first)
        )
    })
}

/// The argument of an `SqlSource` that is not where it belongs, and what to write for the whole.
fn other_database(ty: &Type) -> Option<(&Type, String)> {
    if !is_called(ty, &["SqlSource"]) {
        return None;
    }
    let mut arguments = type_arguments(ty);
    let (first, second) = (arguments.next()?, arguments.next()?);
    let name = |ty: &Type| tidy(&ty.to_token_stream());
    let database = match last_segment(first)?.to_string().as_str() {
        "SqlitePool" => "Sqlite",
        "PgPool" => "Postgres",
        "MySqlPool" => "MySql",
        _ if is_called(second, &["Sqlite", "Postgres", "MySql"]) => {
            return Some((first, format!("SqlSource<{}, {}>", name(second), name(first))));
        }
        _ => return None,
    };
    Some((first, format!("SqlSource<{database}, {}>", name(second))))
}

fn is_called(ty: &Type, names: &[&str]) -> bool {
    last_segment(ty).is_some_and(|last| names.iter().any(|name| last == name))
}

/// Reports a boxed iterator or stream that is not `Send`, or an error that is not, of a handler whose future has to be. Returns whether
/// it is one.
pub(crate) fn refuse_not_send(returned: &Type, errors: &mut Errors) -> bool {
    if let Some(error) = error_of_actix(returned) {
        let message = "actix-web's error is not `Send`, and the handler may move to another thread; write `?Send` for a handler that \
                       stays on its thread, or an error type of your own";
        errors.at(error, message);
        return true;
    }
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

/// The part of a `Result` that names actix-web's own error, by its path.
fn error_of_actix(returned: &Type) -> Option<&Type> {
    let is_of_actix = |ty: &Type, name: &str| {
        matches!(bare(ty), Type::Path(path) if path.path.segments.first().is_some_and(|first| first.ident == "actix_web"))
            && is_called(ty, &[name])
    };
    match named_error(returned) {
        Some(error) => is_of_actix(error, "Error").then_some(error),
        None => is_of_actix(returned, "Result").then_some(returned),
    }
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
