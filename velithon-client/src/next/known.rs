//! Which name of another API a member, an object or a header has. Names are compared by their letters: `next_cursor`, `nextCursor`,
//! `NextCursor` and `next-cursor` are one, as `@odata.nextLink` and `odata.nextLink` are.

use super::{
    names::{
        ABOUT_PAGE, ABOUT_PAGES, AFTER, BASE, CURSOR, CURSORS, CUT, ELSEWHERE_PARTS, HEADER_PREFIXES, INCOMPLETE,
        LEADS, LINK_NEXT, LINKS, MORE, NEXT, OBJECTS, OF_LINKS, PREVIOUS, TRANSFER_LIMIT, URLS, VAGUE,
    },
    numbers::{COUNTS, ESTIMATE, NUMBERS, OFFSET, PAGE, PAGES, SIZE, SIZE_PARAMETERS, TOTAL, TOTAL_KIND},
};

/// Whether an object of this name, with members of these known names, describes the page, and not something beside its rows, such as
/// `cart` with its `total`. Velithon's has the name that its application gives it.
pub(super) fn is_about_page(object: &str, members: &[&str]) -> bool {
    let is_stated = |names: &&&[&str]| members.iter().any(|member| names.contains(member));
    let is_named = one_of(ABOUT_PAGE, object.as_bytes()).is_some() || has_links(object);
    let begins = || {
        let name = object.trim_start_matches(['_', '@', '$']).as_bytes();
        ABOUT_PAGES.iter().any(|begin| starts_as(name, begin))
    };
    is_named || begins() || NUMBERS.iter().filter(is_stated).count() > 1
}

/// Whether a member of this name counts rows or pages, or says where among them the page is.
pub(super) fn is_number(name: &str) -> bool {
    let lists = NUMBERS.iter().copied().chain([&PAGES[..], &ESTIMATE, &COUNTS]);
    lists.flatten().any(|number| *number == name)
}

/// Whether an object of this name may say it deeper in another one.
pub(super) fn is_object(name: &str) -> bool {
    one_of(OBJECTS, name.as_bytes()).is_some()
}

/// Whether an object or a list of this name holds links.
pub(super) fn has_links(name: &str) -> bool {
    let end = name.len().checked_sub(OF_LINKS.len());
    let is_of_links = end.is_some_and(|end| name.as_bytes()[end..].eq_ignore_ascii_case(OF_LINKS.as_bytes()));
    is_of_links || one_of(LINKS, name.as_bytes()).is_some()
}

/// Whether a name that is not known is about something that follows.
pub(super) fn mentions_next(name: &[u8]) -> bool {
    let mut parts = (0..name.len()).map(|at| &name[at..]);
    parts.any(|part| ELSEWHERE_PARTS.iter().any(|word| starts_as(part, word)))
}

fn starts_as(name: &[u8], begin: &str) -> bool {
    name.get(..begin.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(begin.as_bytes()))
}

/// Whether a member is about a next page, or says in a word that there is one, whatever the object around it is.
pub(super) fn is_about_next(name: &str, value: &str) -> bool {
    let is_word = || value.parse().is_ok_and(|word| MORE.contains(&(name, word)));
    let is_cut = name == TRANSFER_LIMIT && value == "true";
    leads_anywhere(name) || is_cut || (!VAGUE.contains(&name) && is_word())
}

/// Whether a member of this name says where the next page is, by whatever it holds.
pub(super) fn leads(name: &str) -> bool {
    let cursors = CURSORS.iter().map(|(name, _)| name);
    let mut names = URLS.iter().chain(&LEADS).chain(cursors).chain([&NEXT, &LINK_NEXT]);
    names.any(|next| *next == name)
}

/// Whether it does so whatever the object around it is, or whatever stands before the name in a header.
fn leads_anywhere(name: &str) -> bool {
    leads(name) && !VAGUE.contains(&name) && ![NEXT, LINK_NEXT].contains(&name)
}

/// The name that this is a way to write of, if it is one of a page's members.
pub(super) fn known(name: &[u8]) -> Option<&'static str> {
    let pairs = CURSORS
        .iter()
        .map(|(name, _)| *name)
        .chain(MORE.iter().map(|(name, _)| *name));
    let lists: [&[&str]; 14] = [
        &URLS,
        &LEADS,
        &AFTER,
        &CUT,
        &INCOMPLETE,
        &SIZE,
        &OFFSET,
        &PAGE,
        &TOTAL,
        &ESTIMATE,
        &COUNTS,
        &PAGES,
        &OBJECTS,
        &PREVIOUS,
    ];
    let names = pairs
        .chain(lists.into_iter().flatten().copied())
        .chain([TOTAL_KIND, CURSOR, NEXT, BASE]);
    one_of(names, name)
}

/// Whether a parameter of this name asks for so many rows: `page[size]`, `$limit` and `_limit` do.
pub(super) fn is_size_parameter(name: &[u8]) -> bool {
    one_of(SIZE.into_iter().chain(SIZE_PARAMETERS), name).is_some()
}

/// Of how many words the name of a lead is at most, such as `next-continuation-token`.
const MOST_WORDS: usize = 3;

/// Whether a header says what a member of this name does.
pub(super) fn is_header_of(name: &str, header: &str) -> bool {
    let bare = || HEADER_PREFIXES.iter().filter_map(|prefix| header.strip_prefix(prefix));
    let ends = header.rmatch_indices('-').map(|(at, _)| &header[at + 1..]);
    let is = |header: &str| is_written(name, header.as_bytes());
    // Others put their own name first, such as `opc-next-page` and `x-nomad-nexttoken`; `x-has-next-page` is a name of its own.
    let has_own_name = || bare().any(|header| known(header.as_bytes()).is_some());
    bare().any(is) || (leads_anywhere(name) && ends.take(MOST_WORDS).any(is) && !has_own_name())
}

fn one_of(names: impl IntoIterator<Item = &'static str>, written: &[u8]) -> Option<&'static str> {
    let letters = Letters::of(written)?;
    names.into_iter().find(|name| letters.are(name))
}

fn is_written(name: &str, written: &[u8]) -> bool {
    Letters::of(written).is_some_and(|letters| letters.are(name))
}

/// The letters and digits of a name, small ones for capitals.
struct Letters {
    letters: [u8; Self::MOST],
    count: usize,
}

impl Letters {
    /// As many as the longest of the names has.
    const MOST: usize = 21;

    /// Nothing of a name that has more.
    fn of(written: &[u8]) -> Option<Self> {
        let mut letters = [0; Self::MOST];
        let mut count = 0;
        for letter in written.iter().filter(|byte| byte.is_ascii_alphanumeric()) {
            *letters.get_mut(count)? = letter.to_ascii_lowercase();
            count += 1;
        }
        Some(Self { letters, count })
    }

    fn are(&self, name: &str) -> bool {
        self.letters[..self.count] == *name.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_too_long_to_be_known() {
        for names in [
            &URLS[..],
            &LEADS,
            &CUT,
            &INCOMPLETE,
            &PREVIOUS,
            &TOTAL,
            &PAGES,
            &OBJECTS,
        ] {
            for name in names {
                assert_eq!(known(name.as_bytes()), Some(*name));
            }
        }
        for (name, _) in MORE {
            assert_eq!(known(name.as_bytes()), Some(name));
        }
        assert_eq!(known("next".repeat(9).as_bytes()), None);
    }

    #[test]
    fn a_name_is_known_however_it_is_written() {
        for (written, name) in [
            ("next_cursor", Some("nextcursor")),
            ("nextCursor", Some("nextcursor")),
            ("NextCursor", Some("nextcursor")),
            ("next-cursor", Some("nextcursor")),
            ("@odata.nextLink", Some("odatanextlink")),
            ("@nextLink", Some("nextlink")),
            ("total-count", Some("totalcount")),
            ("links.next", None),
            ("nextt", None),
            ("", None),
            ("_", None),
        ] {
            assert_eq!(known(written.as_bytes()), name, "{written}");
        }
        for header in [
            "x-total-count",
            "total-count",
            "x-pagination-total-count",
            "x-wp-totalcount",
        ] {
            assert!(is_header_of("totalcount", header), "{header}");
        }
        assert!(!is_header_of("totalcount", "x-rate-total-count"));
        for (header, is_next_page) in [
            ("x-next-page", true),
            ("opc-next-page", true),
            ("x-has-next-page", false),
            ("has-next-page", false),
        ] {
            assert_eq!(is_header_of("nextpage", header), is_next_page, "{header}");
        }
        // In linear time, however many words there are.
        let dashes = "-".repeat(1 << 20);
        assert!(!is_header_of("nextpage", &dashes));
        assert!(is_header_of("nextpage", &format!("{dashes}a-next-page")));
    }
}
