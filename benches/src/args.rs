//! The command line.

use lexopt::{Arg, Parser, ValueExt};

use crate::{
    Failure,
    contenders::Contender,
    pages::{self, PageContender},
    run::Options,
    scene::{self, Scene},
};

pub(crate) const HELP: &str = "\
Velithon beside its peers, on Linux.

    cargo run --release -p velithon-benches            small items, rows, and responses of 20 items
    cargo run --release -p velithon-benches -- SCENES  the scenes that are named instead:

    --small --rows --short           those of a run without flags
    --strings --floats --document    other things to send (--features sonic: strings by sonic-rs too)
    --connections 8|64               many responses at once, and what each further one holds
    --slow-reader                    a client that takes 1 MB a second (two minutes)
    --http2                          over HTTP/2 (add --features http2 before the --)
    --sqlite                         rows of a database, also by loops written by hand (--features sqlite)
    --actix                          on actix-web, beside actix-web-lab's lines (--features actix)
    --python                         beside FastAPI and Velithon 0.6 (Python 3 and its package index)
    --all                            every scene that this build has
    --pages                          pages of rows in memory, counted by valgrind beside pages written by hand; and of a
                                     database (--features sqlite, or sea-orm to have that beside them)
    --compile-time                   clean builds, and what a handler adds to one

    --instructions  counts only, by valgrind: no times
    --items N       items in a response
    --rounds N      how often each contender is measured (15)
    --requests N    pages of each contender (1000)

What is being done is said on standard error: on a terminal as it changes, elsewhere every few seconds.

A run that changes items, rounds or requests prints its tables; any other also puts them into benches/RESULTS.md, with plots.

For a profiler: --drain SCENE CONTENDER [--items N --responses N], --page CONTENDER [--items N --requests N]

Ends with 1 where a target is missed, with 2 where nothing could be measured.
";

pub(crate) enum Mode {
    Help,
    Scenes(Vec<Scene>, Options),
    CompileTime,
    Pages {
        requests: u32,
    },
    Page {
        contender: PageContender,
        size: u32,
        requests: u32,
    },
    Drain {
        contender: Contender,
        items: u32,
        responses: u32,
    },
    /// How the program starts its servers: who serves, and how much a connection takes in at most.
    Serve(Contender, Option<u32>),
}

enum Asked {
    Scenes,
    CompileTime,
    Pages,
    Page(PageContender),
    Drain(Scene, Contender),
}

pub(crate) fn parse() -> Result<Mode, Failure> {
    let mut asked = Asked::Scenes;
    let mut names: Vec<String> = Vec::new();
    let mut options = Options::default();
    let (mut responses, mut requests) = (1, pages::REQUESTS);
    let mut arguments = Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(Mode::Help),
            Arg::Long("compile-time") => asked = Asked::CompileTime,
            Arg::Long("pages") => asked = Asked::Pages,
            Arg::Long("page") => asked = Asked::Page(PageContender::by_name(&arguments.value()?.string()?)?),
            Arg::Long("drain") => {
                let (scene, contender) = contender(&mut arguments)?;
                asked = Asked::Drain(scene, contender);
            }
            Arg::Long("serve") => return served(&mut arguments),
            Arg::Long("instructions") => options.counts_only = true,
            Arg::Long("items") => options.items = Some(positive(&mut arguments)?),
            Arg::Long("rounds") => options.rounds = Some(positive(&mut arguments)?),
            Arg::Long("responses") => responses = positive(&mut arguments)?,
            Arg::Long("requests") => requests = positive(&mut arguments)?,
            Arg::Long("all") => names.extend(scene::all().iter().map(|scene| scene.name.to_owned())),
            Arg::Long("connections") => names.push(format!("connections-{}", arguments.value()?.string()?)),
            Arg::Long(name) => names.push(name.to_owned()),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(match asked {
        Asked::CompileTime => Mode::CompileTime,
        Asked::Pages => Mode::Pages { requests },
        Asked::Page(contender) => Mode::Page {
            contender,
            size: options.items.unwrap_or(20),
            requests,
        },
        Asked::Drain(scene, contender) => Mode::Drain {
            contender,
            items: options.items.unwrap_or(scene.load.items),
            responses,
        },
        Asked::Scenes => {
            if names.is_empty() {
                names = scene::DEFAULT.map(str::to_owned).into();
            }
            let scenes: Result<_, _> = names.iter().map(|name| scene::by_name(name)).collect();
            Mode::Scenes(scenes?, options)
        }
    })
}

/// How the program starts its servers: by a scene, and one of its contenders.
fn served(arguments: &mut Parser) -> Result<Mode, Failure> {
    let (scene, contender) = (arguments.value()?.string()?, arguments.value()?.string()?);
    #[cfg(feature = "sqlite")]
    if scene == pages::database::NAME {
        return Ok(Mode::Serve(pages::database::contender(&contender)?, None));
    }
    let scene = scene::by_name(&scene)?;
    Ok(Mode::Serve(scene.contender(&contender)?, scene.load.send_buffer))
}

fn contender(arguments: &mut Parser) -> Result<(Scene, Contender), Failure> {
    let scene = scene::by_name(&arguments.value()?.string()?)?;
    let contender = scene.contender(&arguments.value()?.string()?)?;
    Ok((scene, contender))
}

fn positive(arguments: &mut Parser) -> Result<u32, Failure> {
    match arguments.value()?.parse()? {
        0 => Err("a number above 0 is needed".into()),
        number => Ok(number),
    }
}
