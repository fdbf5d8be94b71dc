use sha2::{Digest, Sha256};

use crate::{
    head::RequestHead,
    page::{options::PageOptions, request::query},
};

/// What a cursor was made for: the start of a hash of the path and of the query pairs that count.
pub(crate) type Binding = [u8; 8];

/// The binding of a request. Its pairs count decoded and in any order; those of the page itself do not count.
pub(crate) fn binding(head: &RequestHead, options: &PageOptions, has_sorts: bool) -> Binding {
    let counts = |name: &str| {
        if let Some(bound) = options.bind {
            return bound.iter().any(|bound| query::names(name, bound));
        }
        let is_sort = has_sorts && query::names(name, options.sort_name);
        !is_sort && !query::names(name, options.position_name) && !query::names(name, options.size_name)
    };
    let pairs = query::pairs(head.query().unwrap_or_default()).filter(|pair| !pair.is_empty());
    let pairs = pairs.map(query::split).filter(|(name, _)| counts(name));
    let mut pairs: Vec<[Vec<u8>; 2]> = pairs
        .map(|(name, value)| [query::decode(name).collect(), query::decode(value).collect()])
        .collect();
    pairs.sort_unstable();
    let mut hash = Sha256::new();
    add(&mut hash, head.path().as_bytes());
    for text in pairs.as_flattened() {
        add(&mut hash, text);
    }
    let hash: [u8; 32] = hash.finalize().into();
    let mut binding = Binding::default();
    binding.copy_from_slice(&hash[..8]);
    binding
}

/// Feeds the length before the text, so that no two lists of texts feed the same bytes.
fn add(hash: &mut Sha256, text: &[u8]) {
    hash.update(text.len().to_be_bytes());
    hash.update(text);
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
        let one = of(&OPTIONS, "/x?a=1&b=%41&flag&c=+");
        for same in [
            "/x?b=A&a=1&c=%20&flag=",
            "/x?%61=1&&b=A&c=+&flag&cursor=1.abc&size=7&sort=name",
        ] {
            assert_eq!(of(&OPTIONS, same), one, "{same}");
        }
        for other in [
            "/y?a=1&b=A&flag&c=+",
            "/x?a=1&b=A&c=+",
            "/x?a=1&b=a&flag&c=+",
            "/x?a=1&b=A&flag&c=",
            "/x?a=1&a=1&b=A&flag&c=+",
        ] {
            assert_ne!(of(&OPTIONS, other), one, "{other}");
        }
        assert_ne!(of(&OPTIONS, "/x?ab=c"), of(&OPTIONS, "/x?a=bc"));
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
