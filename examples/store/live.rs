//! Orders as they come in.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use axum::extract::State;
use sqlx::Pool;
use tokio::{sync::watch, time::interval};
use velithon::{Emitter, SseEvent, sql::SqlRow, stream_json};

use crate::{
    backend::Backend,
    data::Random,
    orders::Order,
    seed::{ORDERS, USERS},
};

/// How many orders are kept for those who connect again.
const KEPT: usize = 1_000;

/// The newest orders, the last of them at the end.
pub(crate) type Recent = VecDeque<Arc<Order>>;

/// New orders as they come in.
///
/// A browser that lost the connection says which one it had last, and goes on from there; any other client begins with the
/// next. The feed ends when the store closes.
#[stream_json(format = sse, openapi)]
#[utoipa::path(get, path = "/orders/live")]
pub(crate) async fn feed(State(mut recent): State<watch::Receiver<Recent>>, rows: &Emitter<Order>) {
    let newest = recent.borrow().back().map_or(0, |order| order.id);
    let had = rows.last_event_id().and_then(|id| id.parse().ok());
    // An id that is still to come is from before the store was opened.
    let mut last = had.filter(|had| *had <= newest).unwrap_or(newest);
    rows.commit().await;
    loop {
        let new: Vec<Arc<Order>> = recent
            .borrow_and_update()
            .iter()
            .filter(|order| order.id > last)
            .cloned()
            .collect();
        for order in new {
            last = order.id;
            rows.emit_event(SseEvent::new().name("order").id(&last), &order).await;
        }
        if recent.changed().await.is_err() {
            return;
        }
    }
}

/// Makes an order twice a second, which looks like one of the old ones, until it is aborted.
pub(crate) async fn take_orders<DB: Backend>(db: Pool<DB>, recent: watch::Sender<Recent>)
where
    Order: SqlRow<DB>,
{
    let mut random = Random(2_026);
    let mut beat = interval(Duration::from_millis(500));
    for id in ORDERS + 1.. {
        beat.tick().await;
        let (user, old) = (1 + random.below(USERS), 1 + random.below(ORDERS));
        let old = DB::by_id(&db, "SELECT * FROM orders WHERE id = ", old.into());
        let order = old.await.map(|old: Order| old.again(id.into(), user.into()));
        match order {
            Ok(order) => recent.send_modify(|recent| {
                if recent.len() == KEPT {
                    recent.pop_front();
                }
                recent.push_back(Arc::new(order));
            }),
            // As when exports hold all the connections. There will be other orders.
            Err(error) => tracing::warn!(%error, "an order was lost"),
        }
    }
}
