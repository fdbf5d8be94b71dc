//! What the numbers of a page say of rows behind it.

use super::{
    PageEnd,
    known::leads,
    member,
    names::{
        AFTER, CURSOR, CUT, DATA, ELSEWHERE, ERRORS, FAILED, INCOMPLETE, LEADS, MORE, PREVIOUS, SHARDS, UNREACHABLE,
    },
    numbers::{LAST_PAGE, OFFSET, PAGE, PAGE_COUNT, PAGES, PAGES_OR_SHEETS, SIZE},
    raw,
};
use crate::link;

/// What leads nowhere.
const NOTHING: [&str; 7] = ["", "null", "false", "0", "-1", "{}", "[]"];

/// Whether more rows follow a page that leads to no other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// A member of this name says that there are more.
    More(&'static str),
    /// A member of this name holds something that may lead on.
    Leads(&'static str),
    /// A member says that there are no more.
    NoMore,
    /// The page states a total, and its rows reach it.
    ReachesTotal,
    /// The page is full, reaches so many rows, and says that there are more: a server may lead no deeper than it likes.
    ShortOfTotal(u64),
    /// The page says that there are more than the so many rows that it reaches, or that the walk has read. Whoever says that it is
    /// the last one knows better.
    MoreThanRead(u64),
    /// The walk began at the page, which has as many rows as it may have, reaches so many rows, and says nothing of others.
    Full(u64),
    /// The walk began at the page, which has as many rows as its URL asks for, and says nothing of others.
    FullAsAsked,
    /// The page has fewer rows than it may have, or no such numbers.
    Unknown,
}

impl PageEnd<'_> {
    /// What the page's own total, size, and number or offset say, and what it says in so many words: members beside the rows, members
    /// of an object there, such as `meta`, or headers such as `X-Total`.
    pub(crate) fn extent(&self) -> Extent {
        let by_numbers = self.by_numbers();
        let by_name = self.by_word().or_else(|| self.by_pages()).or_else(|| self.by_lead());
        match (by_name, by_numbers) {
            (_, Extent::ShortOfTotal(_)) => by_numbers,
            (Some(more @ Extent::More(_)), _) => more,
            (Some(no_more @ Extent::NoMore), Extent::MoreThanRead(_) | Extent::Full(_) | Extent::Unknown) => no_more,
            (Some(leads @ Extent::Leads(_)), Extent::Full(_) | Extent::Unknown) => leads,
            (_, Extent::Unknown) if self.is_full_as_asked_by().is_some() => Extent::FullAsAsked,
            _ => by_numbers,
        }
    }

    /// What leads on by a name that means nothing else, where nothing says that there is no more.
    pub(crate) fn surely_leads_by(&self) -> Option<String> {
        match self.extent() {
            Extent::Leads(name) if leads(name) => Some(self.path(name)),
            _ => None,
        }
    }

    /// Whether the page says in a word that it is the last one, and its own place and total do not say otherwise. Some servers have
    /// a link or a cursor there all the same, which leads to an empty page, to this one, or to what may come later.
    pub(crate) fn is_last_by_word(&self) -> bool {
        self.by_word() == Some(Extent::NoMore) && !matches!(self.by_numbers(), Extent::ShortOfTotal(_))
    }

    /// Whether the page is empty, and the walk has read as many rows as it counts, or has passed over them. Some servers, such as CKAN's,
    /// have links behind their last page for ever. Those that say in a word that there are more count what they have found so far.
    pub(crate) fn is_behind_the_last(&self) -> bool {
        let total = self.total().filter(|total| *total > 0 && !self.is_at_least());
        let says_more = || matches!(self.by_word(), Some(Extent::More(_)));
        let read = Some(self.rows_so_far).filter(|_| self.is_counted);
        let before = read.max(self.asked_offset());
        self.rows == 0 && total.is_some_and(|total| before >= Some(total)) && !says_more()
    }

    /// Whether the page's own word or number says that there are more, whatever leads nowhere.
    pub(crate) fn denies_that_it_is_last(&self) -> bool {
        match self.by_word() {
            Some(Extent::More(name)) => self.is_of_page(name),
            Some(_) => false,
            None => {
                let is_far_from_last = matches!(self.by_pages(), Some(Extent::More(_))) && self.is_early();
                is_far_from_last || self.is_short_by_a_page()
            }
        }
    }

    /// Whether the walk, from the first page of all on, is short of its total by as many rows as each of its pages has had. Where they
    /// had not as many, or there was only one, a server may count what it does not send.
    fn is_short_by_a_page(&self) -> bool {
        let there_were = self.total().into_iter().chain(self.least_total_before).min();
        let missing = there_were.and_then(|total| total.checked_sub(self.rows_so_far));
        let of_each = self.rows_of_each_before.filter(|rows| *rows > 0);
        let has_place = self.reached(self.number(&SIZE)).is_some();
        !has_place && missing.zip(of_each).is_some_and(|(missing, rows)| missing >= rows)
    }

    /// How many rows each page up to this one has had, or where it is the first of all, this one.
    pub(crate) fn rows_of_each(&self) -> Option<u64> {
        if !self.is_first {
            return self.rows_of_each_before;
        }
        let previous = |name: &&str| self.text(name).map(|text| NOTHING.contains(&&*text));
        let mut stated = PREVIOUS.iter().filter_map(previous).peekable();
        let is_first_of_all = if stated.peek().is_some() {
            stated.all(|holds_nothing| holds_nothing)
        } else {
            link::is_first_page(self.headers)
        };
        is_first_of_all.then_some(self.rows)
    }

    /// By which name the page says that rows of its own are missing, as it writes it.
    pub(crate) fn is_incomplete_by(&self) -> Option<String> {
        let mut names = INCOMPLETE.into_iter();
        let name = names.find(|name| self.is_of_page(name) && self.word(name) == Some(true));
        name.map(|name| self.written(name))
            .or_else(|| self.is_incomplete_beside())
    }

    /// The same where a list or a count of failures stands beside the rows.
    fn is_incomplete_beside(&self) -> Option<String> {
        let named = |name| raw(self.members, name);
        let has_items = |name| named(name).is_some_and(|list| member::nth(list, 0).is_some());
        // Where the rows are in `data`, it is kept without them.
        if has_items(UNREACHABLE) {
            return Some(UNREACHABLE.to_owned());
        }
        if has_items(ERRORS) && named(DATA).is_some() {
            return Some(ERRORS.to_owned());
        }
        let failed = raw(self.members, SHARDS).and_then(|shards| member::named(shards, FAILED))?;
        (failed.get() != "0").then(|| format!("/{SHARDS}/{FAILED}"))
    }

    /// The page's own words count before those of something else, which end nothing, and of several, one that there are more.
    fn by_word(&self) -> Option<Extent> {
        let words = MORE.into_iter().filter_map(|(name, there_is)| {
            let said = self.word(name)?;
            Some((name, said == there_is))
        });
        let cuts = CUT.into_iter().chain(INCOMPLETE);
        let cuts = cuts.filter(|name| self.word(name) == Some(true));
        let words = words.chain(cuts.map(|name| (name, true)));
        let words = words.filter(|(name, is_more)| *is_more || self.is_of_page(name));
        let (name, is_more) = words.max_by_key(|(name, is_more)| (self.is_of_page(name), *is_more))?;
        Some(if is_more { Extent::More(name) } else { Extent::NoMore })
    }

    /// What a count of pages says. The first of them may have the number 0 or 1.
    fn by_pages(&self) -> Option<Extent> {
        let (name, pages) = self.named_number(&PAGES)?;
        let page = self.number(&PAGE);
        let is_short = self.number(&SIZE).is_some_and(|size| self.rows < size);
        let may_count_rows = name == PAGE_COUNT && pages == self.rows && is_short;
        let may_be_second = name == LAST_PAGE && pages == 1 && page == Some(0);
        let may_count_sheets = name == PAGES_OR_SHEETS && page.is_none();
        if may_count_rows || may_be_second || may_count_sheets {
            return None;
        }
        if pages <= 1 || page.is_some_and(|page| page >= pages) {
            return Some(Extent::NoMore);
        }
        (self.is_early() || self.is_first).then_some(Extent::More(name))
    }

    /// Whether the page's number is far from the count of pages, whatever the first of them is.
    fn is_early(&self) -> bool {
        let pages = self.number(&PAGES).unwrap_or(0);
        self.number(&PAGE).is_some_and(|page| page.saturating_add(1) < pages)
    }

    /// What a name says that may lead on: that it does, unless there is a total to tell by, or that there is nothing more.
    fn by_lead(&self) -> Option<Extent> {
        let leads = |name: &str| self.text(name).filter(|text| !NOTHING.contains(&&**text));
        // An offset that is no number is a cursor. It may be the one that the page was asked for by.
        let is_cursor = |name: &&str| {
            leads(name)
                .is_some_and(|text| (**name == *CURSOR || text.parse::<f64>().is_err()) && !self.is_in_query(&text))
        };
        // A page that others led to is the last one where what led there is missing, whatever else it has.
        let elsewhere = || Some(ELSEWHERE).filter(|_| self.is_first);
        let by_next = || LEADS.into_iter().chain(elsewhere()).find(|name| leads(name).is_some());
        let by_cursor = || [CURSOR].into_iter().chain(OFFSET).find(is_cursor);
        if let Some(name) = by_next().or_else(by_cursor) {
            return self.total().is_none().then_some(Extent::Leads(name));
        }
        if LEADS.iter().any(|name| self.text(name).is_some()) {
            return Some(Extent::NoMore);
        }
        let size = self.number(&SIZE).or_else(|| self.asked_size());
        let is_full = size.is_some_and(|size| size > 0 && self.rows >= size);
        let is_after = |name: &&str| leads(name).is_some_and(|text| !self.is_in_query(&text));
        let by_last_row = AFTER.into_iter().find(is_after);
        by_last_row
            .filter(|_| self.is_first && is_full && self.total().is_none())
            .map(Extent::Leads)
    }

    fn by_numbers(&self) -> Extent {
        let size = self.number(&SIZE).or_else(|| self.size_of_open_range());
        let is_full = self.rows >= size.unwrap_or(1).max(1);
        let estimate = || self.estimate().filter(|_| self.is_first && is_full);
        let total = self.total().or_else(estimate);
        let is_more = is_full && self.is_at_least();
        // A total may be older than a page that is shorter than it may be.
        let is_below = |reached| {
            let is_short = total.is_some_and(|total| reached < total) && (is_full || size.is_none());
            is_short && !self.may_be_last_from_0(reached, size, total)
        };
        let Some(reached) = self.reached(size) else {
            let read = self.rows_so_far;
            let there_were = total.into_iter().chain(self.least_total_before).min();
            let is_below = self.has_read_all_before() && total.is_some() && there_were > Some(read);
            return if is_more || is_below {
                Extent::MoreThanRead(read)
            } else {
                Extent::Unknown
            };
        };
        match total {
            None if self.is_first && is_full && size.is_some() && !is_more => Extent::Full(reached),
            _ if is_more || is_below(reached) => Extent::ShortOfTotal(reached),
            // Not older by as many rows again: the size is one that was asked for, and is not had.
            Some(total) if self.is_first && total.saturating_sub(reached) >= self.rows.max(1) => {
                Extent::MoreThanRead(reached)
            }
            Some(total) if reached >= total && !self.is_at_least() => Extent::ReachesTotal,
            _ => Extent::Unknown,
        }
    }

    /// The smallest total that a page of the walk has stated. As rows are written meanwhile, totals grow, also by rows where the walk has
    /// been: of those that were there all the time, it has read as many as there were.
    pub(crate) fn least_total(&self) -> Option<u64> {
        let own = self.total().filter(|_| !self.is_at_least());
        own.into_iter().chain(self.least_total_before).min()
    }

    /// How many rows there are up to the end of this page, as far as it states where it begins. Where pages count from 0, the walk
    /// knows better.
    fn reached(&self, size: Option<u64>) -> Option<u64> {
        let ranged = || self.content_range().and_then(|(first, _)| first);
        let before = match self.number(&OFFSET).or_else(ranged) {
            Some(offset) => offset,
            None => self.number(&PAGE)?.saturating_sub(1).checked_mul(size?)?,
        };
        let read = if self.is_counted { self.rows_so_far } else { 0 };
        Some(before.checked_add(self.rows)?.max(read))
    }

    /// Whether the total ends with this page if pages count from 0. A walk that goes on where another one was has not seen the first.
    fn may_be_last_from_0(&self, reached: u64, size: Option<u64>, total: Option<u64>) -> bool {
        let has_offset = self.number(&OFFSET).is_some() || self.content_range().is_some();
        let end = reached.saturating_add(size.unwrap_or(0));
        !self.is_counted && !has_offset && total.is_some_and(|total| total <= end)
    }

    /// Whether the walk has read what comes before this page, as far as anybody can tell: it may have begun at a later one.
    fn has_read_all_before(&self) -> bool {
        self.is_counted && !(self.is_first && self.number(&PAGE).is_some_and(|page| page > 1))
    }
}
