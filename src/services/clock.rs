//! What day and time it is where the person sits.

use super::files;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Larger than any time zone's file.
const MOST_BYTES: u64 = 256 * 1024;

/// Now, in the local time zone.
pub fn now() -> Zoned {
    Timestamp::now().to_zoned(zone().clone())
}

/// Today, in the local time zone.
pub fn today() -> Date {
    now().date()
}

/// The local time zone. It is read from its one file: finding its name, as the library does, would walk the
/// whole folder of zones before the first frame.
pub fn zone() -> &'static TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    ZONE.get_or_init(|| from_file(std::env::var("TZ").ok().as_deref()).unwrap_or_else(TimeZone::system))
}

fn from_file(setting: Option<&str>) -> Option<TimeZone> {
    if cfg!(not(unix)) {
        return None;
    }
    let path = match setting.map(|setting| setting.trim_start_matches(':')) {
        None | Some("") => PathBuf::from("/etc/localtime"),
        Some(name) if name.contains("..") => return None,
        Some(name) => Path::new("/usr/share/zoneinfo").join(name),
    };
    let bytes = files::read_limited(&path, MOST_BYTES).ok()?;
    TimeZone::tzif("local", &bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_is_the_one_that_the_library_finds() {
        let at = |zone: TimeZone| Timestamp::UNIX_EPOCH.to_zoned(zone).datetime();
        assert_eq!(at(zone().clone()), at(TimeZone::system()));
        assert_eq!(from_file(Some("../../etc/passwd")), None);
        assert_eq!(from_file(Some("No/Such_Zone")), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_named_zone_has_its_own_hours() {
        // Machines without a folder of zones fall back to the library.
        let Some(zone) = from_file(Some("Asia/Tokyo")) else { return };
        assert_eq!(Timestamp::UNIX_EPOCH.to_zoned(zone).hour(), 9);
    }
}
