use std::{cmp::Ordering, fmt, marker::PhantomData};

use super::{
    error::KeyError,
    key_column::KeyColumn,
    key_value::KeyValue,
    operations::{Check, Compare, Write},
    sort::{Keyset, Sort},
    wire,
};

/// The values of one row in the columns of one of its orders: its position in that order.
///
/// The values are those of the columns' own types; a key that came from a client was checked against them.
pub struct Key<T> {
    sort: usize,
    /// The values, one after the other, each with its kind.
    bytes: Vec<u8>,
    row: PhantomData<fn() -> T>,
}

impl<T: Keyset> Key<T> {
    /// The key of `row` in the order with this index in [`SORTS`](Keyset::SORTS).
    ///
    /// # Errors
    ///
    /// A value that has no place in an order, such as NaN; an index without an order.
    pub fn of(row: &T, sort: usize) -> Result<Self, KeyError> {
        let mut write = Write::new(row);
        T::visit(sort, &mut write);
        Ok(Self {
            sort,
            bytes: write.finish()?,
            row: PhantomData,
        })
    }

    /// The key that consists of these bytes, if they are values of the order's own types, and nothing more.
    pub(crate) fn decode(sort: usize, bytes: &[u8]) -> Option<Self> {
        let mut check = Check::new(bytes);
        T::visit(sort, &mut check);
        check.finish().then(|| Self {
            sort,
            bytes: bytes.to_vec(),
            row: PhantomData,
        })
    }

    /// The order that this is a key of.
    #[must_use]
    pub fn sort(&self) -> &'static Sort {
        Sort::at::<T>(self.sort)
    }

    /// The index of that order in [`SORTS`](Keyset::SORTS).
    #[must_use]
    pub fn sort_index(&self) -> usize {
        self.sort
    }

    /// Whether the value of the order's column with this index is NULL; `false` where there is no such column.
    #[must_use]
    pub fn is_null(&self, column: usize) -> bool {
        wire::values(&self.bytes).nth(column) == Some(KeyValue::Null)
    }

    /// The value of the order's column with this index, as a type of that kind: that of the row's field, or any other
    /// that travels alike. `None` if there is no such column or no such value.
    #[must_use]
    pub fn get<V: KeyColumn>(&self, column: usize) -> Option<V> {
        V::from_column(wire::values(&self.bytes).nth(column)?)
    }

    /// Where `row` stands: `Less` before this key, `Greater` after it.
    #[must_use]
    pub fn compare(&self, row: &T) -> Ordering {
        let mut compare = Compare::new(row, &self.bytes);
        T::visit(self.sort, &mut compare);
        compare.finish()
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        Self {
            sort: self.sort,
            bytes: self.bytes.clone(),
            row: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(wire::values(&self.bytes)).finish()
    }
}
