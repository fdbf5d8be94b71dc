//! What reads the part of a page, with the values of its key.

use sqlx::Arguments;

use super::{bind::SqlKeyset, database::SqlDatabase, statement::Draft};
use crate::{
    keyset::{
        Key, KeyError, Keyset,
        raw::{KeyForm, RawValue},
    },
    page::CursorRequest,
    seek::{self, Condition, Part, Piece},
};

/// The parts of a page, of which there is one at least.
pub(super) fn parts<T: Keyset>(request: &CursorRequest<T>) -> sqlx::Result<Vec<Part<'_, T>>> {
    let parts = seek::parts(request);
    if parts.is_empty() {
        let what = format!("the row has no order with the index {}", request.sort_index());
        return Err(sqlx::Error::InvalidArgument(what));
    }
    Ok(parts)
}

/// Writes all that follows the sub-select.
pub(super) fn write_part<DB: SqlDatabase, T: SqlKeyset<DB>>(
    part: &Part<'_, T>,
    draft: &mut Draft<DB>,
    limit: i64,
) -> sqlx::Result<()> {
    draft.push(" AS page");
    if let Some(condition) = part.condition(DB::DIALECT) {
        draft.push(" WHERE ");
        write_condition(&condition, part.key(), draft)?;
    }
    draft.push(" ORDER BY ");
    part.write_order(&mut draft.sql, DB::DIALECT);
    draft.push(" LIMIT ").push_number(limit)?;
    Ok(())
}

fn write_condition<DB: SqlDatabase, T: SqlKeyset<DB>>(
    condition: &Condition,
    key: Option<&Key<T>>,
    draft: &mut Draft<DB>,
) -> sqlx::Result<()> {
    let before = draft.arguments.len();
    // Where each value was bound.
    let mut numbers: Vec<(usize, usize)> = Vec::new();
    for piece in condition.pieces() {
        let (key, column) = match piece {
            Piece::Text(text) => {
                draft.push(text);
                continue;
            }
            Piece::Value(column) => (key.ok_or_else(no_such_value)?, column),
        };
        let bound = numbers.iter().find(|(bound, _)| *bound == column);
        let number = if let Some((_, number)) = bound.filter(|_| DB::DIALECT.numbers_placeholders()) {
            *number
        } else {
            bind(key, column, &mut draft.arguments)?;
            numbers.push((column, draft.arguments.len()));
            draft.arguments.len()
        };
        match own::<DB, T>(key, column) {
            Some(value) => DB::write_placeholder(&mut draft.sql, number, value),
            None => DB::DIALECT.write_placeholder(&mut draft.sql, number),
        }
    }
    // A part that is written later has none, and leaves those of the first.
    if !numbers.is_empty() {
        draft.key_values = before + 1..draft.arguments.len() + 1;
    }
    Ok(())
}

/// Adds the key's value in a column.
fn bind<DB: SqlDatabase, T: SqlKeyset<DB>>(
    key: &Key<T>,
    column: usize,
    arguments: &mut DB::Arguments,
) -> sqlx::Result<()> {
    let bound = match own::<DB, T>(key, column) {
        Some(value) => DB::bind(value, arguments),
        // Of a value of another database it finds none.
        None => T::bind(key, column, arguments),
    };
    bound.map_err(|_| no_such_value())
}

/// The key's value in a column, if it is this database's own; `Some(None)` for NULL.
#[expect(clippy::option_option, reason = "whether there is a value, and whether it is NULL")]
fn own<DB: SqlDatabase, T: Keyset>(key: &Key<T>, column: usize) -> Option<Option<(u32, &[u8])>> {
    let value = key.raw(column).filter(|_| key.form() == KeyForm(DB::FORM))?;
    Some(value.map(|RawValue { kind, content }| (kind, content)))
}

fn no_such_value() -> sqlx::Error {
    sqlx::Error::Encode(KeyError::new("the database has no such value").into())
}
