use serde::{Serialize, ser::Error as _};
use serde_json::Error;

use crate::json::{Buffer, Refused, Rules};

/// The key of a map's entry as the name of a column: its JSON text, where that is a string, without marks and escapes.
#[derive(Default)]
pub(super) struct Key {
    json: Buffer,
    pub(super) text: String,
}

impl Key {
    /// Takes a key of at most so many bytes.
    pub(super) fn set<T: Serialize + ?Sized>(&mut self, key: &T, most: usize) -> Result<(), Refused> {
        let rules = Rules {
            most: Some(most),
            ..Rules::default()
        };
        self.text.clear();
        self.json.truncate(0);
        self.json.append_by(key, rules)?;
        let json = self.json.written();
        match json {
            [b'"', text @ .., b'"'] if !text.contains(&b'\\') => {
                self.text.push_str(std::str::from_utf8(text).unwrap_or_default());
            }
            [b'"', ..] => self.text = serde_json::from_slice(json).map_err(Refused::Failed)?,
            [b'[' | b'{', ..] | b"null" => {
                return Err(Refused::Failed(Error::custom("key must be a string")));
            }
            _ => self.text.push_str(std::str::from_utf8(json).unwrap_or_default()),
        }
        Ok(())
    }
}
