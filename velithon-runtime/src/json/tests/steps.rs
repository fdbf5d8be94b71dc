//! What is written at once. In more steps the same text would come out, later.

use super::{
    super::{Buffer, Rules, name::append_name, out::Out, string::Strings},
    agreement::SERIALIZERS,
};

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

/// Rows of eleven bytes each.
type Rows = Vec<(u8, &'static str)>;

/// Whether so many rows go beyond the room of their buffer, which then has more room for the next ones.
fn go_beyond(rows: usize, append: impl FnOnce(&mut Buffer, &Rows)) -> bool {
    let mut buffer = Buffer::with_capacity(64 * 1024);
    let room = buffer.room().len();
    append(&mut buffer, &vec![(1, "text"); rows]);
    assert!(buffer.len() > 11 * rows, "all are there");
    buffer.room().len() > room
}

/// Beyond the room, what is written is allocated apart first.
#[test]
fn a_value_that_fits_in_the_room() {
    for (rows, do_so) in [(140, false), (280, true)] {
        let appended = go_beyond(rows, |buffer, rows| buffer.append(b',', rows).expect("JSON"));
        assert_eq!(appended, do_so, "{rows} rows");
        let around = go_beyond(rows, |buffer, rows| _ = buffer.surround(rows).expect("JSON"));
        assert_eq!(around, do_so, "{rows} rows around a text");
        for by in SERIALIZERS {
            let rules = Rules {
                by: *by,
                ..Rules::default()
            };
            let appended = go_beyond(rows, |buffer, rows| buffer.append_by(rows, rules).expect("JSON"));
            assert_eq!(appended, do_so, "{rows} rows by {by:?}");
        }
    }
}
