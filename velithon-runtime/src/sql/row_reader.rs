use sqlx::{Column, Row};

use super::{
    database::{ReadRow, SqlDatabase},
    raw_key::Rank,
    run::two_columns_of,
};
use crate::{
    keyset::{
        KeyError, Keyset, SortColumn, raw,
        raw::{KeyForm, RawValue},
        row_keys::RowKeys,
    },
    page::CursorRequest,
    seek::nulls::NULL_IN_ORDER,
};

/// The rows whose keys are kept.
#[derive(Clone, Copy, Debug)]
pub(super) enum Keep {
    None,
    /// The first row, the last one of a page of this size, and those beyond it.
    Ends(usize),
    /// The last row that was read, the last one of a page of this size, and those beyond it.
    Last(usize),
    All,
}

/// Looks at rows before they become values of the handler's type.
#[derive(Debug)]
pub(super) struct RowReader {
    columns: &'static [SortColumn],
    keep: Keep,
    keys: RowKeys,
    /// Whether the next row is the first one of a result.
    is_first: bool,
    /// Those of the order's columns whose rank is a column of its own in the result.
    ranked: Vec<usize>,
    /// Where the values of the key stand in the result.
    places: Vec<usize>,
    /// The types of the values in the request's cursor.
    kinds: Vec<Option<u32>>,
}

impl RowReader {
    /// For rows without keys.
    pub(super) fn without_keys() -> Self {
        Self {
            columns: &[],
            keep: Keep::None,
            keys: RowKeys::new(KeyForm::TYPED),
            is_first: true,
            ranked: Vec::new(),
            places: Vec::new(),
            kinds: Vec::new(),
        }
    }

    /// For the rows of a page in cursor style.
    pub(super) fn new<DB: SqlDatabase, T: Keyset>(request: &CursorRequest<T>, keep: Keep) -> Self {
        let columns = request.sort().columns();
        let kind = |column| request.key()?.raw(column)?.map(|value| value.kind);
        Self {
            columns,
            keep,
            keys: RowKeys::new(KeyForm(DB::FORM)),
            is_first: true,
            ranked: Vec::new(),
            places: Vec::new(),
            kinds: (0..columns.len()).map(kind).collect(),
        }
    }

    /// Begins with the result of a statement.
    pub(super) fn start(&mut self) {
        self.is_first = true;
    }

    /// The columns whose values it keeps.
    pub(super) fn kept(&self) -> Vec<&'static str> {
        match self.keep {
            Keep::None => Vec::new(),
            Keep::Ends(_) | Keep::Last(_) | Keep::All => self.columns.iter().map(SortColumn::name).collect(),
        }
    }

    /// What a statement selects beside its columns, so that the order's columns in `ranked` are kept by their rank.
    pub(super) fn select_ranks(&mut self, ranked: Vec<Rank>) -> String {
        let select = |(index, rank): &Rank| format!(", {rank} AS {}", rank_name(*index));
        let selected = ranked.iter().map(select).collect();
        self.ranked = ranked.into_iter().map(|(index, _)| index).collect();
        selected
    }

    /// Makes the next of the page's rows out of a row of the result.
    pub(super) fn take<DB: SqlDatabase, T: ReadRow<DB>>(
        &mut self,
        row: &DB::Row,
        rows: &mut Vec<T>,
    ) -> sqlx::Result<()> {
        if self.is_first {
            self.look_at_columns::<DB>(row.columns())?;
        }
        self.look_at_row::<DB>(rows.len(), row)?;
        rows.push(T::from_row(row)?);
        Ok(())
    }

    pub(super) fn into_keys(self) -> RowKeys {
        self.keys
    }

    /// Whether the columns of a result are still to be looked at, because it has had no row: a cursor that does not fit
    /// them would be the end of the rows.
    pub(super) fn wants_columns(&self) -> bool {
        self.is_first && self.kinds.iter().any(Option::is_some)
    }

    /// Looks at the columns of a result.
    pub(super) fn look_at_columns<DB: SqlDatabase>(&mut self, columns: &[DB::Column]) -> sqlx::Result<()> {
        self.is_first = false;
        let names: Vec<_> = columns.iter().map(Column::name).collect();
        if let Some(name) = DB::shared_name(&names) {
            return Err(two_columns_of(name));
        }
        let place = |(index, column): (usize, &SortColumn)| {
            let rank = rank_name(index);
            let wanted = if self.ranked.contains(&index) {
                &*rank
            } else {
                column.name()
            };
            let is_exactly = |name: &str| name == wanted;
            let is_like = |name: &str| name.eq_ignore_ascii_case(wanted);
            let place = names.iter().copied().position(is_exactly);
            let place = place.or_else(|| names.iter().copied().position(is_like));
            place.ok_or_else(|| sqlx::Error::ColumnNotFound(column.name().to_owned()))
        };
        self.places = self
            .columns
            .iter()
            .enumerate()
            .map(place)
            .collect::<sqlx::Result<_>>()?;
        let types = self.places.iter().filter_map(|place| columns.get(*place));
        let mut kinds = types.map(Column::type_info).zip(&self.kinds);
        if kinds.any(|(info, kind)| kind.is_some_and(|kind| !DB::can_have(info, kind))) {
            let what = KeyError::new("a column has another type than when the cursor was made");
            return Err(sqlx::Error::Encode(what.into()));
        }
        if matches!(self.keep, Keep::None) {
            return Ok(());
        }
        for (index, (column, place)) in self.columns.iter().zip(&self.places).enumerate() {
            let type_name = type_name(index);
            let place = names.iter().position(|name| *name == type_name).unwrap_or(*place);
            if let Some(why) = columns.get(place).and_then(DB::why_no_key) {
                return Err(column_error(column.name(), why.into()));
            }
        }
        Ok(())
    }

    /// Looks at a row, the one with this index on its page.
    fn look_at_row<DB: SqlDatabase>(&mut self, index: usize, row: &DB::Row) -> sqlx::Result<()> {
        let is_kept = match self.keep {
            Keep::None => false,
            Keep::Ends(size) => index == 0 || index.saturating_add(1) >= size,
            Keep::Last(size) => {
                if index < size {
                    self.keys.clear();
                }
                true
            }
            Keep::All => true,
        };
        if !is_kept {
            return Ok(());
        }
        let Self { columns, places, .. } = self;
        self.keys.add(index, |bytes| {
            for (column, place) in columns.iter().zip(places) {
                let value = DB::read(row, *place).map_err(|error| column_error(column.name(), error))?;
                if value.is_none() && column.null_order().is_none() {
                    return Err(column_error(column.name(), NULL_IN_ORDER.into()));
                }
                let value = value.as_ref().map(|(kind, content)| RawValue { kind: *kind, content });
                raw::push(bytes, value);
            }
            Ok(())
        })
    }
}

/// The name of a column with the type of the order's column with this index, where the result has lost it.
pub(super) fn type_name(index: usize) -> String {
    format!("velithon_type_{index}")
}

/// The name of the column with the rank of the order's column with this index.
fn rank_name(index: usize) -> String {
    format!("velithon_rank_{index}")
}

/// An error in a column of an order.
pub(super) fn column_error(column: &str, source: sqlx::error::BoxDynError) -> sqlx::Error {
    sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source,
    }
}

#[cfg(all(test, feature = "sqlx-sqlite"))]
mod tests {
    use sqlx::{Connection, SqliteConnection};
    use sqlx_sqlite::Sqlite;

    use super::*;
    use crate::keyset::tests::Numbered;

    /// A page may be read by two statements; a table that is altered in between gives them columns in another order.
    #[tokio::test]
    async fn columns_are_looked_up_again_in_each_result() {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let mut reader = RowReader::new::<Sqlite, Numbered>(&CursorRequest::new(3), Keep::All);
        let mut taken: Vec<(i64,)> = Vec::new();
        for statement in ["SELECT 1 AS other, 7 AS id", "SELECT 7 AS id, 1 AS other"] {
            let row = sqlx::query(statement).fetch_one(&mut connection).await.unwrap();
            reader.start();
            reader.take::<Sqlite, _>(&row, &mut taken).unwrap();
        }
        assert!(reader.keys.get(0).is_some());
        assert_eq!(reader.keys.get(0), reader.keys.get(1));
    }

    /// Pages of three rows, for which up to five are read.
    #[tokio::test]
    async fn the_keys_that_are_kept_are_those_of_the_ends() {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let ids = "SELECT column1 AS id FROM (VALUES (0), (1), (2), (3), (4))";
        let rows = sqlx::query(ids).fetch_all(&mut connection).await.unwrap();
        let request = CursorRequest::<Numbered>::new(3);
        let kept = |keep: Keep, read: usize| {
            let mut reader = RowReader::new::<Sqlite, Numbered>(&request, keep);
            let mut taken: Vec<(i64,)> = Vec::new();
            for row in &rows[..read] {
                reader.take::<Sqlite, _>(row, &mut taken).unwrap();
            }
            let keys = reader.into_keys();
            (0..rows.len())
                .filter(|row| keys.get(*row).is_some())
                .collect::<Vec<_>>()
        };
        assert_eq!(kept(Keep::None, 5), [0; 0]);
        assert_eq!(kept(Keep::Ends(3), 5), [0, 2, 3, 4]);
        assert_eq!(kept(Keep::Ends(3), 2), [0]);
        assert_eq!(kept(Keep::Last(3), 5), [2, 3, 4]);
        assert_eq!(kept(Keep::Last(3), 2), [1]);
        assert_eq!(kept(Keep::All, 5), [0, 1, 2, 3, 4]);
    }
}
