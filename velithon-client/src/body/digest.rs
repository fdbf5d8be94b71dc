use std::hash::{DefaultHasher, Hasher};

/// The text of rows in short, to compare with what a server sends again. No other process sees it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Digest(DefaultHasher);

impl Digest {
    pub(crate) fn add(&mut self, text: &[u8]) {
        self.0.write(text);
        // What separates one row from the next: no JSON text has this byte.
        self.0.write_u8(0xff);
    }

    pub(crate) fn value(&self) -> u64 {
        self.0.finish()
    }
}

/// The text of the first rows in short, up to each of them: what comes again may be divided otherwise.
#[derive(Clone, Debug, Default)]
pub(crate) struct FirstRows {
    digest: Digest,
    up_to: Vec<u64>,
}

impl FirstRows {
    /// As many rows are enough to know a response by.
    pub(crate) const COUNT: u64 = 64;

    pub(crate) fn add(&mut self, text: &[u8]) {
        self.digest.add(text);
        self.up_to.push(self.digest.value());
    }

    /// Whether one of them is the beginning of the other, by a row at least.
    pub(crate) fn begin_as(&self, other: &Self) -> bool {
        let both = self.up_to.len().min(other.up_to.len());
        both > 0 && self.up_to[both - 1] == other.up_to[both - 1]
    }
}

impl PartialEq for FirstRows {
    fn eq(&self, other: &Self) -> bool {
        self.up_to == other.up_to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(rows: &[&str]) -> FirstRows {
        let mut first = FirstRows::default();
        for row in rows {
            first.add(row.as_bytes());
        }
        first
    }

    #[test]
    fn rows_begin_alike_where_all_are_the_same_that_both_have() {
        for (one, other, is_alike) in [
            (&["1", "2"][..], &["1", "2"][..], true),
            (&["1", "2"], &["1", "2", "3"], true),
            (&["1", "2"], &["1", "3"], false),
            (&["1", "2"], &["12"], false),
            (&["1"], &["2", "1"], false),
            (&["1"], &[], false),
            (&[], &[], false),
        ] {
            let (one, other) = (first(one), first(other));
            assert_eq!(one.begin_as(&other), is_alike, "{one:?} {other:?}");
            assert_eq!(other.begin_as(&one), is_alike, "{other:?} {one:?}");
        }
    }
}
