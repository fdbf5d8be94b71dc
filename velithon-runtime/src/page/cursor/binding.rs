use std::{
    borrow::Cow,
    fmt::{self, Display, Formatter},
};

use sha2::{Digest, Sha256};

use crate::{
    head::{RequestHead, bound_body::BoundBody},
    page::{options::PageOptions, request::query},
};

/// What a cursor was made for: the beginnings of a hash of the path, of one of the query pairs that count, and of one of the
/// body, where the handler binds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Binding {
    pub(crate) path: Hash,
    pub(crate) parameters: Hash,
    pub(crate) body: Option<Hash>,
}

/// The first 8 bytes of a SHA-256.
pub(crate) type Hash = [u8; 8];

/// The binding of a request.
///
/// The path counts decoded, segment by segment. The pairs count decoded and in any order; a pair without a value counts as an
/// absent one, and those of the page itself do not count.
pub(crate) fn binding(head: &RequestHead, options: &PageOptions, has_sorts: bool) -> Binding {
    let counts = |name: &str| {
        if let Some(bound) = options.bind {
            return bound.iter().any(|bound| query::names(name, bound));
        }
        let is_sort = has_sorts && query::names(name, options.sort_name);
        !is_sort && !query::names(name, options.position_name) && !query::names(name, options.size_name)
    };
    let pairs = query::pairs(head.query().unwrap_or_default()).map(query::split);
    let pairs = pairs.filter(|(name, value)| !value.is_empty() && counts(name));
    let mut pairs: Vec<_> = pairs
        .map(|(name, value)| [query::decoded(name), query::decoded(value)])
        .collect();
    pairs.sort_unstable();
    Binding {
        // A `/` that is encoded separates no segments.
        path: hash(head.path().split('/').map(query::decoded_path)),
        parameters: if pairs.is_empty() {
            HASH_OF_NOTHING
        } else {
            hash(pairs.into_iter().flatten())
        },
        body: match head.bound_body() {
            BoundBody::Hash(hash) => Some(hash),
            BoundBody::None | BoundBody::Unwritable => None,
        },
    }
}

/// The hash of no texts.
const HASH_OF_NOTHING: Hash = [0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14];

fn hash<'t>(texts: impl Iterator<Item = Cow<'t, [u8]>>) -> Hash {
    let mut hash = Sha256::new();
    for text in texts {
        // With its length, so that no two lists of texts feed the same bytes.
        hash.update(text.len().to_be_bytes());
        hash.update(text);
    }
    start_of(hash)
}

pub(super) fn start_of(hash: Sha256) -> Hash {
    let hash: [u8; 32] = hash.finalize().into();
    let mut start = Hash::default();
    start.copy_from_slice(&hash[..8]);
    start
}

impl Binding {
    /// In what a request with this binding differs from that of a cursor with the other one.
    pub(crate) fn differences(&self, other: &Self, other_sort: bool) -> Differences {
        let differs = [
            self.path != other.path,
            self.parameters != other.parameters,
            self.body != other.body,
            other_sort,
        ];
        let differences = DIFFERENCES.into_iter().zip(differs).filter(|(_, differs)| *differs);
        Differences(differences.map(|(difference, _)| difference).collect())
    }
}

/// In what a request can differ from the one that a cursor was made for: the names for programs and the words for people.
pub(crate) const DIFFERENCES: [(&str, &str); 4] = [
    ("path", "another path"),
    ("parameters", "other parameters"),
    ("body", "another body"),
    ("order", "another order"),
];

/// Those of [`DIFFERENCES`] that two requests have.
#[derive(Debug)]
pub(crate) struct Differences(Vec<(&'static str, &'static str)>);

impl Differences {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.0.iter().map(|(name, _)| *name).collect()
    }
}

impl Display for Differences {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.0.iter().map(|(_, words)| *words).collect();
        f.write_str(&words.join(" and "))
    }
}

#[cfg(test)]
mod tests {
    use http::{Method, Uri};

    use super::*;
    use crate::page::options::style::PageStyle;

    const OPTIONS: PageOptions = PageOptions::new(PageStyle::Cursor);

    fn of(options: &PageOptions, uri: &str) -> Binding {
        let head = RequestHead::new(Method::GET, Uri::try_from(uri).unwrap());
        binding(&head, options, true)
    }

    #[test]
    fn other_pairs_count_decoded_and_in_any_order() {
        let one = of(&OPTIONS, "/x?a=1&b=%41&c=+");
        for same in [
            "/x?b=A&a=1&c=%20",
            "/x?%61=1&&b=A&c=+&cursor=1.abc&size=7&sort=name",
            "/x?a=1&b=A&c=+&flag&none=",
        ] {
            assert_eq!(of(&OPTIONS, same), one, "{same}");
        }
        for other in [
            "/y?a=1&b=A&c=+",
            "/x?a=1&b=A",
            "/x?a=1&b=a&c=+",
            "/x?a=1&b=A&c=",
            "/x?a=1&a=1&b=A&c=+",
        ] {
            assert_ne!(of(&OPTIONS, other), one, "{other}");
        }
        assert_ne!(of(&OPTIONS, "/x?ab=c"), of(&OPTIONS, "/x?a=bc"));
    }

    #[test]
    fn the_hash_of_nothing_is_known() {
        assert_eq!(hash(std::iter::empty()), HASH_OF_NOTHING);
    }

    #[test]
    fn paths_count_decoded() {
        let one = of(&OPTIONS, "/w/caf%C3%A9~x");
        for same in ["/w/caf%c3%a9~x", "/w/caf%C3%A9%7Ex", "/%77/caf%C3%A9~x"] {
            assert_eq!(of(&OPTIONS, same), one, "{same}");
        }
        for other in [
            "/w%2Fcaf%C3%A9~x",
            "/w/caf%C3%A9~x/",
            "/w//caf%C3%A9~x",
            "/w/caf%25C3%A9~x",
        ] {
            assert_ne!(of(&OPTIONS, other), one, "{other}");
        }
        assert_ne!(
            of(&OPTIONS, "/a+b"),
            of(&OPTIONS, "/a%20b"),
            "a plus is a plus in a path"
        );
    }

    #[test]
    fn what_differs_is_said() {
        let [one, path, query] = ["/x?a=1", "/y?a=1", "/x?a=2"].map(|uri| of(&OPTIONS, uri));
        assert!(one.differences(&one, false).is_empty());
        assert_eq!(one.differences(&path, false).names(), ["path"]);
        assert_eq!(
            path.differences(&query, true).to_string(),
            "another path and other parameters and another order"
        );
    }

    #[test]
    fn only_named_pairs_count_where_some_are_named() {
        let options = OPTIONS.bind(&["tag", "q"]);
        assert_eq!(of(&options, "/x?tag=1&trace=5"), of(&options, "/x?trace=6&tag=1"));
        assert_ne!(of(&options, "/x?tag=1"), of(&options, "/x?tag=2"));
        assert_ne!(of(&options, "/x?tag=1"), of(&options, "/x?q=1"));
    }

    #[test]
    fn a_row_with_one_order_leaves_the_name_sort_alone() {
        let bound = |uri| binding(&RequestHead::new(Method::GET, Uri::from_static(uri)), &OPTIONS, false);
        assert_ne!(bound("/x?sort=a"), bound("/x?sort=b"));
    }
}
