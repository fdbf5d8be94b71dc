//! Handlers with one mistake each, compiled together: what the compiler says of each is counted and looked at.
//!
//! `mistakes/table.rs` lists the tables. A case is the code between two lines that start with `//#`, and a module of its own in
//! one generated crate, so that one run of the compiler answers for all. None of it runs: where a body does not matter it is
//! `todo!()`. The lines before the code are:
//!
//! - `//# name of the mistake`
//! - `//@ text`: the code that the first error points at.
//! - `//= words`: words that some message about the case must contain. May be repeated.
//! - `//+ 2 reason`: how many errors there are, where plain Rust gives more than one for the same mistake.
//!
//! `MISTAKES=show cargo test --test mistakes` prints all messages.

#[path = "mistakes/compiler.rs"]
mod compiler;
#[path = "mistakes/table.rs"]
mod table;

use std::{fmt::Write as _, path::Path};

use compiler::{Compiler, Message};
use table::Case;

/// The compiler whose messages the tables quote.
const WRITTEN_BY: &str = "rustc 1.95.";

/// A table that shrinks no longer shows what it is for.
const FEWEST: usize = 150;

#[test]
fn every_mistake_has_one_error_that_points_at_it_and_names_the_remedy() {
    let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let cases = table::read(&tables);
    assert!(cases.len() >= FEWEST, "{} cases", cases.len());
    let compiler = Compiler::new();
    let (source, places) = table::crate_of(&tables, &cases);
    let messages = compiler.errors(&source);
    let is_compared = compiler.version().starts_with(WRITTEN_BY);

    let mut found: Vec<Vec<&Message>> = cases.iter().map(|_| Vec::new()).collect();
    let mut failures = String::new();
    for message in &messages {
        match places.iter().position(|place| place.contains(&message.line)) {
            Some(case) => found[case].push(message),
            None => writeln!(failures, "belongs to no case:\n{}", message.rendered).expect("a string"),
        }
    }
    let show = std::env::var("MISTAKES").is_ok_and(|value| value == "show");
    for (case, messages) in cases.iter().zip(&found) {
        let wrong = if is_compared {
            check(case, messages)
        } else {
            messages.is_empty().then(|| "it was accepted".to_owned())
        };
        if show {
            println!("## {}", case.name);
            for message in messages {
                println!("{}", message.rendered);
            }
        }
        if let Some(wrong) = wrong {
            writeln!(failures, "## {}: {wrong}", case.name).expect("a string");
            for message in messages {
                writeln!(failures, "{}", message.rendered).expect("a string");
            }
        }
    }
    println!("{} mistakes, {} errors", cases.len(), messages.len());
    assert!(failures.is_empty(), "{failures}");
}

/// What is wrong with the messages about a case.
fn check(case: &Case, messages: &[&Message]) -> Option<String> {
    let Some(first) = messages.first() else {
        return Some("it was accepted".to_owned());
    };
    if messages.len() != case.errors {
        return Some(format!("{} errors in place of {}", messages.len(), case.errors));
    }
    if first.at != case.at {
        return Some(format!("the error is at `{}`, not at `{}`", first.at, case.at));
    }
    let missing = case
        .says
        .iter()
        .find(|words| !messages.iter().any(|message| message.text.contains(words.as_str())));
    missing.map(|words| format!("no message says: {words}"))
}
