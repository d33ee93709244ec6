//! Cargo's build script: templates are embedded when the program is built, so a new one must build it again.
#![allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]

fn main() {
    println!("cargo:rerun-if-changed=templates");
}
