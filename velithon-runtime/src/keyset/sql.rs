/// Lets SQL queries bind the keys of a row, each value as its own type.
///
/// `#[derive(Keyset)]` calls it, and does not know which features are on.
#[doc(hidden)]
#[macro_export]
macro_rules! __keyset_sql {
    (
        impl [$($parameters:tt)*] $row:ty, where [$($predicates:tt)*],
        $($sort:literal $column:literal $value:ty,)*
    ) => {};
}
