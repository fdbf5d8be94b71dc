//! Rows that come and go during a walk.

use std::sync::{Arc, Mutex};

use velithon::{KeyError, KeyType, KeyValue, Keyset, paginate};
use velithon_test_support::{Answer, answer, get};

use crate::rows::Row;

type Shared = Arc<Mutex<Vec<Row>>>;

#[paginate(style = cursor)]
async fn handler(table: Shared) -> Vec<Row> {
    table.lock().unwrap().clone()
}

fn table(ids: &[i64]) -> Shared {
    Arc::new(Mutex::new(ids.iter().copied().map(Row::new).collect()))
}

fn page(table: &Shared, cursor: Option<&str>) -> Answer {
    let uri = format!("/rows?size=3&cursor={}", cursor.unwrap_or_default());
    answer(handler(get(&uri), table.clone()))
}

#[test]
fn a_walk_goes_on_where_the_boundary_row_was() {
    let table = table(&[10, 20, 30, 40, 50, 60, 70]);
    let first = page(&table, None);
    table.lock().unwrap().retain(|row| row.id != 30);
    let second = page(&table, first.next().as_deref());
    assert_eq!(second.ids(), [40, 50, 60]);
    table.lock().unwrap().retain(|row| row.id != 40);
    assert_eq!(page(&table, second.prev().as_deref()).ids(), [10, 20]);
}

#[test]
fn rows_that_come_are_seen_ahead_of_the_cursor_only() {
    let table = table(&[10, 20, 30, 40, 50, 60]);
    let first = page(&table, None);
    table.lock().unwrap().extend([Row::new(15), Row::new(35), Row::new(65)]);
    let second = page(&table, first.next().as_deref());
    assert_eq!(second.ids(), [35, 40, 50]);
    let third = page(&table, second.next().as_deref());
    assert_eq!((third.ids(), third.next()), (vec![60, 65], None));
}

#[test]
fn a_page_that_lost_all_its_rows_leads_back_to_those_that_are_left() {
    let table = table(&[10, 20, 30, 40, 50, 60]);
    let first = page(&table, None);
    let second = page(&table, first.next().as_deref());
    table.lock().unwrap().retain(|row| row.id <= 30);
    let empty = page(&table, first.next().as_deref());
    assert_eq!((empty.ids(), empty.next()), (vec![], None));
    let back = page(&table, empty.prev().as_deref());
    assert_eq!((back.ids(), back.prev(), back.next()), (vec![10, 20, 30], None, None));

    // And forwards, where those before went away.
    *table.lock().unwrap() = vec![Row::new(40), Row::new(50)];
    let empty = page(&table, second.prev().as_deref());
    assert_eq!((empty.ids(), empty.prev()), (vec![], None));
    let forth = page(&table, empty.next().as_deref());
    assert_eq!((forth.ids(), forth.prev(), forth.next()), (vec![40, 50], None, None));
}

/// Nanoseconds since the epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
struct Instant(u64);

impl KeyType for Instant {
    fn to_key(&self) -> Result<KeyValue<'_>, KeyError> {
        let (seconds, nanoseconds) = (self.0 / 1_000_000_000, self.0 % 1_000_000_000);
        let seconds = i64::try_from(seconds).map_err(|_| KeyError::new("a time beyond all clocks"))?;
        Ok(KeyValue::Moment(
            seconds,
            u32::try_from(nanoseconds).unwrap_or_default(),
        ))
    }

    fn from_key(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Moment(seconds, nanoseconds) => {
                let seconds = u64::try_from(seconds).ok()?.checked_mul(1_000_000_000)?;
                seconds.checked_add(nanoseconds.into()).map(Self)
            }
            _ => None,
        }
    }

    fn compare(&self, other: &Self) -> std::cmp::Ordering {
        self.cmp(other)
    }
}

#[test]
fn a_nanosecond_apart_is_apart() {
    #[derive(Clone, serde::Serialize, Keyset)]
    #[keyset(sort = "at", at, id)]
    struct Event {
        #[keyset(unique)]
        id: i64,
        at: Instant,
    }
    #[paginate(style = cursor)]
    async fn events() -> Vec<Event> {
        let at = |id: i64| {
            [
                1_700_000_000_000_000_001,
                1_700_000_000_000_000_000,
                1_700_000_000_000_000_001,
            ][usize::try_from(id).unwrap()]
        };
        (0..3)
            .map(|id| Event {
                id,
                at: Instant(at(id)),
            })
            .collect()
    }
    let walk = velithon::testing::walk(events, "/events").by("id");
    futures::executor::block_on(walk.expect(&[1, 0, 2])).unwrap();
}
