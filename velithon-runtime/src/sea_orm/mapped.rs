//! Rows of a select that become something else before they are sent.

use std::{future::ready, hash::Hash};

use sea_orm::{DbErr, FromQueryResult};

use super::{
    name::DatabaseName,
    order::{FindOrder, KeysetOrder},
    source::SeaOrmSource,
};
use crate::{
    keyset::Keyset,
    page::{CursorRequest, PageItems, PageRequest},
    source::mapped::{CountedRows, KeyedRows, Mapped, NumberedRows, SqlRows, sealed},
};

impl<T: 'static, O, N> SeaOrmSource<T, O, N> {
    /// Sends what `map` makes of each row.
    ///
    /// The row that is read beyond the page is mapped, too.
    pub fn map<U: Send + 'static>(self, mut map: impl FnMut(T) -> U + Send + 'static) -> Mapped<Self, U> {
        self.try_map(move |row| Ok(map(row)))
    }

    /// The same with a conversion that may fail. The first error is the page's. In an export it is that of the whole batch, of
    /// which nothing is sent: the export ends behind the batch before.
    pub fn try_map<U, E>(self, mut map: impl FnMut(T) -> Result<U, E> + Send + 'static) -> Mapped<Self, U, E>
    where
        U: Send + 'static,
        E: Send + 'static,
    {
        self.map_page(move |rows| ready(rows.into_iter().map(&mut map).collect()))
    }

    /// Sends what `map` makes of all rows of a page together, such as each with those that are related to it, which sea-orm's
    /// `load_many` reads for all of them. It gives back as many as it got, in the same order: in which they were read, which is
    /// backwards on the way back. The row that is read beyond the page is among them; a page without rows is not mapped. An export
    /// maps each of its batches like a page, while the rows before are sent.
    ///
    /// # Example
    ///
    /// ```
    /// # mod example {
    /// use sea_orm::{DatabaseConnection, entity::prelude::*};
    /// use serde::Serialize;
    /// use velithon::{paginate, sql::{self, Mapped, SeaOrmSource}};
    ///
    /// mod person {
    ///     use sea_orm::entity::prelude::*;
    ///     use velithon::Keyset;
    ///
    ///     #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Keyset)]
    ///     #[sea_orm(table_name = "people")]
    ///     #[keyset(sort = "id", id asc)]
    ///     pub struct Model {
    ///         #[sea_orm(primary_key)]
    ///         #[keyset(unique)]
    ///         pub id: i64,
    ///         pub name: String,
    ///         pub manager_id: Option<i64>,
    ///     }
    ///
    ///     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    ///     pub enum Relation {}
    ///
    ///     impl ActiveModelBehavior for ActiveModel {}
    /// }
    ///
    /// #[derive(Serialize)]
    /// struct Report {
    ///     name: String,
    ///     manager: Option<String>,
    /// }
    ///
    /// #[paginate(style = cursor)]
    /// async fn reports(db: DatabaseConnection) -> Mapped<SeaOrmSource<person::Model>, Report> {
    ///     sql::find(person::Entity::find()).on(&db).map_page(move |people: Vec<person::Model>| {
    ///         let db = db.clone();
    ///         async move {
    ///             let ids = people.iter().filter_map(|person| person.manager_id);
    ///             let managers = person::Entity::find().filter(person::Column::Id.is_in(ids)).all(&db).await?;
    ///             let name_of = |id| Some(managers.iter().find(|manager| manager.id == id)?.name.clone());
    ///             let report = |person: person::Model| Report {
    ///                 name: person.name,
    ///                 manager: person.manager_id.and_then(name_of),
    ///             };
    ///             Ok(people.into_iter().map(report).collect())
    ///         }
    ///     })
    /// }
    /// # }
    /// ```
    pub fn map_page<U, E, F>(self, map: impl FnMut(Vec<T>) -> F + Send + 'static) -> Mapped<Self, U, E>
    where
        F: Future<Output = Result<Vec<U>, E>> + Send + 'static,
    {
        Mapped::new(self, map)
    }
}

impl<T, O, N> sealed::Sealed for SeaOrmSource<T, O, N> {}

impl<T, O, N> SqlRows for SeaOrmSource<T, O, N> {
    type Row = T;
    type Error = DbErr;

    fn fault(reason: String) -> DbErr {
        DbErr::Custom(reason)
    }
}

impl<T, O, N> NumberedRows for SeaOrmSource<T, O, N>
where
    T: FromQueryResult + Send,
    O: FindOrder<T>,
{
    async fn read_page(&mut self, page: PageRequest) -> Result<Vec<T>, DbErr> {
        Self::read_page(self, page).await
    }

    async fn count_rows(&mut self, at_most: u64) -> Result<u64, DbErr> {
        Self::count_rows(self, at_most).await
    }
}

impl<T, O, N> CountedRows for SeaOrmSource<T, O, N>
where
    T: FromQueryResult + Send,
    O: FindOrder<T>,
    N: DatabaseName,
{
    fn count_hash(&self) -> impl Hash {
        Self::count_hash(self)
    }
}

impl<T, N> KeyedRows for SeaOrmSource<T, KeysetOrder, N>
where
    T: FromQueryResult + Keyset + Send,
{
    async fn read_walk(&mut self, request: &CursorRequest<T>) -> Result<PageItems<T>, DbErr> {
        self.read_keyed(request).await
    }

    async fn read_batch(&mut self, request: &CursorRequest<T>) -> Result<PageItems<T>, DbErr> {
        self.read_keyed(request).await
    }
}
