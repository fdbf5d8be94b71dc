use crate::{head::RequestHead, page::response::Page, problem::Problem};

/// The answer to a request that never reaches its handler, not yet made.
#[derive(Debug)]
pub struct Refusal<'h> {
    head: &'h RequestHead,
    problem: Problem,
}

impl<'h> Refusal<'h> {
    pub(crate) fn new(head: &'h RequestHead, problem: Problem) -> Self {
        Self { head, problem }
    }

    /// Makes the answer.
    pub(crate) fn answer(self) -> Page {
        Page::from(self.problem).answering(self.head.method())
    }
}
