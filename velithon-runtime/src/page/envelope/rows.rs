use serde::{Serialize, Serializer};

use crate::json::PLACE;

/// The rows of a page, which are JSON already, as an envelope holds them.
///
/// They are written once, by the serializer that the envelope is given to: a page that has rows and an envelope without them is
/// an error.
#[derive(Clone, Debug, Default)]
pub struct PageRows(());

impl Serialize for PageRows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit_struct(PLACE)
    }
}
