//! Cargo's build script: compiles the shipped rule pack into the program, so that it is ready in a moment.
//!
//! Templates are embedded when the program is built, so a new one must build it again.
#![allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
#![allow(unused_imports, reason = "what these modules offer is for the program")]
#![allow(dead_code, reason = "it uses the part of these modules that reads and compiles packs")]
#![allow(clippy::disallowed_methods, reason = "what it writes is cargo's to keep")]

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

use compose::tone::pack::{File, compile, merge, read, read_sources};
use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    for watched in [
        "templates",
        "assets/packs/core",
        "assets/sources.toml",
        "src/compose/tone",
        "src/compose/toml_reader.rs",
    ] {
        println!("cargo:rerun-if-changed={watched}");
    }
    let mut files = Vec::new();
    gather(Path::new("assets/packs/core"), "", &mut files)?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let (pack, mut problems) = read("core", &files);
    let (merged, wrong) = merge(vec![pack]);
    problems.extend(wrong);
    let (advice, wrong) = read_sources("assets/sources.toml", &fs::read_to_string("assets/sources.toml")?);
    problems.extend(wrong);
    let (compiled, wrong) = compile(merged, advice);
    problems.extend(wrong);
    // A broken shipped pack must not stop the work on it: tests name every problem and fail.
    for problem in problems {
        println!("cargo:warning={problem}");
    }
    let target = Path::new(&env::var("OUT_DIR")?).join("core.json");
    fs::write(target, serde_json::to_string(&compiled)?)?;
    Ok(())
}

fn gather(folder: &Path, inside: &str, files: &mut Vec<File>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{inside}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            gather(&entry.path(), &format!("{name}/"), files)?;
        } else if name.ends_with(".toml") {
            files.push(File {
                path: format!("assets/packs/core/{name}"),
                name,
                text: fs::read_to_string(entry.path())?,
            });
        }
    }
    Ok(())
}
