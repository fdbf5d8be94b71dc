//! A response that is a page.

use serde_json::Value;

use crate::Answer;

impl Answer {
    /// The rows: the whole body, or its member `items`.
    #[track_caller]
    fn rows(&self) -> Vec<Value> {
        let mut body = self.json();
        let rows = if body.is_array() { body } else { body["items"].take() };
        serde_json::from_value(rows).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The rows, which are numbers.
    ///
    /// # Panics
    ///
    /// If they are not.
    #[must_use]
    #[track_caller]
    pub fn items(&self) -> Vec<u64> {
        let rows = self.rows().into_iter();
        rows.map(|row| row.as_u64().expect("a number")).collect()
    }

    /// The `id` of each row of a page with status 200.
    ///
    /// # Panics
    ///
    /// If there is no such page.
    #[must_use]
    #[track_caller]
    pub fn ids(&self) -> Vec<i64> {
        assert_eq!(self.status(), 200, "{self:?}");
        let rows = self.rows().into_iter();
        rows.map(|row| row["id"].as_i64().expect("an id")).collect()
    }

    /// The members beside the items, as JSON.
    ///
    /// # Panics
    ///
    /// If the body is no object.
    #[must_use]
    #[track_caller]
    pub fn envelope(&self) -> String {
        let mut body = self.json();
        body.as_object_mut().expect("an object").remove("items");
        body.to_string()
    }

    /// The cursor of the next page.
    #[must_use]
    #[track_caller]
    pub fn next(&self) -> Option<String> {
        self.json()["next_cursor"].as_str().map(str::to_owned)
    }

    /// The cursor of the page before.
    #[must_use]
    #[track_caller]
    pub fn prev(&self) -> Option<String> {
        self.json()["prev_cursor"].as_str().map(str::to_owned)
    }
}
