//! The databases that every test runs on.

mod mariadb;
mod postgres;
mod sqlite;

use std::{
    env,
    io::Write,
    sync::{Once, OnceLock},
};

use chrono::{DateTime, Utc};
use sqlx::{Pool, QueryBuilder, Transaction, database::HasStatementCache};
use velithon::{CursorRequest, sql::SqlDatabase};

pub(crate) use self::{mariadb::OnMariaDb, postgres::OnServer, sqlite::InMemory};
use crate::rows::Row;

/// A database of a test's own.
pub(crate) trait Backend: Clone + Send + Sync + 'static {
    type Db: SqlDatabase + HasStatementCache;

    /// Where its statements run.
    fn pool(&self) -> &Pool<Self::Db>;

    /// Runs statements without values.
    async fn run(&self, sql: impl Into<String>);

    /// The type of a column for moments, and how one is written.
    const MOMENT: &'static str;
    fn moment(moment: DateTime<Utc>) -> String;

    /// The type of the column for an enum that sqlx knows as `status`, and what makes it.
    const ENUM: [&'static str; 2];

    /// The type of a column for an enum that sqlx knows as a text where it can.
    const ENUM_OF_LETTERS: &'static str = "TEXT";

    /// A type of texts for which some that differ are the same, and what makes it.
    const NO_CASE: [&'static str; 2];

    /// A type of texts that an index has whole, and one for texts of 2,000 letters.
    const INDEXED_TEXT: &'static str = "TEXT";
    const LONG_INDEXED_TEXT: &'static str = "TEXT";

    /// Whether a column with this declaration can be in an index as a whole.
    fn has_index(_: &str) -> bool {
        true
    }

    /// The name of the column `the "n"` in quotes.
    const QUOTED_N: &'static str = "\"the \"\"n\"\"\"";

    /// What stands behind `ORDER BY` for terms that may say `NULLS FIRST` and `NULLS LAST`.
    fn order(terms: &str) -> String {
        terms.to_owned()
    }

    /// Gives the table `k` an index over these columns in place of the last one, and looks at it, which servers do some time.
    async fn index(&self, columns: &str) {
        let drop = "DROP INDEX IF EXISTS k_index";
        self.run(format!("{drop}; CREATE INDEX k_index ON k ({columns}); ANALYZE k"))
            .await;
    }

    /// A statement whose rows are the numbers from 0 on, as `id`.
    fn numbers(count: i64) -> String {
        format!(
            "WITH RECURSIVE n (id) AS (SELECT 0 UNION ALL SELECT id + 1 FROM n WHERE id < {count} - 1) SELECT id FROM n"
        )
    }

    /// What an index says of a descending column whose NULLs come last, and of one whose NULLs come first, if it can.
    const DESC_NULLS_LAST: &'static str;
    const DESC_NULLS_FIRST: Option<&'static str>;

    /// Whether a page in this order may sort the rows that have the first column in common: of "two nullable", all rows of one name
    /// are looked at, and a quarter has none.
    fn may_sort(&self, order: &str) -> bool {
        order == "two nullable"
    }

    /// What a plan says that searches an index, what one says that reads the whole table, and what one says that does more
    /// than read rows in the order of an index.
    const SEARCHES: &'static str;
    const SCANS: &'static str;
    const WORKS: &'static [&'static str];

    /// Whether a condition on several columns costs nothing beyond the search.
    const SEARCHES_ONCE: bool;

    /// How much of the work depends on where a page happens to lie.
    const SLACK: u64;

    /// How much work the database does for a page: steps of its machine, or blocks or rows that it looks at.
    async fn work(&self, request: &CursorRequest<Row>) -> u64;

    /// The plan of a statement of a handler's own.
    async fn plan(&self, query: QueryBuilder<Self::Db>) -> String;

    /// The ids that a statement results in.
    async fn fetch(&self, query: &mut QueryBuilder<Self::Db>) -> Vec<i64>;

    /// A transaction that has run this, to be given away.
    async fn begin_with(&self, sql: &'static str) -> Transaction<'static, Self::Db>;
}

/// A server that tests find by its address, where there is one.
struct Server {
    name: &'static str,
    /// How its addresses begin.
    scheme: &'static str,
    /// What its address is in, before `DATABASE_URL`.
    variable: &'static str,
    /// What says that there has to be one.
    required: &'static str,
    /// What starts one.
    starts: &'static str,
    url: OnceLock<Option<String>>,
    said: Once,
}

impl Server {
    /// Where it is; says once whether there is one, past the harness, which keeps what passing tests print.
    fn url(&'static self) -> Option<&'static str> {
        let Self {
            name, starts, required, ..
        } = self;
        let url = self.url.get_or_init(|| {
            let given = env::var(self.variable).or_else(|_| env::var("DATABASE_URL"));
            given.ok().filter(|url| url.starts_with(self.scheme))
        });
        self.said.call_once(|| {
            let said = match url {
                Some(_) => format!("{name}: run"),
                None => format!("{name}: NOT RUN; `{starts} cargo test --test sql` starts one"),
            };
            let _ = writeln!(std::io::stderr(), "{said}");
        });
        assert!(
            url.is_some() || env::var_os(required).is_none(),
            "{required} is set, and there is no {name}"
        );
        url.as_deref()
    }
}

/// Makes of each function, which is generic over the database, a test on each of them.
macro_rules! on_all {
    ($($test:ident,)*) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $test() {
                let db = crate::backend::InMemory::open(concat!(module_path!(), stringify!($test))).await;
                super::$test(db.unwrap()).await;
            })*
        }

        mod postgres {
            $(#[tokio::test]
            async fn $test() {
                let name = concat!(module_path!(), "_", stringify!($test));
                if let Some(db) = crate::backend::OnServer::open(name).await {
                    super::$test(db).await;
                }
            })*
        }

        mod mariadb {
            $(#[tokio::test]
            async fn $test() {
                let name = concat!(module_path!(), "_", stringify!($test));
                if let Some(db) = crate::backend::OnMariaDb::open(name).await {
                    super::$test(db).await;
                }
            })*
        }
    };
}
