/// Where a page's links to its neighbours go.
///
/// A page in cursor style whose `Link` header has no `next` although there is a next page names the parameter that its cursor goes
/// into: `Link-Template: "?active=1{&cursor}"; rel="next"` (RFC 9652).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// Into the `Link` header of RFC 8288. The headers of a page stay below 3.5 KB together, because nginx answers 502 to more
    /// than 4 KiB. Where a long query leaves no room for all links there is `next` alone, on a last page `prev`; and where
    /// not even that has room none, which the log says once for each handler.
    #[default]
    Header,
    /// Into the body, as a member `links` with `first`, `prev`, `next` and `last`, null where there is none. A bare
    /// array has no room for it, so its links stay in the header.
    Body,
    /// Into both the header and the body.
    Both,
    /// Responses have no links.
    None,
}

impl Links {
    pub(crate) fn in_header(self, bare: bool) -> bool {
        matches!(self, Self::Header | Self::Both) || (bare && self == Self::Body)
    }

    pub(crate) fn in_body(self, bare: bool) -> bool {
        !bare && matches!(self, Self::Body | Self::Both)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_array_keeps_its_links_in_the_header() {
        for (links, in_header) in [
            (Links::Body, true),
            (Links::Both, true),
            (Links::Header, true),
            (Links::None, false),
        ] {
            assert_eq!(
                (links.in_header(true), links.in_body(true)),
                (in_header, false),
                "{links:?}"
            );
        }
    }
}
