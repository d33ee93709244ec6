//! The place for texts whose arrival in a clipboard is not certain: private files in the state directory.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::services::clock;

use super::outcome::shown_path;

/// Saves `text` and gives the place, or a sentence that says why not. The same text is saved once.
pub fn save(text: &str, copies: &Path) -> Result<PathBuf, String> {
    private_dir(copies)
        .and_then(|()| match saved_before(text, copies) {
            Some(path) => Ok(path),
            None => save_new(text, copies, &clock::now().strftime("%Y-%m-%d-%H%M%S").to_string()),
        })
        .map_err(|error| format!("It could not be saved in {} ({}).", shown_path(copies), error.kind()))
}

fn saved_before(text: &str, copies: &Path) -> Option<PathBuf> {
    let same = |entry: &fs::DirEntry| {
        // The metadata of an entry does not follow a link.
        entry.metadata().is_ok_and(|about| about.is_file() && about.len() == text.len() as u64)
            && entry.path().extension().is_some_and(|extension| extension == "txt")
            && fs::read(entry.path()).is_ok_and(|bytes| bytes == text.as_bytes())
    };
    fs::read_dir(copies).ok()?.flatten().find(same).map(|entry| entry.path())
}

/// Whole or not at all, never over another file, readable by the person alone.
fn save_new(text: &str, copies: &Path, moment: &str) -> io::Result<PathBuf> {
    let mut temporary = tempfile::Builder::new().prefix(".letter-").tempfile_in(copies)?;
    temporary.write_all(text.as_bytes())?;
    temporary.as_file().sync_all()?;
    let mut number = 1;
    loop {
        let suffix = if number == 1 { String::new() } else { format!("-{number}") };
        let path = copies.join(format!("letter-{moment}{suffix}.txt"));
        match temporary.persist_noclobber(&path) {
            Ok(_) => {
                sync_directory(copies);
                return Ok(path);
            }
            Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists && number < 1000 => {
                temporary = taken.file;
                number += 1;
            }
            Err(other) => return Err(other.error),
        }
    }
}

#[cfg(unix)]
fn sync_directory(directory: &Path) {
    // The text is there; only its name could still be lost with the power.
    let _ = fs::File::open(directory).and_then(|directory| directory.sync_all());
}

#[cfg(not(unix))]
fn sync_directory(_directory: &Path) {}

/// Makes the directory for this user alone. One that is somebody else's, or a link, is refused.
#[cfg(unix)]
fn private_dir(directory: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};

    fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    let about = fs::symlink_metadata(directory)?;
    if !about.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    if about.uid() != rustix::process::geteuid().as_raw() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    if about.mode() & 0o077 != 0 {
        fs::set_permissions(directory, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn private_dir(directory: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).create(directory)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn copies_are_private_and_never_replace_one_another() {
        let state = tempfile::tempdir().expect("a temporary directory");
        let copies = state.path().join("regards/copies");
        let first = save_new_in(&copies, "first");
        let second = save_new_in(&copies, "second");
        assert_ne!(first, second);
        for (path, text) in [(first, "first"), (second, "second")] {
            assert_eq!(fs::read_to_string(&path).expect("saved"), text);
            assert_eq!(fs::metadata(&path).expect("saved").mode() & 0o777, 0o600);
        }
        assert_eq!(fs::metadata(&copies).expect("made").mode() & 0o777, 0o700);
        assert_eq!(fs::read_dir(&copies).expect("made").count(), 2, "no temporary file stays");
    }

    fn save_new_in(copies: &Path, text: &str) -> PathBuf {
        private_dir(copies).and_then(|()| save_new(text, copies, "2026-11-24-120000")).expect("saved")
    }

    #[test]
    fn the_same_text_is_saved_once() {
        let copies = tempfile::tempdir().expect("a temporary directory");
        let first = save("Dear Ada", copies.path());
        assert_eq!(save("Dear Ada", copies.path()), first);
        assert_ne!(save("Dear Bob", copies.path()), first);
    }

    #[test]
    fn a_loose_directory_is_made_private() {
        let copies = tempfile::tempdir().expect("a temporary directory");
        fs::set_permissions(copies.path(), fs::Permissions::from_mode(0o777)).expect("ours");
        save("Dear Ada", copies.path()).expect("saved");
        assert_eq!(fs::metadata(copies.path()).expect("there").mode() & 0o777, 0o700);
    }

    #[test]
    fn links_are_not_followed() {
        let state = tempfile::tempdir().expect("a temporary directory");
        let elsewhere = state.path().join("elsewhere");
        fs::DirBuilder::new().create(&elsewhere).expect("made");
        let link = state.path().join("copies");
        symlink(&elsewhere, &link).expect("linked");
        let refused = save("Dear Ada", &link).expect_err("a link");
        assert!(refused.starts_with("It could not be saved in "), "{refused}");
        assert_eq!(fs::read_dir(&elsewhere).expect("there").count(), 0);
    }
}
