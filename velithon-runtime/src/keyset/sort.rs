use super::{column::SortColumn, visitor::KeyVisitor};

/// A row that can be walked by cursor: it names its orders, and each ends with a unique column.
///
/// `#[derive(Keyset)]` implements it, and checks that.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no order to walk it by",
    label = "rows that a cursor walks implement `Keyset`",
    note = "write `#[derive(Keyset)]` and `#[keyset(sort = \"newest\", created_at desc, id desc)]` on the row"
)]
pub trait Keyset: Sized {
    /// The orders. The first is the one of a request that names none.
    const SORTS: &'static [Sort];

    /// Shows the columns of the order with this index to `visitor`, until it has seen enough.
    #[doc(hidden)]
    fn visit<V: KeyVisitor<Self>>(sort: usize, visitor: &mut V);
}

/// An order of rows: a name, as clients write it, and the columns that rows are compared by, the last of them unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    name: &'static str,
    columns: &'static [SortColumn],
}

impl Sort {
    /// An order with this name.
    #[must_use]
    pub const fn new(name: &'static str, columns: &'static [SortColumn]) -> Self {
        Self { name, columns }
    }

    /// The order with this index; one without columns where there is none.
    pub(crate) fn at<T: Keyset>(index: usize) -> &'static Self {
        const NONE: &Sort = &Sort::new("", &[]);
        T::SORTS.get(index).unwrap_or(NONE)
    }

    /// What `sort=` says to ask for it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What rows are compared by, the first column first.
    #[must_use]
    pub const fn columns(&self) -> &'static [SortColumn] {
        self.columns
    }
}
