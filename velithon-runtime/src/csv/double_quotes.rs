use csv_core::WriteResult;

/// How much text is made ready at once where it cannot be written in place, in bytes.
const PIECE: usize = 256;

/// Hands over text with its quotation marks doubled, piece by piece.
pub(super) fn double_quotes(mut text: &[u8], mut take: impl FnMut(&[u8])) {
    let mut piece = [0; PIECE];
    loop {
        let (result, read, written) = double_into(text, &mut piece);
        take(&piece[..written]);
        text = &text[read..];
        if matches!(result, WriteResult::InputEmpty) {
            return;
        }
    }
}

/// Writes as much of a text as there is room for. Tells whether that was all, how much it was, and how long it became.
pub(super) fn double_into(text: &[u8], room: &mut [u8]) -> (WriteResult, usize, usize) {
    csv_core::quote(text, room, b'"', b'"', true)
}
