use super::token::TokenError;

/// How many of the rows that were read are on the page, which has `size` rows unless a key is too long for a cursor.
///
/// `fits` says of a row, by its index in the order of reading, whether its key fits a cursor. The page ends where both rows
/// at its end can be named: its last one, from which the next page is read, and the one behind it, from which that page leads
/// back. That is earlier if it can be, and otherwise later, as far as more rows were read. If there is no such place, the page
/// ends with the last row of all, where that was read (`is_all`), or else at a row that can be named itself.
///
/// # Errors
///
/// There are more rows than the page has, and none that was read has a key that fits.
pub(super) fn page_end(
    size: usize,
    read: usize,
    is_all: bool,
    fits: impl Fn(usize) -> bool,
) -> Result<usize, TokenError> {
    if read <= size {
        return Ok(read);
    }
    let can_end = |end: &usize| fits(end - 1);
    let is_between = |end: &usize| fits(end - 1) && fits(*end);
    let end = (1..=size).rev().chain((1..read).skip(size)).find(is_between);
    let end = end.or_else(|| is_all.then_some(read));
    let end = end.or_else(|| (1..=size).rev().chain((1..=read).skip(size)).find(can_end));
    end.ok_or(TokenError::TooLong)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows by whether their keys fit, `o` or `x`.
    fn end(size: usize, rows: &str) -> Option<usize> {
        page_end(size, rows.len(), false, |row| rows.as_bytes()[row] == b'o').ok()
    }

    #[test]
    fn a_page_ends_between_two_rows_that_fit() {
        assert_eq!(end(2, "ooo"), Some(2));
        assert_eq!(end(3, "ooxo"), Some(1), "earlier");
        assert_eq!(end(2, "oxooo"), Some(3), "later");
        assert_eq!(end(1, "oxoo"), Some(3));
    }

    #[test]
    fn a_page_that_is_all_needs_no_key() {
        assert_eq!(end(3, "xxx"), Some(3));
        assert_eq!(end(3, ""), Some(0));
    }

    #[test]
    fn where_no_two_fit_one_does() {
        assert_eq!(end(2, "oxx"), Some(1));
        assert_eq!(end(2, "xxo"), Some(3), "the row that was read beyond the page");
        assert_eq!(end(2, "xxx"), None);
        assert_eq!(
            page_end(2, 3, true, |_| false).ok(),
            Some(3),
            "the last row of all was read"
        );
    }
}
