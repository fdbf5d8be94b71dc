//! The command line: what is asked for, and which flags go together.

use lexopt::{Arg, Parser, ValueExt};

use crate::{
    contenders::Contender,
    failure::Failure,
    pages::{self, PageContender},
    run::Options,
    scene::Scene,
    scenes,
};

pub(crate) const HELP: &str = include_str!("help.txt");

pub(crate) enum Mode {
    Help,
    Scenes(Vec<Scene>, Options),
    CompileTime {
        keep: bool,
    },
    Pages {
        requests: Option<u32>,
        rounds: Option<u32>,
        counts_only: bool,
        keep: bool,
    },
    #[cfg(feature = "postgres")]
    Exports {
        items: Option<u32>,
        rounds: Option<u32>,
        keep: bool,
    },
    Page {
        contender: PageContender,
        size: u32,
        requests: u32,
    },
    /// A page of the database: the contender's name, and the path that it is asked for.
    #[cfg(feature = "sqlite")]
    DatabasePage {
        contender: String,
        path: String,
        requests: u32,
    },
    Drain {
        contender: Contender,
        items: u32,
        responses: u32,
        /// How many bytes each response has to have.
        bytes: Option<usize>,
    },
    /// How the program starts its servers: who serves, and how much a connection takes in at most.
    Serve(Contender, Option<u32>),
}

/// A run of its own, instead of scenes.
#[derive(Clone)]
enum Asked {
    CompileTime,
    Pages,
    #[cfg(feature = "postgres")]
    Exports,
    Page(PageContender),
    #[cfg(feature = "sqlite")]
    DatabasePage(String, String),
    /// The items of the contender's scene, which are drained unless `--items` says otherwise, and the contender.
    Drain(u32, Contender),
}

impl Asked {
    /// The flag that asks for it.
    fn flag(&self) -> &'static str {
        match self {
            Self::CompileTime => "--compile-time",
            Self::Pages => "--pages",
            #[cfg(feature = "postgres")]
            Self::Exports => "--exports",
            Self::Page(_) => "--page",
            #[cfg(feature = "sqlite")]
            Self::DatabasePage(..) => "--database-page",
            Self::Drain(..) => "--drain",
        }
    }

    /// The options that change something about it.
    fn options(&self) -> &'static [&'static str] {
        match self {
            Self::CompileTime => &["--no-keep"],
            Self::Pages if cfg!(feature = "sqlite") => &["--requests", "--rounds", "--instructions", "--no-keep"],
            Self::Pages => &["--requests", "--instructions", "--no-keep"],
            #[cfg(feature = "postgres")]
            Self::Exports => &["--items", "--rounds", "--no-keep"],
            Self::Page(_) => &["--items", "--requests"],
            #[cfg(feature = "sqlite")]
            Self::DatabasePage(..) => &["--requests"],
            Self::Drain(..) => &["--items", "--responses", "--bytes"],
        }
    }
}

pub(crate) fn parse() -> Result<Mode, Failure> {
    parsed(Parser::from_env())
}

fn parsed(mut arguments: Parser) -> Result<Mode, Failure> {
    let (mut asked, mut flags, mut given): (Option<Asked>, Vec<String>, _) = (None, Vec::new(), Given::default());
    while let Some(argument) = arguments.next()? {
        let mode = match argument {
            Arg::Short('h') => return Ok(Mode::Help),
            Arg::Long(name) => match name.to_owned().as_str() {
                "help" => return Ok(Mode::Help),
                "serve" => return served(&mut arguments),
                "compile-time" => Asked::CompileTime,
                "pages" => Asked::Pages,
                #[cfg(feature = "postgres")]
                "exports" => Asked::Exports,
                "page" => Asked::Page(PageContender::by_name(&arguments.value()?.string()?)?),
                #[cfg(feature = "sqlite")]
                "database-page" => Asked::DatabasePage(arguments.value()?.string()?, arguments.value()?.string()?),
                "drain" => {
                    let (scene, contender) = contender(&mut arguments)?;
                    Asked::Drain(scene.load.items, contender)
                }
                name => {
                    if !given.take(name, &mut arguments)? {
                        flags.extend(scene_flags(name, &mut arguments)?);
                    }
                    continue;
                }
            },
            other => return Err(other.unexpected().into()),
        };
        if let Some(other) = asked.replace(mode) {
            return Err(format!(
                "`{}` is a run of its own: nothing else can be asked for in it",
                other.flag()
            )
            .into());
        }
    }
    let Some(asked) = asked else {
        return given.scenes(flags);
    };
    if let Some(flag) = flags.first() {
        return Err(format!("`{flag}` asks for a scene, `{}` is a run of its own", asked.flag()).into());
    }
    given.mode(&asked)
}

/// The flags of the scenes that a flag asks for.
fn scene_flags(name: &str, arguments: &mut Parser) -> Result<Vec<String>, Failure> {
    Ok(match name {
        "all" => scenes::all().into_iter().map(|scene| scene.flag).collect(),
        "connections" => vec![format!("--connections {}", arguments.value()?.string()?)],
        name => vec![format!("--{name}")],
    })
}

/// The options of the command line, with their names as they were written.
#[derive(Default)]
struct Given {
    names: Vec<String>,
    of_scenes: Options,
    responses: Option<u32>,
    requests: Option<u32>,
    bytes: Option<usize>,
}

impl Given {
    /// Takes an option; returns whether `name` is one.
    fn take(&mut self, name: &str, arguments: &mut Parser) -> Result<bool, Failure> {
        match name {
            "instructions" => self.of_scenes.counts_only = true,
            "no-keep" => self.of_scenes.no_keep = true,
            "items" => self.of_scenes.items = Some(positive(arguments)?),
            "rounds" => self.of_scenes.rounds = Some(positive(arguments)?),
            "responses" => self.responses = Some(positive(arguments)?),
            "requests" => self.requests = Some(positive(arguments)?),
            "bytes" => self.bytes = Some(arguments.value()?.parse()?),
            _ => return Ok(false),
        }
        self.names.push(format!("--{name}"));
        Ok(true)
    }

    fn scenes(self, mut flags: Vec<String>) -> Result<Mode, Failure> {
        if flags.is_empty() {
            flags = scenes::DEFAULT.map(str::to_owned).into();
        }
        let scenes: Result<_, _> = flags.iter().map(|flag| scenes::by_flag(flag)).collect();
        let scenes = scenes?;
        if self.of_scenes.counts_only {
            self.allow("scenes with `--instructions`", &["--instructions", "--no-keep"])?;
        } else {
            self.allow("scenes", &["--items", "--rounds", "--no-keep"])?;
        }
        Ok(Mode::Scenes(scenes, self.of_scenes))
    }

    fn mode(self, asked: &Asked) -> Result<Mode, Failure> {
        self.allow(&format!("`{}`", asked.flag()), asked.options())?;
        let Options {
            items,
            rounds,
            no_keep,
            counts_only,
        } = self.of_scenes;
        Ok(match *asked {
            Asked::CompileTime => Mode::CompileTime { keep: !no_keep },
            Asked::Pages => Mode::Pages {
                requests: self.requests,
                rounds,
                counts_only,
                keep: !no_keep,
            },
            #[cfg(feature = "postgres")]
            Asked::Exports => Mode::Exports {
                items,
                rounds,
                keep: !no_keep,
            },
            #[cfg(feature = "sqlite")]
            Asked::DatabasePage(ref contender, ref path) => Mode::DatabasePage {
                contender: contender.clone(),
                path: path.clone(),
                requests: self.requests.unwrap_or(pages::REQUESTS),
            },
            Asked::Page(contender) => Mode::Page {
                contender,
                size: items.unwrap_or(20),
                requests: self.requests.unwrap_or(pages::REQUESTS),
            },
            Asked::Drain(of_scene, contender) => Mode::Drain {
                contender,
                items: items.unwrap_or(of_scene),
                responses: self.responses.unwrap_or(1),
                bytes: self.bytes,
            },
        })
    }

    /// Refuses options that would change nothing in the run.
    fn allow(&self, what: &str, options: &[&str]) -> Result<(), Failure> {
        match self.names.iter().find(|name| !options.contains(&name.as_str())) {
            Some(name) => Err(format!("`{name}` changes nothing in {what}: there is {}", options.join(", ")).into()),
            None => Ok(()),
        }
    }
}

/// How the program starts its servers: by a scene, and one of its contenders.
fn served(arguments: &mut Parser) -> Result<Mode, Failure> {
    let (scene, contender) = (arguments.value()?.string()?, arguments.value()?.string()?);
    #[cfg(feature = "sqlite")]
    if scene == pages::database::NAME {
        return Ok(Mode::Serve(pages::database::contender(&contender)?, None));
    }
    #[cfg(feature = "postgres")]
    if let Some(contender) = crate::exports::contender(&scene, &contender) {
        return Ok(Mode::Serve(contender, None));
    }
    let scene = scenes::by_name(&scene)?;
    Ok(Mode::Serve(scene.contender(&contender)?, scene.load.send_buffer))
}

fn contender(arguments: &mut Parser) -> Result<(Scene, Contender), Failure> {
    let scene = scenes::by_name(&arguments.value()?.string()?)?;
    let contender = scene.contender(&arguments.value()?.string()?)?;
    Ok((scene, contender))
}

fn positive(arguments: &mut Parser) -> Result<u32, Failure> {
    match arguments.value()?.parse()? {
        0 => Err("a number above 0 is needed".into()),
        number => Ok(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(arguments: &str) -> Result<Mode, String> {
        parsed(Parser::from_args(arguments.split_whitespace())).map_err(|error| error.to_string())
    }

    #[test]
    fn flags_without_a_meaning_together_are_refused() {
        for arguments in [
            "--pages --small",
            "--pages --items 3",
            "--pages --compile-time",
            "--compile-time --rounds 3",
            "--small --requests 3",
            "--instructions --rounds 3",
            "--drain small loop --no-keep",
            "--connections 9",
            "--no-such-scene",
            "--rounds 0",
        ] {
            assert!(of(arguments).is_err(), "{arguments}");
        }
    }

    #[test]
    fn flags_are_honoured() {
        let Ok(Mode::Scenes(scenes, options)) = of("--connections 8 --floats --rounds 3 --no-keep") else {
            panic!("scenes are asked for");
        };
        let names: Vec<_> = scenes.iter().map(|scene| scene.name).collect();
        assert_eq!(names, ["connections-8", "floats"]);
        assert_eq!((options.rounds, options.no_keep), (Some(3), true));
        let pages = of("--pages --requests 5 --no-keep");
        let Ok(Mode::Pages {
            requests: Some(5),
            rounds: None,
            counts_only: false,
            keep: false,
        }) = pages
        else {
            panic!("pages are asked for");
        };
        let Ok(Mode::Scenes(scenes, _)) = of("") else {
            panic!("scenes are the default");
        };
        assert!(scenes.iter().map(|scene| &*scene.flag).eq(scenes::DEFAULT));
    }
}
