use std::sync::Arc;

use super::{
    block::Block,
    condition::{Condition, Piece},
    dialect::Dialect,
};
use crate::keyset::SeekValue;

/// What one statement reads of a page: [`Seek::next_part`](super::Seek::next_part) hands it out.
///
/// The statement is `SELECT … FROM … WHERE … AND {condition} ORDER BY {order_by} LIMIT {limit}`.
#[derive(Clone, Debug)]
pub struct SeekPart {
    pub(super) block: Block,
    pub(super) dialect: Dialect,
    pub(super) table: Arc<str>,
    pub(super) values: Arc<[SeekValue]>,
    pub(super) limit: i64,
}

impl SeekPart {
    /// What stands behind `WHERE`, or behind `AND` as it is: that rows come after the key. `TRUE` where all rows do.
    ///
    /// `first` is the number of its first placeholder, which is one more than the statement has values before it:
    /// `?2` on SQLite, `$2` on PostgreSQL. The placeholders of MySQL have no numbers, so what stands before the condition is
    /// bound before its values, and what stands behind it, behind.
    #[must_use]
    pub fn condition(&self, first: usize) -> String {
        let Some(condition) = self.block.condition(&self.table, self.dialect) else {
            return "TRUE".to_owned();
        };
        let places = self.places(&condition);
        // Conditions with an `OR` in them stand alone.
        let mut text = "(".to_owned();
        for piece in condition.pieces() {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Value(column) => {
                    let place = places.iter().position(|placed| *placed == column);
                    let number = first.saturating_add(place.unwrap_or_default());
                    self.dialect.push_parameter(&mut text, number);
                }
            }
        }
        text.push(')');
        text
    }

    /// The values of the condition's placeholders, in their order.
    #[must_use]
    pub fn values(&self) -> Vec<SeekValue> {
        let condition = self.block.condition(&self.table, self.dialect).unwrap_or_default();
        let places = self.places(&condition);
        let values = places.iter().filter_map(|&column| self.values.get(column).cloned());
        values.collect()
    }

    /// What stands behind `ORDER BY`.
    #[must_use]
    pub fn order_by(&self) -> String {
        let mut order = String::new();
        self.block.write_order(&mut order, &self.table, self.dialect);
        order
    }

    /// How many rows to read at most, at least 1.
    #[must_use]
    pub fn limit(&self) -> i64 {
        self.limit
    }

    /// The columns whose values are bound, in the order of their placeholders: once each where placeholders have numbers.
    fn places(&self, condition: &Condition) -> Vec<usize> {
        let mut places = Vec::new();
        for column in condition.columns() {
            if !(self.dialect.numbers_placeholders() && places.contains(&column)) {
                places.push(column);
            }
        }
        places
    }
}
