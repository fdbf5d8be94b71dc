//! What is measured: who sends what, and how it is asked for.

#[cfg(feature = "actix")]
pub(crate) mod actix;
mod document;
mod python;
#[cfg(feature = "sqlite")]
mod sqlite;

use serde::Serialize;

use crate::{
    Failure,
    contenders::{self, Contender, Text},
    items::{Floats, Prose, Row, Sample, Small, items},
    targets::{self, Demands},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Item,
    Response,
}

/// What one round asks of one contender.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    /// In a response.
    pub(crate) items: u32,
    /// One after another, on each connection.
    pub(crate) responses: u32,
    pub(crate) connections: u32,
    /// Bytes a second that the client takes at most.
    pub(crate) rate: Option<u32>,
    pub(crate) http2: bool,
    /// What a connection of the server takes in before its client does, in bytes. Loopback's own buffers hold megabytes: a
    /// response that fits is gone as soon as it is written, whatever its reader does. A network's start at less than this.
    pub(crate) send_buffer: Option<u32>,
}

impl Load {
    /// One response.
    const fn of(items: u32) -> Self {
        Self {
            items,
            responses: 1,
            connections: 1,
            rate: None,
            http2: false,
            send_buffer: None,
        }
    }

    /// Whether several responses are under way at once for as long as it takes.
    pub(crate) fn is_side_by_side(self) -> bool {
        self.connections > 1 && self.responses == 1
    }

    /// The same with fewer responses, all of them whole: what is loaded, linked and allocated once is there when it is
    /// measured, the memory of a collected list too. One response where what each further one adds is asked for.
    pub(crate) fn warm_up(self) -> Self {
        Self {
            connections: if self.is_side_by_side() { 1 } else { self.connections },
            responses: self.responses.min(50),
            rate: None,
            ..self
        }
    }
}

pub(crate) struct Scene {
    /// Its section's name in the results, and its plot's.
    pub(crate) name: &'static str,
    /// What asks for it on the command line.
    pub(crate) flag: String,
    pub(crate) title: String,
    pub(crate) unit: Unit,
    pub(crate) load: Load,
    /// How often each contender is measured.
    pub(crate) rounds: u32,
    /// Over how many units instructions and allocations are counted, where they say something.
    pub(crate) counted: Option<u32>,
    /// What is demanded of its figures.
    pub(crate) demands: Demands,
    /// What a server consists of.
    pub(crate) threads: &'static str,
    pub(crate) contenders: Vec<Contender>,
    /// What a response of so many items has to be.
    pub(crate) expected: fn(u32, Text) -> Result<Vec<u8>, Failure>,
    /// What its figures do not say, where there is anything.
    pub(crate) note: fn() -> String,
}

impl Scene {
    fn of<T: Sample>(name: &'static str, what: &str, load: Load) -> Self {
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

    fn counted(self, units: u32) -> Self {
        Self {
            counted: Some(units),
            ..self
        }
    }

    /// Whether a contender's text of so many items is what it should be: to the byte, or for what only has to be as long,
    /// to within what items of one list differ in length.
    pub(crate) fn check(&self, contender: &Contender, items: u32, text: &[u8]) -> Result<(), Failure> {
        let expected = (self.expected)(items, contender.text)?;
        let right = match contender.text {
            Text::Filler => text.len().abs_diff(expected.len()) * 100 <= expected.len(),
            Text::Array | Text::Lines => text == expected,
        };
        if right {
            return Ok(());
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

    /// How many of its unit a round consists of.
    pub(crate) fn units(&self) -> f64 {
        let load = self.load;
        let responses = f64::from(load.responses) * f64::from(load.connections);
        match self.unit {
            Unit::Item => responses * f64::from(load.items),
            Unit::Response => responses,
        }
    }
}

fn expected<T: Serialize + Sample>(count: u32, text: Text) -> Result<Vec<u8>, Failure> {
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

/// What a server consists of where it says nothing else.
const ONE_THREAD: &str = "one runtime thread";

/// The flags of a run without any.
pub(crate) const DEFAULT: [&str; 3] = ["--small", "--rows", "--short"];

const SEND_BUFFER: u32 = 64 * 1024;

/// Flags of features that this build does not have.
const ABSENT: &[(&str, &str)] = &[
    #[cfg(not(feature = "http2"))]
    ("--http2", "http2"),
    #[cfg(not(feature = "sqlite"))]
    ("--sqlite", "sqlite"),
    #[cfg(not(feature = "actix"))]
    ("--actix", "actix"),
];

pub(crate) fn by_flag(flag: &str) -> Result<Scene, Failure> {
    let all = all();
    let flags: Vec<_> = all.iter().map(|scene| scene.flag.clone()).collect();
    let found = all.into_iter().find(|scene| scene.flag == flag);
    found.ok_or_else(|| match ABSENT.iter().find(|(absent, _)| *absent == flag) {
        Some((_, feature)) => format!("this build has no `{flag}`: run it with `--features {feature}`").into(),
        None => format!("nothing is named `{flag}`: there are {}; see --help", flags.join(", ")).into(),
    })
}

pub(crate) fn by_name(name: &str) -> Result<Scene, Failure> {
    let all = all();
    let names = all.iter().map(|scene| scene.name).collect::<Vec<_>>().join(", ");
    let found = all.into_iter().find(|scene| scene.name == name);
    found.ok_or_else(|| format!("no scene is named `{name}`: there are {names}").into())
}

fn strings() -> Scene {
    #[cfg_attr(not(feature = "sonic"), expect(unused_mut, reason = "one contender is of a feature"))]
    let mut scene = Scene::of::<Prose>("strings", "100,000 items, mostly text,", Load::of(100_000)).counted(2_000);
    #[cfg(feature = "sonic")]
    scene.contenders.insert(3, contenders::sonic::<Prose>());
    scene
}

pub(crate) fn all() -> Vec<Scene> {
    let short = Load {
        responses: 1_000,
        connections: 8,
        ..Load::of(20)
    };
    let slowly = Load {
        rate: Some(1_000_000),
        send_buffer: Some(SEND_BUFFER),
        ..Load::of(60_000)
    };
    let many = |connections, items| Load {
        connections,
        send_buffer: Some(SEND_BUFFER),
        ..Load::of(items)
    };
    vec![
        Scene {
            demands: targets::SMALL,
            ..Scene::of::<Small>("small", "1,000,000 items", Load::of(1_000_000)).counted(20_000)
        },
        Scene::of::<Row>("rows", "200,000 rows", Load::of(200_000)).counted(20_000),
        Scene {
            unit: Unit::Response,
            demands: targets::SHORT,
            ..Scene::of::<Small>("short", "Responses of 20 items", short).counted(500)
        },
        strings(),
        Scene::of::<Floats>("floats", "200,000 items, mostly fractions,", Load::of(200_000)).counted(5_000),
        document::scene(),
        Scene {
            flag: "--connections 8".to_owned(),
            ..Scene::of::<Small>("connections-8", "8 connections, 125,000 items", many(8, 125_000))
        },
        Scene {
            flag: "--connections 64".to_owned(),
            ..Scene::of::<Small>("connections-64", "64 connections, 15,000 items", many(64, 15_000))
        },
        Scene {
            // All of them take the reader's time.
            rounds: 3,
            unit: Unit::Response,
            ..Scene::of::<Small>("slow-reader", "A client that takes 1 MB a second: 60,000 items", slowly)
        },
        #[cfg(feature = "http2")]
        {
            let load = Load {
                http2: true,
                ..Load::of(1_000_000)
            };
            Scene::of::<Small>("http2", "HTTP/2: 1,000,000 items", load)
        },
        #[cfg(feature = "sqlite")]
        sqlite::scene(),
        #[cfg(feature = "actix")]
        actix::scene(),
        python::scene(),
    ]
}
