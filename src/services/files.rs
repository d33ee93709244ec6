//! The only place that writes. A crash, a full disk or a power cut leaves the old bytes or the new ones.
//!
//! Files are 0600 and folders 0700 under any umask. Nothing is written through a symbolic link, into a folder
//! that others may write in, or over a file of another kind. Reading is bounded and opens nothing but regular
//! files, so neither a pipe nor a device can hang the program.

#![allow(clippy::disallowed_methods, reason = "this is where clippy.toml sends everybody else")]

mod platform;

use crate::domain::clean::escape_for_message;
use crate::domain::problem::Problem;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// A file or folder that could not be used: which, what for, why.
#[derive(Debug)]
pub struct FileFailure {
    /// The file or folder.
    pub path: PathBuf,
    /// What was tried, as in "cannot … it".
    pub doing: &'static str,
    /// Why not, with what to do about it where that is known.
    pub source: io::Error,
}

impl FileFailure {
    /// Whether there simply is no such file.
    pub fn is_missing(&self) -> bool {
        matches!(self.source.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
    }

    /// The same as a problem of that file.
    pub fn problem(&self) -> Problem {
        let source = escape_for_message(&self.source.to_string(), 400);
        Problem::new(shown(&self.path), format!("cannot {} it: {source}", self.doing))
    }
}

impl fmt::Display for FileFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = escape_for_message(&self.source.to_string(), 400);
        write!(f, "cannot {} {}: {source}", self.doing, shown(&self.path))
    }
}

impl std::error::Error for FileFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// A path as it may stand in a message.
pub fn shown(path: &Path) -> String {
    escape_for_message(&path.to_string_lossy(), 120)
}

/// Replaces a file's content, or makes the file. When this returns, the bytes are on the disk; when it fails,
/// the old ones are.
///
/// # Errors
/// The target is a symbolic link or no regular file, or the system refused.
pub fn atomic_write(path: &Path, bytes: &[u8]) -> Result<(), FileFailure> {
    let write = || {
        refuse_odd_target(path)?;
        let file = write_beside(path, bytes)?;
        file.persist(path).map_err(|failure| failure.error)?;
        platform::sync_dir(folder_of(path))
    };
    write().map_err(failed(path, "write"))
}

/// Makes a file that is not there yet. Otherwise as [`atomic_write`].
///
/// # Errors
/// Something of that name exists, or the system refused.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), FileFailure> {
    let write = || {
        let file = write_beside(path, bytes)?;
        file.persist_noclobber(path).map_err(|failure| failure.error)?;
        platform::sync_dir(folder_of(path))
    };
    write().map_err(failed(path, "make"))
}

/// Makes a folder that only its owner can use, with the folders above it, or checks the one that is there.
///
/// # Errors
/// It is a symbolic link, belongs to somebody else or lets others write; or the system refused.
pub fn private_dir(path: &Path) -> Result<(), FileFailure> {
    // A slash at the end would make the system follow a link.
    let path: PathBuf = path.components().collect();
    let make = || {
        if let Err(error) = fs::symlink_metadata(&path) {
            match error.kind() {
                io::ErrorKind::NotFound => platform::make_dirs(&path)?,
                _ => return Err(error),
            }
        }
        platform::check_private(&path)
    };
    make().map_err(failed(&path, "use"))
}

/// Makes or checks a folder and every folder between it and `root`, which are all the program's own.
///
/// # Errors
/// As [`private_dir`], for the first folder that fails.
pub fn private_tree(root: &Path, path: &Path) -> Result<(), FileFailure> {
    private_dir(root)?;
    let mut dir = root.to_path_buf();
    for part in path.strip_prefix(root).unwrap_or(Path::new("")) {
        dir.push(part);
        private_dir(&dir)?;
    }
    Ok(())
}

/// Opens a file for appending and reading, and makes it where it is missing.
///
/// # Errors
/// It is a symbolic link or no regular file, or the system refused.
pub fn append_open(path: &Path) -> Result<File, FileFailure> {
    let open = || {
        refuse_odd_target(path)?;
        let file = platform::append_options().open(path)?;
        refuse_irregular(&file.metadata()?)?;
        Ok(file)
    };
    open().map_err(failed(path, "open"))
}

/// A regular file's bytes, `max_bytes` of them at most. Links are followed.
///
/// # Errors
/// It is missing, no regular file or larger than that, or the system refused.
pub fn read_limited(path: &Path, max_bytes: u64) -> Result<Vec<u8>, FileFailure> {
    let read = || {
        let file = platform::read_options().open(path)?;
        let metadata = file.metadata()?;
        refuse_irregular(&metadata)?;
        refuse_larger(metadata.len(), max_bytes)?;
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
        file.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
        // It may have grown while it was read.
        refuse_larger(bytes.len() as u64, max_bytes)?;
        Ok(bytes)
    };
    read().map_err(failed(path, "read"))
}

/// Whether an open file is still the one at a path.
pub fn is_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(there)) => platform::is_same(&open, &there),
        _ => false,
    }
}

/// Removes a file; one that is not there is fine.
///
/// # Errors
/// The system refused.
pub fn remove(path: &Path) -> Result<(), FileFailure> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(path, "remove")(error)),
        _ => Ok(()),
    }
}

/// A file's text: UTF-8, without a byte order mark. `name` is the file as the person knows it.
///
/// # Errors
/// The first byte that is not UTF-8, with its line, column and offset.
pub fn utf8(bytes: Vec<u8>, name: &str) -> Result<String, Problem> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let (head, tail) = error.as_bytes().split_at(good);
        let head = String::from_utf8_lossy(head);
        let byte = tail.first().copied().unwrap_or_default();
        let (line, column) = place(&head, head.len());
        Problem::new(name, format!("not UTF-8: the byte 0x{byte:02x} at offset {good} is no text"))
            .at(line, column)
            .hint("Save the file as UTF-8")
    })?;
    match text.strip_prefix('\u{feff}') {
        Some(rest) => Ok(rest.to_string()),
        None => Ok(text),
    }
}

/// The line and column, both from 1 and in characters, of a byte offset.
pub fn place(text: &str, offset: usize) -> (usize, usize) {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    let line_start = head.rfind('\n').map_or(0, |at| at + 1);
    (head.matches('\n').count() + 1, head[line_start..].chars().count() + 1)
}

/// A new file with those bytes in the folder of `path`, safe on the disk under a name of its own.
fn write_beside(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    // A slash at the end names a folder.
    if path.file_name().is_none() || path.as_os_str().to_string_lossy().ends_with('/') {
        return Err(refused("it has no file name"));
    }
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder_of(path))?;
    platform::owner_only(file.as_file())?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// How the names of unfinished files begin.
const TEMPORARY: &str = ".regards-";

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn refuse_odd_target(path: &Path) -> io::Result<()> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    if metadata.is_symlink() {
        return Err(refused(
            "it is a symbolic link, and nothing is written through links; name the file itself",
        ));
    }
    refuse_irregular(&metadata)
}

fn refuse_irregular(metadata: &fs::Metadata) -> io::Result<()> {
    if metadata.is_dir() {
        return Err(refused("it is a folder"));
    }
    if metadata.is_file() { Ok(()) } else { Err(refused("it is not a regular file")) }
}

fn refuse_larger(bytes: u64, max_bytes: u64) -> io::Result<()> {
    if bytes > max_bytes {
        return Err(refused(format!("it has {bytes} bytes; the limit is {max_bytes}")));
    }
    Ok(())
}

fn refused(why: impl Into<String>) -> io::Error {
    io::Error::other(why.into())
}

fn failed(path: &Path, doing: &'static str) -> impl FnOnce(io::Error) -> FileFailure {
    let path = path.to_path_buf();
    move |source| FileFailure { path, doing, source }
}

#[cfg(all(test, unix))]
pub(crate) mod tests;
