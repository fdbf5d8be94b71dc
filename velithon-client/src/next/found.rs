use url::Url;

/// What the text of a member is, where it leads on.
#[derive(Clone, Debug)]
pub(super) enum To {
    /// A URL, or a reference from the page's.
    Url {
        /// Whether nobody has said that this is one.
        is_guess: bool,
    },
    /// The value of this query parameter.
    Parameter {
        parameter: String,
        /// Whether nobody has said that this is the parameter.
        is_guess: bool,
    },
}

impl To {
    /// Where a member of this name leads by this text.
    pub(super) fn find(&self, member: &str, text: String) -> Found {
        match self {
            Self::Url { is_guess: true } if !looks_like_reference(&text) => Found::Unclear(member.to_owned()),
            Self::Url { .. } => Found::Reference(text),
            Self::Parameter { parameter, is_guess } => Found::Parameter {
                name: parameter.clone(),
                value: text,
                is_guess: *is_guess,
            },
        }
    }

    /// Whether a number leads on, too.
    pub(super) fn may_be_number(&self) -> bool {
        matches!(self, Self::Parameter { .. })
    }
}

/// Whether a text is a URL, or has what sets a reference apart from the number of a page and from tokens, in which there may be slashes
/// and dots: the beginning of a path, a query, or the end of a file's name.
fn looks_like_reference(text: &str) -> bool {
    let is_file = || {
        text.rsplit_once('.')
            .is_some_and(|(_, kind)| kind.eq_ignore_ascii_case("json"))
    };
    let is_relative = text.starts_with(['/', '.']) || text.contains('?') || is_file();
    is_relative || Url::parse(text).is_ok_and(|url| url.has_host())
}

/// What a rule finds.
#[derive(Debug, PartialEq)]
pub(crate) enum Found {
    /// A URL, or a reference from the page's.
    Reference(String),
    /// The page's URL with this parameter.
    Parameter {
        name: String,
        value: String,
        is_guess: bool,
    },
    /// The page says that it is the last one.
    Last,
    /// The page does not say.
    Nothing,
    /// The member of this name holds something that may lead on, and nobody can follow it.
    Unclear(String),
    /// The pointer to the member of this name leads through what can have no such member, such as a text.
    Blocked(String),
}
