pub(super) const SIZE: u64 = 20;
pub(super) const DEEP: u64 = 900_000;

/// A kind of page that begins at a row: what each contender that has it is asked for.
pub(super) struct Asked {
    pub(super) title: &'static str,
    pub(super) row: u64,
    /// The indexes of the contenders, and their paths.
    pub(super) paths: Vec<(usize, String)>,
}

impl Asked {
    /// The cells of a table's line, `width` of them for each contender.
    pub(super) fn cells(
        &self,
        contenders: usize,
        width: usize,
        own: impl IntoIterator<Item = Vec<String>>,
    ) -> Vec<String> {
        let mut cells = vec![self.title.to_owned(), self.row.to_string()];
        cells.resize(2 + width * contenders, String::new());
        for ((index, _), own) in self.paths.iter().zip(own) {
            cells.splice(2 + width * index..2 + width * (index + 1), own);
        }
        cells
    }
}
