/// The last cursor of an export.
#[derive(Debug)]
pub(crate) struct Position {
    /// The cursor that goes on behind the row before it; none where the key of the very last row is too long for one.
    pub(super) after: Option<String>,
    /// How many items were written before it.
    pub(super) items: u64,
    /// Whether the export has all rows; set at its end.
    pub(super) complete: Option<bool>,
}
