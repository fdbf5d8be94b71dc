use super::Page;
use crate::{Problem, RequestHead};

/// The answer to a request that never reaches its handler, not yet made.
#[derive(Debug)]
pub struct Refusal<'h> {
    head: &'h RequestHead,
    problem: Problem,
}

impl<'h> Refusal<'h> {
    pub(super) fn new(head: &'h RequestHead, problem: Problem) -> Self {
        Self { head, problem }
    }

    /// Makes the answer.
    pub(crate) fn answer(self) -> Page {
        Page::from(self.problem).answering(self.head.method())
    }
}
