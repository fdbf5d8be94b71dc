//! The scenes that there are, by their flags and names.

#[cfg(feature = "actix")]
pub(crate) mod actix;
#[cfg(feature = "csv")]
mod csv;
mod document;
mod python;
#[cfg(feature = "sqlite")]
mod sqlite;

#[cfg(feature = "sonic")]
use crate::contenders;
use crate::{
    demands,
    failure::Failure,
    items::{
        Floats, Prose, Row, Small,
        api::{Order, Review},
    },
    load::Load,
    scene::{Scene, Unit},
};

/// The flags of a run without any.
pub(crate) const DEFAULT: [&str; 5] = ["--small", "--orders", "--reviews", "--rows", "--short"];

const SEND_BUFFER: u32 = 64 * 1024;

/// Flags of features that this build does not have.
const ABSENT: &[(&str, &str)] = &[
    #[cfg(not(feature = "http2"))]
    ("--http2", "http2"),
    #[cfg(not(feature = "sqlite"))]
    ("--sqlite", "sqlite"),
    #[cfg(not(feature = "actix"))]
    ("--actix", "actix"),
    #[cfg(not(feature = "csv"))]
    ("--csv", "csv"),
    #[cfg(not(feature = "csv"))]
    ("--csv-small", "csv"),
    #[cfg(not(feature = "csv"))]
    ("--csv-prose", "csv"),
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
    #[cfg_attr(
        not(feature = "csv"),
        expect(unused_mut, reason = "those of tables are of a feature")
    )]
    let mut all = vec![
        Scene {
            demands: demands::SMALL,
            ..Scene::of::<Small>("small", "1,000,000 items", Load::of(1_000_000)).counted(20_000)
        },
        Scene::of::<Order>("orders", "400,000 items as APIs send them,", Load::of(400_000)).counted(10_000),
        Scene::of::<Review>("reviews", "600,000 items with quotes and umlauts,", Load::of(600_000)).counted(10_000),
        Scene::of::<Row>("rows", "200,000 rows", Load::of(200_000)).counted(20_000),
        Scene {
            unit: Unit::Response,
            demands: demands::SHORT,
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
            // Each round lasts for as long as the slow reader takes, whoever serves it.
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
    ];
    #[cfg(feature = "csv")]
    all.extend(csv::scenes());
    all
}
