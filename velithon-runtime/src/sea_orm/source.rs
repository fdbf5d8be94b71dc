use std::{fmt, marker::PhantomData};

use sea_orm::{DbBackend, DbErr, FromQueryResult, QueryResult, Statement, Value};

use super::{
    link::{Link, disconnected},
    name::{Named, Unnamed},
    order::KeysetOrder,
};
use crate::seek::Dialect;

/// The rows of a select of sea-orm: what [`Find::on`](super::Find::on) makes.
#[must_use = "a source is what a handler returns"]
pub struct SeaOrmSource<T, O = KeysetOrder, N = Unnamed> {
    pub(super) link: Link,
    /// Without one, there is no database.
    pub(super) select: Option<Statement>,
    /// The name of the database, where it has one.
    pub(super) name: Option<String>,
    kind: Kind<T, O, N>,
}

/// What a source is of: its rows, their order, and whether its database has a name.
type Kind<T, O, N> = PhantomData<fn() -> (T, O, N)>;

impl<T, O> SeaOrmSource<T, O> {
    pub(super) fn new(link: Link, select: Option<Statement>) -> Self {
        Self {
            link,
            select,
            name: None,
            kind: PhantomData,
        }
    }

    /// Names the database, so that counts over it can be kept: `total = cached("30s")`. A name stands for one database, as a
    /// connection of sea-orm does not tell to which one it leads: where each tenant has one, it is the tenant's.
    ///
    /// # Example
    ///
    /// ```
    /// # mod example {
    /// use sea_orm::{DatabaseConnection, entity::prelude::*};
    /// use velithon::{paginate, sql::{self, KeysetOrder, Named, SeaOrmSource}};
    ///
    /// mod person {
    ///     use sea_orm::entity::prelude::*;
    ///     use serde::Serialize;
    ///     use velithon::Keyset;
    ///
    ///     #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Keyset)]
    ///     #[sea_orm(table_name = "people")]
    ///     #[keyset(sort = "id", id asc)]
    ///     pub struct Model {
    ///         #[sea_orm(primary_key)]
    ///         #[keyset(unique)]
    ///         pub id: i64,
    ///     }
    ///
    ///     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    ///     pub enum Relation {}
    ///
    ///     impl ActiveModelBehavior for ActiveModel {}
    /// }
    ///
    /// #[paginate(total = cached("30s"))]
    /// async fn people(db: DatabaseConnection) -> SeaOrmSource<person::Model, KeysetOrder, Named> {
    ///     sql::find(person::Entity::find()).on(&db).named("main")
    /// }
    /// # }
    /// ```
    pub fn named(self, database: impl Into<String>) -> SeaOrmSource<T, O, Named> {
        SeaOrmSource {
            link: self.link,
            select: self.select,
            name: Some(database.into()),
            kind: PhantomData,
        }
    }
}

impl<T, O, N> SeaOrmSource<T, O, N> {
    fn select(&self) -> Result<&Statement, DbErr> {
        self.select.as_ref().ok_or_else(disconnected)
    }

    pub(super) fn dialect(&self) -> Result<Dialect, DbErr> {
        match self.select()?.db_backend {
            DbBackend::Sqlite => Ok(Dialect::Sqlite),
            DbBackend::Postgres => Ok(Dialect::Postgres),
            DbBackend::MySql => Ok(Dialect::MySql),
            other => Err(DbErr::Custom(format!("velithon knows no SQL of {other:?}"))),
        }
    }

    /// Begins a statement around the select.
    pub(super) fn draft(&self) -> Result<Draft<'_>, DbErr> {
        let Statement {
            sql,
            values,
            db_backend,
        } = self.select()?;
        Ok(Draft {
            select: sql,
            dialect: self.dialect()?,
            backend: *db_backend,
            values: values.as_ref().map_or_else(Vec::new, |values| values.0.clone()),
        })
    }

    pub(super) async fn fetch(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.link.fetch(statement).await
    }
}

impl<T: FromQueryResult, O, N> SeaOrmSource<T, O, N> {
    pub(super) async fn fetch_rows(&self, statement: Statement) -> Result<Vec<T>, DbErr> {
        let rows = self.fetch(statement).await?;
        rows.iter().map(|row| T::from_query_result(row, "")).collect()
    }
}

/// What a statement around a select is written with.
pub(super) struct Draft<'s> {
    pub(super) select: &'s str,
    pub(super) dialect: Dialect,
    backend: DbBackend,
    values: Vec<Value>,
}

impl Draft<'_> {
    /// How many values there are before the next one.
    pub(super) fn bound(&self) -> usize {
        self.values.len()
    }

    pub(super) fn bind(&mut self, values: impl IntoIterator<Item = Value>) {
        self.values.extend(values);
    }

    /// Binds a number, such as a limit, and appends its place.
    pub(super) fn push_number(&mut self, sql: &mut String, number: i64) {
        self.values.push(Value::BigInt(Some(number)));
        sql.push_str(self.dialect.before_number());
        self.dialect.push_parameter(sql, self.values.len());
    }

    pub(super) fn statement(self, sql: String) -> Statement {
        Statement::from_sql_and_values(self.backend, sql, self.values)
    }
}

impl<T, O, N> fmt::Debug for SeaOrmSource<T, O, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SeaOrmSource")
            .field("sql", &self.select.as_ref().map(|select| &select.sql))
            .field("on", &self.link)
            .finish_non_exhaustive()
    }
}
