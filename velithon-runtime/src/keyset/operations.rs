//! What is done with the columns of an order, one after the other.

use std::{cmp::Ordering, ops::ControlFlow};

use super::{
    column::SortColumn,
    error::KeyError,
    key_column::{KeyColumn, Nullable},
    key_type::KeyType,
    seek_value::SeekValue,
    sort::{Keyset, Sort},
    visitor::KeyVisitor,
    wire,
};

/// Leads a visitor through the columns of one order: what generated code names one by one.
#[derive(Debug)]
pub struct Columns<'v, V> {
    columns: std::slice::Iter<'static, SortColumn>,
    /// Gone when it has seen enough.
    visitor: Option<&'v mut V>,
}

impl<'v, V> Columns<'v, V> {
    /// To lead `visitor` through the columns of the order with this index.
    pub fn new<R: Keyset>(sort: usize, visitor: &'v mut V) -> Self {
        Self {
            columns: Sort::at::<R>(sort).columns().iter(),
            visitor: Some(visitor),
        }
    }

    /// The next column, which has a value in every row.
    #[must_use]
    pub fn not_null<R, C: KeyType>(self, of: fn(&R) -> &C) -> Self
    where
        V: KeyVisitor<R>,
    {
        self.next(of)
    }

    /// The next column, which may be NULL.
    #[must_use]
    pub fn nullable<R, C: Nullable>(self, of: fn(&R) -> &C) -> Self
    where
        V: KeyVisitor<R>,
    {
        self.next(of)
    }

    fn next<R, C: KeyColumn>(mut self, of: fn(&R) -> &C) -> Self
    where
        V: KeyVisitor<R>,
    {
        if let (Some(column), Some(visitor)) = (self.columns.next(), &mut self.visitor)
            && visitor.column(column, of).is_break()
        {
            self.visitor = None;
        }
        self
    }
}

/// Writes a row's key.
pub(super) struct Write<'r, R> {
    row: &'r R,
    is_empty: bool,
    bytes: Result<Vec<u8>, KeyError>,
}

impl<'r, R> Write<'r, R> {
    /// Appends the values to these bytes.
    pub(super) fn new(row: &'r R, bytes: Vec<u8>) -> Self {
        Self {
            row,
            is_empty: true,
            bytes: Ok(bytes),
        }
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, KeyError> {
        let bytes = self.bytes?;
        if self.is_empty {
            return Err(KeyError::new("there is no such order"));
        }
        Ok(bytes)
    }
}

impl<R> KeyVisitor<R> for Write<'_, R> {
    fn column<V: KeyColumn>(&mut self, _: &SortColumn, of: fn(&R) -> &V) -> ControlFlow<()> {
        let Ok(bytes) = &mut self.bytes else {
            return ControlFlow::Break(());
        };
        self.is_empty = false;
        if let Err(error) = of(self.row).to_column().map(|value| wire::push(bytes, value)) {
            self.bytes = Err(error);
        }
        ControlFlow::Continue(())
    }
}

/// Checks that bytes are the values of an order's columns.
pub(super) struct Check<'b> {
    rest: &'b [u8],
    is_key: bool,
}

impl<'b> Check<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self {
            rest: bytes,
            is_key: !bytes.is_empty(),
        }
    }

    pub(super) fn finish(self) -> bool {
        self.is_key && self.rest.is_empty()
    }
}

impl<R> KeyVisitor<R> for Check<'_> {
    fn column<V: KeyColumn>(&mut self, _: &SortColumn, _: fn(&R) -> &V) -> ControlFlow<()> {
        self.is_key &= wire::take(&mut self.rest).is_some_and(|value| V::from_column(value).is_some());
        if self.is_key {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }
}

/// Reads bytes that are the values of an order's columns, each with the type of its column.
pub(super) struct Read<'b> {
    rest: &'b [u8],
    values: Option<Vec<SeekValue>>,
}

impl<'b> Read<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self {
            rest: bytes,
            values: Some(Vec::new()),
        }
    }

    /// The values; `None` if they are others.
    pub(super) fn finish(self) -> Option<Vec<SeekValue>> {
        self.values
    }
}

impl<R> KeyVisitor<R> for Read<'_> {
    fn column<V: KeyColumn>(&mut self, _: &SortColumn, _: fn(&R) -> &V) -> ControlFlow<()> {
        let value = wire::take(&mut self.rest).and_then(V::from_column);
        let value = value.and_then(|value| value.to_seek_value().ok());
        if let (Some(value), Some(values)) = (value, &mut self.values) {
            values.push(value);
            ControlFlow::Continue(())
        } else {
            self.values = None;
            ControlFlow::Break(())
        }
    }
}

/// Compares a row with a key.
pub(super) struct Compare<'r, 'b, R> {
    row: &'r R,
    rest: &'b [u8],
    ordering: Ordering,
}

impl<'r, 'b, R> Compare<'r, 'b, R> {
    pub(super) fn new(row: &'r R, bytes: &'b [u8]) -> Self {
        Self {
            row,
            rest: bytes,
            ordering: Ordering::Equal,
        }
    }

    pub(super) fn finish(self) -> Ordering {
        self.ordering
    }
}

impl<R> KeyVisitor<R> for Compare<'_, '_, R> {
    fn column<V: KeyColumn>(&mut self, column: &SortColumn, of: fn(&R) -> &V) -> ControlFlow<()> {
        // A key was checked when it was made.
        if let Some(value) = wire::take(&mut self.rest).and_then(V::from_column) {
            self.ordering = of(self.row).compare_in(&value, column);
        }
        go_on_if_equal(self.ordering)
    }
}

/// Compares two rows column by column, until one differs.
struct CompareRows<'r, R> {
    one: &'r R,
    other: &'r R,
    ordering: Ordering,
}

impl<R> KeyVisitor<R> for CompareRows<'_, R> {
    fn column<V: KeyColumn>(&mut self, column: &SortColumn, of: fn(&R) -> &V) -> ControlFlow<()> {
        self.ordering = of(self.one).compare_in(of(self.other), column);
        go_on_if_equal(self.ordering)
    }
}

/// Which of two rows comes first in the order with this index.
pub(crate) fn compare_rows<T: Keyset>(sort: usize, one: &T, other: &T) -> Ordering {
    let mut compare = CompareRows {
        one,
        other,
        ordering: Ordering::Equal,
    };
    T::visit(sort, &mut compare);
    compare.ordering
}

fn go_on_if_equal(ordering: Ordering) -> ControlFlow<()> {
    match ordering {
        Ordering::Equal => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    }
}
