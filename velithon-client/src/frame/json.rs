use super::{
    beside::{Beside, Members},
    error::FrameError,
    found::Found,
    input::{Input, Span},
    scan::Scan,
};
use crate::pointer::segments;

/// An array of rows, or an object with one in it.
pub(super) struct Json {
    /// The names on the way to the list.
    list: Option<Vec<String>>,
    /// How somebody has named it.
    written: Option<String>,
    at: At,
    scan: Scan,
    is_object: bool,
    has_list: bool,
    name: String,
    beside: Beside,
}

/// Where in the text the next byte stands.
#[derive(Clone, Copy, PartialEq)]
enum At {
    /// Before the text, where a byte order mark of so many bytes may have begun.
    Start(usize),
    /// Behind `[`.
    FirstItem,
    /// Behind a comma in the list.
    NextItem,
    InItem,
    AfterItem,
    /// Behind `{`.
    FirstName,
    /// Behind a comma in the object.
    NextName,
    InName,
    AfterName,
    /// Behind a colon.
    Value,
    InValue,
    AfterValue,
    Closed,
}

const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

impl Json {
    pub(super) fn new(list: Option<&str>) -> Self {
        Self {
            written: list.map(str::to_owned),
            list: list.map(|list| segments(list).into_iter().map(Into::into).collect()),
            at: At::Start(0),
            scan: Scan::default(),
            is_object: false,
            has_list: false,
            name: String::new(),
            beside: Beside::default(),
        }
    }

    pub(super) fn is_bare_array(&self) -> bool {
        self.has_list && !self.is_object
    }

    pub(super) fn take_members(&mut self) -> Members {
        self.beside.take()
    }

    pub(super) fn next(&mut self, input: &mut Input) -> Result<Found, FrameError> {
        // As almost every item begins.
        if self.at == At::AfterItem && matches!(input.rest(), [b',', b'{' | b'[' | b'"', ..]) {
            input.skip(1);
            self.begin(At::InItem);
        }
        loop {
            match self.at {
                At::InItem => {
                    let Some(item) = self.value_end(input)? else {
                        return Ok(Found::NeedsMore);
                    };
                    self.at = At::AfterItem;
                    return Ok(Found::Item(item));
                }
                At::InName => {
                    let Some(name) = self.value_end(input)? else {
                        return Ok(Found::NeedsMore);
                    };
                    let name = serde_json::from_slice(input.text(&name));
                    self.name = name.map_err(|_| FrameError::Malformed("a member without a name"))?;
                    input.forget_item();
                    self.at = At::AfterName;
                }
                At::InValue => {
                    let Some(value) = self.value_end(input)? else {
                        return Ok(Found::NeedsMore);
                    };
                    self.keep_member(input, &value)?;
                    input.forget_item();
                    self.at = At::AfterValue;
                }
                _ => {
                    let rest = input.rest();
                    let Some(skipped) = rest.iter().position(|byte| !is_white_space(*byte)) else {
                        let all = rest.len();
                        input.skip(all);
                        return Ok(match self.at {
                            At::Closed => Found::Closed,
                            _ => Found::NeedsMore,
                        });
                    };
                    let byte = rest[skipped];
                    input.skip(skipped);
                    self.token(byte, input)?;
                }
            }
        }
    }

    /// How many bytes come before the next item, where it is an object, an array or a string that begins in this chunk: those end
    /// by themselves, and so a parser finds their end as well as a scan.
    pub(super) fn gap_before_item(&self, rest: &[u8]) -> Option<usize> {
        if self.at != At::AfterItem || rest.first() != Some(&b',') {
            return None;
        }
        let space = rest[1..].iter().position(|byte| !is_white_space(*byte))?;
        matches!(rest[1 + space], b'{' | b'[' | b'"').then_some(1 + space)
    }

    /// Goes past a byte that stands between values, or to the start of a value.
    fn token(&mut self, byte: u8, input: &mut Input) -> Result<(), FrameError> {
        let (next, is_consumed) = match (self.at, byte) {
            (At::Start(seen), byte) if BYTE_ORDER_MARK.get(seen) == Some(&byte) => (At::Start(seen + 1), true),
            (At::Start(0 | 3), b'[') => {
                self.has_list = true;
                (At::FirstItem, true)
            }
            (At::Start(0 | 3), b'{') => {
                self.is_object = true;
                (At::FirstName, true)
            }
            (At::Start(_), _) => return Err(FrameError::Malformed("neither an array nor an object")),
            (At::FirstItem | At::AfterItem, b']') => {
                if self.is_object {
                    (At::AfterValue, true)
                } else {
                    (At::Closed, true)
                }
            }
            (At::AfterItem, b',') => (At::NextItem, true),
            (At::AfterItem, _) => return Err(FrameError::Malformed("neither a comma nor a bracket behind an item")),
            (At::FirstItem | At::NextItem, b',' | b']' | b'}') => {
                return Err(FrameError::Malformed("a comma or a bracket where an item has to be"));
            }
            (At::FirstItem | At::NextItem, _) => (At::InItem, false),
            (At::FirstName | At::AfterValue, b'}') if self.beside.leave()? => (At::AfterValue, true),
            (At::FirstName | At::AfterValue, b'}') => {
                self.close_object()?;
                (At::Closed, true)
            }
            (At::FirstName | At::NextName, b'"') => (At::InName, false),
            (At::AfterValue, b',') => (At::NextName, true),
            (At::AfterName, b':') => (At::Value, true),
            (At::Value, b'[') if self.is_list()? => {
                self.has_list = true;
                (At::FirstItem, true)
            }
            (At::Value, b'{') if self.leads_to_list() => {
                self.beside.enter(std::mem::take(&mut self.name), input.limit())?;
                (At::FirstName, true)
            }
            (At::Value, _) => (At::InValue, false),
            (At::Closed, _) => return Err(FrameError::Malformed("something behind the end of the JSON text")),
            _ => return Err(FrameError::Malformed("an object that is not JSON")),
        };
        if is_consumed {
            input.skip(1);
            self.at = next;
        } else {
            self.begin(next);
        }
        Ok(())
    }

    /// Begins to look for the end of a value.
    fn begin(&mut self, at: At) {
        self.scan = Scan::default();
        self.at = at;
    }

    /// The value that the scan is in, once it has ended.
    fn value_end(&mut self, input: &mut Input) -> Result<Option<Span>, FrameError> {
        if let Some(end) = self.scan.end_in(input.rest()) {
            return input.take(end).map(Some);
        }
        input.keep_rest()?;
        Ok(None)
    }

    /// Whether the array that begins here holds the rows. What failed is none of them, unless somebody asks for it.
    fn is_list(&self) -> Result<bool, FrameError> {
        let is_list = match &self.list {
            Some(_) => self.is_named(|rest| rest == 1),
            None => !matches!(&*self.name, "errors" | "unreachable"),
        };
        if is_list && self.has_list {
            return Err(FrameError::SecondList(self.name.clone()));
        }
        Ok(is_list)
    }

    /// Whether the list of rows is in the object that begins here.
    fn leads_to_list(&self) -> bool {
        self.is_named(|rest| rest > 1)
    }

    /// Whether the member is on the way to the list, of which so many names are left.
    fn is_named(&self, left: impl Fn(usize) -> bool) -> bool {
        let rest = self.list.as_ref().and_then(|list| list.get(self.beside.depth()..));
        rest.is_some_and(|rest| left(rest.len()) && rest[0] == self.name)
    }

    fn keep_member(&mut self, input: &Input, value: &Span) -> Result<(), FrameError> {
        let text = input.text(value);
        // Some servers have no empty lists.
        if text == b"null" && self.is_named(|rest| rest == 1) {
            self.has_list = true;
        }
        self.beside.keep(std::mem::take(&mut self.name), text, input.limit())
    }

    fn close_object(&self) -> Result<(), FrameError> {
        let list = self.list.as_deref();
        if self.has_list || list.is_some_and(|list| self.beside.leaves_out_empty(list)) {
            return Ok(());
        }
        Err(match self.beside.other_list() {
            Some(path) => FrameError::OtherList(path),
            None => FrameError::NoList(self.written.clone()),
        })
    }
}

fn is_white_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::{super::beside::MEMBER, *};

    #[test]
    fn members_may_take_as_much_as_an_item() {
        let size = MEMBER + "abc".len() + "12".len();
        for limit in [size, size - 1] {
            let mut input = Input::new(limit);
            input.push(Bytes::from_static(br#"{"abc":12,"rows":[]}"#));
            let found = Json::new(None).next(&mut input);
            assert_eq!(matches!(found, Ok(Found::Closed)), limit == size, "{limit}");
            assert_eq!(matches!(found, Err(FrameError::TooLarge(_))), limit < size, "{limit}");
        }
    }
}
