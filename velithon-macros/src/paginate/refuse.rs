//! Rows and requests for them that their spelling tells to be none.

use quote::ToTokens;
use syn::Type;

use crate::{
    errors::Errors,
    handle::Handle,
    returned::{Spelled, result_payload},
    tidy::tidy,
    types::{last_segment, type_arguments},
};

/// Reports a list or a page whose rows are spelled as `Result`s: their errors would be sent as rows. Returns whether it is one. The
/// runtime refuses those that an alias hides, in words of the compiler's own.
pub(super) fn refuse_results(returned: &Type, has_handle: bool, errors: &mut Errors) -> bool {
    let value = result_payload(returned).unwrap_or(returned);
    let is_mapped = last_segment(value).is_some_and(|name| name == "Mapped");
    let row = if has_handle {
        type_arguments(value).next().cloned()
    } else if is_mapped {
        type_arguments(value).nth(1).cloned()
    } else {
        Spelled::new(returned)
            .filter(|spelled| spelled.shape.is_list())
            .and_then(|spelled| spelled.item)
    };
    // Without arguments, it is a type of the application's own.
    let is_result =
        |row: &Type| last_segment(row).is_some_and(|name| name == "Result") && type_arguments(row).next().is_some();
    let Some(row) = row.filter(is_result) else {
        return false;
    };
    let message = if has_handle {
        "a `Result` is no row, because its error would be sent with the others; collect the rows into a `Result<Vec<T>, E>`, and \
         return `Result<PageItems<T>, E>`"
    } else if is_mapped {
        "a `Result` is no row, because its error would be sent with the others; convert the rows by `try_map`, and write \
         `Mapped<S, T, E>`"
    } else {
        "a `Result` in a list is no row, because its error would be sent with the others; collect into `Result<Vec<T>, E>`, or \
         return an iterator"
    };
    errors.at(row, message);
    true
}

/// Reports a `CursorRequest<Vec<T>>`. Returns whether it is one.
pub(super) fn refuse_list(handle: &Handle, errors: &mut Errors) -> bool {
    let is_list = |row: &Type| last_segment(row).is_some_and(|name| name == "Vec");
    let rows = handle
        .argument()
        .filter(|rows| is_list(rows) && handle.is_named("CursorRequest"));
    let Some((rows, row)) = rows.and_then(|rows| Some((rows, type_arguments(rows).next()?))) else {
        return false;
    };
    let row = tidy(&row.to_token_stream());
    errors.at(
        rows,
        format!("a walk is asked for by its row, not by a list; write `CursorRequest<{row}>`"),
    );
    true
}
