/// A column of a [`Sort`](crate::Sort).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortColumn {
    name: &'static str,
    descending: bool,
    nulls: Option<Nulls>,
    unique: bool,
}

/// Where the rows without a value stand, whether the values ascend or descend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    /// NULLs come before all values.
    First,
    /// NULLs come after all values.
    Last,
}

impl SortColumn {
    /// An ascending column that is never NULL, by its name in SQL.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            descending: false,
            nulls: None,
            unique: false,
        }
    }

    /// From the largest value to the smallest.
    #[must_use]
    pub const fn desc(mut self) -> Self {
        self.descending = true;
        self
    }

    /// The column may be NULL, and its NULLs stand there.
    #[must_use]
    pub const fn nulls(mut self, nulls: Nulls) -> Self {
        self.nulls = Some(nulls);
        self
    }

    /// No two rows have the same value.
    #[must_use]
    pub const fn unique(mut self) -> Self {
        self.unique = true;
        self
    }

    /// The column's name in SQL, as the database knows it: neither quoted nor escaped. It has no NUL in it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether values go from the largest to the smallest.
    #[must_use]
    pub const fn is_descending(&self) -> bool {
        self.descending
    }

    /// Where NULLs stand; `None` if there are none.
    #[must_use]
    pub const fn null_order(&self) -> Option<Nulls> {
        self.nulls
    }

    /// Whether no two rows have the same value.
    #[must_use]
    pub const fn is_unique(&self) -> bool {
        self.unique
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_says_what_was_said_of_it() {
        let said = |column: SortColumn| {
            (
                column.name(),
                column.is_descending(),
                column.null_order(),
                column.is_unique(),
            )
        };
        let id = SortColumn::new("id");
        assert_eq!(said(id), ("id", false, None, false));
        assert_eq!(said(id.desc()), ("id", true, None, false));
        assert_eq!(said(id.nulls(Nulls::Last)), ("id", false, Some(Nulls::Last), false));
        assert_eq!(said(id.unique()), ("id", false, None, true));
    }
}
