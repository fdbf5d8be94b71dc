use std::iter;

use super::{dialect::Dialect, name::Name};

/// A condition that rows come after a key.
///
/// Its text does not depend on which values of the key are NULL, so that all keys of an order share one prepared statement.
#[derive(Debug, Default)]
pub(crate) struct Condition {
    text: String,
    /// Where in the text a value of the key stands, and in which column of the order. A value may stand in several places.
    values: Vec<(usize, usize)>,
}

/// A piece of a condition.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Piece<'c> {
    Text(&'c str),
    /// The key's value in the column of its order with this index.
    Value(usize),
}

impl Condition {
    /// In the order in which they stand in the statement.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let starts = iter::once(0).chain(self.values.iter().map(|(at, _)| *at));
        let ends = self.values.iter().map(|(at, column)| (*at, Some(*column)));
        let pieces = starts.zip(ends.chain([(self.text.len(), None)]));
        pieces.flat_map(|(start, (end, column))| {
            let text = self.text.get(start..end).unwrap_or_default();
            iter::once(Piece::Text(text)).chain(column.map(Piece::Value))
        })
    }

    /// The columns whose values it has, in their order.
    pub(crate) fn columns(&self) -> impl Iterator<Item = usize> {
        self.values.iter().map(|(_, column)| *column)
    }

    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    pub(super) fn name(&mut self, name: Name<'_>) -> &mut Self {
        name.write(&mut self.text);
        self
    }

    fn value(&mut self, column: &Compared<'_>) -> &mut Self {
        self.values.push((self.text.len(), column.index));
        self
    }

    /// A comparison of the column with the key's value.
    fn compare(&mut self, column: &Compared<'_>, sign: &str) -> &mut Self {
        self.name(column.name).text(sign).value(column)
    }

    /// That the column is NULL.
    #[cfg(feature = "sql")]
    pub(super) fn of_null(name: Name<'_>, dialect: Dialect) -> String {
        let mut condition = Self::default();
        condition.is_null(name, dialect);
        condition.text
    }

    /// That a row comes after the key in the order of these columns.
    pub(super) fn after(&mut self, columns: &[Compared<'_>], dialect: Dialect) -> &mut Self {
        let Some((first, rest)) = columns.split_first() else {
            return self.text("1 = 0");
        };
        let sign = first.sign;
        let uniform = |column: &Compared<'_>| column.nulls_first.is_none() && column.sign == sign;
        match first.nulls_first {
            None if rest.is_empty() => self.compare(first, sign.strictly()),
            None if dialect.searches_by_rows() && rest.iter().all(uniform) => self.row_after(columns, sign),
            None => {
                // The bound outside is what an index is searched by.
                self.compare(first, sign.or_equal()).text(" AND (");
                self.compare(first, sign.strictly()).text(" OR (");
                self.compare(first, " = ").text(" AND ");
                self.after(rest, dialect).text("))")
            }
            Some(nulls_first) => {
                self.text("(").compare(first, sign.strictly()).text(" OR (");
                if nulls_first {
                    self.name(first.name).text(" IS NOT NULL AND ");
                    self.value(first).text(" IS NULL");
                } else {
                    self.is_null(first.name, dialect).text(" AND ");
                    self.value(first).text(" IS NOT NULL");
                }
                self.text(") OR (").compare(first, dialect.is_same()).text(" AND ");
                self.after(rest, dialect).text("))")
            }
        }
    }

    /// That the column is NULL.
    fn is_null(&mut self, name: Name<'_>, dialect: Dialect) -> &mut Self {
        let null = if dialect.searches_by_is_null() {
            " IS NULL"
        } else {
            " <=> NULL"
        };
        self.name(name).text(null)
    }

    /// The same by a comparison of whole rows, which an index over these columns is searched by.
    fn row_after(&mut self, columns: &[Compared<'_>], sign: Sign) -> &mut Self {
        for (index, column) in columns.iter().enumerate() {
            self.text(if index == 0 { "(" } else { ", " }).name(column.name);
        }
        self.text(")").text(sign.strictly());
        for (index, column) in columns.iter().enumerate() {
            self.text(if index == 0 { "(" } else { ", " }).value(column);
        }
        self.text(")")
    }
}

/// A column beside the key's value in it.
#[derive(Debug)]
pub(super) struct Compared<'n> {
    pub(super) index: usize,
    pub(super) name: Name<'n>,
    pub(super) sign: Sign,
    /// Whether NULLs are read first; `None` if there are none.
    pub(super) nulls_first: Option<bool>,
}

/// What is between a row's value and the key's, where the row comes after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Less,
    Greater,
}

impl Sign {
    fn strictly(self) -> &'static str {
        match self {
            Self::Less => " < ",
            Self::Greater => " > ",
        }
    }

    fn or_equal(self) -> &'static str {
        match self {
            Self::Less => " <= ",
            Self::Greater => " >= ",
        }
    }
}
