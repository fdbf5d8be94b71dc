//! Items that are emitted, one by one and many at once.

use std::{cell::Cell, io, rc::Rc};

use axum::response::IntoResponse;
use futures::{FutureExt, StreamExt, TryStreamExt, join, select, stream};
use serde::Serialize;
use velithon::{Emitter, stream_json};

use super::{AppError, AppResult, NAMES, ORDERS, Order, Pool, View, orders};

gives! {
    emit = ORDERS;
    emit_through_a_path = ORDERS;
    emit_all_of_an_iterator = ORDERS;
    emit_all_of_references = ORDERS;
    emit_all_of_a_stream = ORDERS;
    emit_all_of_results = ORDERS;
    emit_all_of_what_is_read_by_its_type = ORDERS;
    emit_borrows_the_pool = NAMES;
    emit_a_view_of_each_row = NAMES;
    emit_a_view_by_a_helper = NAMES;
    emit_what_is_not_send = ORDERS;
    emit_under_join = ORDERS;
    emit_under_select = ORDERS;
    emit_in_nested_async = ORDERS;
    emit_returns_early = r#"[{"id":1}]"#;
    emit_str = r#"["a","b","c","d","e","f"]"#;
    emit_with_an_alias = ORDERS;
    emit_with_an_opaque_error = ORDERS;
    emit_nothing = "[]";
}

#[stream_json]
async fn emit(rows: &Emitter<Order>) {
    for order in orders() {
        rows.emit(&order).await;
    }
}

#[stream_json]
async fn emit_through_a_path(mut rows: &velithon::Emitter<Order>) {
    for order in orders() {
        rows = std::convert::identity(rows);
        rows.emit_owned(order).await;
    }
}

#[stream_json]
async fn emit_all_of_an_iterator(rows: &Emitter<Order>) {
    rows.emit_all(orders()).await;
}

#[stream_json]
async fn emit_all_of_references(rows: &Emitter<Order>) {
    let all: Vec<_> = orders().collect();
    rows.emit_all(&all).await;
}

#[stream_json]
async fn emit_all_of_a_stream(rows: &Emitter<Order>) {
    rows.emit_all(stream::iter(orders())).await;
}

#[stream_json]
async fn emit_all_of_results(rows: &Emitter<Order>) -> Result<(), AppError> {
    rows.emit_all(orders().map(Ok::<_, io::Error>)).await?;
    rows.emit_all(stream::empty::<Result<Order, io::Error>>()).await?;
    Ok(())
}

/// As `sqlx::query_as("…").fetch(&db)`, it reads whatever type it is asked for.
fn read<T: From<u32>>(id: u32) -> Vec<Result<T, io::Error>> {
    vec![Ok(T::from(id))]
}

#[stream_json]
async fn emit_all_of_what_is_read_by_its_type(rows: &Emitter<Order>) -> Result<(), AppError> {
    rows.emit_all(stream::iter(read(1))).await?;
    rows.emit_all(stream::iter(read(2)).boxed()).await?;
    Ok(())
}

#[stream_json]
async fn emit_borrows_the_pool(db: Pool, rows: &Emitter<View<'_>>) -> Result<(), AppError> {
    let mut names = db.fetch();
    while let Some(name) = names.try_next().await? {
        rows.emit(&View { name }).await;
    }
    Ok(())
}

/// A cursor whose row is overwritten by the next one.
struct Cursor(String, std::vec::IntoIter<&'static str>);

impl Cursor {
    fn next(&mut self) -> Option<&str> {
        self.0.clear();
        self.0.push_str(self.1.next()?);
        Some(&self.0)
    }
}

#[stream_json]
async fn emit_a_view_of_each_row(rows: &Emitter<View<'_>>) {
    let mut cursor = Cursor(String::new(), vec!["ada", "grace"].into_iter());
    while let Some(name) = cursor.next() {
        rows.emit(&View { name }).await;
    }
}

#[stream_json]
async fn emit_a_view_by_a_helper(rows: &Emitter<View<'static>>) {
    emit_one("ada".to_owned(), rows).await;
    emit_one("grace".to_owned(), rows).await;
}

async fn emit_one(name: String, rows: &Emitter<View<'_>>) {
    rows.emit(&View { name: &name }).await;
}

#[derive(Serialize)]
struct NotSend {
    id: Cell<u32>,
    #[serde(skip)]
    _on_this_thread: Rc<()>,
}

#[stream_json]
async fn emit_what_is_not_send(rows: &Emitter<NotSend>) {
    for id in 1..=2 {
        rows.emit_owned(NotSend {
            id: Cell::new(id),
            _on_this_thread: Rc::new(()),
        })
        .await;
    }
}

#[stream_json]
async fn emit_under_join(rows: &Emitter<Order>) {
    join!(async { rows.emit(&Order { id: 1 }).await }, async {
        rows.emit(&Order { id: 2 }).await;
    });
}

#[stream_json]
async fn emit_under_select(rows: &Emitter<Order>) {
    for order in orders() {
        select! {
            () = rows.emit(&order).fuse() => {}
            () = std::future::pending().fuse() => {}
        }
    }
}

#[stream_json]
async fn emit_in_nested_async(rows: &Emitter<Order>) -> AppResult {
    let nested = async {
        rows.emit(&Order { id: 1 }).await;
        let inner = async || {
            rows.emit(&Order { id: 2 }).await;
        };
        inner().await;
        Ok::<_, io::Error>(())
    };
    Ok(nested.await?)
}

#[stream_json]
async fn emit_returns_early(rows: &Emitter<Order>) {
    for order in orders() {
        rows.emit(&order).await;
        if order.id == 1 {
            return;
        }
    }
}

#[stream_json]
async fn emit_str(rows: &Emitter<str>) {
    rows.emit("a").await;
    rows.emit_all(["b".to_owned()]).await;
    let _ = rows
        .emit_all([Ok::<_, io::Error>("c".to_owned()), Ok("d".to_owned())])
        .await;
    let _ = rows.emit_all(stream::iter([Ok::<_, io::Error>("e".to_owned())])).await;
    let _ = rows.emit_all(stream::iter(["f"].iter().map(Ok::<_, io::Error>))).await;
}

#[stream_json]
async fn emit_with_an_alias(rows: &Emitter<Order>) -> AppResult {
    rows.emit_all(orders()).await;
    Ok(())
}

#[stream_json]
async fn emit_with_an_opaque_error(rows: &Emitter<Order>) -> Result<(), impl IntoResponse + use<>> {
    rows.emit_all(orders()).await;
    Ok::<_, AppError>(())
}

#[stream_json]
async fn emit_nothing(rows: &Emitter<Order>) {
    let _ = rows;
}
