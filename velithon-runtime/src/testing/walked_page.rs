use bytes::Bytes;
use http::Response;
use serde_json::Value;

use super::read_page::ReadPage;

/// A page in cursor style as a client reads it.
pub(super) struct WalkedPage {
    pub(super) rows: Vec<Value>,
    pub(super) size: u64,
    pub(super) next: Option<String>,
    pub(super) prev: Option<String>,
}

impl WalkedPage {
    /// Reads a page, whose rows are called `items` unless they are all of its body.
    ///
    /// # Errors
    ///
    /// Why the response is no page.
    pub(super) fn read(response: &Response<Bytes>, items: &str) -> Result<Self, String> {
        let page = ReadPage::read(response, items)?;
        let cursor = |member: &str, header: &str| {
            if page.lacks(member) {
                return Err(format!("answers with no member `{member}`"));
            }
            Ok(page.fact(member, header).map(String::from))
        };
        let next = cursor("next_cursor", "x-next-cursor")?;
        let prev = cursor("prev_cursor", "x-prev-cursor")?;
        let size = page.fact("size", "x-size").and_then(|size| size.parse().ok());
        let size = size.ok_or(if page.is_list() {
            "answers with no header `X-Size`"
        } else {
            "answers with no member `size`"
        })?;
        Ok(Self {
            rows: page.into_rows()?,
            size,
            next,
            prev,
        })
    }
}
