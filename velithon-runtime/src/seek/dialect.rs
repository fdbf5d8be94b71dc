use std::ops::RangeInclusive;

use crate::keyset::SeekValue;

/// The databases, where the text of their statements differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// The SQL of SQLite.
    Sqlite,
    /// The SQL of PostgreSQL.
    Postgres,
    /// The SQL of MySQL and MariaDB.
    MySql,
}

impl Dialect {
    /// Whether NULLs come first in an order that does not say where they come.
    pub(crate) fn nulls_first(self, descending: bool) -> bool {
        match self {
            Self::Sqlite | Self::MySql => !descending,
            Self::Postgres => descending,
        }
    }

    /// Whether an order can say where its NULLs come. That of MySQL has a term of its own for them.
    pub(super) fn places_nulls(self) -> bool {
        match self {
            Self::Sqlite | Self::Postgres => true,
            Self::MySql => false,
        }
    }

    /// Whether `IS NULL` says that a column is NULL.
    ///
    /// MySQL takes a date of zeros for `IS NULL` where the column says `NOT NULL`. MariaDB would search an index by the NULL
    /// alone and sort what it finds; beside a comparison that never holds, it takes a range over all columns.
    pub(super) fn searches_by_is_null(self) -> bool {
        match self {
            Self::Sqlite | Self::Postgres => true,
            Self::MySql => false,
        }
    }

    /// The sign that holds for two NULLs, too.
    pub(super) fn is_same(self) -> &'static str {
        match self {
            Self::Sqlite | Self::Postgres => " IS NOT DISTINCT FROM ",
            Self::MySql => " <=> ",
        }
    }

    /// Whether an index is searched by a comparison of rows, `(a, b) > ($1, $2)`. MySQL reads all of it.
    pub(super) fn searches_by_rows(self) -> bool {
        match self {
            Self::Sqlite | Self::Postgres => true,
            Self::MySql => false,
        }
    }

    /// The values of a key as this database has them; `None` if it does not have one of them, so that no row has such a key.
    pub(super) fn values(self, values: Vec<SeekValue>) -> Option<Vec<SeekValue>> {
        values.into_iter().map(|value| self.value(value)).collect()
    }

    fn value(self, value: SeekValue) -> Option<SeekValue> {
        match (self, value) {
            (Self::Sqlite | Self::Postgres, SeekValue::Unsigned(number)) => {
                Some(SeekValue::Signed(number.map(i64::try_from).transpose().ok()?))
            }
            (Self::Postgres, SeekValue::Text(Some(text))) if text.contains('\0') => None,
            (Self::MySql, SeekValue::Float(Some(number))) if !number.is_finite() => None,
            (_, value) => {
                let years = self.years();
                let is_there = value.year().is_none_or(|year| years.contains(&year));
                is_there.then_some(value)
            }
        }
    }

    /// The years of its dates and moments. What SQLite has are texts.
    fn years(self) -> RangeInclusive<i32> {
        match self {
            Self::Sqlite => i32::MIN..=i32::MAX,
            // It begins with a day of November.
            Self::Postgres => -4_713..=294_276,
            Self::MySql => 0..=9_999,
        }
    }

    /// Appends the place of the value with this number, from 1 on, to a statement for any driver. `$1` would be a name to
    /// those of SQLite.
    pub(crate) fn push_parameter(self, text: &mut String, number: usize) {
        text.push_str(match self {
            Self::Sqlite | Self::MySql => "?",
            Self::Postgres => "$",
        });
        if self.numbers_placeholders() {
            text.push_str(itoa::Buffer::new().format(number));
        }
    }

    /// What stands before the place of a number behind `LIMIT` and `OFFSET`. SQLite plans by the value of a bare placeholder
    /// there, and so prepares the statement for each run anew.
    #[cfg(feature = "sql")]
    pub(crate) fn before_number(self) -> &'static str {
        match self {
            Self::Sqlite => "+",
            Self::Postgres | Self::MySql => "",
        }
    }

    /// Whether the driver takes the columns of a statement that it keeps prepared for those of today, after a table got or lost
    /// one: sqlx on SQLite reads values from the wrong columns then, or none.
    #[cfg(feature = "sql")]
    pub(crate) fn outdates_columns(self) -> bool {
        match self {
            Self::Sqlite => true,
            Self::Postgres | Self::MySql => false,
        }
    }

    /// Whether a `UNION` makes a text of what is none.
    #[cfg(feature = "sql")]
    pub(crate) fn unites_as_text(self) -> bool {
        match self {
            Self::Sqlite | Self::Postgres => false,
            Self::MySql => true,
        }
    }

    /// What stands before a subquery in a `WITH` that may be searched by the conditions of those who name it.
    #[cfg(feature = "sql")]
    pub(crate) fn not_materialized(self) -> &'static str {
        match self {
            Self::Sqlite | Self::Postgres => "NOT MATERIALIZED ",
            Self::MySql => "",
        }
    }

    /// Writes a name in quotes.
    pub(crate) fn write_quoted(self, sql: &mut String, name: &str) {
        let quote = match self {
            Self::Sqlite | Self::Postgres => '"',
            Self::MySql => '`',
        };
        sql.push(quote);
        for (index, part) in name.split(quote).enumerate() {
            if index > 0 {
                sql.extend([quote, quote]);
            }
            sql.push_str(part);
        }
        sql.push(quote);
    }

    /// Whether a placeholder has a number, by which a value that stands in several places is bound once.
    pub(crate) fn numbers_placeholders(self) -> bool {
        match self {
            Self::Sqlite | Self::Postgres => true,
            Self::MySql => false,
        }
    }

    /// Writes the place of the value with this number, from 1 on, for sqlx.
    #[cfg(feature = "sql")]
    pub(crate) fn write_placeholder(self, sql: &mut String, number: usize) {
        if self.numbers_placeholders() {
            sql.push('$');
            sql.push_str(itoa::Buffer::new().format(number));
        } else {
            sql.push('?');
        }
    }
}
