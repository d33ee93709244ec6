//! Keeps what the person decides: the open draft, its journal, the profile, recent answers.
//!
//! Where nothing can be written everything goes on in memory, and the person is told once.

use crate::app::desk::KeptDraft;
use crate::compose::dates;
use crate::domain::draft::{Answer, Answers, Change, Draft};
use crate::domain::problem::Problem;
use crate::domain::style::Spelling;
use crate::services::drafts::{CopyReason, DraftSummary, Drafts, OpenDraft};
use crate::services::files::FileFailure;
use crate::services::journal::{Journal, Writer};
use crate::services::paths::Paths;
use crate::services::recent::Recent;
use crate::services::{clock, profile};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// The journal that a dying program syncs.
type Last = Arc<Mutex<Option<Arc<Journal>>>>;

/// Keeps things.
pub struct Keeper {
    paths: Option<Paths>,
    /// The thread that waits for the disk; it is started when there is something to write.
    writer: Option<Writer>,
    open: Option<Open>,
    listed: Vec<DraftSummary>,
    recent: Recent,
    /// Whether the list may have changed since it was asked for.
    relist: bool,
    last: Last,
    trouble: Arc<Mutex<Option<String>>>,
    /// Whether the person was told that nothing can be written.
    told: bool,
}

struct Open {
    file: OpenDraft,
    draft: Draft,
}

impl Keeper {
    /// Looks at what was kept. Nothing is written yet.
    pub fn open(paths: Option<&Paths>) -> (Keeper, Vec<Problem>) {
        let listing = |paths| Drafts::open(paths, None).list();
        let (listed, problems) = paths.map(listing).unwrap_or_default();
        let keeper = Keeper {
            paths: paths.cloned(),
            writer: None,
            open: None,
            listed,
            recent: paths.map(Recent::load).unwrap_or_default(),
            relist: false,
            last: Last::default(),
            trouble: Arc::default(),
            told: false,
        };
        (keeper, problems)
    }

    /// What a program that is ending by force still does: it makes sure of the journal.
    pub fn last_save(&self) -> impl Fn() + Send + Sync + 'static {
        let last = Arc::clone(&self.last);
        move || {
            if let Some(journal) = lock(&last).clone() {
                // Nobody is left to be told; what was recorded is in the file already.
                let _ = journal.sync();
            }
        }
    }

    /// The drafts that can be gone on with, the newest first, without the open one.
    pub fn kept(&mut self, today: Date) -> Vec<KeptDraft> {
        if std::mem::take(&mut self.relist)
            && let Some(paths) = &self.paths
        {
            self.listed = Drafts::open(paths, None).list().0;
        }
        let open = self.open.as_ref().map(|open| open.file.id());
        let listed = self.listed.iter().filter(|summary| Some(summary.id.as_str()) != open);
        listed.map(|summary| kept_draft(summary, today)).collect()
    }

    /// Whether the list may have changed.
    pub fn has_news(&self) -> bool {
        self.relist
    }

    /// Recent answers by field.
    pub fn recent(&self) -> BTreeMap<String, Vec<String>> {
        self.recent.answers().clone()
    }

    /// Where the open draft is kept, for the last message of a program that fails.
    pub fn place(&self) -> Option<PathBuf> {
        self.open.as_ref().map(|open| open.file.journal().path().to_path_buf())
    }

    /// What went wrong since it was last asked, once.
    pub fn trouble(&mut self) -> Option<String> {
        lock(&self.trouble).take()
    }

    /// A new letter is begun; the one before is closed.
    pub fn begin(&mut self, draft: &Draft) {
        self.shut();
        if let Some(drafts) = self.drafts() {
            self.hold(Open { file: drafts.begin(draft), draft: draft.clone() });
        }
    }

    /// Opens a kept draft again, with a sentence for the person where there is something to say.
    ///
    /// # Errors
    /// A sentence that says why it cannot go on.
    pub fn resume(&mut self, id: &str) -> Result<(Draft, Option<String>), String> {
        let Some(drafts) = self.drafts() else {
            return Err("There are no drafts without a home folder.".into());
        };
        let resumed = drafts.resume(id).map_err(|failure| capital(&failure.to_string()))?;
        self.shut();
        let problem = resumed.problems.first().map(ToString::to_string);
        let said = resumed.copy.map(|reason| match reason {
            CopyReason::OpenElsewhere => {
                "This draft is open in another regards; you go on in a copy of it.".to_string()
            }
            CopyReason::Damaged => format!(
                "Part of this draft is damaged and kept as it is; you go on in a copy. {}",
                problem.clone().unwrap_or_default()
            ),
            CopyReason::NotWritable => format!(
                "This draft cannot be written to; you go on in a copy. {}",
                problem.clone().unwrap_or_default()
            ),
        });
        self.hold(Open { file: resumed.open, draft: resumed.draft.clone() });
        Ok((resumed.draft, said.or(problem)))
    }

    /// The folder of the drafts, with the writer thread behind it.
    fn drafts(&mut self) -> Option<Drafts> {
        let paths = self.paths.clone()?;
        let writer = self.writer().map(Writer::handle);
        Some(Drafts::open(&paths, writer))
    }

    fn writer(&mut self) -> Option<&Writer> {
        if self.writer.is_none() {
            let told = Arc::clone(&self.trouble);
            let failed = move |failure: FileFailure| {
                *lock(&told) = Some(format!("Not safe against a power cut yet: {failure}"));
            };
            // Without a writer thread changes are written all the same, only later synced.
            self.writer = Writer::start(failed).ok();
        }
        self.writer.as_ref()
    }

    fn hold(&mut self, open: Open) {
        *lock(&self.last) = Some(open.file.journal());
        self.open = Some(open);
        self.relist = true;
    }

    /// Writes a change down, before it is drawn.
    pub fn record(&mut self, change: &Change) {
        let Some(open) = &mut self.open else { return };
        open.draft.apply(change.clone());
        match open.file.record(change) {
            Ok(()) => self.told = false,
            Err(failure) => self.tell(&failure),
        }
        if self.open.as_ref().is_some_and(|open| open.file.wants_snapshot()) {
            self.snapshot();
        }
    }

    fn tell(&mut self, failure: &FileFailure) {
        if !std::mem::replace(&mut self.told, true) {
            *lock(&self.trouble) =
                Some(format!("Not written down: {failure}. It goes on in memory; copy before you quit."));
        }
    }

    /// The letter is left: it is saved as it stands.
    pub fn keep(&mut self, draft: &Draft) {
        if let Some(open) = &mut self.open {
            open.draft = draft.clone();
        }
        self.snapshot();
        self.relist = true;
    }

    /// Saves on the writer thread, so that no key waits for the disk.
    fn snapshot(&self) {
        let (Some(open), Some(writer)) = (&self.open, &self.writer) else { return };
        let (file, draft, seq) = (open.file.clone(), open.draft.clone(), open.file.seq());
        let trouble = Arc::clone(&self.trouble);
        writer.handle().run(move || {
            if let Err(failure) = file.save(&draft, seq) {
                lock(&trouble).get_or_insert_with(|| format!("Not saved: {failure}"));
            }
        });
    }

    /// The whole letter was copied: the draft is finished, and kept.
    pub fn copied(&mut self) {
        let Some(open) = &self.open else { return };
        if let Err(failure) = open.file.mark_copied() {
            self.tell(&failure);
        }
        self.snapshot();
        self.relist = true;
    }

    /// Remembers an answer for other letters.
    pub fn remember(&mut self, key: &str, value: &str) {
        self.recent.remember(key, value);
        let Some(paths) = self.paths.clone() else { return };
        let recent = self.recent.clone();
        self.write(move || recent.save(&paths));
    }

    /// Keeps an answer in the person's profile.
    pub fn save_profile(&mut self, key: &str, value: &str) {
        let Some(paths) = self.paths.clone() else { return };
        let answers = Answers::from([(key.to_string(), Answer::from(value))]);
        self.write(move || profile::save(&paths, &answers));
    }

    fn write(&mut self, job: impl FnOnce() -> Result<(), FileFailure> + Send + 'static) {
        let trouble = Arc::clone(&self.trouble);
        let job = move || {
            if let Err(failure) = job() {
                *lock(&trouble) = Some(format!("Not remembered: {failure}"));
            }
        };
        match self.writer() {
            Some(writer) => writer.handle().run(job),
            None => job(),
        }
    }

    fn shut(&mut self) {
        *lock(&self.last) = None;
        if let Some(open) = self.open.take()
            && let Err(failure) = open.file.close(&open.draft)
        {
            *lock(&self.trouble) = Some(format!("Your letter was not saved: {failure}"));
        }
        self.relist = true;
    }

    /// Ends: the open draft is saved, and everything that waits is written.
    pub fn close(mut self) -> Option<String> {
        self.shut();
        // Dropping the writer does its work first.
        self.writer = None;
        self.trouble()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn kept_draft(summary: &DraftSummary, today: Date) -> KeptDraft {
    let updated = summary.updated.to_zoned(clock::zone().clone());
    let day = dates::near_day(updated.date(), today, Spelling::British);
    // Several drafts of one day are told apart by the hour.
    let when = if updated.date() == today {
        format!("{day}, {:02}:{:02}", updated.hour(), updated.minute())
    } else {
        day
    };
    KeptDraft {
        id: summary.id.clone(),
        scenario: summary.scenario.clone(),
        label: summary.label.clone(),
        when,
        copied: summary.copied,
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
