use csv_core::WriteResult;
use serde_json::Error;

/// How much text is made ready at once where it cannot be written in place, in bytes.
///
/// `csv_core` looks for a quotation mark in all of the text that it is handed, however little room there is, so it is handed
/// no more than it can write.
const PIECE: usize = 256;

/// Hands over text with its quotation marks doubled, piece by piece.
pub(super) fn double_quotes(text: &[u8], mut take: impl FnMut(&[u8]) -> Result<(), Error>) -> Result<(), Error> {
    let mut doubled = [0; 2 * PIECE];
    text.chunks(PIECE).try_for_each(|piece| {
        let (_, _, written) = double_into(piece, &mut doubled);
        take(doubled.get(..written).unwrap_or_default())
    })
}

/// Writes as much of a text as there is room for. Tells whether that was all, how much it was, and how long it became.
pub(super) fn double_into(text: &[u8], room: &mut [u8]) -> (WriteResult, usize, usize) {
    csv_core::quote(text, room, b'"', b'"', true)
}

#[cfg(test)]
mod tests {
    use serde::ser::Error as _;

    use super::*;

    #[test]
    fn every_piece_is_handed_over_once_with_its_quotation_marks_doubled() {
        let all_marks = "\"".repeat(3 * PIECE);
        let at_borders = format!("{0}\"\"{0}\"", "x".repeat(PIECE - 1));
        for text in ["", "\"", &all_marks, &all_marks[1..], &at_borders, &at_borders[1..]] {
            let (mut written, mut pieces) = (Vec::new(), 0);
            let take = |piece: &[u8]| {
                written.extend_from_slice(piece);
                pieces += 1;
                Ok(())
            };
            double_quotes(text.as_bytes(), take).expect("each piece is taken");
            assert_eq!(written, text.replace('"', "\"\"").as_bytes());
            assert_eq!(pieces, text.len().div_ceil(PIECE));
        }
    }

    #[test]
    fn nothing_is_written_behind_a_piece_that_is_refused() {
        let mut pieces = 0;
        let refused = double_quotes(&[b'x'; 3 * PIECE], |_| {
            pieces += 1;
            Err(Error::custom("refused"))
        });
        assert!(refused.is_err());
        assert_eq!(pieces, 1);
    }
}
