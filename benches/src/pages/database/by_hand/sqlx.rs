//! The queries by sqlx.

use sqlx::{AssertSqlSafe, Pool};

use super::Orders;
use crate::pages::database::{
    answer::Failed,
    data::{Order, SELECT},
};

impl From<sqlx::Error> for Failed {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.to_string())
    }
}

macro_rules! orders {
    ($database:ident) => {
        #[derive(Clone)]
        pub(super) struct $database {
            db: Pool<sqlx::$database>,
            /// What stands between `LIMIT` and its placeholder.
            sign: &'static str,
        }

        impl $database {
            pub(super) fn new(db: Pool<sqlx::$database>, sign: &'static str) -> Self {
                Self { db, sign }
            }
        }

        impl Orders for $database {
            async fn page(&self, limit: i64, offset: i64) -> Result<Vec<Order>, Failed> {
                let Self { db, sign } = self;
                let statement = format!("{SELECT} ORDER BY created_at DESC, id DESC LIMIT {sign}$1 OFFSET $2");
                let query = sqlx::query_as(AssertSqlSafe(statement)).bind(limit).bind(offset);
                Ok(query.fetch_all(db).await?)
            }

            async fn after(&self, key: Option<(i64, i64)>, limit: i64) -> Result<Vec<Order>, Failed> {
                let Self { db, sign } = self;
                let Some((created_at, id)) = key else {
                    let statement = format!("{SELECT} ORDER BY created_at DESC, id DESC LIMIT {sign}$1");
                    let query = sqlx::query_as(AssertSqlSafe(statement)).bind(limit);
                    return Ok(query.fetch_all(db).await?);
                };
                let condition = "WHERE (created_at, id) < ($1, $2)";
                let statement = format!("{SELECT} {condition} ORDER BY created_at DESC, id DESC LIMIT {sign}$3");
                let query = sqlx::query_as(AssertSqlSafe(statement)).bind(created_at).bind(id);
                Ok(query.bind(limit).fetch_all(db).await?)
            }

            async fn number(&self, statement: &'static str) -> Result<i64, Failed> {
                Ok(sqlx::query_scalar(statement).fetch_one(&self.db).await?)
            }
        }
    };
}

orders!(Sqlite);
#[cfg(feature = "postgres")]
orders!(Postgres);
