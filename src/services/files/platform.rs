//! What each system does its own way: owners, modes, flags.

pub(super) use system::{
    append_options, check_private, is_same, make_dirs, owner_only, read_options, sync_dir,
};

#[cfg(unix)]
mod system {
    use super::super::refused;
    use rustix::fs::OFlags;
    use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
    use std::path::Path;

    pub(in super::super) fn make_dirs(path: &Path) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(path)
    }

    /// Refuses a folder that is not the person's alone to write in.
    pub(in super::super) fn check_private(path: &Path) -> io::Result<()> {
        let metadata = fs::symlink_metadata(path)?;
        if metadata.is_symlink() {
            return Err(refused(
                "it is a symbolic link, and nothing is written through links; name the folder itself \
                 (REGARDS_CONFIG_DIR, XDG_DATA_HOME, XDG_STATE_HOME)",
            ));
        }
        if !metadata.is_dir() {
            return Err(refused("it is not a folder"));
        }
        if metadata.uid() != rustix::process::geteuid().as_raw() {
            return Err(refused(format!("it belongs to another user (uid {})", metadata.uid())));
        }
        if metadata.mode() & 0o022 != 0 {
            return Err(refused(format!("others may write in it; run: chmod 700 {}", quoted(path))));
        }
        Ok(())
    }

    /// 0600 whatever the umask took away.
    pub(in super::super) fn owner_only(file: &File) -> io::Result<()> {
        file.set_permissions(Permissions::from_mode(0o600))
    }

    pub(in super::super) fn append_options() -> OpenOptions {
        let mut options = OpenOptions::new();
        // Without NONBLOCK, opening a pipe that took the file's place would wait for a reader.
        options.read(true).append(true).create(true).mode(0o600).custom_flags(flags(OFlags::NOFOLLOW));
        options
    }

    pub(in super::super) fn read_options() -> OpenOptions {
        let mut options = OpenOptions::new();
        options.read(true).custom_flags(flags(OFlags::empty()));
        options
    }

    fn flags(more: OFlags) -> i32 {
        (OFlags::NONBLOCK | OFlags::NOCTTY | more).bits() as i32
    }

    /// Makes a rename in a folder last. Some file systems cannot, and say so; that is no failure.
    pub(in super::super) fn sync_dir(path: &Path) -> io::Result<()> {
        match read_options().open(path)?.sync_all() {
            Err(error)
                if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
            {
                Ok(())
            }
            result => result,
        }
    }

    pub(in super::super) fn is_same(a: &Metadata, b: &Metadata) -> bool {
        (a.dev(), a.ino()) == (b.dev(), b.ino())
    }

    fn quoted(path: &Path) -> String {
        format!("'{}'", path.to_string_lossy().replace('\'', r"'\''"))
    }
}

#[cfg(not(unix))]
mod system {
    use super::super::refused;
    use std::fs::{self, File, Metadata, OpenOptions};
    use std::io;
    use std::path::Path;

    pub(in super::super) fn make_dirs(path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    /// Owners and modes are inherited from the person's own folder here.
    pub(in super::super) fn check_private(path: &Path) -> io::Result<()> {
        let metadata = fs::symlink_metadata(path)?;
        if metadata.is_dir() { Ok(()) } else { Err(refused("it is not a folder")) }
    }

    pub(in super::super) fn owner_only(_file: &File) -> io::Result<()> {
        Ok(())
    }

    pub(in super::super) fn append_options() -> OpenOptions {
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        options
    }

    pub(in super::super) fn read_options() -> OpenOptions {
        let mut options = OpenOptions::new();
        options.read(true);
        options
    }

    /// An open file cannot be removed here.
    pub(in super::super) fn is_same(_a: &Metadata, _b: &Metadata) -> bool {
        true
    }

    /// The system writes its directories through by itself.
    pub(in super::super) fn sync_dir(_path: &Path) -> io::Result<()> {
        Ok(())
    }
}
