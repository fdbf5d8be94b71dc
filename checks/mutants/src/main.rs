//! Writes mutants into sources: reads, as JSON, the texts of files and what `cargo mutants --list --json` lists, each with a number.
//! A place becomes `if crate::__mutant(7) { mutated } else { as it was }`, so that one build has all of them,
//! and the environment says which one is alive.
//!
//! Prints the texts of the files and where each mutant stands in them, as JSON. One that cannot be written so is left out: a field
//! that is deleted, a place within another one's, the body of a `const fn`.

mod place;
mod text;

use std::{collections::BTreeMap, error::Error, io, ops::Range};

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

/// The bytes of the written file that a mutant is, and of the function that returns at once: by them, an error of the compiler is
/// traced to it.
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
    let mut edits: Vec<Edit> = Vec::new();
    for mutant in mutants {
        if let Some(edit) = place::find(&parsed, &text, mutant)
            && !edits.iter().any(|other| other.overlaps(&edit))
        {
            edits.push(edit);
        }
    }
    edits.sort_by_key(|edit| edit.range.start);
    let (mut mutated, mut written, mut end) = (String::new(), Vec::new(), 0);
    for edit in &edits {
        mutated.push_str(&source[end..edit.range.start]);
        let start = mutated.len();
        mutated.push_str(&edit.text);
        written.push(start..mutated.len());
        end = edit.range.end;
    }
    mutated.push_str(&source[end..]);
    // Where a byte of the source stands now.
    let moved = |at: usize| {
        let before = edits.iter().zip(&written).rfind(|(edit, _)| edit.range.end <= at);
        before.map_or(at, |(edit, written)| written.end + at - edit.range.end)
    };
    let places = edits.iter().zip(&written).map(|(edit, bytes)| Place {
        number: edit.number,
        bytes: bytes.clone(),
        around: moved(edit.around.start)..moved(edit.around.end),
    });
    let places = places.collect();
    Ok(Written { text: mutated, places })
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
        assert_eq!(
            &text[one.bytes.clone()],
            "(if crate::__mutant(1) { 1 - 1 } else { 1 + 1 })"
        );
        assert_eq!(&text[one.bytes.clone()], &text[one.around.clone()]);
        assert_eq!(&text[two.bytes.clone()], " if crate::__mutant(2) { return 0; }");
        assert_eq!(
            text[two.around.clone()],
            text[text.find("fn two").expect("it is there")..]
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
