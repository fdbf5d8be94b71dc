//! Whether each request brings what comes behind the one before it.

use super::{State, Walk, progress::Beginning};
use crate::{
    error::{Asked, Error, Reason},
    plan::Plan,
    resume::{Cursor, Place},
};

impl<T> Walk<T> {
    /// What a response says of how to go on, before its body. `false` where the request was made with its cursor in another
    /// parameter than the one that the server reads: it has to be made again.
    pub(super) fn is_understood(&mut self) -> Result<bool, Error> {
        self.progress.is_past_mark = false;
        if let Some(told) = &self.head.cursor_parameter {
            self.progress.told = Some(told.clone());
        }
        let Some(Place::After(cursor)) = &mut self.place else {
            return Ok(true);
        };
        let made_with = cursor.parameter.as_deref().or(self.plan.cursor_parameter.as_deref());
        let is_guess = made_with.is_none();
        let made_with = made_with.unwrap_or(Plan::CURSOR);
        let Some(told) = self.progress.told.as_ref().filter(|told| *told != made_with) else {
            self.progress.guess = (is_guess && self.progress.told.is_none()).then(|| made_with.to_owned());
            return Ok(true);
        };
        if self.progress.is_corrected {
            let asked = Asked::Parameter(made_with.to_owned());
            return Err(self.fail(Reason::NoProgress { asked }, None));
        }
        cursor.parameter = Some(told.clone());
        self.progress.is_corrected = true;
        self.state = State::Start;
        Ok(false)
    }

    /// The same place, with the parameter that the server has named for it.
    pub(super) fn named(&self, place: Place) -> Place {
        let Place::After(Cursor { value, .. }) = place else {
            return place;
        };
        let unnamed = self.plan.cursor_parameter.as_deref().unwrap_or(Plan::CURSOR);
        let parameter = self.progress.told.clone().filter(|told| told != unnamed);
        Place::After(Cursor { value, parameter })
    }

    /// Makes sure, with the first mark of a response or its end, that the rows before it are not those from before.
    pub(super) fn check_batch(&mut self, mark: Option<&Place>) -> Result<(), Error> {
        if self.response_rows == 0 || self.progress.is_past_mark {
            return Ok(());
        }
        self.progress.is_past_mark = true;
        self.progress.is_corrected = false;
        let batch = Beginning {
            digest: self.beginning(),
            rows: None,
            mark: mark.cloned(),
        };
        let Some(place) = &self.place else {
            self.progress.before = Some(batch);
            return Ok(());
        };
        let before = self.progress.before.as_ref();
        let is_same_text = before.is_some_and(|before| before.digest == batch.digest);
        let is_same_mark = mark.is_some() && before.is_some_and(|before| before.mark.as_ref() == mark);
        let again = match place {
            // The ids of some feeds begin anew with their server.
            Place::Event(_) => (is_same_text && is_same_mark).then_some(Asked::LastEventId),
            Place::After(cursor) => {
                let is_guess_of_same = self.progress.guess.is_some() && is_same_text;
                let is_again = is_guess_of_same || is_same_mark || mark == Some(place);
                is_again.then(|| Asked::Parameter(self.plan.parameter_of(cursor).to_owned()))
            }
            Place::Page(_) => None,
        };
        self.go_on_unless(again)
    }

    /// Makes sure that a page that was asked for by a guess is not the one before it.
    pub(super) fn check_page(&mut self) -> Result<(), Error> {
        let page = Beginning {
            digest: self.beginning(),
            rows: Some(self.response_rows),
            mark: None,
        };
        let is_again = self.response_rows > 0 && self.progress.before.as_ref() == Some(&page);
        let guess = self.progress.guess.take();
        self.progress.before = Some(page);
        self.go_on_unless(guess.filter(|_| is_again).map(Asked::Parameter))
    }

    /// Remembers how the next page is asked for.
    pub(super) fn ask_by(&mut self, guess: Option<String>) {
        self.progress.guess = guess;
    }

    /// The error of a page that has been read, which would be asked for by this guess.
    pub(super) fn again(&mut self, url: String, guess: Option<String>) -> Error {
        // The page that leads to itself is the answer to whatever its server does not read.
        let reason = match guess.filter(|_| url == self.head.url) {
            Some(parameter) => Reason::NoProgress {
                asked: Asked::Parameter(parameter),
            },
            None => Reason::Loop { url },
        };
        self.fail(reason, None)
    }

    fn go_on_unless(&mut self, again: Option<Asked>) -> Result<(), Error> {
        again.map_or(Ok(()), |asked| Err(self.fail(Reason::NoProgress { asked }, None)))
    }

    /// The first rows of this response in short.
    fn beginning(&self) -> Option<u64> {
        match &self.state {
            State::Reading(body) => body.beginning(),
            _ => None,
        }
    }
}
