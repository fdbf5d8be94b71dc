use std::{
    hash::Hash,
    sync::atomic::{AtomicU64, Ordering},
};

use sea_orm::{DbErr, FromQueryResult, Statement};
use serde::Serialize;

use super::{link::Link, name::DatabaseName, order::FindOrder, source::SeaOrmSource};
use crate::source::{CountKey, CountSource};

/// The select is counted as it stands; up to a bound, no more rows are looked at than that.
impl<T, O, N> CountSource for SeaOrmSource<T, O, N>
where
    T: FromQueryResult + Serialize + Send,
    O: FindOrder<T>,
{
    async fn count(&mut self, at_most: u64) -> Result<u64, DbErr> {
        self.count_rows(at_most).await
    }
}

/// A count depends on the database, the select and every value in it. What a transaction sees is its own affair, so its count is
/// not shared.
impl<T, O, N> CountKey for SeaOrmSource<T, O, N>
where
    T: FromQueryResult + Serialize + Send,
    O: FindOrder<T>,
    N: DatabaseName,
{
    fn count_key(&self) -> impl Hash {
        self.count_hash()
    }
}

impl<T, O, N: DatabaseName> SeaOrmSource<T, O, N> {
    /// What tells the count of this select from others.
    pub(super) fn count_hash(&self) -> impl Hash + use<T, O, N> {
        static OWN: AtomicU64 = AtomicU64::new(0);
        let place = match &self.link {
            Link::Connection(_) => Ok(self.name.clone()),
            Link::Transaction(_) => Err(OWN.fetch_add(1, Ordering::Relaxed)),
        };
        let select = self.select.as_ref();
        let select = select.map(|select| (select.sql.clone(), format!("{:?}", select.values)));
        (place, select)
    }
}

impl<T, O, N> SeaOrmSource<T, O, N> {
    /// Counts the rows, up to `at_most`.
    pub(super) async fn count_rows(&mut self, at_most: u64) -> Result<u64, DbErr> {
        let draft = self.draft()?;
        let select = &draft.select;
        let sql = match i64::try_from(at_most) {
            // Written out, as in a count of `SqlSource`.
            Ok(at_most) => {
                format!("SELECT COUNT(*) FROM (SELECT 1 FROM ({select}) AS page LIMIT {at_most}) AS counted")
            }
            Err(_) => format!("SELECT COUNT(*) FROM ({select}) AS page"),
        };
        self.fetch_number(draft.statement(sql)).await
    }

    /// The one number that a statement results in.
    pub(super) async fn fetch_number(&self, statement: Statement) -> Result<u64, DbErr> {
        let counted = self.fetch(statement).await?;
        let rows: i64 = counted
            .first()
            .ok_or_else(|| DbErr::RecordNotFound("a count has a row".to_owned()))?
            .try_get_by_index(0)?;
        Ok(rows.unsigned_abs())
    }
}
