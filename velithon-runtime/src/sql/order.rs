use sqlx::SqlStr;

use super::statement::check_order;
use crate::{
    keyset::{Keyset, Sort},
    seek::{Dialect, write_order},
};

/// The order of a statement's rows is that of their type: the first one of its [`Keyset`], or for cursors the one that
/// the request names.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowOrder(());

/// The order of a statement's rows is said by [`order_by`](super::Select::order_by).
#[derive(Debug)]
pub struct OrderBy(pub(super) SqlStr);

/// An order in which pages of `T` can be read by their numbers or offsets.
#[diagnostic::on_unimplemented(
    message = "the rows of this statement come in no order, so its pages could repeat and skip rows",
    label = "an SQL source without an order",
    note = "write `.order_by(\"name, id\")` before `.on(…)` and return `SqlSource<_, {T}, sql::OrderBy>`, or write \
            `#[derive(Keyset)]` on `{T}`"
)]
pub trait SqlOrder<T>: Send {
    /// Writes what stands behind `ORDER BY`.
    #[doc(hidden)]
    fn write(&self, sql: &mut String, dialect: Dialect) -> sqlx::Result<()>;
}

#[diagnostic::do_not_recommend]
impl<T: Keyset> SqlOrder<T> for RowOrder {
    fn write(&self, sql: &mut String, dialect: Dialect) -> sqlx::Result<()> {
        write_order(sql, Sort::at::<T>(0).columns(), false, dialect);
        Ok(())
    }
}

impl<T> SqlOrder<T> for OrderBy {
    fn write(&self, sql: &mut String, dialect: Dialect) -> sqlx::Result<()> {
        check_order(self.0.as_str(), dialect)?;
        sql.push_str(self.0.as_str());
        Ok(())
    }
}
