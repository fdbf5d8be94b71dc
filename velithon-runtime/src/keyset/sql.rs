/// Lets SQL queries bind the keys of a row, each value as its own type.
///
/// `#[derive(Keyset)]` calls it, and does not know which features are on.
#[cfg(feature = "sql")]
#[doc(hidden)]
#[macro_export]
macro_rules! __keyset_sql {
    (
        impl [$($parameters:tt)*] $row:ty, where [$($predicates:tt)*],
        $($sort:literal $column:literal $value:ty,)*
    ) => {
        // Whatever database the bounds name is not known here: a type that only one of them can send is no error.
        impl<$($parameters)* VelithonDatabase> $crate::__private::sql::SqlKeyset<VelithonDatabase> for $row
        where
            $($predicates)*
            VelithonDatabase: $crate::__private::sql::SqlDatabase,
            $($value: $crate::__private::sql::KeyIn<VelithonDatabase>,)*
        {
            fn bind(
                key: &$crate::Key<Self>,
                column: ::core::primitive::usize,
                arguments: &mut <VelithonDatabase as $crate::__private::sql::Database>::Arguments,
            ) -> $crate::__private::sql::Bound {
                use $crate::__private::sql::NoColumn as _;
                match ($crate::Key::sort_index(key), column) {
                    $(($sort, $column) => <$value as $crate::__private::sql::KeyIn<VelithonDatabase>>::bind(
                        $crate::__private::sql::ColumnOf::<$value>::get(key, column),
                        arguments,
                    ),)*
                    _ => $crate::__private::sql::no_such_column(),
                }
            }
        }
    };
}

/// Without a database there is nothing to bind.
#[cfg(not(feature = "sql"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __keyset_sql {
    (
        impl [$($parameters:tt)*] $row:ty, where [$($predicates:tt)*],
        $($sort:literal $column:literal $value:ty,)*
    ) => {};
}
