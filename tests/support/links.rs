//! The header `Link` of a response, RFC 8288.

use std::collections::BTreeMap;

use url::Url;

use crate::Answer;

impl Answer {
    /// Each relation with its target, in their order, as a client reads them that asked for `url`.
    ///
    /// # Panics
    ///
    /// If the header is not as RFC 8288 has it.
    #[must_use]
    pub fn links(&self, url: &Url) -> Vec<(String, Url)> {
        let Some(link) = self.header("link") else {
            return Vec::new();
        };
        let links = http_link::parse_link_header(link, url).expect("RFC 8288");
        links.into_iter().map(|link| (link.rel, link.target)).collect()
    }

    /// Where a relation leads a client that asked for `url`.
    #[must_use]
    pub fn target(&self, url: &Url, relation: &str) -> Option<Url> {
        let mut links = self.links(url).into_iter();
        links.find(|(name, _)| name == relation).map(|(_, target)| target)
    }

    /// The targets as they are written, by relation.
    #[must_use]
    pub fn references(&self) -> BTreeMap<String, String> {
        let links = self.header("link").unwrap_or_default().split(", ");
        let parts = links.filter_map(|link| {
            let (target, relation) = link.strip_prefix('<')?.split_once(">; rel=\"")?;
            Some((relation.strip_suffix('"')?.to_owned(), target.to_owned()))
        });
        parts.collect()
    }

    /// The relations of the links, sorted.
    #[must_use]
    pub fn relations(&self) -> Vec<String> {
        self.references().into_keys().collect()
    }

    /// The target of a relation, as it is written.
    #[must_use]
    pub fn reference(&self, relation: &str) -> Option<String> {
        self.references().remove(relation)
    }
}
