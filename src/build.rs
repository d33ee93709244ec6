//! Cargo's build script: lists the templates, so that they are embedded when the program is built.
#![allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
#![allow(clippy::disallowed_methods, reason = "a list that is torn is written anew")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=templates");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("templates");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("shipped.rs");
    fs::write(out, table(&root)?)
}

/// The files one level below the folder, as a Rust expression: names with `/`, and texts.
fn table(root: &Path) -> io::Result<String> {
    let mut table = String::from("&[\n");
    for folder in sorted(root)?.iter().filter(|path| path.is_dir()) {
        for file in sorted(folder)?.iter().filter(|path| path.is_file()) {
            let parts = [folder, file].map(|path| path.file_name().unwrap_or_default().to_string_lossy());
            // The compiler refuses a text that is not UTF-8; nothing is left to be checked at the start.
            let line = writeln!(table, "    ({:?}, include_str!({file:?})),", parts.join("/"));
            line.map_err(io::Error::other)?;
        }
    }
    Ok(table + "]\n")
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
