use std::{borrow::Cow, ops::Range};

use sqlx::{Arguments, Encode, Execute, QueryBuilder, SqlStr, Type};

use super::{database::SqlDatabase, scan::scan, values::Values};
use crate::seek::Dialect;

/// The user's statement and the values that are bound to it.
#[derive(Debug)]
pub(super) struct Statement<DB: SqlDatabase> {
    pub(super) sql: SqlStr,
    pub(super) values: DB::Values,
    /// Why a value could not be bound.
    refused: Option<String>,
}

impl<DB: SqlDatabase> Statement<DB> {
    pub(super) fn new(sql: SqlStr, values: DB::Values) -> Self {
        Self {
            sql,
            values,
            refused: None,
        }
    }

    /// What is in a builder: building moves the values out and leaves the text.
    pub(super) fn from_builder(mut builder: QueryBuilder<DB>) -> Self {
        let arguments = builder.build().take_arguments();
        let values = DB::Values::of_builder(arguments.ok().flatten().unwrap_or_default());
        Self::new(builder.into_sql(), values)
    }

    pub(super) fn bind<'q, V: Encode<'q, DB> + Type<DB>>(&mut self, value: V) {
        if let Err(error) = self.values.add(value) {
            let number = self.values.count() + 1;
            self.refused
                .get_or_insert_with(|| format!("the value for `${number}` cannot be bound: {error}"));
        }
    }

    /// The beginning of a statement over this one: `before`, then this one between parentheses.
    ///
    /// # Errors
    ///
    /// It cannot stand there, or its values do not match its placeholders.
    pub(super) fn within(&self, before: &str) -> sqlx::Result<Draft<DB>> {
        if let Some(refused) = &self.refused {
            return Err(sqlx::Error::InvalidArgument(refused.clone()));
        }
        let text = self.sql.as_str();
        let scanned = scan(text, DB::DIALECT).map_err(|what| invalid(&what, text))?;
        let (needed, bound) = (scanned.values, self.values.count());
        if needed != bound {
            let needed = match needed {
                0 => "no value".to_owned(),
                1 => "1 value".to_owned(),
                _ => format!("{needed} values"),
            };
            let bound = match bound {
                0 => "none is".to_owned(),
                1 => "1 is".to_owned(),
                _ => format!("{bound} are"),
            };
            let what =
                format!("placeholders ask for {needed}, and {bound} bound; write one `bind` for each of `$1`, `$2`, …");
            return Err(invalid(&what, text));
        }
        let (text, arguments) = if scanned.numbered.is_empty() {
            (Cow::Borrowed(scanned.text), self.values.all())
        } else {
            let numbers: Vec<_> = scanned.numbered.iter().map(|(_, number)| *number).collect();
            let arguments = self.values.by_number(&numbers).map_err(|what| invalid(&what, text))?;
            (scanned.text_for(DB::DIALECT), arguments)
        };
        let mut sql = String::with_capacity(before.len() + text.len() + FURTHER);
        sql.push_str(before);
        // The line break ends a comment.
        for part in ["(\n", &text, "\n)"] {
            sql.push_str(part);
        }
        Ok(Draft {
            sql,
            arguments,
            key_values: 0..0,
            is_kept: !(DB::DIALECT.outdates_columns() && text.contains('*')),
        })
    }
}

fn invalid(what: &str, sql: &str) -> sqlx::Error {
    sqlx::Error::InvalidArgument(format!("{what} (in the statement `{sql}`)"))
}

/// Room for what is written behind the user's statement, in bytes: a condition over two columns, an order and a limit.
const FURTHER: usize = 256;

/// A statement that is being written, with its values so far.
#[derive(Debug)]
pub(super) struct Draft<DB: SqlDatabase> {
    pub(super) sql: String,
    pub(super) arguments: DB::Arguments,
    /// The numbers of the values that are those of a cursor, from 1 on.
    pub(super) key_values: Range<usize>,
    /// Whether the driver may keep it prepared.
    pub(super) is_kept: bool,
}

impl<DB: SqlDatabase> Clone for Draft<DB> {
    fn clone(&self) -> Self {
        Self {
            sql: self.sql.clone(),
            arguments: self.arguments.clone(),
            key_values: self.key_values.clone(),
            is_kept: self.is_kept,
        }
    }
}

impl<DB: SqlDatabase> Draft<DB> {
    /// Selects this, too, in a statement that selects all columns.
    pub(super) fn select(&mut self, columns: &str) {
        const ALL: &str = "SELECT *";
        if self.sql.starts_with(ALL) {
            self.sql.insert_str(ALL.len(), columns);
        }
    }

    pub(super) fn push(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    /// Adds a number as a value, with its placeholder.
    pub(super) fn push_number(&mut self, number: i64) -> sqlx::Result<&mut Self> {
        DB::add_number(&mut self.arguments, number)?;
        self.sql.push_str(DB::DIALECT.before_number());
        DB::DIALECT.write_placeholder(&mut self.sql, self.arguments.len());
        Ok(self)
    }
}

/// Checks what the user wrote behind `ORDER BY`.
pub(super) fn check_order(order: &str, dialect: Dialect) -> sqlx::Result<()> {
    let what = match scan(order, dialect) {
        Ok(scanned) if scanned.values > 0 => "an order has no placeholders; write columns of the result".to_owned(),
        Ok(scanned) if scanned.text.len() < order.len() => "an order has no `;`; leave it out".to_owned(),
        Ok(_) => return Ok(()),
        Err(_) if order.trim().is_empty() => "the order is empty; write columns of the result".to_owned(),
        Err(what) => what,
    };
    Err(sqlx::Error::InvalidArgument(format!("{what} (in the order `{order}`)")))
}
