use std::marker::PhantomData;

use sea_orm::{DbBackend, EntityTrait, FromQueryResult, QueryTrait, Select, SelectModel, Selector, Statement};

use super::{
    link::OnSeaOrm,
    order::{KeysetOrder, OwnOrder},
    source::SeaOrmSource,
};

/// Rows that a select of sea-orm 2 finds, as a source for pages, cursors and exports (feature `sea-orm`).
///
/// It takes `Entity::find()` with whatever was made of it, and what `into_model` and `into_partial_model` return. The rows
/// derive [`Keyset`](crate::Keyset), whose columns are those of the result; or the pages are read by their numbers
/// [in the select's own order](Find::in_own_order).
///
/// The keys of rows are the values of their fields, so a field must hold all of its column, and
/// compare as the database does: on SQLite, moments are texts, which a `DateTimeUtc` compares with as sea-orm writes them.
///
/// # Example
///
/// ```
/// # mod example {
/// use sea_orm::{DatabaseConnection, entity::prelude::*};
/// use velithon::{paginate, sql::{self, SeaOrmSource}};
///
/// mod person {
///     use sea_orm::entity::prelude::*;
///     use serde::Serialize;
///     use velithon::Keyset;
///
///     #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Keyset)]
///     #[sea_orm(table_name = "people")]
///     #[keyset(sort = "name", name asc nulls last, id asc)]
///     pub struct Model {
///         #[sea_orm(primary_key)]
///         #[keyset(unique)]
///         pub id: i64,
///         pub name: Option<String>,
///         pub city: String,
///     }
///
///     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
///     pub enum Relation {}
///
///     impl ActiveModelBehavior for ActiveModel {}
/// }
///
/// #[paginate(style = cursor, export)]
/// async fn people(db: DatabaseConnection) -> SeaOrmSource<person::Model> {
///     sql::find(person::Entity::find().filter(person::Column::City.eq("Porto"))).on(&db)
/// }
/// # }
/// ```
pub fn find<S: Finds>(select: S) -> Find<S> {
    Find {
        select,
        order: PhantomData,
    }
}

/// A select that has no database yet: what [`find`] makes.
#[derive(Clone, Debug)]
#[must_use = "a select reads nothing before `on` makes a source of it"]
pub struct Find<S, O = KeysetOrder> {
    select: S,
    order: PhantomData<O>,
}

impl<S: Finds> Find<S> {
    /// Reads pages by number or offset in the order that the select itself has by `order_by`. The rows need no
    /// [`Keyset`](crate::Keyset), and there are no cursors.
    ///
    /// The order should name a unique column at its end: rows that it does not tell apart may come twice or never. The select has
    /// no `limit` of its own.
    pub fn in_own_order(self) -> Find<S, OwnOrder> {
        Find {
            select: self.select,
            order: PhantomData,
        }
    }
}

impl<S: Finds, O> Find<S, O> {
    /// The source that reads these rows there: a `DatabaseConnection`, or a `DatabaseTransaction` that the handler gives away.
    pub fn on(self, db: impl OnSeaOrm) -> SeaOrmSource<S::Row, O> {
        let link = db.link();
        let statement = link.backend().map(|backend| self.select.statement(backend));
        SeaOrmSource::new(link, statement)
    }
}

/// What sea-orm selects one model for each row with.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no select of one model a row",
    label = "not `Entity::find()`, nor what `into_model` or `into_partial_model` returns",
    note = "of an entity, write `Entity::find()`; of two, select what is sent by a model of both: `.into_model::<OrderWithUser>()`, or \
            `.into_partial_model()` with `#[sea_orm(nested)]`"
)]
pub trait Finds {
    /// What a row becomes.
    type Row: FromQueryResult + Send;

    /// The statement on this database.
    #[doc(hidden)]
    fn statement(self, backend: DbBackend) -> Statement;
}

impl<E: EntityTrait> Finds for Select<E> {
    type Row = E::Model;

    fn statement(self, backend: DbBackend) -> Statement {
        self.build(backend)
    }
}

impl<M: FromQueryResult + Send> Finds for Selector<SelectModel<M>> {
    type Row = M;

    fn statement(self, backend: DbBackend) -> Statement {
        self.into_statement(backend)
    }
}
