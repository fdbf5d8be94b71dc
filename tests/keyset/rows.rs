//! 60 rows in many orders: `id` unique, `g` a third of them, `s` NULL in every fourth, `none` in all.

use std::{cmp::Reverse, sync::Arc};

use serde::Serialize;
use velithon::{CursorRequest, CursorSource, Keyset, PageItems, paginate};

#[derive(Clone, Debug, PartialEq, Serialize, Keyset)]
#[keyset(sort = "id", id asc)]
#[keyset(sort = "id_desc", id desc)]
#[keyset(sort = "g", g, id)]
#[keyset(sort = "g_desc", g desc, id asc)]
#[keyset(sort = "s_last", s asc nulls last, id)]
#[keyset(sort = "s_first", s nulls first, id)]
#[keyset(sort = "s_desc_last", s desc nulls last, id desc)]
#[keyset(sort = "s_desc_first", g, s desc nulls first, id)]
#[keyset(sort = "none", none asc nulls first, id)]
pub(crate) struct Row {
    #[keyset(unique)]
    pub(crate) id: i64,
    pub(crate) g: i64,
    pub(crate) s: Option<String>,
    pub(crate) none: Option<bool>,
}

impl Row {
    pub(crate) fn new(id: i64) -> Self {
        Self {
            id,
            g: id % 3,
            s: (id % 4 != 0).then(|| format!("s{}", id % 7)),
            none: None,
        }
    }
}

/// In no order.
pub(crate) fn rows() -> Vec<Row> {
    (0..60).map(|index| Row::new(index * 37 % 60)).collect()
}

pub(crate) const SORTS: [&str; 9] = [
    "id",
    "id_desc",
    "g",
    "g_desc",
    "s_last",
    "s_first",
    "s_desc_last",
    "s_desc_first",
    "none",
];

/// What one unpaged query would give, by nothing of Velithon's.
pub(crate) fn sorted(sort: &str, mut rows: Vec<Row>) -> Vec<Row> {
    match sort {
        "id" => rows.sort_by_key(|row| row.id),
        "id_desc" => rows.sort_by_key(|row| Reverse(row.id)),
        "g" => rows.sort_by_key(|row| (row.g, row.id)),
        "g_desc" => rows.sort_by_key(|row| (Reverse(row.g), row.id)),
        "s_last" => rows.sort_by_key(|row| (row.s.is_none(), row.s.clone(), row.id)),
        "s_first" => rows.sort_by_key(|row| (row.s.is_some(), row.s.clone(), row.id)),
        "s_desc_last" => rows.sort_by_key(|row| (row.s.is_none(), Reverse(row.s.clone()), Reverse(row.id))),
        "s_desc_first" => rows.sort_by_key(|row| (row.g, row.s.is_some(), Reverse(row.s.clone()), row.id)),
        "none" => rows.sort_by_key(|row| (row.none, row.id)),
        sort => panic!("no order {sort}"),
    }
    rows
}

pub(crate) fn ids(rows: &[Row]) -> Vec<i64> {
    rows.iter().map(|row| row.id).collect()
}

#[paginate(style = cursor)]
pub(crate) async fn listed() -> Vec<Row> {
    rows()
}

#[paginate(style = cursor)]
pub(crate) async fn shared() -> Arc<[Row]> {
    rows().into()
}

#[paginate(style = cursor)]
pub(crate) fn listed_on_a_thread() -> Vec<Row> {
    rows()
}

#[paginate]
pub(crate) async fn told(page: CursorRequest<Row>) -> PageItems<Row> {
    let rows = sorted(page.sort().name(), rows());
    PageItems::new(page.slice(&rows).cloned().collect())
}

#[paginate(style = cursor)]
pub(crate) fn told_on_a_thread(page: CursorRequest<Row>) -> Vec<Row> {
    let rows = sorted(page.sort().name(), rows());
    page.slice(&rows).cloned().collect()
}

/// A source of one's own, which compares with keys by itself.
pub(crate) struct Table(pub(crate) Vec<Row>);

impl CursorSource for Table {
    type Item = Row;
    type Error = std::io::Error;

    async fn rows(&mut self, request: &CursorRequest<Row>) -> Result<Vec<Row>, Self::Error> {
        let mut rows = sorted(request.sort().name(), self.0.clone());
        if request.is_backward() {
            rows.reverse();
        }
        // The order is total, so the key's row, if it is still there, is passed over with all before it.
        let ahead = if request.is_backward() {
            std::cmp::Ordering::Less
        } else {
            std::cmp::Ordering::Greater
        };
        rows.retain(|row| request.key().is_none_or(|key| key.compare(row) == ahead));
        rows.truncate(usize::try_from(request.limit()).unwrap());
        Ok(rows)
    }
}

#[paginate(style = cursor)]
pub(crate) async fn sourced() -> Table {
    Table(rows())
}

#[paginate(style = cursor)]
pub(crate) fn sourced_on_a_thread() -> Result<Table, std::convert::Infallible> {
    Ok(Table(rows()))
}
