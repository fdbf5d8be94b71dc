//! The queries by tokio-postgres, from a pool of deadpool.

use deadpool_postgres::{Pool, PoolError};
use tokio_postgres::types::ToSql;

use super::Orders;
use crate::pages::database::{
    answer::Failed,
    data::{Order, SELECT},
};

impl From<PoolError> for Failed {
    fn from(error: PoolError) -> Self {
        Self::Database(error.to_string())
    }
}

impl From<tokio_postgres::Error> for Failed {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Database(error.to_string())
    }
}

impl Orders for Pool {
    async fn page(&self, limit: i64, offset: i64) -> Result<Vec<Order>, Failed> {
        let statement = format!("{SELECT} ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2");
        orders(self, &statement, &[&limit, &offset]).await
    }

    async fn after(&self, key: Option<(i64, i64)>, limit: i64) -> Result<Vec<Order>, Failed> {
        let Some((created_at, id)) = key else {
            let statement = format!("{SELECT} ORDER BY created_at DESC, id DESC LIMIT $1");
            return orders(self, &statement, &[&limit]).await;
        };
        let condition = "WHERE (created_at, id) < ($1, $2)";
        let statement = format!("{SELECT} {condition} ORDER BY created_at DESC, id DESC LIMIT $3");
        orders(self, &statement, &[&created_at, &id, &limit]).await
    }

    async fn number(&self, statement: &'static str) -> Result<i64, Failed> {
        let db = self.get().await?;
        let statement = db.prepare_cached(statement).await?;
        Ok(db.query_one(&statement, &[]).await?.try_get(0)?)
    }
}

async fn orders(pool: &Pool, statement: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Vec<Order>, Failed> {
    let db = pool.get().await?;
    let statement = db.prepare_cached(statement).await?;
    let found = db.query(&statement, values).await?;
    Ok(found.iter().map(Order::of).collect::<Result<_, _>>()?)
}
