//! Parameters, refusals and envelopes written by hand, for the contenders that bring none.

use std::fmt::Write;

use axum::{
    Json,
    http::{StatusCode, header::LINK},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};

pub(super) const MAX_SIZE: u64 = 1000;

#[derive(Deserialize)]
pub(super) struct PageParams {
    #[serde(default = "first")]
    pub(super) page: u64,
    #[serde(default = "hundred")]
    pub(super) size: u64,
}

#[derive(Deserialize)]
pub(super) struct CursorParams {
    #[serde(default)]
    cursor: String,
    #[serde(default = "hundred")]
    pub(super) size: u64,
}

fn first() -> u64 {
    1
}

fn hundred() -> u64 {
    100
}

impl PageParams {
    pub(super) fn checked(mut self) -> Result<Self, Failed> {
        if self.page == 0 || self.size == 0 {
            return Err(Failed::Refused);
        }
        self.size = self.size.min(MAX_SIZE);
        self.offset().map(|_| self)
    }

    /// How many rows stand before the page, as databases count.
    pub(super) fn offset(&self) -> Result<i64, Failed> {
        let offset = (self.page - 1).checked_mul(self.size);
        let offset = offset.and_then(|offset| i64::try_from(offset).ok());
        offset.ok_or(Failed::Refused)
    }
}

impl CursorParams {
    pub(super) fn checked(mut self) -> Result<(Option<(i64, i64)>, u64), Failed> {
        if self.size == 0 {
            return Err(Failed::Refused);
        }
        self.size = self.size.min(MAX_SIZE);
        if self.cursor.is_empty() {
            return Ok((None, self.size));
        }
        let key = self.cursor.split_once('.');
        let key = key.and_then(|(created_at, id)| Some((created_at.parse().ok()?, id.parse().ok()?)));
        Ok((Some(key.ok_or(Failed::Refused)?), self.size))
    }
}

pub(super) enum Failed {
    Refused,
    Database(String),
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        match self {
            Self::Refused => StatusCode::BAD_REQUEST.into_response(),
            Self::Database(error) => {
                eprintln!("{error}");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

#[derive(Clone, Copy)]
pub(super) enum Total {
    None,
    Exact(u64),
    AtLeast(u64),
}

#[expect(clippy::struct_field_names, reason = "they are those of the answer")]
#[derive(Serialize)]
struct Page<'r, T> {
    items: &'r [T],
    page: u64,
    size: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_pages: Option<u64>,
}

pub(super) fn page<T: Serialize>(params: &PageParams, items: &[T], more: bool, total: Total) -> Response {
    let &PageParams { page, size } = params;
    let (number, kind) = match total {
        Total::None => (None, None),
        Total::Exact(number) => (Some(number), Some("exact")),
        Total::AtLeast(number) => (Some(number), Some("at_least")),
    };
    let total_pages = match total {
        Total::Exact(number) => Some(number.div_ceil(size)),
        _ => None,
    };
    let mut link = format!(r#"<?page=1&size={size}>; rel="first""#);
    if page > 1 {
        let _ = write!(link, r#", <?page={}&size={size}>; rel="prev""#, page - 1);
    }
    if more {
        let _ = write!(link, r#", <?page={}&size={size}>; rel="next""#, page + 1);
    }
    if let Some(last) = total_pages {
        let _ = write!(link, r#", <?page={last}&size={size}>; rel="last""#);
    }
    let body = Page {
        items,
        page,
        size,
        total: number,
        total_kind: kind,
        total_pages,
    };
    ([(LINK, link)], Json(body)).into_response()
}

#[derive(Serialize)]
struct Walk<'r, T> {
    items: &'r [T],
    size: u64,
    next_cursor: Option<String>,
    prev_cursor: Option<String>,
}

/// The page that follows a key, and where to go on from it; rows are known by the key that `key` takes from them.
pub(super) fn walk<T: Serialize>(
    items: &[T],
    more: bool,
    size: u64,
    is_first: bool,
    key: impl Fn(&T) -> (i64, i64),
) -> Response {
    let cursor = |row: &T| {
        let (created_at, id) = key(row);
        format!("{created_at}.{id}")
    };
    let next_cursor = items.last().filter(|_| more).map(cursor);
    let prev_cursor = items.first().filter(|_| !is_first).map(cursor);
    let mut link = format!(r#"<?size={size}>; rel="first""#);
    for (cursor, rel) in [(&prev_cursor, "prev"), (&next_cursor, "next")] {
        if let Some(cursor) = cursor {
            let _ = write!(link, r#", <?size={size}&cursor={cursor}>; rel="{rel}""#);
        }
    }
    let body = Walk {
        items,
        size,
        next_cursor,
        prev_cursor,
    };
    ([(LINK, link)], Json(body)).into_response()
}
