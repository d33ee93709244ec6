//! x
fn main() {
    if let Some(status) = regards::services::clipboard::run_holder_if_asked() {
        std::process::exit(status);
    }
}
