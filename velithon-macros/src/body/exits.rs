use proc_macro2::{Group, TokenStream, TokenTree};

/// How a body can end or wait, as far as its tokens tell. Where they leave it open, it is taken to do both.
#[derive(Default)]
pub(crate) struct Exits {
    /// `return`, or code that never ends.
    returns: bool,
    /// `?`.
    asks: bool,
    awaits: bool,
}

/// Macros of the standard library that neither return nor await.
const MACROS: [&str; 18] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "concat",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "eprint",
    "eprintln",
    "format",
    "format_args",
    "include_str",
    "matches",
    "print",
    "println",
    "vec",
    "write",
    "writeln",
];

/// Words after which code may be unreachable, or after which `return` and `?` leave the body.
const ENDS: [&str; 8] = [
    "abort",
    "exit",
    "loop",
    "panic",
    "return",
    "todo",
    "unimplemented",
    "unreachable",
];

impl Exits {
    pub(crate) fn of(body: &Group) -> Self {
        let mut exits = Self::default();
        exits.scan(body.stream());
        exits
    }

    /// Whether the body ends with its last expression and nowhere else.
    pub(super) fn stays(&self) -> bool {
        !self.returns && !self.asks
    }

    /// Whether the end of the body may be out of reach.
    pub(super) fn may_never_end(&self) -> bool {
        self.returns
    }

    /// Whether the body awaits nothing, and nothing that it asks by `?` may be a future whose `await` was forgotten: of a
    /// closure the compiler would say there that it is not `async`, and so the handler.
    pub(crate) fn is_sync(&self) -> bool {
        !self.awaits && !self.asks
    }

    fn scan(&mut self, tokens: TokenStream) {
        let mut word = String::new();
        let mut is_macro = false;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    word = ident.to_string();
                    is_macro = false;
                    self.returns |= ENDS.contains(&word.as_str());
                    self.awaits |= word == "await";
                }
                TokenTree::Punct(punct) => {
                    is_macro = punct.as_char() == '!' && !word.is_empty();
                    self.asks |= punct.as_char() == '?';
                    if !is_macro {
                        word.clear();
                    }
                }
                TokenTree::Group(group) => {
                    let is_known = MACROS.contains(&word.as_str()) || ENDS.contains(&word.as_str());
                    // It may expand to anything.
                    let is_unknown = is_macro && !is_known;
                    self.returns |= is_unknown;
                    self.awaits |= is_unknown;
                    word.clear();
                    is_macro = false;
                    self.scan(group.stream());
                }
                TokenTree::Literal(_) => {
                    word.clear();
                    is_macro = false;
                }
            }
        }
    }
}
