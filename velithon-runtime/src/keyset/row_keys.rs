use super::raw::KeyForm;
#[cfg(feature = "sea-orm")]
use super::{error::KeyError, key::Key, sort::Keyset};

/// The keys of some rows of a page, as the source that gave the rows has them.
#[derive(Clone, Debug)]
pub(crate) struct RowKeys {
    form: KeyForm,
    /// The keys, one after the other.
    bytes: Vec<u8>,
    /// The index of each row whose key is kept, in ascending order, and where its key ends.
    ends: Vec<(usize, usize)>,
}

#[cfg(feature = "sql")]
impl RowKeys {
    pub(crate) fn new(form: KeyForm) -> Self {
        Self {
            form,
            bytes: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Forgets the keys that are kept.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    /// Keeps the key of the row with this index, which comes after all before it. `write` appends the values.
    pub(crate) fn add<E>(&mut self, row: usize, write: impl FnOnce(&mut Vec<u8>) -> Result<(), E>) -> Result<(), E> {
        self.bytes.push(self.form.0);
        write(&mut self.bytes)?;
        self.ends.push((row, self.bytes.len()));
        Ok(())
    }
}

#[cfg(feature = "sea-orm")]
impl RowKeys {
    /// The keys of all of these rows, of the values of their fields.
    pub(crate) fn of<T: Keyset>(rows: &[T], sort: usize) -> Result<Self, KeyError> {
        let mut keys = Self::new(KeyForm::TYPED);
        for (index, row) in rows.iter().enumerate() {
            keys.bytes.extend(Key::of(row, sort)?.into_bytes());
            keys.ends.push((index, keys.bytes.len()));
        }
        Ok(keys)
    }
}

impl RowKeys {
    /// What kind of values the keys have.
    pub(crate) fn form(&self) -> KeyForm {
        self.form
    }

    /// The bytes of a row's key, as a cursor carries them; `None` where it was not kept.
    pub(crate) fn get(&self, row: usize) -> Option<&[u8]> {
        let at = self.ends.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        let start = match at.checked_sub(1) {
            Some(before) => self.ends.get(before)?.1,
            None => 0,
        };
        self.bytes.get(start..self.ends.get(at)?.1)
    }
}

#[cfg(all(test, feature = "sql"))]
mod tests {
    use std::convert::Infallible;

    use super::*;

    #[test]
    fn keys_are_those_that_were_kept_since_the_last_time_that_all_were_forgotten() {
        let mut keys = RowKeys::new(KeyForm(1));
        let add = |keys: &mut RowKeys, row, values: &[u8]| {
            keys.add(row, |bytes| {
                bytes.extend(values);
                Ok::<_, Infallible>(())
            })
            .unwrap();
        };
        add(&mut keys, 0, b"first");
        add(&mut keys, 1, b"");
        add(&mut keys, 5, b"sixth");
        let all = [0, 1, 2, 5, 6].map(|row| keys.get(row));
        assert_eq!(
            all,
            [Some(&b"\x01first"[..]), Some(b"\x01"), None, Some(b"\x01sixth"), None]
        );
        keys.clear();
        add(&mut keys, 6, b"seventh");
        assert_eq!(
            [0, 5, 6].map(|row| keys.get(row)),
            [None, None, Some(&b"\x01seventh"[..])]
        );
    }
}
