use crate::{head::RequestHead, page::response::Page, problem::Problem};

/// A problem that refuses a request before its handler runs, and the request that it answers.
#[derive(Debug)]
pub struct Refusal<'h> {
    head: &'h RequestHead,
    problem: Problem,
}

impl<'h> Refusal<'h> {
    pub(crate) fn new(head: &'h RequestHead, problem: Problem) -> Self {
        Self { head, problem }
    }

    /// The problem alone, for a response that is made where the request is at hand.
    pub(crate) fn into_problem(self) -> Problem {
        self.problem
    }

    /// The response with that problem.
    pub(crate) fn answer(self) -> Page {
        Page::from(self.problem).answering(self.head.method())
    }
}
