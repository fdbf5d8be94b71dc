//# a kept count of a database without a name
//@ SeaOrmSource
//= the database of this select of sea-orm has no name
//= write `.named("main")` behind `.on(…)`, and return `SeaOrmSource<…, …, sql::Named>`
//= or write `total = exact`
#[paginate(total = cached("30s"))]
async fn handler(State(db): State<DatabaseConnection>) -> SeaOrmSource<person::Model> { sql::find(person::Entity::find()).on(&db) }

//# a kept count beside cursors, of a database without a name
//@ SeaOrmSource
//= the database of this select of sea-orm has no name
//= write `.named("main")` behind `.on(…)`, and return `SeaOrmSource<…, …, sql::Named>`
//= or write `total = exact`
#[paginate(style = cursor, total = cached("30s"))]
async fn handler(State(db): State<DatabaseConnection>) -> SeaOrmSource<person::Model> { sql::find(person::Entity::find()).on(&db) }

//# a kept count of rows that become others, of a database without a name
//@ Mapped
//= the database of this select of sea-orm has no name
//= write `.named("main")` behind `.on(…)`, and return `SeaOrmSource<…, …, sql::Named>`
//= or write `total = exact`
#[paginate(total = cached("30s"))]
async fn handler(State(db): State<DatabaseConnection>) -> Mapped<SeaOrmSource<person::Model>, i64> { sql::find(person::Entity::find()).on(&db).map(|person| person.id) }

//# the same beside cursors
//@ Mapped
//= the database of this select of sea-orm has no name
//= write `.named("main")` behind `.on(…)`, and return `SeaOrmSource<…, …, sql::Named>`
//= or write `total = exact`
#[paginate(style = cursor, total = cached("30s"))]
async fn handler(State(db): State<DatabaseConnection>) -> Mapped<SeaOrmSource<person::Model>, i64> { sql::find(person::Entity::find()).on(&db).map(|person| person.id) }

//# a kept count of a result, of a database without a name
//@ Result
//= the database of this select of sea-orm has no name
//= write `.named("main")` behind `.on(…)`, and return `SeaOrmSource<…, …, sql::Named>`
//= or write `total = exact`
#[paginate(total = cached("30s"))]
async fn handler(State(db): State<DatabaseConnection>) -> Result<SeaOrmSource<person::Model>, AppError> { Ok(sql::find(person::Entity::find()).on(&db)) }

//# a kept count by a plain function, of a database without a name
//@ SeaOrmSource
//= the database of this select of sea-orm has no name
//= write `.named("main")` behind `.on(…)`, and return `SeaOrmSource<…, …, sql::Named>`
//= or write `total = exact`
#[paginate(total = cached("30s"))]
fn handler(State(db): State<DatabaseConnection>) -> SeaOrmSource<person::Model> { sql::find(person::Entity::find()).on(&db) }

//# a name that the return type does not say
//@ sql::find(person::Entity::find()).on(&db).named("main")
//= return `SeaOrmSource<…, …, sql::Named>`
//+ 2 the mismatch, and the count that the written type cannot have
#[paginate(total = cached("30s"))]
async fn handler(State(db): State<DatabaseConnection>) -> SeaOrmSource<person::Model> { sql::find(person::Entity::find()).on(&db).named("main") }

//# a return type with a name that nobody gave
//@ sql::find(person::Entity::find()).on(&db)
//= Unnamed
#[paginate(total = cached("30s"))]
async fn handler(State(db): State<DatabaseConnection>) -> SeaOrmSource<person::Model, KeysetOrder, Named> { sql::find(person::Entity::find()).on(&db) }

//# pages of a model without orders
//@ SeaOrmSource
//= write `#[derive(Keyset)]` on `plain::Model`; or `.in_own_order()` before `.on(…)`
#[paginate]
async fn handler(State(db): State<DatabaseConnection>) -> SeaOrmSource<plain::Model> { sql::find(plain::Entity::find()).on(&db) }

//# cursors over a model without orders
//@ SeaOrmSource
//= `plain::Model` has no order to walk it by
//= write `#[derive(Keyset)]`
#[paginate(style = cursor)]
async fn handler(State(db): State<DatabaseConnection>) -> SeaOrmSource<plain::Model> { sql::find(plain::Entity::find()).on(&db) }

//# cursors in the select's own order
//@ SeaOrmSource
//= derive `Keyset` on the row, and drop `.order_by` or `.in_own_order`
#[paginate(style = cursor)]
async fn handler(State(db): State<DatabaseConnection>) -> SeaOrmSource<person::Model, OwnOrder> { sql::find(person::Entity::find()).in_own_order().on(&db) }

//# an own order that the return type does not say
//@ sql::find(person::Entity::find()).in_own_order().on(&db)
//= OwnOrder
#[paginate]
async fn handler(State(db): State<DatabaseConnection>) -> SeaOrmSource<person::Model> { sql::find(person::Entity::find()).in_own_order().on(&db) }

//# cursors over rows that become others and have no orders
//@ Mapped
//= derive `Keyset` on the row
#[paginate(style = cursor)]
async fn handler(State(db): State<DatabaseConnection>) -> Mapped<SeaOrmSource<plain::Model>, i64> { sql::find(plain::Entity::find()).on(&db).map(|row| row.id) }

//# rows that cannot be sent
//@ SeaOrmSource
//= consider adding `#[derive(serde::Serialize)]` to your `Inner` type
#[paginate]
async fn handler(State(db): State<DatabaseConnection>) -> SeaOrmSource<Inner> { sql::find(person::Entity::find().into_model()).on(&db) }

//# rows that become what cannot be sent
//@ Mapped
//= consider adding `#[derive(serde::Serialize)]` to your `Inner` type
#[paginate]
async fn handler(State(db): State<DatabaseConnection>) -> Mapped<SeaOrmSource<person::Model>, Inner> { sql::find(person::Entity::find()).on(&db).map(|row| Inner { id: row.id }) }

//# an entity in place of a select
//@ person::Entity
//= write `Entity::find()`
//+ 2 the bound of `find`, and `on` of what it did not make
#[paginate]
async fn handler(State(db): State<DatabaseConnection>) -> SeaOrmSource<person::Model> { sql::find(person::Entity).on(&db) }

//# a select of two entities
//@ person::Entity::find().find_also_related(plain::Entity)
//= select what is sent by a model of both
//+ 2 the bound of `find`, and `on` of what it did not make
#[paginate]
async fn handler(State(db): State<DatabaseConnection>) -> SeaOrmSource<person::Model> { sql::find(person::Entity::find().find_also_related(plain::Entity)).on(&db) }

//# a transaction that is lent
//@ &transaction
//= the transaction itself
#[paginate]
async fn handler(State(db): State<DatabaseConnection>) -> Result<SeaOrmSource<person::Model>, AppError> {
    let transaction: DatabaseTransaction = todo!();
    Ok(sql::find(person::Entity::find()).on(&transaction))
}

//# a select that is not on a database yet
//@ sql::find(person::Entity::find())
//= SeaOrmSource
#[paginate]
async fn handler(State(db): State<DatabaseConnection>) -> SeaOrmSource<person::Model> { sql::find(person::Entity::find()) }

//# sea-orm's select itself
//@ sea_orm
//= cannot be paginated
#[paginate]
async fn handler(State(db): State<DatabaseConnection>) -> sea_orm::Select<person::Entity> { person::Entity::find() }
