//! sea-orm on SQLite, or on what `DATABASE_URL` leads to: `cargo run --package velithon-drivers --example sea_orm`, then
//! `curl 'http://127.0.0.1:3000/people?sort=newest&size=2'`. This one needs no loop: velithon has the feature `sea-orm`.

mod app_error;
mod people;

use std::env;

use axum::{Router, extract::State, routing::get};
use sea_orm::{
    ActiveValue::Set, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DerivePartialModel, EntityTrait,
    FromQueryResult, JoinType, QueryOrder, QuerySelect, Schema, TransactionTrait, entity::prelude::*,
};
use serde::Serialize;
use tokio::net::TcpListener;
use velithon::{
    Keyset, paginate,
    sql::{self, OwnOrder, SeaOrmSource},
};

use crate::app_error::AppError;

mod person {
    use sea_orm::entity::prelude::*;

    use super::{Keyset, Serialize, city};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Keyset)]
    #[sea_orm(table_name = "people")]
    #[keyset(sort = "name", name asc nulls last, id asc)]
    #[keyset(sort = "newest", joined desc, id desc)]
    #[keyset(sort = "cohort", joined asc, name desc nulls first, id asc)]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        #[keyset(unique)]
        pub(crate) id: i64,
        pub(crate) name: Option<String>,
        pub(crate) joined: DateTimeUtc,
        pub(crate) active: bool,
        pub(crate) city_id: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {
        #[sea_orm(belongs_to = "city::Entity", from = "Column::CityId", to = "city::Column::Id")]
        City,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod city {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cities")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: i32,
        pub(crate) name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

#[paginate(style = cursor, export)]
async fn people(State(db): State<DatabaseConnection>) -> SeaOrmSource<person::Model> {
    sql::find(person::Entity::find().filter(person::Column::Active.eq(true))).on(&db)
}

/// Of two tables.
#[derive(Debug, Serialize, DerivePartialModel, Keyset)]
#[sea_orm(entity = "person::Entity")]
#[keyset(sort = "city", city desc, id asc)]
struct PersonInCity {
    #[keyset(unique)]
    id: i64,
    name: Option<String>,
    #[sea_orm(from_expr = "Expr::col((city::Entity, city::Column::Name))")]
    city: String,
}

#[paginate(style = cursor, export, total = exact)]
async fn in_cities(State(db): State<DatabaseConnection>) -> SeaOrmSource<PersonInCity> {
    let people = person::Entity::find().filter(person::Column::Active.eq(true));
    let people = people.join(JoinType::InnerJoin, person::Relation::City.def());
    sql::find(people.into_partial_model()).on(db)
}

/// A model of no entity.
#[derive(Debug, Serialize, FromQueryResult)]
struct Name {
    id: i64,
    name: Option<String>,
}

#[paginate]
async fn names(State(db): State<DatabaseConnection>) -> Result<SeaOrmSource<Name, OwnOrder>, AppError> {
    let people = person::Entity::find().filter(person::Column::Active.eq(true));
    let people = people
        .order_by_desc(person::Column::Joined)
        .order_by_asc(person::Column::Id);
    Ok(sql::find(people.into_model()).in_own_order().on(db.begin().await?))
}

#[paginate]
async fn pages(State(db): State<DatabaseConnection>) -> SeaOrmSource<person::Model> {
    sql::find(person::Entity::find().filter(person::Column::Active.eq(true))).on(db)
}

async fn app(url: String) -> anyhow::Result<Router> {
    let mut options = ConnectOptions::new(url);
    // One connection, because the tables are its own.
    let db = Database::connect(options.max_connections(1).to_owned()).await?;
    let schema = Schema::new(db.get_database_backend());
    db.execute(schema.create_table_from_entity(city::Entity).temporary())
        .await?;
    // Without the reference to the other, which a temporary table cannot have everywhere.
    db.execute_unprepared(match db.get_database_backend() {
        sea_orm::DbBackend::MySql => {
            "CREATE TEMPORARY TABLE people (id BIGINT PRIMARY KEY, name VARCHAR(99), joined TIMESTAMP NOT NULL, active BOOLEAN NOT NULL, city_id INTEGER NOT NULL)"
        }
        sea_orm::DbBackend::Postgres => {
            "CREATE TEMPORARY TABLE people (id BIGINT PRIMARY KEY, name TEXT, joined TIMESTAMPTZ NOT NULL, active BOOLEAN NOT NULL, city_id INTEGER NOT NULL)"
        }
        _ => {
            "CREATE TEMPORARY TABLE people (id BIGINT PRIMARY KEY, name TEXT, joined TEXT NOT NULL, active BOOLEAN NOT NULL, city_id INTEGER NOT NULL)"
        }
    })
    .await?;
    let cities = ["Porto", "Braga", "Faro"].into_iter().zip(0..);
    let cities = cities.map(|(name, id)| city::ActiveModel {
        id: Set(id),
        name: Set(name.to_owned()),
    });
    city::Entity::insert_many(cities).exec(&db).await?;
    let everyone = people::rows().into_iter().flat_map(|(id, name, joined)| {
        [(id, true), (-id, false)].map(|(id, active)| person::ActiveModel {
            id: Set(id),
            name: Set(name.clone()),
            joined: Set(joined),
            active: Set(active),
            city_id: Set(city_of(id)),
        })
    });
    person::Entity::insert_many(everyone).exec(&db).await?;
    let routes = Router::new()
        .route("/people", get(people))
        .route("/in-cities", get(in_cities));
    Ok(routes
        .route("/names", get(names))
        .route("/pages", get(pages))
        .with_state(db))
}

fn city_of(person: i64) -> i32 {
    match person.rem_euclid(3) {
        0 => 0,
        1 => 1,
        _ => 2,
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let url = env::var("DATABASE_URL").unwrap_or_else(|_| "sqlite::memory:".to_owned());
    axum::serve(TcpListener::bind("127.0.0.1:3000").await?, app(url).await?).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use anyhow::Context as _;
    use velithon::testing;

    use super::*;

    impl From<people::Row> for person::Model {
        fn from((id, name, joined): people::Row) -> Self {
            Self {
                id,
                name,
                joined,
                active: true,
                city_id: city_of(id),
            }
        }
    }

    /// Every route, by cursor, by number and as an export.
    async fn walk(url: String) -> anyhow::Result<()> {
        let app = app(url).await?;
        people::walk(app.clone(), true, |person: &person::Model| person.id).await?;
        let ids = |compare: fn(&people::Row) -> (Reverse<i64>, i64)| {
            let mut rows = people::rows();
            rows.sort_by_key(compare);
            rows.map(|row| row.0)
        };
        // Porto, Faro, Braga.
        let in_cities = ids(|row| (Reverse([2, 0, 1][usize::try_from(city_of(row.0)).unwrap()]), row.0));
        testing::walk(app.clone(), "/in-cities")
            .by("id")
            .exports()
            .expect(&in_cities)
            .await?;
        let newest = ids(|row| (Reverse(row.2.timestamp()), row.0));
        testing::walk(app.clone(), "/names")
            .pages()
            .by("id")
            .expect(&newest)
            .await?;
        let mut by_name = people::rows();
        by_name.sort_by_key(|(id, name, _)| (name.is_none(), name.clone(), *id));
        testing::walk(app, "/pages")
            .pages()
            .by("id")
            .expect(&by_name.map(|row| row.0))
            .await?;
        Ok(())
    }

    #[tokio::test]
    async fn every_route_is_walked_on_sqlite() -> anyhow::Result<()> {
        walk("sqlite::memory:".to_owned()).await
    }

    #[tokio::test]
    async fn every_route_is_walked_on_postgresql() -> anyhow::Result<()> {
        walk(env::var("VELITHON_TEST_POSTGRES").context("run it by .ci/postgres")?).await
    }

    #[tokio::test]
    async fn every_route_is_walked_on_mariadb() -> anyhow::Result<()> {
        walk(env::var("VELITHON_TEST_MYSQL").context("run it by .ci/mariadb")?).await
    }

    #[tokio::test]
    async fn without_a_connection_it_is_an_error() -> anyhow::Result<()> {
        let app = Router::new()
            .route("/people", get(people))
            .with_state(DatabaseConnection::default());
        let fault = testing::walk(app, "/people").by("id").expect(&[1]).await.unwrap_err();
        assert!(fault.to_string().contains("500"), "{fault}");
        Ok(())
    }
}
