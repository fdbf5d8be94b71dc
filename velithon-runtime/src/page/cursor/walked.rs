use crate::keyset::row_keys::RowKeys;

/// What the rows of a page have beside them where a walk read them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Walked {
    /// The rows' keys as their database has them; without them, the rows' own values are their keys.
    pub(crate) keys: Option<RowKeys>,
    /// No row comes after these, though they are more than a page.
    pub(crate) is_all: bool,
    /// The request's cursor has a key that the database refuses.
    pub(crate) is_refused: bool,
}
