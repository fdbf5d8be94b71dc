use std::{cmp::Ordering, fmt, marker::PhantomData};

use super::{
    error::KeyError,
    key_column::KeyColumn,
    key_value::KeyValue,
    operations::{Check, Compare, Read, Write},
    raw::{self, KeyForm, RawValue},
    seek_value::SeekValue,
    sort::{Keyset, Sort},
    wire,
};

/// The values of one row in the columns of one of its orders: its position in that order.
///
/// The values have the types of the row's fields, or are a database's own: those of a cursor that an
/// `SqlSource` or `CursorRequest::fetch` made. A key that came from a
/// client has been checked against the order's columns.
pub struct Key<T> {
    sort: usize,
    /// The form of the values, then the values, one after the other.
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
        let mut write = Write::new(row, vec![KeyForm::TYPED.0]);
        T::visit(sort, &mut write);
        Ok(Self {
            sort,
            bytes: write.finish()?,
            row: PhantomData,
        })
    }

    /// The key that consists of these bytes, if they are one value for each column of the order and nothing more: values of
    /// the columns' own types, or a database's.
    pub(crate) fn decode(sort: usize, bytes: &[u8]) -> Option<Self> {
        let (&form, values) = bytes.split_first()?;
        let is_key = if KeyForm(form) == KeyForm::TYPED {
            let mut check = Check::new(values);
            T::visit(sort, &mut check);
            check.finish()
        } else {
            raw::are_values_of(Sort::at::<T>(sort).columns(), values)
        };
        is_key.then(|| Self {
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
        match self.raw(column) {
            Some(value) => value.is_none(),
            None => wire::values(self.typed()).nth(column) == Some(KeyValue::Null),
        }
    }

    /// The value of the order's column with this index, as a type of that kind: that of the row's field, or any other
    /// that travels alike. `None` if there is no such column or no such value, and where the values are a database's own: a
    /// handler that makes its rows itself never gets such a key back from its own cursors, and a page that it makes for one
    /// is answered with 400.
    #[must_use]
    pub fn get<V: KeyColumn>(&self, column: usize) -> Option<V> {
        V::from_column(wire::values(self.typed()).nth(column)?)
    }

    /// Where `row` stands: `Less` before this key, `Greater` after it. A database's own values compare in the database
    /// alone: to them, any row is `Equal`.
    #[must_use]
    pub fn compare(&self, row: &T) -> Ordering {
        let mut compare = Compare::new(row, self.typed());
        T::visit(self.sort, &mut compare);
        compare.finish()
    }

    /// The values, one for each column of the order. `None` if they are a database's own.
    pub(crate) fn seek_values(&self) -> Option<Vec<SeekValue>> {
        if self.form() != KeyForm::TYPED {
            return None;
        }
        let mut read = Read::new(self.typed());
        T::visit(self.sort, &mut read);
        read.finish()
    }

    /// The form and the values, as a cursor carries them.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// [`as_bytes`](Self::as_bytes), given away.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// What kind of values it has.
    pub(crate) fn form(&self) -> KeyForm {
        KeyForm(self.bytes.first().copied().unwrap_or_default())
    }

    /// The database's own value in the order's column with this index, `Some(None)` for NULL. `None` if the values are typed.
    #[expect(clippy::option_option, reason = "whether there is a value, and whether it is NULL")]
    pub(crate) fn raw(&self, column: usize) -> Option<Option<RawValue<'_>>> {
        let is_raw = self.form() != KeyForm::TYPED;
        raw::values(self.bytes.get(1..)?).nth(column).filter(|_| is_raw)
    }

    /// The values, if they are typed; none otherwise.
    fn typed(&self) -> &[u8] {
        match self.bytes.split_first() {
            Some((&form, values)) if KeyForm(form) == KeyForm::TYPED => values,
            _ => &[],
        }
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
        let mut list = f.debug_list();
        match self.bytes.split_first() {
            Some((&form, values)) if KeyForm(form) == KeyForm::TYPED => list.entries(wire::values(values)),
            Some((_, values)) => list.entries(raw::values(values)),
            None => &mut list,
        };
        list.finish()
    }
}
