//! Cargo's build script: lists the files that are embedded, and compiles the shipped rule pack into the
//! program, so that it is ready in a moment.
#![allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
#![allow(unused_imports, reason = "what these modules offer is for the program")]
#![allow(dead_code, reason = "it uses the part of these modules that reads and compiles packs")]
#![allow(
    clippy::disallowed_methods,
    reason = "what it writes is cargo's to keep, and a torn file is written anew"
)]

/// The parts of the program that the compiling needs, at the paths that they name one another by.
mod domain {
    pub mod problem;
    pub mod style;
}
mod compose {
    pub mod toml_reader;
    pub mod tone {
        pub mod pack;
        pub mod pattern;
        pub mod policy;
    }
}

use compose::tone::pack::{Compiled, File, compile, merge, read, read_sources};
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const WATCHED: &[&str] = &[
    "templates",
    "assets/packs/core",
    "assets/sources.toml",
    "src/compose/tone",
    "src/compose/toml_reader.rs",
];

fn main() -> Result<(), Box<dyn Error>> {
    for watched in WATCHED {
        println!("cargo:rerun-if-changed={watched}");
    }
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("shipped.rs"), table(&root.join("templates"))?)?;
    fs::write(out.join("core_files.rs"), table(&root.join("assets/packs/core"))?)?;
    let compiled = core(&root)?;
    fs::write(out.join("core.json"), serde_json::to_string(&compiled)?)?;
    fs::write(out.join("core.bin"), postcard::to_allocvec(&compiled.program)?)?;
    Ok(())
}

/// The files of a folder and of those in it, as a Rust expression: names with `/`, and texts.
fn table(root: &Path) -> io::Result<String> {
    let mut table = String::from("&[\n");
    for (name, file) in files(root)? {
        // The compiler refuses a text that is not UTF-8; nothing is left to be checked at the start.
        writeln!(table, "    ({name:?}, include_str!({file:?})),").map_err(io::Error::other)?;
    }
    Ok(table + "]\n")
}

/// The files one level below a folder, and those in it, by name.
fn files(root: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for path in sorted(root)? {
        let inner = if path.is_dir() { sorted(&path)? } else { Vec::new() };
        for file in inner.into_iter().chain([path]).filter(|path| path.is_file()) {
            let name =
                file.strip_prefix(root).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
            found.push((name, file));
        }
    }
    Ok(found)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// The shipped pack, compiled.
fn core(root: &Path) -> Result<Compiled, Box<dyn Error>> {
    let mut texts = Vec::new();
    for (name, path) in files(&root.join("assets/packs/core"))? {
        texts.push(File { path: format!("assets/packs/core/{name}"), name, text: fs::read_to_string(path)? });
    }
    let (pack, mut problems) = read("core", &texts);
    let (merged, wrong) = merge(vec![pack]);
    problems.extend(wrong);
    let sources = "assets/sources.toml";
    let (advice, wrong) = read_sources(sources, &fs::read_to_string(root.join(sources))?);
    problems.extend(wrong);
    let (compiled, wrong) = compile(merged, advice);
    problems.extend(wrong);
    // A broken shipped pack must not stop the work on it: tests name every problem and fail.
    for problem in problems {
        println!("cargo:warning={problem}");
    }
    Ok(compiled)
}
