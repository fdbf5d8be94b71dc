use sea_orm::{DbErr, FromQueryResult};
use serde::Serialize;

use super::{order::FindOrder, source::SeaOrmSource};
use crate::source::CountSource;

/// The select is counted as it stands; up to a bound, no more rows are looked at than that.
impl<T, O> CountSource for SeaOrmSource<T, O>
where
    T: FromQueryResult + Serialize + Send,
    O: FindOrder<T>,
{
    async fn count(&mut self, at_most: u64) -> Result<u64, DbErr> {
        let mut draft = self.draft()?;
        let mut sql;
        if let Ok(at_most) = i64::try_from(at_most) {
            sql = format!("SELECT COUNT(*) FROM (SELECT 1 FROM ({}) AS page LIMIT ", draft.select);
            draft.push_number(&mut sql, at_most);
            sql.push_str(") AS counted");
        } else {
            sql = format!("SELECT COUNT(*) FROM ({}) AS page", draft.select);
        }
        let statement = draft.statement(sql);
        let counted = self.fetch(statement).await?;
        let rows: i64 = counted
            .first()
            .ok_or_else(|| DbErr::RecordNotFound("a count has a row".to_owned()))?
            .try_get_by_index(0)?;
        Ok(rows.unsigned_abs())
    }
}
