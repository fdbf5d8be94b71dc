//# an iterator that is to be counted
//@ impl
//= write `total = none`
#[paginate(total = exact)]
async fn handler() -> impl Iterator<Item = u32> { 0..3 }

//# a boxed iterator that is to be counted
//@ Box
//= write `total = none`
#[paginate(total = exact)]
async fn handler() -> Box<dyn Iterator<Item = u32> + Send> { Box::new(0..3) }

//# a total under a request
//@ exact
//= PageItems::new(rows).total(n)
#[paginate(total = exact)]
async fn handler(page: PageRequest) -> PageItems<u32> { todo!() }

//# a walk that is to be counted and cannot be
//@ impl
//= write `total = none`
#[paginate(style = cursor, total = exact)]
async fn handler() -> impl velithon::CursorSource<Item = Row> { rows() }
struct Walk;
impl velithon::CursorSource for Walk {
    type Item = Row;
    type Error = std::convert::Infallible;
    async fn rows(&mut self, _: &CursorRequest<Row>) -> Result<Vec<Row>, Self::Error> { Ok(vec![]) }
}
fn rows() -> Walk { Walk }

//# an iterator that is to be walked
//@ impl
//= CursorSource
#[paginate(style = cursor)]
async fn handler() -> impl Iterator<Item = Row> { std::iter::empty() }

//# rows without a Keyset that are to be walked
//@ Vec
//= `Keyset`
#[paginate(style = cursor)]
async fn handler() -> Vec<Plain> { vec![] }

//# an order that the rows do not have
//@ "name"
//= these rows have no order `name`
#[paginate(style = cursor, sort = "name")]
async fn handler() -> Vec<Row> { vec![] }

//# an order that the rows of a request do not have
//@ "name"
//= these rows have no order `name`
#[paginate(sort = "name")]
async fn handler(page: CursorRequest<Row>) -> PageItems<Row> { todo!() }

//# a cursor's request in a numbered style
//@ CursorRequest<Row>
//= write `style = cursor`
#[paginate(style = offset)]
async fn handler(page: CursorRequest<Row>) -> PageItems<Row> { todo!() }

//# a numbered request in the style of cursors
//@ PageRequest
//= take a `CursorRequest<T>`
#[paginate(style = cursor)]
async fn handler(page: PageRequest) -> PageItems<Row> { todo!() }

//# a statement without an order
//@ SqlSource
//= order
#[paginate]
async fn handler(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Plain> { sql::select("SELECT 1").on(db) }

//# an ordered statement in the style of cursors
//@ SqlSource
//= drop `.order_by`
#[paginate(style = cursor)]
async fn handler(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Row, sql::OrderBy> { sql::select("SELECT 1").order_by("id").on(db) }

//# an ordered statement whose type does not say so
//@ sql::select("SELECT 1").order_by("id").on(db)
//= OrderBy
#[paginate]
async fn handler(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Row> { sql::select("SELECT 1").order_by("id").on(db) }

//# a statement whose row nobody can read
//@ SqlSource
//= FromRow
#[paginate(style = cursor)]
async fn handler(State(db): State<SqlitePool>) -> SqlSource<Sqlite, Walked> { sql::select("SELECT 1").on(db) }
#[derive(Clone, Serialize, Keyset)]
#[keyset(sort = "id", id)]
struct Walked { #[keyset(unique)] id: i64 }

//# a source on a pool
//@ SqlitePool
//= write `SqlSource<Sqlite, Row>`
#[paginate(style = cursor)]
async fn handler(State(db): State<SqlitePool>) -> SqlSource<SqlitePool, Row> { sql::select("SELECT * FROM rows").on(db) }

//# a source whose arguments are the other way round
//@ Row
//= write `SqlSource<Sqlite, Row>`
#[paginate(style = cursor)]
async fn handler(State(db): State<SqlitePool>) -> SqlSource<Row, Sqlite> { sql::select("SELECT * FROM rows").on(db) }

//# Results that rows become
//@ Result<u32, String>
//= convert the rows by `try_map`
#[paginate(style = cursor)]
async fn handler() -> sql::Mapped<SqlSource<Sqlite, Row>, Result<u32, String>> { todo!() }

//# Results behind an alias that rows become
//@ sql
//= ConvertByTryMap
#[paginate(style = cursor)]
async fn handler() -> sql::Mapped<SqlSource<Sqlite, Row>, One> { todo!() }
type One = Result<u32, String>;

//# Results behind an alias that rows become, of a plain fn
//@ sql
//= ConvertByTryMap
#[paginate(style = cursor)]
fn handler() -> sql::Mapped<SqlSource<Sqlite, Row>, One> { todo!() }
type One = Result<u32, String>;

//# Results behind an alias that the rows of numbered pages become
//@ sql
//= ConvertByTryMap
#[paginate]
async fn handler() -> sql::Mapped<SqlSource<Sqlite, Plain, sql::OrderBy>, One> { todo!() }
type One = Result<u32, String>;

//# Results behind an alias that are exported
//@ sql
//= ConvertByTryMap
#[paginate(style = cursor, export)]
async fn handler() -> sql::Mapped<SqlSource<Sqlite, Row>, One> { todo!() }
type One = Result<u32, String>;

//# Results behind an alias that are exported by a plain fn
//@ sql
//= ConvertByTryMap
#[paginate(style = cursor, export)]
fn handler() -> sql::Mapped<SqlSource<Sqlite, Row>, One> { todo!() }
type One = Result<u32, String>;

//# rows that may fail by an error that is not made of the database's
//@ sql
//= `From` that of the database
#[paginate(style = cursor)]
async fn handler() -> sql::Mapped<SqlSource<Sqlite, Row>, u32, io::Error> { todo!() }

//# rows of numbered pages that may fail by an error that is not made of the database's
//@ sql
//= `std::io::Error: From<sqlx::Error>` is not satisfied
#[paginate]
async fn handler() -> sql::Mapped<SqlSource<Sqlite, Plain, sql::OrderBy>, u32, io::Error> { todo!() }

//# rows that may fail by an error that is a response alone
//@ Result
//= `map_page` implements `Serialize`, and the error of the last two `std::error::Error`
#[paginate(style = cursor)]
async fn handler() -> Result<sql::Mapped<SqlSource<Sqlite, Row>, u32, AppError>, AppError> { todo!() }

//# exported rows that become what cannot be sent
//@ sql
//= what rows become by `map`, `try_map` or `map_page` implements `Serialize`
#[paginate(style = cursor, export)]
async fn handler() -> sql::Mapped<SqlSource<Sqlite, Row>, Inner> { todo!() }
