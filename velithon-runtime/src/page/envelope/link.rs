use std::{
    fmt::{self, Display, Formatter},
    sync::Arc,
};

use serde::{Serialize, Serializer};

use crate::page::reference::{PagePosition, Reference};

/// A link from one page to another, as an envelope holds it: a string in JSON.
///
/// It is written where it is serialised or displayed, so that a link that an envelope leaves out costs nothing. As a text of its
/// own it is `String::from(link)`.
#[derive(Clone, Debug)]
pub struct PageLink {
    /// What the links of a page have in common.
    reference: Arc<Reference>,
    position: PagePosition,
}

impl PageLink {
    pub(crate) fn new(reference: Arc<Reference>, position: PagePosition) -> Self {
        Self { reference, position }
    }
}

impl Display for PageLink {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.reference.write_to(f, &self.position)
    }
}

impl Serialize for PageLink {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<PageLink> for String {
    fn from(link: PageLink) -> Self {
        let mut text = Self::with_capacity(link.reference.len() + POSITION);
        link.reference.write(&mut text, &link.position);
        text
    }
}

/// Room for the number of a page, in bytes.
const POSITION: usize = 20;
