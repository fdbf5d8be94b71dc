use std::{error::Error, fmt, sync::Arc};

/// Why [`SmallCache`](crate::SmallCache) has no value for a key.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoadError<E> {
    /// The loader failed. All callers that waited for it share its error.
    Failed(Arc<E>),
    /// The loader asked the cache for the key that it was loading, and would have waited for itself.
    OwnKey,
}

impl<E> LoadError<E> {
    /// The loader's error, where it was the loader that failed.
    #[must_use]
    pub fn into_failed(self) -> Option<Arc<E>> {
        match self {
            Self::Failed(error) => Some(error),
            Self::OwnKey => None,
        }
    }
}

// By hand: a derive would ask that `E` is `Clone`.
impl<E> Clone for LoadError<E> {
    fn clone(&self) -> Self {
        match self {
            Self::Failed(error) => Self::Failed(Arc::clone(error)),
            Self::OwnKey => Self::OwnKey,
        }
    }
}

impl<E> fmt::Display for LoadError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Failed(_) => "the loader of a cached value failed",
            Self::OwnKey => {
                "the loader of a cached value asked for its own key; have it compute the value without the cache"
            }
        })
    }
}

impl<E: Error + 'static> Error for LoadError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Failed(error) => Some(&**error),
            Self::OwnKey => None,
        }
    }
}
