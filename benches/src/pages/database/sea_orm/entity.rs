use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, DeriveEntityModel, PartialEq, Serialize)]
#[sea_orm(table_name = "orders")]
pub(super) struct Model {
    #[sea_orm(primary_key)]
    pub(super) id: i64,
    customer: i64,
    name: String,
    cents: i64,
    status: String,
    pub(super) created_at: i64,
}

#[derive(Clone, Copy, Debug, DeriveRelation, EnumIter)]
pub(super) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
