//! Embedded templates are read when the program is built; a new file must build it again.

fn main() {
    println!("cargo:rerun-if-changed=templates");
}
