use sea_orm::entity::prelude::*;
use serde::Serialize;
use velithon::Keyset;

#[derive(Clone, Debug, DeriveEntityModel, Keyset, PartialEq, Serialize)]
#[sea_orm(table_name = "orders")]
#[keyset(sort = "newest", created_at desc, id desc)]
pub(in super::super) struct Model {
    #[sea_orm(primary_key)]
    #[keyset(unique)]
    pub(super) id: i64,
    customer: i64,
    name: String,
    cents: i64,
    status: String,
    pub(super) created_at: i64,
}

#[derive(Clone, Copy, Debug, DeriveRelation, EnumIter)]
pub(in super::super) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
