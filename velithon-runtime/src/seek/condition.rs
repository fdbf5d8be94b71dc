use super::dialect::Dialect;

/// A condition that rows come after a key.
///
/// Its text does not depend on which values of the key are NULL, so that all keys of an order share one prepared statement.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Condition {
    pieces: Vec<Piece>,
}

/// A piece of a condition.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    /// The key's value in the column of its order with this index. A value may stand in several places.
    Value(usize),
}

impl Condition {
    /// In the order in which they stand in the statement.
    pub(crate) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        match self.pieces.last_mut() {
            Some(Piece::Text(before)) => before.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
        self
    }

    fn value(&mut self, column: &Compared) -> &mut Self {
        self.pieces.push(Piece::Value(column.index));
        self
    }

    /// A comparison of the column with the key's value.
    fn compare(&mut self, column: &Compared, sign: &str) -> &mut Self {
        self.text(&column.name).text(sign).value(column)
    }

    /// That a row comes after the key in the order of these columns.
    pub(super) fn after(&mut self, columns: &[Compared], dialect: Dialect) -> &mut Self {
        let Some((first, rest)) = columns.split_first() else {
            return self.text("1 = 0");
        };
        let sign = first.sign;
        let uniform = |column: &Compared| column.nulls_first.is_none() && column.sign == sign;
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
                let (row, key) = if nulls_first {
                    (" IS NOT NULL AND ", " IS NULL")
                } else {
                    (" IS NULL AND ", " IS NOT NULL")
                };
                self.text("(").compare(first, sign.strictly()).text(" OR (");
                self.text(&first.name).text(row).value(first).text(key).text(") OR (");
                self.compare(first, dialect.is_same()).text(" AND ");
                self.after(rest, dialect).text("))")
            }
        }
    }

    /// The same by a comparison of whole rows, which an index over these columns is searched by.
    fn row_after(&mut self, columns: &[Compared], sign: Sign) -> &mut Self {
        let names = columns.iter().map(|column| &*column.name).collect::<Vec<_>>();
        self.text("(").text(&names.join(", ")).text(")").text(sign.strictly());
        for (index, column) in columns.iter().enumerate() {
            self.text(if index == 0 { "(" } else { ", " }).value(column);
        }
        self.text(")")
    }
}

/// A column beside the key's value in it.
#[derive(Debug)]
pub(super) struct Compared {
    pub(super) index: usize,
    pub(super) name: String,
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
