use sqlx::{Encode, QueryBuilder, SqlSafeStr, Type};

use super::{
    connection::On,
    database::SqlDatabase,
    order::{OrderBy, RowOrder},
    source::SqlSource,
    statement::Statement,
};

/// A statement that pages are read of, before it is known where it runs.
#[derive(Debug)]
#[must_use = "a statement does nothing until a page is read of it"]
pub struct Select<DB: SqlDatabase, O = RowOrder> {
    statement: Statement<DB>,
    order: O,
}

/// A statement that pages are read of. [The module](super) says what it may hold.
///
/// Its values follow by [`bind`](Select::bind), in the order of `$1`, `$2`, …; the database is known from
/// [`on`](Select::on), and the type of the rows from what the handler returns.
pub fn select<DB: SqlDatabase>(sql: impl SqlSafeStr) -> Select<DB> {
    Select {
        statement: Statement::new(sql.into_sql_str(), DB::Values::default()),
        order: RowOrder::default(),
    }
}

/// The same with the text and the values of a `QueryBuilder`, for filters that are not always there. Nothing else may
/// have been [built](QueryBuilder::build) of it.
///
/// # Example
///
/// ```
/// # #[cfg(feature = "sqlx-sqlite")] mod example {
/// use serde::Serialize;
/// use sqlx::{FromRow, QueryBuilder, Sqlite, SqlitePool};
/// use velithon::{paginate, sql::{self, OrderBy, SqlSource}};
///
/// #[derive(Serialize, FromRow)]
/// struct User {
///     id: i64,
///     name: String,
/// }
///
/// #[paginate]
/// async fn users(db: SqlitePool, name: Option<String>) -> SqlSource<Sqlite, User, OrderBy> {
///     let mut users = QueryBuilder::new("SELECT * FROM users WHERE active");
///     if let Some(name) = name {
///         users.push(" AND name = ").push_bind(name);
///     }
///     sql::query_builder(users).order_by("id").on(db)
/// }
/// # }
/// ```
pub fn query_builder<DB: SqlDatabase>(builder: QueryBuilder<DB>) -> Select<DB> {
    Select {
        statement: Statement::from_builder(builder),
        order: RowOrder::default(),
    }
}

impl<DB: SqlDatabase, O> Select<DB, O> {
    /// The value of the next placeholder.
    pub fn bind<'q, V: Encode<'q, DB> + Type<DB>>(mut self, value: V) -> Self {
        self.statement.bind(value);
        self
    }

    /// Where the statement runs: on a pool, or on a transaction or a connection that is given away.
    pub fn on<T, C: On<Database = DB>>(self, db: C) -> SqlSource<DB, T, O> {
        SqlSource::new(self.statement, self.order, db.link())
    }
}

impl<DB: SqlDatabase> Select<DB> {
    /// The order of the rows, as it would stand behind `ORDER BY`: columns of the result, the last of them unique, or
    /// pages repeat and skip rows. `"created_at DESC, id"`
    pub fn order_by(self, columns: impl SqlSafeStr) -> Select<DB, OrderBy> {
        Select {
            statement: self.statement,
            order: OrderBy(columns.into_sql_str()),
        }
    }
}
