//! By which name a crate depends on Velithon, as its `Cargo.toml` says.

use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::SystemTime,
};

/// The manifest that was read last, where it has Velithon by its own name: all handlers of a crate ask, and an editor expands many crates
/// in one process. Another name may come from the workspace's manifest, and is looked for each time.
static KNOWN: Mutex<Option<Read>> = Mutex::new(None);

#[derive(PartialEq)]
struct Read {
    manifest: PathBuf,
    written: Option<SystemTime>,
}

/// How Velithon is called.
#[derive(Debug, PartialEq)]
pub(super) enum Name {
    /// By its own name, or nobody knows.
    Own,
    /// By another name, as `name = { package = "velithon" }`.
    Renamed(String),
    /// The crate does not depend on it.
    Missing,
}

impl Name {
    /// The name in the crate that is being compiled. Without a `Cargo.toml`, as other build tools have it, nobody knows.
    pub(super) fn find() -> Self {
        let Some(folder) = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) else {
            return Self::Own;
        };
        let manifest = folder.join("Cargo.toml");
        let written = fs::metadata(&manifest).and_then(|file| file.modified()).ok();
        let read = Read { manifest, written };
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if known.as_ref() == Some(&read) {
            return Self::Own;
        }
        let Ok(text) = fs::read_to_string(&read.manifest) else {
            return Self::Own;
        };
        let name = Self::of(&text, || workspace_of(&folder));
        if name == Self::Own {
            *known = Some(read);
        }
        name
    }

    fn of(manifest: &str, workspace: impl FnOnce() -> Option<String>) -> Self {
        let dependencies = dependencies(manifest, |section| {
            section.ends_with("dependencies") && !section.starts_with("workspace")
        });
        let is_velithon = |dependency: &&Dependency| dependency.name == "velithon";
        if dependencies.iter().any(|dependency| is_velithon(&dependency)) || is_package(manifest) {
            return Self::Own;
        }
        let renamed = dependencies.iter().find(|dependency| dependency.is_velithon);
        if let Some(renamed) = renamed {
            return Self::Renamed(renamed.name.replace('-', "_"));
        }
        let inherited = workspace().and_then(|workspace| {
            let all = self::dependencies(&workspace, |section| section == "workspace.dependencies");
            let named = all.into_iter().find(|dependency| dependency.is_velithon)?;
            dependencies
                .iter()
                .any(|dependency| dependency.name == named.name)
                .then_some(named.name)
        });
        inherited.map_or(Self::Missing, |name| Self::Renamed(name.replace('-', "_")))
    }
}

/// The manifest of the workspace that a folder is in.
fn workspace_of(folder: &Path) -> Option<String> {
    let mut manifests = folder
        .ancestors()
        .map(|folder| fs::read_to_string(folder.join("Cargo.toml")).ok());
    manifests.find_map(|manifest| manifest.filter(|manifest| manifest.contains("[workspace")))
}

/// Velithon's own tests and documentation call it as everybody does.
fn is_package(manifest: &str) -> bool {
    manifest
        .lines()
        .any(|line| line.replace(' ', "") == "name=\"velithon\"")
}

struct Dependency {
    name: String,
    is_velithon: bool,
}

/// The dependencies of the sections that are asked for, of `[dependencies]` as well as of `[dependencies.name]`.
fn dependencies(manifest: &str, is_asked: impl Fn(&str) -> bool) -> Vec<Dependency> {
    let mut found: Vec<Dependency> = Vec::new();
    let mut section = String::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            header.trim_end_matches(']').clone_into(&mut section);
            if let Some((parent, name)) = section.rsplit_once('.')
                && is_asked(parent)
            {
                found.push(Dependency {
                    name: unquoted(name),
                    is_velithon: false,
                });
            }
        } else if is_asked(&section)
            && let Some((name, value)) = line.split_once('=')
        {
            let name = name.split('.').next().unwrap_or(name);
            found.push(Dependency {
                name: unquoted(name),
                is_velithon: names_velithon(value),
            });
        } else if section.rsplit_once('.').is_some_and(|(parent, _)| is_asked(parent))
            && names_velithon(line)
            && let Some(last) = found.last_mut()
        {
            last.is_velithon = true;
        }
    }
    found
}

fn names_velithon(text: &str) -> bool {
    text.replace([' ', '\t'], "").contains("package=\"velithon\"")
}

fn unquoted(name: &str) -> String {
    name.trim().trim_matches('"').to_owned()
}

#[cfg(test)]
mod tests {
    use super::Name;

    fn name(manifest: &str) -> Name {
        Name::of(manifest, || None)
    }

    #[test]
    fn a_dependency_by_its_own_name_is_found_however_it_is_written() {
        for manifest in [
            "[dependencies]\nvelithon = \"0.1\"",
            "[dev-dependencies]\nvelithon.workspace = true",
            "[dependencies.velithon]\nversion = \"0.1\"",
            "[target.'cfg(unix)'.dependencies]\n\"velithon\" = { path = \"..\" }",
            "[package]\nname = \"velithon\"",
        ] {
            assert_eq!(name(manifest), Name::Own, "{manifest}");
        }
    }

    #[test]
    fn a_renamed_dependency_is_found() {
        for manifest in [
            "[dependencies]\nthe-api = { version = \"0.1\", package = \"velithon\" }",
            "[dependencies.the-api]\nversion = \"0.1\"\npackage = \"velithon\"",
        ] {
            assert_eq!(name(manifest), Name::Renamed("the_api".to_owned()), "{manifest}");
        }
    }

    #[test]
    fn a_dependency_that_the_workspace_renames_is_found() {
        let workspace = "[workspace]\n[workspace.dependencies]\napi = { package = \"velithon\", version = \"0.1\" }";
        let manifest = "[dependencies]\napi = { workspace = true }";
        let found = Name::of(manifest, || Some(workspace.to_owned()));
        assert_eq!(found, Name::Renamed("api".to_owned()));
    }

    #[test]
    fn a_crate_without_the_dependency_is_told() {
        assert_eq!(name("[dependencies]\nserde = \"1\""), Name::Missing);
    }
}
