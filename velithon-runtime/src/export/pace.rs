use std::{
    mem,
    time::{Duration, Instant},
};

/// How many rows the first batch has where the handler says nothing. They show how large rows are: so few of them that even rows
/// of 256 KiB are no more than clients hold until the mark behind them comes, which is 8 MiB for `velithon-client`.
const FIRST: u32 = 32;

/// How many rows the batches behind it have at first: large enough that a query costs little beside the rows, and small enough that
/// usual rows take a few hundred KiB.
const USUAL: u32 = 1000;

/// A batch that was read and sent within this time is followed by one of twice as many rows.
const SOON: Duration = Duration::from_millis(50);

/// One that took longer than this is followed by one of the usual size.
const LATE: Duration = Duration::from_millis(200);

/// How many rows a batch has at most.
const MOST_ROWS: u32 = 10_000;

/// How many bytes the rows of a batch take at most, as text or as values of their type, going by those before.
const MOST_BYTES: usize = 512 * 1024;

/// A query reads one row beyond its batch: with fewer rows, that would be a large part of its work.
const LEAST_ROWS: usize = 8;

/// How many bytes as few rows take at most; a batch has fewer of them then.
const MOST_BYTES_OF_FEW: usize = 4 * 1024 * 1024;

/// How many rows the next batch has: as many as the handler says; or more and more of them while they are read and sent fast,
/// since each batch costs the database a query, whatever it reads.
#[derive(Debug)]
pub(crate) struct Pace {
    rows: u32,
    /// Where the handler says how many rows a batch has, each has as many.
    is_fixed: bool,
    /// What is sent now.
    batch: Batch,
    last_end: Instant,
}

/// What is known of a batch.
#[derive(Clone, Copy, Debug, Default)]
struct Batch {
    rows: usize,
    /// The bytes of its rows in memory, without what they own on the heap.
    values: usize,
    /// How many bytes of text were written before it.
    written_before: u64,
}

impl Pace {
    /// The pace of a handler that says how many rows a batch has, or nothing.
    pub(crate) fn new(rows: Option<u32>) -> Self {
        Self {
            rows: rows.unwrap_or(FIRST),
            is_fixed: rows.is_some(),
            batch: Batch::default(),
            last_end: Instant::now(),
        }
    }

    pub(crate) fn rows(&self) -> u32 {
        self.rows
    }

    /// Notes that these rows are sent now, behind so many bytes of text.
    pub(crate) fn start<R>(&mut self, rows: &[R], written: u64) {
        self.batch = Batch {
            rows: rows.len(),
            values: size_of_val(rows),
            written_before: written,
        };
    }

    /// Notes that they have been sent, with which there are so many bytes of text.
    pub(crate) fn end(&mut self, written: u64) {
        let start = mem::replace(&mut self.last_end, Instant::now());
        let time = self.last_end.saturating_duration_since(start);
        let Batch {
            rows,
            values,
            written_before,
        } = self.batch;
        let text = usize::try_from(written.saturating_sub(written_before)).unwrap_or(usize::MAX);
        self.follow(rows, values.max(text), time);
    }

    /// Decides how many rows follow a batch of so many, which took so many bytes and so long.
    fn follow(&mut self, rows: usize, bytes: usize, time: Duration) {
        let Some(each) = bytes.checked_div(rows).filter(|_| !self.is_fixed) else {
            return;
        };
        let each = each.max(1);
        let wanted = if time < SOON {
            self.rows.max(USUAL / 2).saturating_mul(2)
        } else if time > LATE {
            USUAL
        } else {
            self.rows.max(USUAL)
        };
        let least = (MOST_BYTES_OF_FEW / each).clamp(1, LEAST_ROWS);
        let fitting = u32::try_from((MOST_BYTES / each).max(least)).unwrap_or(u32::MAX);
        self.rows = wanted.min(MOST_ROWS).min(fitting);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAST: Duration = Duration::from_millis(5);

    /// The rows of the batch behind one whose rows take so many bytes each, and so much time together.
    fn behind(pace: &mut Pace, each: usize, time: Duration) -> u32 {
        let rows = pace.rows() as usize;
        pace.follow(rows, rows * each, time);
        pace.rows()
    }

    #[test]
    fn batches_grow_while_they_are_read_and_sent_fast() {
        let mut pace = Pace::new(None);
        assert_eq!(pace.rows(), 32);
        let grown: Vec<_> = (0..6).map(|_| behind(&mut pace, 20, FAST)).collect();
        assert_eq!(grown, [1000, 2000, 4000, 8000, 10_000, 10_000]);
        assert_eq!(behind(&mut pace, 20, Duration::from_millis(100)), 10_000);
        assert_eq!(behind(&mut pace, 20, Duration::from_millis(300)), 1000);
    }

    #[test]
    fn behind_a_first_batch_that_was_slow_is_one_of_the_usual_size() {
        for slow in [100, 300] {
            assert_eq!(behind(&mut Pace::new(None), 20, Duration::from_millis(slow)), 1000);
        }
    }

    #[test]
    fn large_rows_come_in_small_batches() {
        let mut pace = Pace::new(None);
        assert_eq!(behind(&mut pace, 1024, FAST), 512);
        assert_eq!(behind(&mut pace, 100 * 1024, FAST), 8);
        assert_eq!(behind(&mut pace, 10 * 1024, FAST), 51);
        assert_eq!(behind(&mut pace, 100, FAST), 1000);
        let mib = 1024 * 1024;
        let few = [mib / 2, mib, 3 * mib, 16 * mib].map(|each| behind(&mut pace, each, FAST));
        assert_eq!(few, [8, 4, 1, 1]);
    }

    #[test]
    fn rows_count_by_their_text_or_by_their_values() {
        let rows = vec![[0_u8; 4096]; 2];
        for written in [2 * 100, 2 * 4096] {
            let mut pace = Pace::new(None);
            pace.start(&rows, 0);
            pace.end(written);
            assert_eq!(pace.rows(), 128);
        }
        let mut pace = Pace::new(None);
        pace.start(&[0_u8; 2], 1000);
        pace.end(1000 + 2 * 4096);
        assert_eq!(pace.rows(), 128);
    }

    #[test]
    fn what_the_handler_says_holds() {
        let mut pace = Pace::new(Some(300));
        assert_eq!(behind(&mut pace, 10 * 1024, FAST), 300);
        assert_eq!(behind(&mut pace, 20, Duration::from_secs(9)), 300);
    }

    #[test]
    fn no_row_and_no_byte_says_nothing() {
        let mut pace = Pace::new(None);
        pace.follow(0, 0, FAST);
        assert_eq!(pace.rows(), 32);
        assert_eq!(behind(&mut pace, 0, FAST), 1000);
    }
}
