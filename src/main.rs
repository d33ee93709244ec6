//! The program: a clipboard holder if it was started as one, else what the arguments ask for.

use regards::cli;
use regards::services::clipboard;

fn main() {
    if let Some(status) = clipboard::run_holder_if_asked() {
        std::process::exit(status);
    }
    std::process::exit(cli::run(std::env::args_os()));
}
