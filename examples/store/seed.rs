//! The store's data: the same at every start, made here rather than downloaded.

use indicatif::{ProgressBar, ProgressStyle};
use sqlx::{Connection, QueryBuilder, Sqlite, SqliteConnection};

const USERS: u32 = 100_000;
const ORDERS: u32 = 1_000_000;

/// Rows of one INSERT: enough that the statement's own cost no longer counts.
const BATCH: usize = 1_000;

/// Times are text in the form in which sqlx binds a chrono `DateTime<Utc>`, so that they compare with one.
const SCHEMA: &str = "
    CREATE TABLE users (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        active INTEGER NOT NULL,
        created_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE orders (
        id INTEGER PRIMARY KEY,
        user_id INTEGER NOT NULL,
        product TEXT NOT NULL,
        quantity INTEGER NOT NULL,
        total_cents INTEGER NOT NULL,
        status TEXT NOT NULL,
        created_at TEXT NOT NULL
    ) STRICT;";

const INSERT_USERS: &str = "INSERT INTO users
    SELECT column1, column2, column3, column4, strftime('%FT%T+00:00', column5, 'unixepoch') FROM (";
const INSERT_ORDERS: &str = "INSERT INTO orders
    SELECT column1, column2, column3, column4, column5, column6, strftime('%FT%T+00:00', column7, 'unixepoch') FROM (";

const FIRST_NAMES: [&str; 20] = [
    "Aisha", "Alan", "Chidi", "Chloé", "Daniela", "Emeka", "Fatima", "Grace", "Hiroshi", "Ingrid", "João", "Linh",
    "Mateo", "Mei", "Nadia", "Olga", "Priya", "Rafael", "Søren", "Zoë",
];
const LAST_NAMES: [&str; 20] = [
    "Andersen",
    "Banerjee",
    "Castillo",
    "Dubois",
    "Eriksson",
    "Fernández",
    "García",
    "Haddad",
    "Ivanova",
    "Jensen",
    "Kim",
    "Lindqvist",
    "Müller",
    "Nguyen",
    "Okafor",
    "Petrov",
    "Rossi",
    "Santos",
    "Tanaka",
    "Williams",
];
const PRODUCTS: [(&str, u32); 12] = [
    ("Bamboo cutting board", 2_490),
    ("Cast-iron pan, 26 cm", 4_995),
    ("Desk lamp", 3_850),
    ("Espresso cups, set of 4", 1_980),
    ("French press", 2_750),
    ("Linen tablecloth", 5_400),
    ("Mechanical keyboard", 11_900),
    ("Noise-cancelling headphones", 24_900),
    ("Notebook, dotted", 890),
    ("Travel backpack", 8_900),
    ("Water bottle, 0.75 l", 1_650),
    ("Wool blanket", 6_990),
];
/// A status as often as it stands here.
const STATUSES: [&str; 10] = [
    "delivered",
    "delivered",
    "delivered",
    "delivered",
    "delivered",
    "delivered",
    "shipped",
    "paid",
    "cancelled",
    "refunded",
];

/// 1 January 2020 and 2023, in seconds since 1970: users joined in the three years between, and ordered in the next.
const FIRST_USER: i64 = 1_577_836_800;
const FIRST_ORDER: i64 = 1_672_531_200;
const THREE_YEARS: u32 = 3 * 365 * 86_400;

/// Makes the tables and all their rows, in one transaction.
pub(crate) async fn fill(db: &mut SqliteConnection) -> sqlx::Result<()> {
    println!("Making {USERS} users and {ORDERS} orders: a few seconds, once.");
    let style = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} rows, {eta} left");
    let progress = ProgressBar::new(u64::from(USERS + ORDERS)).with_style(style.expect("a template that is valid"));
    let mut random = Random(2_023);
    let mut transaction = db.begin().await?;
    sqlx::raw_sql(SCHEMA).execute(&mut *transaction).await?;

    for batch in batches(USERS) {
        let mut insert = QueryBuilder::<Sqlite>::new(INSERT_USERS);
        insert.push_values(batch, |mut row, id| {
            let (first, last) = (random.pick(&FIRST_NAMES), random.pick(&LAST_NAMES));
            row.push_bind(id)
                .push_bind(format!("{first} {last}"))
                .push_bind(format!("user{id}@example.com"))
                .push_bind(random.below(10) > 0)
                .push_bind(time(FIRST_USER, id, USERS, &mut random));
        });
        progress.inc(execute(insert, &mut transaction).await?);
    }
    for batch in batches(ORDERS) {
        let mut insert = QueryBuilder::<Sqlite>::new(INSERT_ORDERS);
        insert.push_values(batch, |mut row, id| {
            let (product, price) = random.pick(&PRODUCTS);
            let quantity = 1 + random.below(5);
            row.push_bind(id)
                .push_bind(1 + random.below(USERS))
                .push_bind(product)
                .push_bind(quantity)
                .push_bind(price * quantity)
                .push_bind(random.pick(&STATUSES))
                .push_bind(time(FIRST_ORDER, id, ORDERS, &mut random));
        });
        progress.inc(execute(insert, &mut transaction).await?);
    }
    transaction.commit().await?;
    progress.finish_and_clear();
    Ok(())
}

/// The ids from 1 to `count`, a batch at a time.
fn batches(count: u32) -> impl Iterator<Item = std::ops::RangeInclusive<u32>> {
    (1..=count)
        .step_by(BATCH)
        .map(move |first| first..=count.min(first + 999))
}

/// Runs the INSERT and tells how many rows it made.
async fn execute(mut insert: QueryBuilder<Sqlite>, db: &mut SqliteConnection) -> sqlx::Result<u64> {
    // The text of every batch is the same, so SQLite compiles it once.
    let done = insert.push(")").build().execute(db).await?;
    Ok(done.rows_affected())
}

/// Spreads `count` rows over three years from `start`, in the order of their ids, some seconds off the beat.
fn time(start: i64, id: u32, count: u32, random: &mut Random) -> i64 {
    let beat = THREE_YEARS / count;
    start + i64::from(beat) * i64::from(id) + i64::from(random.below(beat))
}

/// SplitMix64: a few lines, and the same numbers on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed >> 32) as u32
    }

    fn below(&mut self, end: u32) -> u32 {
        self.next() % end
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.next() as usize % from.len()]
    }
}
