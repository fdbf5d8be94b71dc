//! A scene: who sends what, how it is asked for, and what is to be right about it.

use serde::Serialize;

use crate::{
    contenders::{self, Contender, Text},
    demands::Demands,
    failure::Failure,
    items::{Sample, items},
    load::Load,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Item,
    Response,
}

pub(crate) struct Scene {
    /// Its section's name in the results, and its plot's.
    pub(crate) name: &'static str,
    /// The flag that asks for it on the command line.
    pub(crate) flag: String,
    pub(crate) title: String,
    pub(crate) unit: Unit,
    pub(crate) load: Load,
    /// How often each contender is measured.
    pub(crate) rounds: u32,
    /// Over how many units instructions and allocations are counted; `None` where such counts would say nothing.
    pub(crate) counted: Option<u32>,
    /// The demands on its figures, which [`targets`](crate::targets) judges.
    pub(crate) demands: Demands,
    /// The threads of a server, in words for the results.
    pub(crate) threads: &'static str,
    pub(crate) contenders: Vec<Contender>,
    /// The body that a response of so many items has to have.
    pub(crate) expected: fn(u32, Text) -> Result<Vec<u8>, Failure>,
    /// A note for the results on what its figures do not say; empty where there is none.
    pub(crate) note: fn() -> String,
}

impl Scene {
    pub(crate) fn of<T: Sample>(name: &'static str, what: &str, load: Load) -> Self {
        Self {
            name,
            flag: format!("--{name}"),
            title: format!("{what} of {} bytes", T::LENGTH),
            unit: Unit::Item,
            load,
            rounds: 15,
            counted: None,
            demands: Demands::NONE,
            threads: ONE_THREAD,
            contenders: contenders::of::<T>(),
            expected: expected::<T>,
            note: String::new,
        }
    }

    pub(crate) fn counted(self, units: u32) -> Self {
        Self {
            counted: Some(units),
            ..self
        }
    }

    /// Asks a contender for so many items by `ask`, and says whether the text that it sends is what it should be: to the byte, or for what only has
    /// to be as long, to within what items of one list differ in length.
    ///
    /// What it should be is found first, which makes a database that the contender reads.
    pub(crate) fn check(
        &self,
        contender: &Contender,
        items: u32,
        ask: impl FnOnce() -> Result<Vec<u8>, Failure>,
    ) -> Result<Vec<u8>, Failure> {
        let expected = (self.expected)(items, contender.text)?;
        let text = ask()?;
        let right = match contender.text {
            Text::Filler => text.len().abs_diff(expected.len()) * 100 <= expected.len(),
            _ => text == expected,
        };
        if right {
            return Ok(text);
        }
        Err(format!("{} sends another text than the items have", contender.name).into())
    }

    pub(crate) fn contender(&self, name: &str) -> Result<Contender, Failure> {
        let found = self.contenders.iter().find(|contender| contender.name == name);
        found.copied().ok_or_else(|| {
            let names: Vec<_> = self.contenders.iter().map(|contender| contender.name).collect();
            let names = names.join(", ");
            format!("no contender of {} is named `{name}`: there are {names}", self.name).into()
        })
    }

    /// How many items or responses, as its unit says, a round consists of.
    pub(crate) fn units(&self) -> f64 {
        let load = self.load;
        let responses = f64::from(load.responses) * f64::from(load.connections);
        match self.unit {
            Unit::Item => responses * f64::from(load.items),
            Unit::Response => responses,
        }
    }
}

/// The text that so many items have.
pub(crate) fn expected<T: Serialize + Sample>(count: u32, text: Text) -> Result<Vec<u8>, Failure> {
    if text != Text::Lines {
        return Ok(serde_json::to_vec(&items::<T>(count).collect::<Vec<_>>())?);
    }
    let mut lines = Vec::new();
    for item in items::<T>(count) {
        serde_json::to_writer(&mut lines, &item)?;
        lines.push(b'\n');
    }
    Ok(lines)
}

/// The threads of a server on axum.
const ONE_THREAD: &str = "one runtime thread";
