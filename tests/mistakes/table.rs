use std::{fmt::Write as _, fs, ops::Range, path::Path};

/// A handler with a mistake.
pub(crate) struct Case {
    pub(crate) name: String,
    /// The code that the first error points at.
    pub(crate) at: String,
    /// What the messages must say.
    pub(crate) says: Vec<String>,
    /// How many errors there are.
    pub(crate) errors: usize,
    code: String,
}

/// The cases of these tables.
pub(crate) fn read(folder: &Path, tables: &[&str]) -> Vec<Case> {
    let read = |table| fs::read_to_string(folder.join(table)).expect("a table");
    tables.iter().flat_map(|table| cases(&read(table))).collect()
}

fn cases(table: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in table.lines() {
        if let Some(name) = line.strip_prefix("//# ") {
            cases.push(Case {
                name: name.to_owned(),
                at: String::new(),
                says: Vec::new(),
                errors: 1,
                code: String::new(),
            });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(at) = line.strip_prefix("//@ ") {
            at.clone_into(&mut case.at);
        } else if let Some(words) = line.strip_prefix("//= ") {
            case.says.push(words.to_owned());
        } else if let Some(more) = line.strip_prefix("//+ ") {
            let (errors, reason) = more.split_once(' ').expect("a number and a reason");
            assert!(!reason.is_empty(), "{}: no reason", case.name);
            case.errors = errors.parse().expect("a number");
        } else {
            case.code.push_str(line);
            case.code.push('\n');
        }
    }
    cases
}

/// The crate of all cases, and the lines of each, counted from one.
pub(crate) fn crate_of(folder: &Path, cases: &[Case]) -> (String, Vec<Range<usize>>) {
    let mut source = fs::read_to_string(folder.join("prelude.rs")).expect("a prelude");
    let mut places = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        writeln!(source, "mod case_{number} {{\nuse crate::*;").expect("a string");
        let start = source.lines().count() + 1;
        source += &case.code;
        let end = source.lines().count() + 1;
        places.push(start..end);
        source += "}\n";
    }
    (source, places)
}
