use std::{fmt::Write as _, path::Path};

use crate::{
    compiler::{Compiler, Message},
    table::{self, Case},
};

/// The compiler whose messages the tables quote.
const WRITTEN_BY: &str = "rustc 1.95.";

/// Compiles the cases of a folder, and fails with those of which the compiler says something else than their table.
pub(crate) fn judge(compiler: &Compiler, folder: &Path, cases: &[Case]) {
    let (source, places) = table::crate_of(folder, cases);
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
