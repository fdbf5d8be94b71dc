//! Writes a module for each block of Rust in the documentation, of what a reader sees of it: lines that rustdoc hides are left
//! out. The lines of a module have the numbers that they have in their file, so that a compile error leads there.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// The files, and folders of files, whose blocks are read.
const SOURCES: [&str; 8] = [
    "README.md",
    "docs",
    "src",
    "velithon-client/README.md",
    "velithon-client/src",
    "velithon-macros/docs",
    "velithon-macros/src",
    "velithon-runtime/src",
];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut modules = String::new();
    let mut blocks = 0;
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", root.join(source).display());
        for file in files(&root.join(source))? {
            let name = file.strip_prefix(&root)?.display().to_string();
            for block in blocks_of(&fs::read_to_string(&file)?, &name)? {
                let module = format!("{}_line_{}", identifier(&name), block.line);
                let path = out.join(&module).with_extension("rs");
                fs::write(&path, block.module())?;
                writeln!(modules, "#[path = {:?}]\nmod {module};", path.display().to_string())?;
                blocks += 1;
            }
        }
    }
    if blocks == 0 {
        return Err("no block of code was found".into());
    }
    println!("cargo::rustc-env=VELITHON_BLOCKS={blocks}");
    fs::write(out.join("blocks.rs"), modules)?;
    Ok(())
}

/// The file itself, or all files of Rust and Markdown in a folder, in the order of their names.
fn files(place: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    if place.is_file() {
        return Ok(vec![place.to_owned()]);
    }
    let mut entries: Vec<_> = fs::read_dir(place)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    entries.sort();
    let mut found = Vec::new();
    for entry in entries {
        if entry.is_dir() || entry.extension().is_some_and(|kind| kind == "rs" || kind == "md") {
            found.extend(files(&entry)?);
        }
    }
    Ok(found)
}

fn identifier(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '_'
            }
        })
        .collect()
}

struct Block {
    /// The line of its first row of code, from 1 on.
    line: usize,
    code: Vec<String>,
}

impl Block {
    /// A module of it. A block without a `main` is the inside of a function, as rustdoc has it.
    fn module(&self) -> String {
        let code = self.code.join("\n");
        let (before, after) = if code.contains("fn main(") {
            ("", "")
        } else {
            (
                "async fn block() -> Result<(), Box<dyn std::error::Error>> {",
                "\nOk(()) }",
            )
        };
        format!("{}{before}\n{code}{after}\n", "\n".repeat(self.line.saturating_sub(2)))
    }
}

/// The blocks of Rust in a file, out of its doc comments where it is Rust itself.
fn blocks_of(text: &str, name: &str) -> Result<Vec<Block>, String> {
    let is_code = name.ends_with(".rs");
    let (mut blocks, mut open): (Vec<Block>, Option<(bool, String, Block)>) = (Vec::new(), None);
    for (index, line) in text.lines().enumerate() {
        let shown = match (is_code, comment(line)) {
            (false, _) => line,
            (true, Some(shown)) => shown,
            (true, None) => continue,
        };
        let fence = shown.trim_start().strip_prefix("```");
        match (&mut open, fence) {
            (None, Some(language)) => {
                let mut words = language.split(',').map(str::trim);
                let is_rust = words
                    .all(|word| matches!(word, "rust" | "no_run" | "should_panic") || (is_code && word.is_empty()));
                if language.contains("ignore") || (language.trim().is_empty() && !is_code) {
                    return Err(format!(
                        "{name}:{}: write the language of the block, and no `ignore`",
                        index + 1
                    ));
                }
                let indent = shown[..shown.len() - shown.trim_start().len()].to_owned();
                let block = Block {
                    line: index + 2,
                    code: Vec::new(),
                };
                open = Some((is_rust, indent, block));
            }
            (Some(_), Some(_)) => {
                if let Some((true, _, block)) = open.take() {
                    blocks.push(block);
                }
            }
            (Some((_, indent, block)), None) => {
                let row = shown.strip_prefix(indent.as_str()).unwrap_or(shown);
                // What rustdoc hides. The line stays, so that those behind it keep their numbers.
                let is_hidden = row.trim() == "#" || row.trim_start().starts_with("# ");
                block.code.push(if is_hidden { String::new() } else { row.to_owned() });
            }
            (None, None) => {}
        }
    }
    match open {
        Some((_, _, block)) => Err(format!("{name}:{}: this block does not end", block.line - 1)),
        None => Ok(blocks),
    }
}

/// The text of a doc comment.
fn comment(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let text = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))?;
    Some(text.strip_prefix(' ').unwrap_or(text))
}
