//! Cursors as they travel: `1.` and base64url of a version, an order's name, a direction, a binding and the values of
//! a key; then, where cursors are signed, `.` and base64url of the signature of all before it.

use std::fmt::{self, Display, Formatter};

use base64ct::{Base64UrlUnpadded, Encoding};

use super::binding::Binding;
use crate::{keyset::KeyError, page::options::cursor_keys::CursorKeys};

/// The longest cursor, in bytes.
pub(crate) const LONGEST: usize = 2048;

const PREFIX: &str = "1.";
const VERSION: u8 = 1;

/// Where reading starts, and in which direction it goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Start<'k> {
    pub(crate) backward: bool,
    /// The values of the key after which it starts; from the end in question where there is none.
    pub(crate) key: Option<&'k [u8]>,
}

/// What a cursor says, before anything of it is believed.
#[derive(Debug, PartialEq)]
pub(crate) struct Token<'t> {
    pub(crate) sort: &'t str,
    pub(crate) start: Start<'t>,
    pub(crate) binding: Binding,
}

/// Why a page has a row that no cursor can name.
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
    /// The cursor, in letters, digits, `.`, `_` and `-` alone.
    pub(crate) fn encode(&self, keys: Option<&CursorKeys>) -> Result<String, TokenError> {
        let Self { sort, start, binding } = self;
        let key = start.key.unwrap_or_default();
        if sort.len() + key.len() > LONGEST {
            return Err(TokenError::TooLong);
        }
        let length = u16::try_from(sort.len()).map_err(|_| TokenError::TooLong)?;
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(sort.as_bytes());
        bytes.push(u8::from(start.backward) + 2 * u8::from(start.key.is_none()));
        bytes.extend_from_slice(binding);
        bytes.extend_from_slice(key);
        let mut text = PREFIX.to_owned();
        text.push_str(&Base64UrlUnpadded::encode_string(&bytes));
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

    /// The bytes in a cursor; `None` if it is none, or if its signature is missing, wrong or unasked for.
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
    /// What the bytes in a cursor say; `None` if they are of another version, or damaged.
    pub(crate) fn read(bytes: &'t [u8]) -> Option<Self> {
        let (&[VERSION, high, low], rest) = bytes.split_first_chunk()? else {
            return None;
        };
        let (sort, rest) = rest.split_at_checked(u16::from_be_bytes([high, low]).into())?;
        let (direction, rest) = rest.split_first()?;
        let (binding, key) = rest.split_first_chunk()?;
        let (backward, key) = match (direction, key) {
            (0, key) => (false, Some(key)),
            (1, key) => (true, Some(key)),
            (2, []) => (false, None),
            (3, []) => (true, None),
            _ => return None,
        };
        Some(Self {
            sort: std::str::from_utf8(sort).ok()?,
            start: Start { backward, key },
            binding: *binding,
        })
    }
}
