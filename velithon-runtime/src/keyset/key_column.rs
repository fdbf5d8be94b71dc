use std::cmp::Ordering;

use super::{
    column::{Nulls, SortColumn},
    error::KeyError,
    key_type::KeyType,
    key_value::KeyValue,
    seek_value::SeekValue,
};

/// What a column of an order holds: a [`KeyType`], or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no key: derive `KeyType`",
    label = "rows cannot be sorted by this type",
    note = "write `#[derive(KeyType)]` above a newtype, or an enum without fields, of your own",
    note = "where a column's type is a parameter of the struct, write `T: KeyType` there"
)]
pub trait KeyColumn: Sized {
    /// The value as it travels.
    ///
    /// # Errors
    ///
    /// It has no place in an order, or none in a cursor.
    fn to_column(&self) -> Result<KeyValue<'_>, KeyError>;

    /// The value that travelled; `None` if it is none of this type.
    fn from_column(value: KeyValue<'_>) -> Option<Self>;

    /// The value for a statement of one's own.
    ///
    /// # Errors
    ///
    /// It has no place in an order.
    fn to_seek_value(&self) -> Result<SeekValue, KeyError>;

    /// Which of two comes first in the order of this column, its direction and its NULLs included.
    fn compare_in(&self, other: &Self, column: &SortColumn) -> Ordering;
}

#[diagnostic::do_not_recommend]
impl<T: KeyType> KeyColumn for T {
    fn to_column(&self) -> Result<KeyValue<'_>, KeyError> {
        self.to_key()
    }

    fn from_column(value: KeyValue<'_>) -> Option<Self> {
        Self::from_key(value)
    }

    fn to_seek_value(&self) -> Result<SeekValue, KeyError> {
        T::to_seek(Some(self))
    }

    fn compare_in(&self, other: &Self, column: &SortColumn) -> Ordering {
        let ordering = self.compare(other);
        if column.is_descending() {
            ordering.reverse()
        } else {
            ordering
        }
    }
}

impl<T: KeyType> KeyColumn for Option<T> {
    fn to_column(&self) -> Result<KeyValue<'_>, KeyError> {
        self.as_ref().map_or(Ok(KeyValue::Null), T::to_key)
    }

    fn from_column(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Null => Some(None),
            value => T::from_key(value).map(Some),
        }
    }

    fn to_seek_value(&self) -> Result<SeekValue, KeyError> {
        T::to_seek(self.as_ref())
    }

    fn compare_in(&self, other: &Self, column: &SortColumn) -> Ordering {
        let null = match column.null_order() {
            Some(Nulls::First) => Ordering::Less,
            Some(Nulls::Last) | None => Ordering::Greater,
        };
        match (self, other) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => null,
            (Some(_), None) => null.reverse(),
            (Some(this), Some(other)) => this.compare_in(other, column),
        }
    }
}

/// A column that may be NULL.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is never NULL, so it has no place for NULLs",
    label = "remove `nulls first` or `nulls last`, or make this column an `Option`"
)]
pub trait Nullable: KeyColumn {}

impl<T: KeyType> Nullable for Option<T> {}
