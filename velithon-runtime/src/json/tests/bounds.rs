//! Values whose text is longer than allowed are refused.

use std::{cell::RefCell, collections::BTreeMap};

use super::{
    agreement::SERIALIZERS,
    fixtures::{Careless, Endless},
};
use crate::json::{self, Refused};

#[test]
fn what_is_too_long_is_not_written_first() {
    let counted = (0..).map(|item| assert!(item < 2_000, "{item} is far beyond the bound"));
    let mut text = Vec::new();
    let most = 4_000;
    for by in SERIALIZERS {
        text.clear();
        let endless = Endless(RefCell::new(counted.clone()));
        assert!(matches!(
            json::append_by(&mut text, &endless, *by, Some(most)),
            Err(Refused::TooLong)
        ));
        text.clear();
        for long in ["x", "\n", "ß"] {
            let long = long.repeat(1_000_000);
            let refused = json::append_by(&mut text, &(1, &long), *by, Some(most));
            assert!(matches!(refused, Err(Refused::TooLong)));
            let refused = json::append_by(&mut text, &BTreeMap::from([(long, 1)]), *by, Some(most));
            assert!(matches!(refused, Err(Refused::TooLong)));
        }
        assert!(
            text.capacity() < 64 * 1024,
            "{} bytes for a bound of {most}",
            text.capacity()
        );
    }
}

#[test]
fn a_value_that_ignores_being_refused_is_too_long_all_the_same() {
    for by in SERIALIZERS {
        let refused = json::append_by(&mut Vec::new(), &Careless, *by, Some(10));
        assert!(matches!(refused, Err(Refused::TooLong)));
    }
}
