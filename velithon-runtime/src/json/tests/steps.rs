//! What is written at once. In more steps the same text would come out, later.

use super::super::{name::append_name, out::Out, string::Strings};

/// Room of which it is known in how many steps it was filled.
struct Steps<'r> {
    room: &'r mut [u8],
    steps: usize,
}

impl Out for Steps<'_> {
    type Overflow = ();

    fn room(&mut self) -> &mut [u8] {
        self.room
    }

    fn advance(self, length: usize) -> Self {
        let room = self.room.get_mut(length..).expect("what is filled was there");
        let steps = self.steps + 1;
        Self { room, steps }
    }

    fn overflow(self, (): &mut (), _: &[u8]) -> Option<Self> {
        None
    }
}

impl Strings for Steps<'_> {}

/// Whether `write` needs no more room than this, and one step.
fn is_at_once(room: usize, write: impl FnOnce(Steps<'_>) -> serde_json::Result<Steps<'_>>) -> bool {
    let mut room = vec![0; room];
    let out = Steps {
        room: &mut room,
        steps: 0,
    };
    write(out).is_ok_and(|out| out.steps == 1)
}

#[test]
fn a_string_that_has_nothing_to_escape() {
    for length in 0..100 {
        let plain = "x".repeat(length);
        assert!(
            is_at_once(length + 2, |out| out.string(&mut (), &plain)),
            "{length} bytes"
        );
    }
    assert!(!is_at_once(100, |out| out.string(&mut (), "a\"b")));
}

#[test]
fn a_short_name_by_as_few_stores_as_it_needs() {
    const NAME: &str = "a_name_as_long_as_any_is_here";
    for length in 0..NAME.len() {
        let room = (length + 4).next_power_of_two().max(8);
        let name = &NAME[..length];
        assert!(is_at_once(room, |out| append_name(out, &mut (), b',', name)), "{name}");
    }
    assert!(!is_at_once(100, |out| append_name(out, &mut (), b',', NAME)));
    assert!(!is_at_once(100, |out| append_name(out, &mut (), b',', "a\"b")));
}
