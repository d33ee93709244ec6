//! The program.

use regards::services::clipboard;

fn main() {
    if let Some(status) = clipboard::run_holder_if_asked() {
        std::process::exit(status);
    }
}
