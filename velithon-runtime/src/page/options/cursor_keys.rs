use std::{
    error::Error,
    fmt::{self, Display, Formatter},
    sync::{Arc, PoisonError, RwLock},
};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Keys that sign cursors, so that clients cannot make their own: `sign = path::TO_KEYS`.
///
/// They are a static that the program sets as it starts. The first key signs, and each of them is accepted: to change
/// keys, put the new one first, and take the old one away once its cursors are no longer needed. Until keys are set, a
/// handler that signs answers 500. Signatures are HMAC-SHA256 and compared in constant time.
///
/// # Example
///
/// ```
/// use velithon::{CursorKeys, CursorKeysError};
///
/// static CURSOR_KEYS: CursorKeys = CursorKeys::new();
///
/// /// Called as the program starts, with secrets of 32 random bytes or more.
/// fn set_keys(new: &[u8], old: &[u8]) -> Result<(), CursorKeysError> {
///     CURSOR_KEYS.set([new, old])
/// }
/// # assert!(set_keys(&[1; 32], &[2; 32]).is_ok());
/// ```
#[derive(Default)]
pub struct CursorKeys {
    keys: RwLock<Option<Arc<[Hmac<Sha256>]>>>,
}

impl CursorKeys {
    /// The shortest key, in bytes.
    const SHORTEST: usize = 32;

    /// Without keys, until [`set`](Self::set).
    #[must_use]
    pub const fn new() -> Self {
        Self {
            keys: RwLock::new(None),
        }
    }

    /// Sets the keys, in place of those that were set before.
    ///
    /// # Errors
    ///
    /// There is none, or one is shorter than 32 bytes; the keys stay as they were.
    pub fn set<K: AsRef<[u8]>>(&self, keys: impl IntoIterator<Item = K>) -> Result<(), CursorKeysError> {
        let keys = keys.into_iter().map(|key| prepare(key.as_ref()));
        let keys = keys.collect::<Result<Arc<[_]>, _>>()?;
        if keys.is_empty() {
            return Err(CursorKeysError::None);
        }
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Some(keys);
        Ok(())
    }

    pub(crate) fn are_set(&self) -> bool {
        self.get().is_some()
    }

    /// The signature of a text; `None` if no keys are set.
    pub(crate) fn sign(&self, text: &[u8]) -> Option<[u8; 32]> {
        let keys = self.get()?;
        let mac = keys.first()?.clone().chain_update(text);
        Some(mac.finalize().into_bytes().into())
    }

    /// Whether one of the keys made the signature of a text.
    pub(crate) fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        let signed_by = |key: &Hmac<Sha256>| key.clone().chain_update(text).verify_slice(signature).is_ok();
        self.get().is_some_and(|keys| keys.iter().any(signed_by))
    }

    fn get(&self) -> Option<Arc<[Hmac<Sha256>]>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn prepare(key: &[u8]) -> Result<Hmac<Sha256>, CursorKeysError> {
    let short = CursorKeysError::Short(key.len());
    if key.len() < CursorKeys::SHORTEST {
        return Err(short);
    }
    Hmac::new_from_slice(key).map_err(|_| short)
}

/// Says how many keys there are, and nothing of them.
impl fmt::Debug for CursorKeys {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let keys = self.get().map_or(0, |keys| keys.len());
        f.debug_struct("CursorKeys")
            .field("keys", &keys)
            .finish_non_exhaustive()
    }
}

/// Why keys cannot sign cursors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CursorKeysError {
    /// There is no key.
    None,
    /// A key has only so many bytes.
    Short(usize),
}

impl Display for CursorKeysError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("there is no key to sign cursors with"),
            Self::Short(bytes) => write!(
                f,
                "a key of {bytes} bytes is too short to sign cursors with; it takes at least {}",
                CursorKeys::SHORTEST
            ),
        }
    }
}

impl Error for CursorKeysError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_keys_are_refused_and_change_nothing() {
        let keys = CursorKeys::new();
        assert_eq!(keys.set([[7; 31]]), Err(CursorKeysError::Short(31)));
        assert_eq!(keys.set([&[7_u8; 32][..], b"short"]), Err(CursorKeysError::Short(5)));
        assert_eq!(keys.set([[0_u8; 0]; 0]), Err(CursorKeysError::None));
        assert!(!keys.are_set() && keys.sign(b"text").is_none() && !keys.verify(b"text", &[0; 32]));
        keys.set([[7; 32]]).unwrap();
        assert_eq!(keys.set([[8; 31]]), Err(CursorKeysError::Short(31)));
        assert!(keys.verify(b"text", &keys.sign(b"text").unwrap()));
    }

    #[test]
    fn the_first_key_signs_and_all_verify() {
        let (old, new) = ([1; 32], [2; 40].to_vec());
        let keys = CursorKeys::new();
        keys.set([old]).unwrap();
        let signed = keys.sign(b"text").unwrap();
        keys.set([new.clone(), old.to_vec()]).unwrap();
        assert!(keys.verify(b"text", &signed) && !keys.verify(b"another", &signed));
        assert_ne!(keys.sign(b"text").unwrap(), signed);
        keys.set([new]).unwrap();
        assert!(!keys.verify(b"text", &signed));
    }

    #[test]
    fn signatures_are_hmac_sha256() {
        // RFC 4231, test case 3.
        let keys = CursorKeys::new();
        keys.set([[0xAA; 131]]).unwrap();
        let signature = keys
            .sign(b"Test Using Larger Than Block-Size Key - Hash Key First")
            .unwrap();
        assert_eq!(signature[..4], [0x60, 0xE4, 0x31, 0x59]);
    }

    #[test]
    fn keys_do_not_show() {
        let keys = CursorKeys::new();
        keys.set([[65; 32]]).unwrap();
        assert_eq!(format!("{keys:?}"), "CursorKeys { keys: 1, .. }");
    }
}
