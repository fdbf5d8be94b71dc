//! The text of a cursor: `1.` and base64url of a version, an order's name, a direction, a binding and the values of a
//! key. A signed cursor goes on with `.` and base64url of the signature of everything before it.

use std::fmt::{self, Display, Formatter};

use base64ct::{Base64UrlUnpadded, Encoding};

use super::binding::{Binding, Hash};
use crate::{keyset::KeyError, page::options::cursor_keys::CursorKeys};

/// The longest cursor, in bytes.
pub(crate) const LONGEST: usize = 2048;

const PREFIX: &str = "1.";
/// Counts the forms that the bytes have had: cursors of another one are refused.
const VERSION: u8 = 2;

/// What the byte before the binding says.
const BACKWARD: u8 = 1;
const WITHOUT_KEY: u8 = 2;
const WITH_BODY: u8 = 4;

/// The characters of a signature, with the dot before it.
const SIGNATURE: usize = 44;

/// How many bytes a key may have, in an order of this name.
pub(crate) fn room_for_key(sort: &str, has_body: bool, is_signed: bool) -> usize {
    let text = LONGEST - PREFIX.len() - if is_signed { SIGNATURE } else { 0 };
    // The version, the length of the name, the direction and the binding.
    let hashes = 2 + usize::from(has_body);
    let others = 1 + 2 + sort.len() + 1 + hashes * size_of::<Hash>();
    (text * 3 / 4).saturating_sub(others)
}

/// Where a page starts, and in which direction it is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ReadFrom<'k> {
    pub(crate) backward: bool,
    /// The values of the key after which it starts. Without one, it starts at the first row, or backwards at the last.
    pub(crate) key: Option<&'k [u8]>,
}

/// The parts of a cursor. What a client sent has not been checked yet.
#[derive(Debug, PartialEq)]
pub(crate) struct Token<'t> {
    pub(crate) sort: &'t str,
    pub(crate) start: ReadFrom<'t>,
    pub(crate) binding: Binding,
}

/// Why a row cannot be named by a cursor.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TokenError {
    /// Its key is too long.
    TooLong,
    /// A value of its key has no place in an order.
    Key(KeyError),
    /// There are no keys to sign with.
    NoKeys,
}

impl Display for TokenError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "its cursor would be longer than {LONGEST} bytes"),
            Self::Key(error) => error.fmt(f),
            Self::NoKeys => f.write_str("no keys to sign cursors with are set"),
        }
    }
}

impl Token<'_> {
    /// The cursor as text. It needs no percent-encoding: letters, digits, `.`, `_` and `-` only.
    pub(crate) fn encode(&self, keys: Option<&CursorKeys>) -> Result<String, TokenError> {
        let Self { sort, start, binding } = self;
        let key = start.key.unwrap_or_default();
        let length = u16::try_from(sort.len()).map_err(|_| TokenError::TooLong)?;
        let flags = [
            (BACKWARD, start.backward),
            (WITHOUT_KEY, start.key.is_none()),
            (WITH_BODY, binding.body.is_some()),
        ];
        let flags = flags.iter().filter(|(_, is_set)| *is_set).map(|(flag, _)| flag).sum();
        let bytes = [
            &[VERSION][..],
            &length.to_be_bytes(),
            sort.as_bytes(),
            &[flags],
            &binding.path,
            &binding.parameters,
            binding.body.as_ref().map_or(&[][..], Hash::as_slice),
            key,
        ]
        .concat();
        let mut room = [0; LONGEST];
        let encoded = Base64UrlUnpadded::encode(&bytes, &mut room).map_err(|_| TokenError::TooLong)?;
        let mut text = String::with_capacity(PREFIX.len() + encoded.len() + SIGNATURE);
        text.push_str(PREFIX);
        text.push_str(encoded);
        if let Some(keys) = keys {
            let signature = keys.sign(text.as_bytes()).ok_or(TokenError::NoKeys)?;
            text.push('.');
            text.push_str(&Base64UrlUnpadded::encode_string(&signature));
        }
        if text.len() > LONGEST {
            return Err(TokenError::TooLong);
        }
        Ok(text)
    }

    /// The bytes in a cursor. `None` if the text is no cursor, or its signature is missing, wrong, or there although
    /// cursors are not signed here.
    pub(crate) fn open(text: &str, keys: Option<&CursorKeys>) -> Option<Vec<u8>> {
        if text.len() > LONGEST {
            return None;
        }
        let signed = match keys {
            None => text,
            Some(keys) => {
                let (signed, signature) = text.rsplit_once('.')?;
                let signature = Base64UrlUnpadded::decode_vec(signature).ok()?;
                keys.verify(signed.as_bytes(), &signature).then_some(signed)?
            }
        };
        Base64UrlUnpadded::decode_vec(signed.strip_prefix(PREFIX)?).ok()
    }
}

impl<'t> Token<'t> {
    /// Takes the bytes in a cursor apart. `None` if they are of another version, or damaged.
    pub(crate) fn read(bytes: &'t [u8]) -> Option<Self> {
        let (&[VERSION, high, low], rest) = bytes.split_first_chunk()? else {
            return None;
        };
        let (sort, rest) = rest.split_at_checked(u16::from_be_bytes([high, low]).into())?;
        let (&flags, rest) = rest.split_first()?;
        let (&path, rest) = rest.split_first_chunk()?;
        let (&parameters, rest) = rest.split_first_chunk()?;
        let (body, key) = if flags & WITH_BODY == 0 {
            (None, rest)
        } else {
            let (&body, key) = rest.split_first_chunk()?;
            (Some(body), key)
        };
        let has_key = flags & WITHOUT_KEY == 0;
        if flags > BACKWARD + WITHOUT_KEY + WITH_BODY || (!has_key && !key.is_empty()) {
            return None;
        }
        let (backward, key) = (flags & BACKWARD != 0, has_key.then_some(key));
        Some(Self {
            sort: std::str::from_utf8(sort).ok()?,
            start: ReadFrom { backward, key },
            binding: Binding { path, parameters, body },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(key: Option<&[u8]>, backward: bool, has_body: bool) -> Token<'_> {
        Token {
            sort: "id",
            start: ReadFrom { backward, key },
            binding: Binding {
                path: [1; 8],
                parameters: [2; 8],
                body: has_body.then_some([3; 8]),
            },
        }
    }

    #[test]
    fn every_combination_of_flags_comes_back_and_no_other_is_read() {
        for key in [None, Some(&b"key"[..])] {
            for (backward, has_body) in [(false, false), (false, true), (true, false), (true, true)] {
                let token = token(key, backward, has_body);
                let bytes = Token::open(&token.encode(None).unwrap(), None).unwrap();
                assert_eq!(Token::read(&bytes), Some(token));
            }
        }
        let bytes = Token::open(&token(None, true, true).encode(None).unwrap(), None).unwrap();
        let place = 3 + "id".len();
        for flags in bytes[place] + 1..=u8::MAX {
            let mut bytes = bytes.clone();
            bytes[place] = flags;
            assert_eq!(Token::read(&bytes), None, "{flags}");
        }
    }

    #[test]
    fn a_cursor_has_at_most_so_many_bytes_signed_or_not() {
        let signing = CursorKeys::new();
        signing.set([[7; 32]]).unwrap();
        for (keys, has_body) in [
            (None, false),
            (None, true),
            (Some(&signing), false),
            (Some(&signing), true),
        ] {
            let room = room_for_key("id", has_body, keys.is_some());
            let key = vec![b'x'; room + 1];
            let text = token(Some(&key[..room]), false, has_body).encode(keys).unwrap();
            assert_eq!(text.len(), LONGEST);
            assert!(Token::open(&text, keys).is_some());
            let longer = token(Some(&key), false, has_body).encode(keys);
            assert!(matches!(longer, Err(TokenError::TooLong)));
        }
        let key = vec![b'x'; LONGEST];
        let text = format!("{PREFIX}{}", Base64UrlUnpadded::encode_string(&key));
        assert_eq!(Token::open(&text, None), None);
    }
}
