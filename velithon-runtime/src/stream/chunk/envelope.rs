use crate::json::{Buffer, Rules};

/// The name of the member that says how many items there were.
pub(crate) const COUNT: &str = "count";

/// How many members there may be beside the list: their names are remembered.
const MOST_NAMES: usize = 64;

const HEAD_TOO_LATE: &str =
    "a `head` was written after an item; heads come before the first item, and a `tail` after the last";
const ITEM_TOO_LATE: &str = "an item was written after a `tail`; tails come after the last item";
const TWICE: &str = "a `head` or `tail` has a name that another one, or the list itself, has already";
const TOO_MANY: &str = "there are more than 64 heads and tails; write one that is an object of its own";

/// The object around a list, and how far it has been written.
pub(crate) struct Envelope {
    list: &'static str,
    /// It ends with a member `count`, the number of items.
    pub(crate) counts: bool,
    part: Part,
    names: Vec<Box<str>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Heads,
    Items,
    Tails,
}

impl Envelope {
    pub(crate) fn new(list: &'static str, counts: bool) -> Self {
        Self {
            list,
            counts,
            part: Part::Heads,
            names: Vec::new(),
        }
    }

    /// Whether the next item follows another one, so that nothing has to be checked or opened before it.
    pub(crate) fn is_among_items(&self) -> bool {
        self.part == Part::Items
    }

    /// Writes the name of the list before its first item.
    pub(crate) fn open_items(&self, out: &mut Buffer) -> Result<(), &'static str> {
        self.check_item()?;
        if self.part == Part::Heads {
            self.append_name(out, self.list);
        }
        Ok(())
    }

    /// Checks that an item may be written here.
    pub(crate) fn check_item(&self) -> Result<(), &'static str> {
        if self.part == Part::Tails {
            Err(ITEM_TOO_LATE)
        } else {
            Ok(())
        }
    }

    /// Records that an item was written: heads are too late from here on.
    pub(crate) fn mark_item(&mut self) {
        self.part = Part::Items;
    }

    /// Checks that a member of this name may be written before the list.
    pub(crate) fn check_head(&self, name: &str) -> Result<(), &'static str> {
        if self.part == Part::Heads {
            self.check(name)
        } else {
            Err(HEAD_TOO_LATE)
        }
    }

    /// Checks that a member of this name may be written after the list.
    pub(crate) fn check(&self, name: &str) -> Result<(), &'static str> {
        let is_taken = name == self.list || (self.counts && name == COUNT);
        if is_taken || self.names.iter().any(|taken| **taken == *name) {
            Err(TWICE)
        } else if self.names.len() == MOST_NAMES {
            Err(TOO_MANY)
        } else {
            Ok(())
        }
    }

    /// Records the name of a member that was written.
    pub(crate) fn record_member(&mut self, name: &str) {
        self.names.push(name.into());
    }

    /// Records that the list is closed: items are too late from here on.
    pub(crate) fn end_items(&mut self) {
        self.part = Part::Tails;
    }

    /// Writes the name of the next member, with the brace or comma before it and the colon after it.
    pub(crate) fn append_name(&self, out: &mut Buffer, name: &str) {
        let is_first = self.part == Part::Heads && self.names.is_empty();
        // Neither a string nor a number can fail.
        let _ = out.append(if is_first { b'{' } else { b',' }, name);
        out.push(b':');
    }

    /// Closes the object, with its `count` if it has one.
    pub(crate) fn close(&self, out: &mut Buffer, items: u64) {
        if self.counts {
            self.append_name(out, COUNT);
            let _ = out.append_by(&items, Rules::default());
        }
        out.push(b'}');
    }
}
