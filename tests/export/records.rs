//! Rows, and sources of them.

use std::{collections::BTreeMap, convert::Infallible, ops::Bound};

use serde::Serialize;
use velithon::{CursorRequest, CursorSource, Keyset};

#[derive(Clone, Debug, PartialEq, Serialize, Keyset)]
#[keyset(sort = "id", id)]
#[keyset(sort = "group", group desc nulls last, id)]
pub(crate) struct Record {
    #[keyset(unique)]
    pub(crate) id: u64,
    pub(crate) group: Option<u8>,
}

/// Records with ties and rows without a group.
pub(crate) fn records(count: u64) -> Vec<Record> {
    (0..count)
        .map(|id| Record {
            id,
            group: u8::try_from(id * 7 % 4).ok().filter(|group| *group > 0),
        })
        .collect()
}

/// A user's own source, by id alone.
pub(crate) struct Log(BTreeMap<u64, Record>);

impl Log {
    pub(crate) fn new(records: Vec<Record>) -> Self {
        Self(records.into_iter().map(|record| (record.id, record)).collect())
    }
}

impl CursorSource for Log {
    type Item = Record;
    type Error = Infallible;

    async fn rows(&mut self, request: &CursorRequest<Record>) -> Result<Vec<Record>, Infallible> {
        let id: Option<u64> = request.key().and_then(|key| key.get(0));
        let from = id.map_or(Bound::Unbounded, Bound::Excluded);
        let rows = usize::try_from(request.limit()).unwrap();
        Ok(if request.is_backward() {
            let before = self.0.range((Bound::Unbounded, from));
            before.rev().take(rows).map(|(_, record)| record.clone()).collect()
        } else {
            let after = self.0.range((from, Bound::Unbounded));
            after.take(rows).map(|(_, record)| record.clone()).collect()
        })
    }
}
