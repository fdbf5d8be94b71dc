//! Writes mutants into sources: reads, as JSON, the texts of files and what `cargo mutants --list --json` lists, each with a number.
//! A place becomes `if crate::__mutant(7) { mutated } else { as it was }`, so that one build has all of them,
//! and the environment says which one is alive. Where several are about one place, they stand within each other.
//!
//! Prints the texts of the files and where each mutant stands in them, as JSON. One that cannot be written so is left out: a field
//! that is deleted, the body of a `const fn`.

mod place;
mod text;

use std::{cmp::Reverse, collections::BTreeMap, error::Error, io, ops::Range};

use serde::{Deserialize, Serialize};

use place::Edit;
use text::{Span, Text};

#[derive(Deserialize)]
struct Input {
    /// By the names that mutants have for their files.
    texts: BTreeMap<String, String>,
    mutants: Vec<Mutant>,
}

/// What cargo-mutants says of a mutant, and its number.
#[derive(Deserialize)]
struct Mutant {
    number: u32,
    file: String,
    genre: String,
    span: Span,
    replacement: String,
}

/// A file with its mutants.
#[derive(Serialize)]
struct Written {
    text: String,
    places: Vec<Place>,
}

/// The bytes of the written file that a mutant takes up, and those of what it changes: the function that returns at once, the match of an
/// arm, or the expression. By them, an error of the compiler is traced to it.
#[derive(Serialize)]
struct Place {
    number: u32,
    bytes: Range<usize>,
    around: Range<usize>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Input { texts, mutants } = serde_json::from_reader(io::stdin().lock())?;
    let mut written = BTreeMap::new();
    for (file, text) in &texts {
        let mutants: Vec<&Mutant> = mutants.iter().filter(|mutant| mutant.file == *file).collect();
        written.insert(file, with_mutants(text, &mutants)?);
    }
    Ok(serde_json::to_writer(io::stdout().lock(), &written)?)
}

fn with_mutants(source: &str, mutants: &[&Mutant]) -> syn::Result<Written> {
    let parsed = syn::parse_file(source)?;
    let text = Text::new(source);
    let mut edits: Vec<Edit> = mutants
        .iter()
        .filter_map(|mutant| place::find(&parsed, &text, mutant))
        .collect();
    // Those around others come first.
    edits.sort_by_key(|edit| (edit.range.start, !edit.range.is_empty(), Reverse(edit.range.end)));
    let mut written = Writer {
        source,
        ..Writer::default()
    };
    let (mut open, mut places): (Vec<&Edit>, Vec<Place>) = (Vec::new(), Vec::new());
    for edit in &edits {
        while let Some(ended) = open.pop_if(|open| open.range.end <= edit.range.start) {
            written.insert(ended.range.end, ended.after);
        }
        let bytes = written.insert(edit.range.start, &edit.before);
        places.push(Place {
            number: edit.number,
            bytes,
            around: 0..0,
        });
        open.push(edit);
    }
    while let Some(ended) = open.pop() {
        written.insert(ended.range.end, ended.after);
    }
    for (place, edit) in places.iter_mut().zip(&edits) {
        place.around = written.moved(edit.around.start)..written.moved(edit.around.end);
    }
    Ok(Written {
        text: written.finish(),
        places,
    })
}

/// A source with texts inserted, which are told in their order.
#[derive(Default)]
struct Writer<'s> {
    source: &'s str,
    text: String,
    /// How much of the source is written.
    read: usize,
    /// Where in the source something was inserted, and how long it is.
    inserted: Vec<(usize, usize)>,
}

impl Writer<'_> {
    /// Returns the bytes that it is now.
    fn insert(&mut self, at: usize, text: &str) -> Range<usize> {
        self.text.push_str(&self.source[self.read..at]);
        self.read = at;
        self.inserted.push((at, text.len()));
        let start = self.text.len();
        self.text.push_str(text);
        start..self.text.len()
    }

    /// Where a byte of the source stands now: before what is inserted there.
    fn moved(&self, at: usize) -> usize {
        at + self
            .inserted
            .iter()
            .filter(|(place, _)| *place < at)
            .map(|(_, length)| length)
            .sum::<usize>()
    }

    fn finish(mut self) -> String {
        self.text.push_str(&self.source[self.read..]);
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A mutant of the source: `place` is what cargo-mutants would replace, the first time that it is found.
    fn mutant(number: u32, source: &str, genre: &str, place: &str, replacement: &str) -> Mutant {
        let start = source.find(place).expect("the place is in the source");
        Mutant {
            number,
            file: "lib.rs".to_owned(),
            genre: genre.to_owned(),
            span: Text::new(source).span(start..start + place.len()),
            replacement: replacement.to_owned(),
        }
    }

    fn mutated(source: &str, genre: &str, place: &str, replacement: &str) -> String {
        let mutant = mutant(7, source, genre, place, replacement);
        with_mutants(source, &[&mutant]).expect("the source parses").text
    }

    #[test]
    fn it_is_known_where_each_stands() {
        let source = "fn one() -> u8 { 1 } fn two() -> u8 { 1 + 1 }";
        let [one, two] = [
            mutant(1, source, "BinaryOperator", "+", "-"),
            mutant(2, source, "FnValue", "1 + 1", "0"),
        ];
        let Written { text, places } = with_mutants(source, &[&one, &two]).expect("the source parses");
        let [two, one] = places.as_slice() else {
            panic!("both are written");
        };
        assert_eq!(&text[one.bytes.clone()], "(if crate::__mutant(1) { 1 - 1 } else { ");
        assert_eq!(
            &text[one.around.clone()],
            "(if crate::__mutant(1) { 1 - 1 } else { 1 + 1"
        );
        assert_eq!(&text[two.bytes.clone()], " if crate::__mutant(2) { return 0; }");
        assert_eq!(
            text[two.around.clone()],
            text[text.find("fn two").expect("it is there")..]
        );
    }

    #[test]
    fn an_arm_changes_its_match() {
        let source = "fn f() { g(match a { 1 => match b { _ => {} } 2 => {} _ => {} }) }";
        let arm = mutant(7, source, "MatchArm", "2 => {}", "");
        let Written { text, places } = with_mutants(source, &[&arm]).expect("the source parses");
        assert_eq!(
            &text[places[0].around.clone()],
            "match a { 1 => match b { _ => {} } 2 if !crate::__mutant(7) => {} _ => {} }"
        );
    }

    #[test]
    fn those_of_one_place_stand_within_each_other() {
        let source = "fn f() -> u8 { a + b * c }";
        let [all, right, other, body] = [
            mutant(1, source, "BinaryOperator", "+", "-"),
            mutant(2, source, "BinaryOperator", "*", "/"),
            mutant(3, source, "BinaryOperator", "+", "%"),
            mutant(4, source, "FnValue", "a + b * c", "0"),
        ];
        let Written { text, .. } = with_mutants(source, &[&all, &right, &other, &body]).expect("the source parses");
        assert_eq!(
            text,
            "fn f() -> u8 { if crate::__mutant(4) { return 0; } (if crate::__mutant(1) { a - b * c } else { \
             (if crate::__mutant(3) { a % b * c } else { a + \
             (if crate::__mutant(2) { b / c } else { b * c }) }) }) }"
        );
    }

    #[test]
    fn each_genre_is_written_as_a_branch() {
        for (genre, source, place, replacement, expected) in [
            (
                "FnValue",
                "fn two() -> u8 { 1 + 1 }",
                "1 + 1",
                "0",
                "fn two() -> u8 { if crate::__mutant(7) { return 0; } 1 + 1 }",
            ),
            (
                "BinaryOperator",
                "fn f() { g(a + b * c); }",
                "*",
                "/",
                "fn f() { g(a + (if crate::__mutant(7) { b / c } else { b * c })); }",
            ),
            (
                "BinaryOperator",
                "fn f() { a += 1; }",
                "+=",
                "-=",
                "fn f() { (if crate::__mutant(7) { a -= 1 } else { a += 1 }); }",
            ),
            (
                "UnaryOperator",
                "fn f() { g(!a.b()); }",
                "!",
                "",
                "fn f() { g((if crate::__mutant(7) { a.b() } else { !a.b() })); }",
            ),
            (
                "MatchArmGuard",
                "fn f() { match a { 1 if b => {} _ => {} } }",
                "b",
                "true",
                "fn f() { match a { 1 if (if crate::__mutant(7) { true } else { b }) => {} _ => {} } }",
            ),
            (
                "MatchArm",
                "fn f() { match a { 1 => {} _ => {} } }",
                "1 => {}",
                "",
                "fn f() { match a { 1 if !crate::__mutant(7) => {} _ => {} } }",
            ),
            (
                "MatchArm",
                "fn f() { match a { 1 if b => {} _ => {} } }",
                "1 if b => {}",
                "",
                "fn f() { match a { 1 if (!crate::__mutant(7) && (b)) => {} _ => {} } }",
            ),
        ] {
            assert_eq!(mutated(source, genre, place, replacement), expected, "{genre}");
        }
    }

    #[test]
    fn what_cannot_be_switched_is_left_as_it_was() {
        for (genre, source, place) in [
            ("FnValue", "const fn two() -> u8 { 1 + 1 }", "1 + 1"),
            ("StructField", "fn f() -> S { S { a: 1, ..b } }", "a: 1,"),
        ] {
            assert_eq!(mutated(source, genre, place, ""), source);
        }
    }
}
