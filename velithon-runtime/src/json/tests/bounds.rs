//! Values whose text is longer than allowed are refused.

use std::{cell::RefCell, collections::BTreeMap};

use super::{
    agreement::{SERIALIZERS, appended},
    fixtures::{Careless, CarelessOf, Endless, Fails},
};
use crate::json::{Buffer, Refused, Rules, Serializer};

#[test]
fn what_is_too_long_is_not_written_first() {
    let counted = (0..).map(|item| assert!(item < 2_000, "{item} is far beyond the bound"));
    let mut text = Buffer::default();
    for by in SERIALIZERS {
        let rules = Rules {
            by: *by,
            most: Some(4_000),
            on_one_line: true,
        };
        let endless = Endless(RefCell::new(counted.clone()));
        assert!(matches!(text.append_by(&endless, rules), Err(Refused::TooLong)));
        for long in ["x", "\n", "ß"] {
            let long = long.repeat(1_000_000);
            let refused = text.append_by(&(1, &long), rules);
            assert!(matches!(refused, Err(Refused::TooLong)));
            let refused = text.append_by(&BTreeMap::from([(long, 1)]), rules);
            assert!(matches!(refused, Err(Refused::TooLong)));
        }
        assert!(text.capacity() < 64 * 1024, "{} bytes for {rules:?}", text.capacity());
    }
}

#[test]
fn a_value_that_ignores_being_refused_is_too_long_all_the_same() {
    for by in SERIALIZERS {
        let rules = Rules {
            by: *by,
            most: Some(10),
            on_one_line: false,
        };
        let refused = Buffer::default().append_by(&Careless, rules);
        assert!(matches!(refused, Err(Refused::TooLong)));
    }
}

/// Where a part has failed, there is no text that a value could be.
#[test]
fn a_value_that_ignores_a_failure_is_a_failure() {
    let text = appended(&CarelessOf(Fails), Serializer::Own, None, 64);
    assert!(
        text.expect_err("a failure")
            .contains("after one of its parts had failed")
    );
}
