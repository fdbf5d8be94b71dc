//! Values that are displayed: piece by piece, char by char, and not at all.

use std::fmt::{self, Display, Write};

use serde::Serialize;

use super::agreement::{agrees, appended};
use crate::json::Serializer;

struct Displayed<D>(D);

impl<D: Display> Serialize for Displayed<D> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

struct CharByChar(&'static str);

impl Display for CharByChar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|char| f.write_char(char))
    }
}

struct Fails;

impl Display for Fails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a beginning")?;
        Err(fmt::Error)
    }
}

#[test]
fn displayed_values_agree() {
    agrees(&Displayed(""));
    agrees(&Displayed(format_args!(
        "{}-{:02}-{:02}T{}",
        2026, 3, 14, "a \"piece\" of more than thirty-two bytes"
    )));
    agrees(&Displayed(CharByChar("plain, \"quoted\", \\, größe, \u{1}\n 😀")));
}

/// `serde_json` panics here.
#[test]
fn a_display_that_fails_is_an_error() {
    for room in [0, 64] {
        let text = appended(&(1, Displayed(Fails)), Serializer::Own, None, room);
        assert_eq!(text.expect_err("a failure"), "a value could not be displayed");
    }
}
