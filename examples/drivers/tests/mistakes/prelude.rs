#![allow(warnings)]

pub use axum::{extract::State, response::{IntoResponse, Response}};
pub use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr, FromQueryResult, QueryOrder, QuerySelect, TransactionTrait, entity::prelude::*};
pub use serde::Serialize;
pub use velithon::{CursorRequest, Keyset, PageItems, PageRequest, paginate, sql, sql::{KeysetOrder, Mapped, Named, OwnOrder, SeaOrmSource}};

pub mod person {
    use super::{Keyset, Serialize};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Keyset)]
    #[sea_orm(table_name = "people")]
    #[keyset(sort = "id", id)]
    pub struct Model {
        #[sea_orm(primary_key)]
        #[keyset(unique)]
        pub id: i64,
        pub name: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(belongs_to = "super::plain::Entity", from = "Column::Id", to = "super::plain::Column::PersonId")]
        Plain,
    }

    impl Related<super::plain::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Plain.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// An entity whose model has no orders.
pub mod plain {
    use super::Serialize;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
    #[sea_orm(table_name = "plain")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub person_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A row that cannot be sent.
#[derive(FromQueryResult, Keyset)]
#[keyset(sort = "id", id)]
pub struct Inner {
    #[keyset(unique)]
    pub id: i64,
}

/// An error that is a response.
#[derive(Debug)]
pub struct AppError;

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        todo!()
    }
}

impl From<DbErr> for AppError {
    fn from(_: DbErr) -> Self {
        AppError
    }
}

fn main() {}
