//! sea-orm on SQLite, or on what `DATABASE_URL` leads to: `cargo run --package velithon-drivers --example sea_orm`, then
//! `curl 'http://127.0.0.1:3000/people?sort=newest&size=2'`. This one needs no loop: velithon has the feature `sea-orm`.

mod app_error;
mod people;

use std::env;

use axum::{Router, extract::State, routing::get};
use sea_orm::{
    ActiveValue::Set, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, DerivePartialModel,
    EntityTrait, FromQueryResult, JoinType, LoaderTrait, QueryOrder, QuerySelect, Schema, TransactionTrait,
    entity::prelude::*,
};
use serde::Serialize;
use tokio::net::TcpListener;
use velithon::{
    Keyset, paginate,
    sql::{self, KeysetOrder, Mapped, Named, OwnOrder, SeaOrmSource},
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

    impl Related<city::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::City.def()
        }
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

/// What is sent of a person, who is another type in the database.
#[derive(Debug, Serialize)]
struct Inhabitant {
    id: i64,
    city: Option<String>,
}

#[derive(Debug, Serialize)]
struct Initial {
    id: i64,
    initial: char,
}

/// People with their cities, which one query reads for all of a page. The database has a name, under which its count is kept.
#[paginate(style = cursor, export, total = cached("30s"))]
async fn inhabitants(
    State(db): State<DatabaseConnection>,
) -> Mapped<SeaOrmSource<person::Model, KeysetOrder, Named>, Inhabitant> {
    let people = sql::find(person::Entity::find().filter(person::Column::Active.eq(true)));
    people
        .on(&db)
        .named("people")
        .map_page(move |people: Vec<person::Model>| {
            let db = db.clone();
            async move {
                let cities = people.load_one(city::Entity, &db).await?;
                let inhabitant = |(person, city): (person::Model, Option<city::Model>)| Inhabitant {
                    id: person.id,
                    city: city.map(|city| city.name),
                };
                Ok(people.into_iter().zip(cities).map(inhabitant).collect())
            }
        })
}

/// By number, on a transaction, and not as they are in the database either.
#[paginate]
async fn initials(
    State(db): State<DatabaseConnection>,
) -> Result<Mapped<SeaOrmSource<Name, OwnOrder>, Initial>, AppError> {
    let people = person::Entity::find().filter(person::Column::Active.eq(true));
    let people = people.filter(person::Column::Name.is_not_null());
    let people = people.order_by_desc(person::Column::Id).into_model();
    let people = sql::find(people).in_own_order().on(db.begin().await?);
    Ok(people.try_map(|Name { id, name }| {
        let initial = name.and_then(|name| name.chars().next());
        let initial = initial.ok_or_else(|| DbErr::Type(format!("{id} has no name")))?;
        Ok(Initial { id, initial })
    }))
}

async fn open(url: String) -> anyhow::Result<DatabaseConnection> {
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
    Ok(db)
}

fn app(db: DatabaseConnection) -> Router {
    Router::new()
        .route("/people", get(people))
        .route("/in-cities", get(in_cities))
        .route("/inhabitants", get(inhabitants))
        .route("/names", get(names))
        .route("/initials", get(initials))
        .route("/pages", get(pages))
        .with_state(db)
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
    axum::serve(TcpListener::bind("127.0.0.1:3000").await?, app(open(url).await?)).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use anyhow::Context as _;
    use axum::{body::Body, extract::Request};
    use tower::ServiceExt;
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
        let app = app(open(url).await?);
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
        testing::walk(app.clone(), "/inhabitants?sort=newest")
            .by("id")
            .exports()
            .expect(&ids(|row| (Reverse(row.2.timestamp()), -row.0)))
            .await?;
        let named = people::rows().into_iter().rev().filter(|row| row.1.is_some());
        let named: Vec<_> = named.map(|row| row.0).collect();
        testing::walk(app.clone(), "/initials")
            .pages()
            .by("id")
            .expect(&named)
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

    /// Everybody, of whom some have no name.
    #[paginate(style = cursor)]
    async fn failing(State(db): State<DatabaseConnection>) -> Mapped<SeaOrmSource<person::Model>, String> {
        let people = sql::find(person::Entity::find()).on(&db);
        people.try_map(|person| person.name.ok_or_else(|| DbErr::Type("no name".to_owned())))
    }

    /// Half of the rows that it gets.
    #[paginate]
    async fn fewer(State(db): State<DatabaseConnection>) -> Mapped<SeaOrmSource<person::Model>, i64> {
        let people = sql::find(person::Entity::find()).on(&db);
        people.map_page(async |mut people: Vec<person::Model>| {
            people.truncate(people.len() / 2);
            Ok(people.into_iter().map(|person| person.id).collect())
        })
    }

    #[tokio::test]
    async fn rows_that_become_nothing_else_are_an_error() -> anyhow::Result<()> {
        let routes = Router::new()
            .route("/failing", get(failing))
            .route("/fewer", get(fewer));
        let app = routes.with_state(open("sqlite::memory:".to_owned()).await?);
        for path in ["/failing", "/fewer"] {
            assert_eq!(answer(&app, path).await?.status(), 500, "{path}");
        }
        Ok(())
    }

    /// A database, its name, and whether it is read in a transaction.
    type Counted = (DatabaseConnection, &'static str, bool);

    #[paginate(size = 5, total = cached("1h"))]
    async fn counted(
        State((db, name, is_begun)): State<Counted>,
    ) -> Result<Mapped<SeaOrmSource<person::Model, KeysetOrder, Named>, i64>, AppError> {
        let people = sql::find(person::Entity::find());
        let people = if is_begun {
            people.on(db.begin().await?)
        } else {
            people.on(&db)
        };
        Ok(people.named(name).map(|person| person.id))
    }

    #[paginate(size = 5, total = cached("1h"))]
    async fn counted_as_they_are(
        State((db, name, _)): State<Counted>,
    ) -> SeaOrmSource<person::Model, KeysetOrder, Named> {
        sql::find(person::Entity::find()).on(&db).named(name)
    }

    #[tokio::test]
    async fn a_count_is_kept_for_the_database_of_a_name() -> anyhow::Result<()> {
        for path in ["/mapped", "/rows"] {
            let db = open("sqlite::memory:".to_owned()).await?;
            let total = async |name, is_begun| {
                let routes = Router::new()
                    .route("/mapped", get(counted))
                    .route("/rows", get(counted_as_they_are));
                let answer = answer(&routes.with_state((db.clone(), name, is_begun)), path).await?;
                let total = testing::collect(answer).await.json()?["total"].as_u64();
                total.context("a total")
            };
            assert_eq!(total("one", false).await?, 120);
            person::Entity::delete_by_id(7).exec(&db).await?;
            assert_eq!(total("one", false).await?, 120, "kept");
            assert_eq!(total("other", false).await?, 119, "of another database");
            if path == "/mapped" {
                assert_eq!(total("one", true).await?, 119, "what a transaction sees is its own");
            }
        }
        Ok(())
    }

    async fn answer(app: &Router, path: &str) -> anyhow::Result<axum::response::Response> {
        Ok(app.clone().oneshot(Request::get(path).body(Body::empty())?).await?)
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
