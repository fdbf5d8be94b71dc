use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{
    digest::{Digest, FirstRows},
    piece::{BodyError, End, Expected, Piece},
};
use crate::{
    error::Cut,
    format::Format,
    frame::{Frame, Members, Record},
    problem::Problem,
    proof::Proof,
    resume::Place,
};

/// What has been counted of a body, against what its records say.
#[derive(Debug, Default)]
pub(super) struct Tally {
    rows: u64,
    /// How many rows have come since the last mark.
    since_mark: u64,
    /// The text of the rows, where somebody may compare it.
    pub(super) digest: Option<Digest>,
    /// That of the first rows, by which a response is known that comes again.
    pub(super) first: Option<FirstRows>,
    /// The text of the last row, where somebody may ask for it.
    pub(super) last: Option<Vec<u8>>,
}

/// What a frame is to the reader of the rows.
pub(super) enum Taken<T> {
    Piece(Piece<T>),
    /// The next frame is the one to look at.
    Again,
    /// The next chunk is.
    NeedsMore,
}

impl Tally {
    /// Counts a row, whose text this is.
    #[inline]
    pub(super) fn count(&mut self, text: &[u8]) {
        if let Some(digest) = &mut self.digest {
            digest.add(text);
        }
        if self.rows < FirstRows::COUNT
            && let Some(first) = &mut self.first
        {
            first.add(text);
        }
        if let Some(last) = &mut self.last {
            last.clear();
            last.extend_from_slice(text);
        }
        self.rows += 1;
        self.since_mark += 1;
    }

    /// Parses a row, or compares what a record says.
    pub(super) fn take<T: DeserializeOwned>(
        &mut self,
        frame: Frame<'_>,
        expected: &mut Expected,
        end: &mut Option<Box<End>>,
    ) -> Result<Taken<T>, Box<BodyError>> {
        let record = match frame {
            Frame::Item(text) => {
                let row = parse(text).map_err(|error| Box::new(BodyError::Row(error)))?;
                self.count(text);
                return Ok(Taken::Piece(Piece::Row(row, text.len())));
            }
            Frame::Closed => {
                end.get_or_insert_with(|| {
                    Box::new(End {
                        proof: Proof::Syntax,
                        is_complete: true,
                        after: None,
                        members: Members::new(),
                    })
                });
                return Ok(Taken::NeedsMore);
            }
            Frame::NeedsMore => return Ok(Taken::NeedsMore),
            Frame::Record(record) => *record,
        };
        let place = |text| match expected.format {
            Format::Events => Place::Event(text),
            _ => Place::after(text),
        };
        match record {
            Record::Mark { count, after } => {
                // Counted from the last mark or from the start of the body.
                if let Some(count) = count.filter(|count| *count != self.since_mark && *count != self.rows) {
                    return Err(Cut::Count(count, self.since_mark).into());
                }
                self.since_mark = 0;
                let after = place(after);
                expected.has_records = true;
                Ok(Taken::Piece(Piece::Mark(after)))
            }
            Record::End {
                count,
                is_complete,
                after,
            } => {
                if let Some(count) = count.filter(|count| *count != self.rows) {
                    return Err(Cut::Count(count, self.rows).into());
                }
                *end = Some(Box::new(End {
                    proof: Proof::Record,
                    is_complete,
                    after: after.map(place),
                    members: Members::new(),
                }));
                // Nothing behind the end of a feed is looked at.
                Ok(match expected.format {
                    Format::Events => Taken::NeedsMore,
                    _ => Taken::Again,
                })
            }
            Record::Error(members) => {
                let after = members.get("after").and_then(Value::as_str);
                let after = after.map(|after| place(after.to_owned()));
                Err(Box::new(BodyError::Failed(Problem::of_record(members), after)))
            }
            Record::Retry(wait) => Ok(Taken::Piece(Piece::Retry(wait))),
        }
    }
}

/// Parses a row. Its UTF-8 is checked at once, which is cheaper than string by string.
fn parse<T: DeserializeOwned>(text: &[u8]) -> serde_json::Result<T> {
    match str::from_utf8(text) {
        Ok(text) => serde_json::from_str(text),
        // For its error, which says where.
        Err(_) => serde_json::from_slice(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_response_is_known_by_its_first_rows_alone() {
        let known_by = |rows: u64| {
            let mut tally = Tally {
                first: Some(FirstRows::default()),
                ..Tally::default()
            };
            for row in 0..rows {
                tally.count(row.to_string().as_bytes());
            }
            tally.first
        };
        assert_ne!(known_by(FirstRows::COUNT - 1), known_by(FirstRows::COUNT));
        assert_eq!(known_by(FirstRows::COUNT), known_by(FirstRows::COUNT + 1));
    }
}
