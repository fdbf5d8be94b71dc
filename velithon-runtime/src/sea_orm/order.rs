use crate::{
    keyset::{Keyset, Sort},
    seek::{Dialect, write_order},
};

/// The order of a select's rows is that of their type: the first one of its [`Keyset`], or for cursors the one that the
/// request names.
#[derive(Clone, Copy, Debug)]
pub enum KeysetOrder {}

/// The order of a select's rows is its own, by `order_by`.
#[derive(Clone, Copy, Debug)]
pub enum OwnOrder {}

/// An order in which pages of `T` can be read by their numbers or offsets.
#[diagnostic::on_unimplemented(
    message = "the rows of this select come in no order, so its pages could repeat and skip rows",
    label = "a select of sea-orm without an order",
    note = "write `#[derive(Keyset)]` on `{T}`; or `.in_own_order()` before `.on(…)`, and return \
            `SeaOrmSource<{T}, sql::OwnOrder>`"
)]
pub trait FindOrder<T>: Send {
    /// The select in this order.
    #[doc(hidden)]
    fn ordered(select: &str, dialect: Dialect) -> String;
}

#[diagnostic::do_not_recommend]
impl<T: Keyset> FindOrder<T> for KeysetOrder {
    fn ordered(select: &str, dialect: Dialect) -> String {
        let mut sql = format!("SELECT * FROM ({select}) AS page ORDER BY ");
        write_order(&mut sql, Sort::at::<T>(0).columns(), false, dialect);
        sql
    }
}

impl<T> FindOrder<T> for OwnOrder {
    fn ordered(select: &str, _: Dialect) -> String {
        select.to_owned()
    }
}
