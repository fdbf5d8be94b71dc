//! Whether each request brings what comes behind the one before it.

use std::mem;

use super::{State, Walk, progress::Beginning};
use crate::{
    body::FirstRows,
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
            let is_known = self.progress.before.is_some() || self.place != self.plan.from;
            if self.progress.guess.is_none() || is_known || self.progress.is_looking {
                return Ok(true);
            }
            // What comes again can only be known by a look at it: another process had those rows.
            self.progress.is_looking = true;
            self.state = State::Start;
            return Ok(false);
        };
        if self.progress.is_corrected {
            let asked = Asked::Parameter(made_with.to_owned());
            return Err(self.fail(Reason::NoProgress { asked }, None));
        }
        cursor.parameter = Some(told.clone());
        self.progress.is_looking = false;
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

    /// Makes sure, with each mark of a response and with its end, that the rows before it are not those from before.
    pub(super) fn check_batch(&mut self, mark: Option<&Place>) -> Result<(), Error> {
        if self.response_rows == 0 {
            return Ok(());
        }
        let is_first = !mem::replace(&mut self.progress.is_past_mark, true);
        let is_again = (is_first && self.begins_again(mark)) || mark.is_some_and(|mark| self.is_old(mark));
        self.note_beginning(is_first, mark);
        let again = match &self.progress.asked {
            Some(Place::Event(_)) => Some(Asked::LastEventId),
            Some(Place::After(asked)) => Some(Asked::Parameter(self.plan.parameter_of(asked).to_owned())),
            Some(Place::Page(_)) | None => None,
        };
        self.go_on_unless(again.filter(|_| is_again))
    }

    /// Whether the rows up to the first mark of a response are those that the walk began with, at another place.
    fn begins_again(&mut self, mark: Option<&Place>) -> bool {
        self.progress.is_corrected = false;
        let before = self.progress.before.as_ref();
        let Some(before) = before.filter(|before| before.asked != self.progress.asked) else {
            return false;
        };
        let is_same_text = || before.first.begin_as(&self.first_rows());
        let is_same_mark = mark.is_some() && before.mark.as_ref() == mark;
        match self.progress.asked {
            // The ids of some feeds begin anew with their server.
            Some(Place::Event(_)) => is_same_mark && is_same_text(),
            _ => is_same_mark || (self.progress.guess.is_some() && is_same_text()),
        }
    }

    /// Whether a mark is one that comes before the rows that were asked for. The ids of some feeds begin anew with their server.
    fn is_old(&self, mark: &Place) -> bool {
        matches!(mark, Place::After(_)) && self.is_passed(mark)
    }

    /// Whether the walk was at the place of a mark before it asked for the current rows.
    pub(super) fn is_passed(&self, mark: &Place) -> bool {
        let asked = self.progress.asked.as_ref().and_then(Place::mark);
        let (Some(asked), Some(text)) = (asked, mark.mark()) else {
            return false;
        };
        // A record may name the place of the mark before it.
        let is_new = self.place.as_ref() != Some(mark);
        text == asked || (is_new && self.progress.marks.has(text))
    }

    /// Notes the first rows, which have been looked at up to this mark, and asks for those behind the place.
    pub(super) fn looked(&mut self, mark: Option<&Place>) {
        self.note_beginning(true, mark);
        self.progress.is_looking = false;
        self.state = State::Start;
    }

    /// Notes what the first response of the walk is known by, and each that is asked for in its place.
    fn note_beginning(&mut self, is_first: bool, mark: Option<&Place>) {
        let before = self.progress.before.as_ref();
        if before.is_some_and(|before| before.asked != self.progress.asked) {
            return;
        }
        let first = self.first_rows();
        match &mut self.progress.before {
            Some(before) if !is_first => before.first = first,
            before => {
                *before = Some(Beginning {
                    asked: self.progress.asked.clone(),
                    first,
                    rows: None,
                    mark: mark.cloned(),
                });
            }
        }
    }

    /// Makes sure that a page that was asked for by a guess is not the one before it.
    pub(super) fn check_page(&mut self) -> Result<(), Error> {
        let page = Beginning {
            asked: None,
            first: self.first_rows(),
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
        let Some(asked) = again else {
            return Ok(());
        };
        // The marks of rows that came again do not lead on.
        self.place.clone_from(&self.progress.asked);
        Err(self.fail(Reason::NoProgress { asked }, None))
    }

    /// The first rows of this response in short.
    fn first_rows(&self) -> FirstRows {
        match &self.state {
            State::Reading(body) => body.first_rows().cloned().unwrap_or_default(),
            _ => FirstRows::default(),
        }
    }
}
