//! The shop's news, which are few and stay in memory: by cursor, so that one may scroll while others come.

use std::sync::Arc;

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use velithon::{Keyset, paginate};

use crate::data::{FIRST_ORDER, PRODUCTS};

#[derive(Serialize, Keyset, ToSchema)]
#[keyset(sort = "newest", published desc, id desc)]
pub(crate) struct News {
    #[keyset(unique)]
    id: u32,
    /// Seconds since 1970.
    published: i64,
    title: String,
}

/// All news, the newest first. Rows in another order would do, too.
pub(crate) type Feed = Arc<[News]>;

/// News, the newest first.
#[paginate(style = cursor, size = 20, openapi)]
#[utoipa::path(get, path = "/feed", operation_id = "news")]
pub(crate) async fn list(State(feed): State<Feed>) -> Feed {
    feed
}

/// Three news a day, for a year.
pub(crate) fn make() -> Feed {
    let news = (1..=3 * 365_u32).rev().map(|id| {
        let (product, price) = PRODUCTS[id as usize % PRODUCTS.len()];
        News {
            id,
            published: FIRST_ORDER + i64::from(id / 3) * 86_400,
            title: format!("{product}, now for {}.{:02}", price / 100, price % 100),
        }
    });
    news.collect()
}
