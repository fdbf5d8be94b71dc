use std::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::stream::failure::Failure;

/// A handler after the commit, of whose error the description alone is needed.
pub(crate) trait Drive {
    fn poll_end(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Failure>>;
}
