use url::Url;

use super::{Handout, ProvenBatch, State, Walk};
use crate::{
    body::End,
    error::{Cut, Error, Reason},
    format::Format,
    frame::Members,
    next::{Extent, Found, Next, PageEnd, START_CURSORS, Stated},
    proof::Proof,
    request,
    resume::Place,
    seen::page,
};

/// How many pages in a row may have no rows, of a walk that hands out rows alone: some servers link to pages behind the last one for
/// ever.
const EMPTY_PAGES: u32 = 10_000;

/// Where a page leads.
enum Onward {
    /// To this URL; by a parameter of this name, where nobody has named it.
    To(Url, Option<String>),
    /// The page is the last one, which is proven so.
    Last(Proof),
    /// The page leads nowhere, and yet there are more, or may be.
    Nowhere(Cut),
}

impl<T> Walk<T> {
    /// What follows a body with a proven end.
    pub(super) fn end(&mut self, mut end: End) -> Result<Option<Handout<T>>, Error> {
        end.after = end.after.map(|place| self.named(place));
        if self.format != Format::Json {
            self.check_batch(end.after.as_ref())?;
        }
        let batch = if self.is_export(&end) {
            if end.is_complete {
                self.complete(end.proof, end.after)?
            } else {
                self.early_end(end.after)?
            }
        } else {
            self.check_page()?;
            self.page_end(end)?
        };
        Ok(batch
            .filter(|batch| self.takes_pages_of_json() || !batch.rows.is_empty())
            .map(Handout::Batch))
    }

    /// Whether its own cursor alone leads on from these lines or events, and the record of their end says whether it does. Others are
    /// a page as any other.
    fn is_export(&self, end: &End) -> bool {
        self.format != Format::Json && (end.after.is_some() || self.head.cursor_parameter.is_some())
    }

    /// An empty page is a page; an empty batch is nothing.
    fn takes_pages_of_json(&self) -> bool {
        self.takes_pages() && self.format == Format::Json
    }

    /// Nothing follows.
    fn complete(&mut self, proof: Proof, after: Option<Place>) -> Result<Option<ProvenBatch<T>>, Error> {
        if proof < self.plan.required {
            let why = Cut::Unproven(proof, self.plan.required);
            return self.cut(why.into()).map(|()| None);
        }
        match after {
            Some(place) => self.passed(place),
            // There is no place behind these rows.
            None => self.unmarked = self.unmarked.saturating_add(self.held.len() as u64),
        }
        // A page before may have been proven by less.
        self.proof = Some(self.proof.map_or(proof, |before| proof.min(before)));
        self.state = State::Done;
        Ok(Some(self.batch(Members::new())))
    }

    /// The server ended the response early, and the rest is asked for.
    fn early_end(&mut self, after: Option<Place>) -> Result<Option<ProvenBatch<T>>, Error> {
        let Some(place) = after else {
            let what = "an end that is not complete, and does not say where to go on";
            return Err(self.fail(Reason::Malformed(what.to_owned()), None));
        };
        if self.response_rows == 0 && self.is_passed(&place) {
            let url = self.head.url.clone();
            return Err(self.fail(Reason::Loop { url }, None));
        }
        self.passed(place);
        self.state = State::Start;
        Ok(Some(self.batch(Members::new())))
    }

    /// The rows of a page are right, and yet there are more, or may be, to which nothing leads.
    fn short_end(&mut self, members: Members, why: Cut) -> Result<Option<ProvenBatch<T>>, Error> {
        self.unmarked = self.unmarked.saturating_add(self.held.len() as u64);
        let batch = self.batch(members);
        let error = self.truncated(why.into());
        if batch.rows.is_empty() {
            Err(error)
        } else {
            Ok(Some(batch))
        }
    }

    fn page_end(&mut self, end: End) -> Result<Option<ProvenBatch<T>>, Error> {
        if end.proof < self.plan.required.min(Proof::Syntax) {
            let why = Cut::Unproven(end.proof, self.plan.required);
            return self.cut(why.into()).map(|()| None);
        }
        let onward = self.onward(&end).map_err(|reason| self.fail(reason, None))?;
        let members = end.members;
        let (next, guess) = match onward {
            Onward::To(next, guess) => (next, guess),
            Onward::Last(_) | Onward::Nowhere(_) if !end.is_complete => return self.early_end(None),
            Onward::Last(proof) => {
                let batch = self.complete(proof, None)?;
                return Ok(batch.map(|batch| ProvenBatch { members, ..batch }));
            }
            Onward::Nowhere(why) => return self.short_end(members, why),
        };
        if end.proof == Proof::Framing {
            self.proof = Some(end.proof);
        }
        // Of the first page, and behind redirects, nobody has seen it yet.
        self.seen.is_again(page(&self.head.url));
        if self.seen.is_again(page(next.as_str())) {
            return Err(self.again(next.into(), guess));
        }
        self.ask_by(guess);
        let are_empty = self.are_empty_for_ever();
        let is_allowed = self.plan.check_origin(&next);
        let place = match &self.plan.next {
            Some(rule) if rule.is_closure() => Place::counted_page(next, self.rows_so_far()),
            _ => Place::Page(next.into()),
        };
        self.passed(place);
        self.state = State::Start;
        if are_empty {
            return Err(self.truncated(Cut::Empty(EMPTY_PAGES).into()));
        }
        let batch = self.batch(members);
        if let Err(reason) = is_allowed {
            let error = self.fail(reason, None);
            if batch.rows.is_empty() {
                return Err(error);
            }
        }
        Ok(Some(batch))
    }

    /// Whether too many pages in a row have had no rows. Whoever takes pages has each of them.
    fn are_empty_for_ever(&mut self) -> bool {
        self.progress.empty_pages = if self.response_rows == 0 {
            self.progress.empty_pages.saturating_add(1)
        } else {
            0
        };
        self.progress.empty_pages >= EMPTY_PAGES && !self.takes_pages()
    }

    /// How many rows this page and the ones before it have, those of earlier walks included, behind which this one began.
    fn rows_so_far(&self) -> u64 {
        let walked = self.rows.saturating_add(self.held.len() as u64);
        self.rows_before.saturating_add(walked)
    }

    /// Whether it is known how many rows come before the place that the walk began at.
    fn is_counted(&self) -> bool {
        self.plan.from.as_ref().is_none_or(|from| from.rows_before() > 0)
    }

    /// Where the page that has been read says that the next one is.
    fn onward(&mut self, end: &End) -> Result<Onward, Reason> {
        let last_row = match &self.state {
            State::Reading(body) => body.last_row(),
            _ => None,
        };
        let page = PageEnd {
            last_row,
            url: &self.head.url,
            headers: &self.head.headers,
            members: &end.members,
            rows: self.response_rows,
            rows_so_far: self.rows_so_far(),
            is_counted: self.is_counted(),
            is_first: self.progress.asked.is_none(),
            least_total_before: self.progress.least_total,
            rows_of_each_before: self.progress.rows_of_each,
            stated: Stated::of(
                &self.head.url,
                self.plan.list.as_deref(),
                &end.members,
                &self.head.headers,
            ),
        };
        self.progress.least_total = page.least_total();
        self.progress.is_incomplete_by = self
            .progress
            .is_incomplete_by
            .take()
            .or_else(|| page.is_incomplete_by());
        self.progress.rows_of_each = page.rows_of_each().filter(|rows| *rows == page.rows);
        let is_closure = self.plan.next.as_ref().is_some_and(Next::is_closure);
        let is_last_by_word = (page.is_last_by_word() || page.is_behind_the_last()) && !is_closure;
        let rules = match &self.plan.next {
            _ if is_last_by_word => Vec::new(),
            Some(rule) => vec![rule.clone()],
            None => Next::well_known(self.progress.parameter(&self.plan)),
        };
        // Whether the page, or whoever knows it, says that it is the last one.
        let mut is_last = is_last_by_word || end.proof == Proof::Record;
        let mut has_cursor = false;
        let mut unclear = None;
        for rule in rules {
            let base = || Url::parse(&self.head.url).map_err(|error| Reason::Request(error.to_string()));
            match rule.find(&page).map_err(Reason::Malformed)? {
                Found::Unclear(member) | Found::Blocked(member) if self.plan.next.is_some() => {
                    let what = format!("a member `{member}` that leads to no page");
                    return Err(Reason::Malformed(what));
                }
                Found::Unclear(member) => unclear = unclear.or(Some(Cut::More(member))),
                // The name of a rule may be a mistake.
                Found::Nothing if rule.is_member() && page.is_first && !is_last => {
                    unclear = page.surely_leads_by().map(Cut::More);
                }
                Found::Nothing | Found::Blocked(_) => {}
                // A rule that names a member does not say how it is meant.
                Found::Last => {
                    is_last |= is_closure || !page.denies_that_it_is_last();
                    has_cursor = true;
                }
                Found::Parameter { value, .. } if self.plan.next.is_none() && START_CURSORS.contains(&&*value) => {
                    unclear = unclear.or(Some(Cut::StartCursor(value)));
                }
                Found::Parameter { name, value, is_guess } => {
                    let next = request::with_parameter(&base()?, &name, &value);
                    // Where no row has come of a cursor, nobody knows whether the server reads it.
                    let is_read = page.rows_so_far > 0 || !page.is_counted;
                    if page.is_empty_and_leads_to(&next) && is_read {
                        continue;
                    }
                    return Ok(Onward::To(next, is_guess.then_some(name)));
                }
                Found::Reference(reference) => {
                    let next = base()?.join(&reference);
                    let mut next = next.map_err(|error| {
                        Reason::Malformed(format!("a next page whose URL is none: {reference}: {error}"))
                    })?;
                    next.set_fragment(None);
                    if page.is_empty_and_leads_to(&next) && !is_closure {
                        continue;
                    }
                    return Ok(Onward::To(next, None));
                }
            }
        }
        if !is_last
            && !has_cursor
            && unclear.is_none()
            && let Some(name) = &self.head.cursor_parameter
        {
            unclear = Some(Cut::NoCursor(name.clone()));
        }
        Ok(self.leads_nowhere(&page, end.proof, is_last, unclear))
    }

    /// What a page without a next one is: the last one, or a cut, as where it has something that may lead on and is unclear.
    fn leads_nowhere(&self, page: &PageEnd<'_>, proof: Proof, is_last: bool, unclear: Option<Cut>) -> Onward {
        if let Some(member) = &self.progress.is_incomplete_by {
            return Onward::Nowhere(Cut::Incomplete(member.clone()));
        }
        let is_open = !is_last && self.plan.next.is_none();
        let is_last = match (page.extent(), unclear) {
            (Extent::ReachesTotal | Extent::NoMore, _) => true,
            (_, Some(why)) => return Onward::Nowhere(why),
            (Extent::ShortOfTotal(reached), _) => return Onward::Nowhere(Cut::Short(reached)),
            (Extent::MoreThanRead(read), _) if !is_last => return Onward::Nowhere(Cut::Short(read)),
            (Extent::More(member), _) if !is_last => return Onward::Nowhere(Cut::More(page.written(member))),
            (Extent::Leads(member), _) if is_open => return Onward::Nowhere(Cut::More(page.path(member))),
            (Extent::Full(reached), _) if is_open => return Onward::Nowhere(Cut::Full(reached)),
            (Extent::FullAsAsked, _) if is_open => {
                let asked = page.is_full_as_asked_by().unwrap_or_default();
                return Onward::Nowhere(Cut::FullAsAsked(asked));
            }
            _ => is_last,
        };
        // Whoever says that a page is the last one does not say that all of its lines came.
        Onward::Last(match proof {
            Proof::Syntax if is_last => Proof::Record,
            proof => proof,
        })
    }
}
