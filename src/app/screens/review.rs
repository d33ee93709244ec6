//! The finished letter: read it, edit it by hand, copy it.

use crate::app::action::Action;
use crate::app::desk::Desk;
use crate::app::editor::{Changes, Editor, Splice};
use crate::app::effect::Effect;
use crate::app::scroll::Scroll;
use crate::app::typing::{self, Outcome, Typed};
use crate::app::work::{Group, Work};
use crate::compose::{Render, own};
use crate::domain::draft::{Change, HandEdits};
use std::ops::Range;

/// The most bytes of a letter edited by hand.
pub const LIMIT: usize = 4 * 1024 * 1024;

/// Which text is being edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// The subject.
    Subject,
    /// The body.
    Body,
}

/// The review's place.
#[derive(Debug)]
pub struct Review {
    /// Whether the letter is being edited.
    pub editing: bool,
    /// Whether nothing was changed since editing began.
    untouched: bool,
    /// Which text has the cursor.
    pub half: Half,
    /// The subject's text; none where the channel has none.
    pub subject: Option<Editor>,
    /// The body's text.
    pub body: Editor,
    /// The first row shown while reading.
    pub scroll: Scroll,
    /// The question to go back to.
    pub from: String,
}

impl Review {
    /// Shows a letter; going back leads to that question.
    pub fn new(work: &Work, from: &str) -> Review {
        let body = Editor::text(&work.letter.body()).with_max_bytes(LIMIT);
        let subject = work.letter.subject_text().map(|text| Editor::line(text).with_max_bytes(1024));
        Review {
            editing: false,
            untouched: true,
            half: Half::Body,
            subject,
            body,
            scroll: Scroll::default(),
            from: from.to_string(),
        }
    }

    /// Begins to edit. With the first change the state before becomes one step of undo.
    pub fn edit(&mut self) {
        self.editing = true;
        self.untouched = true;
    }

    /// Between subject and body.
    pub fn switch(&mut self) {
        self.half = match (self.half, &self.subject) {
            (Half::Body, Some(_)) => Half::Subject,
            _ => Half::Body,
        };
    }

    fn editor(&mut self) -> &mut Editor {
        match (self.half, &mut self.subject) {
            (Half::Subject, Some(subject)) => subject,
            _ => &mut self.body,
        }
    }

    /// An editing key.
    pub fn act(
        &mut self,
        action: Action,
        extend: bool,
        desk: &Desk,
        work: &mut Work,
        render: &mut dyn Render,
    ) -> Vec<Effect> {
        let changes = typing::apply(self.editor(), action, extend);
        self.written(&changes, desk, work, render)
    }

    /// Text typed or pasted.
    ///
    /// # Errors
    /// A sentence, where the letter would become too long; it stays as it was.
    pub fn insert(
        &mut self,
        typed: Typed,
        desk: &Desk,
        work: &mut Work,
        render: &mut dyn Render,
    ) -> Result<Outcome, String> {
        let entered = typing::enter(self.editor(), typed)?;
        Ok((self.written(&entered.changes, desk, work, render), entered.note))
    }

    /// Writes down what was typed.
    fn written(
        &mut self,
        changes: &Changes,
        desk: &Desk,
        work: &mut Work,
        render: &mut dyn Render,
    ) -> Vec<Effect> {
        if changes.is_empty() {
            return Vec::new();
        }
        if std::mem::take(&mut self.untouched) {
            work.remember(Group::Alone);
        }
        if let (Half::Body, [splice]) = (self.half, changes.as_slice())
            && let Some(change) = inside_one_paragraph(self.body.as_str(), splice, work)
        {
            let effect = work.change_text(change);
            self.follow(splice.at, work);
            return vec![effect];
        }
        self.keep(desk, work, render)
    }

    /// The letter follows a change inside one paragraph without being made anew.
    fn follow(&self, at: usize, work: &mut Work) {
        let body = self.body.as_str();
        let whole = |part: &&str| !part.trim().is_empty();
        let start = |part: &str| part.as_ptr() as usize - body.as_ptr() as usize;
        let parts = own::split(body).into_iter().filter(whole).enumerate();
        let Some((index, text)) = parts.take_while(|(_, part)| start(part) <= at).last() else { return };
        if let Some(paragraph) = work.letter.paragraphs.get_mut(index) {
            own::retype(paragraph, text);
        }
    }

    /// Changes both texts at the given places, as one step of undo.
    pub fn amend(
        &mut self,
        edits: &[(Half, Range<usize>, &str)],
        desk: &Desk,
        work: &mut Work,
        render: &mut dyn Render,
    ) -> Vec<Effect> {
        let of = |half: Half| -> Vec<(Range<usize>, &str)> {
            let edits = edits.iter().filter(|edit| edit.0 == half);
            edits.map(|(_, range, text)| (range.clone(), *text)).collect()
        };
        let (of_subject, of_body) = (of(Half::Subject), of(Half::Body));
        // A text at its limit stays as it is.
        if let (Some(subject), false) = (&mut self.subject, of_subject.is_empty()) {
            let _ = subject.replace(&of_subject);
            self.half = Half::Subject;
        }
        if !of_body.is_empty() {
            let _ = self.body.replace(&of_body);
            self.half = Half::Body;
        }
        if std::mem::take(&mut self.untouched) {
            work.remember(Group::Alone);
        }
        self.keep(desk, work, render)
    }

    /// The place where the cursor stands.
    pub fn cursor(&self) -> (Half, usize) {
        match (self.half, &self.subject) {
            (Half::Subject, Some(subject)) => (Half::Subject, subject.cursor()),
            _ => (Half::Body, self.body.cursor()),
        }
    }

    /// Puts the cursor somewhere.
    pub fn go_to(&mut self, half: Half, at: usize) {
        self.half = half;
        self.editor().go_to(at, false);
    }

    /// The next change begins a step of undo of its own.
    pub fn seal(&mut self) {
        self.untouched = true;
    }

    /// Writes the whole of both texts down as hand edits.
    fn keep(&self, desk: &Desk, work: &mut Work, render: &mut dyn Render) -> Vec<Effect> {
        let Ok(generated) = render.generated(&work.draft, &desk.setting()) else { return Vec::new() };
        work.set_letter(own::applied(&work.draft, generated.clone()));
        let before = work.draft.edits.get(&work.draft.channel);
        let mut edits: HandEdits = own::from_body(self.body.as_str(), &work.letter, &generated, before);
        if let Some(subject) = &self.subject {
            edits.subject = own::from_subject(subject.as_str(), &generated);
        }
        let change = Change::Edits { channel: work.draft.channel, edits };
        let effect = work.change_text(change);
        work.set_letter(own::applied(&work.draft, generated));
        vec![effect]
    }

    /// The text came back from the person's own editor.
    pub fn replace(
        &mut self,
        text: &str,
        desk: &Desk,
        work: &mut Work,
        render: &mut dyn Render,
    ) -> Vec<Effect> {
        work.remember(Group::Alone);
        let (subject, body) = parted(text, self.subject.is_some());
        if let (Some(editor), Some(subject)) = (&mut self.subject, subject) {
            editor.set_text(subject);
        }
        self.body.set_text(body);
        self.keep(desk, work, render)
    }
}

/// A letter's text as subject and body.
pub fn parted(text: &str, has_subject: bool) -> (Option<&str>, &str) {
    let text = text.trim_end_matches(['\n', ' ']);
    if !has_subject {
        return (None, text);
    }
    match text.strip_prefix("Subject:") {
        Some(rest) => {
            let (subject, body) = rest.split_once('\n').unwrap_or((rest, ""));
            (Some(subject.trim()), body.trim_start_matches('\n'))
        }
        None => (None, text),
    }
}

/// The change, where it lies inside one paragraph that is the person's own already.
fn inside_one_paragraph(body: &str, splice: &Splice, work: &Work) -> Option<Change> {
    let Splice { at, removed, inserted } = splice;
    let at = *at;
    if removed.contains('\n') || inserted.contains('\n') {
        return None;
    }
    let start = body[..at].rfind("\n\n").map_or(0, |place| place + 2);
    let end = body[at..].find("\n\n").map_or(body.len(), |place| at + place);
    let now = &body[start..end];
    let ordinal = own::split(&body[..start]).len().saturating_sub(1);
    let channel = work.draft.channel;
    let edits = work.draft.edits.get(&channel)?;
    let shown =
        |text: &Option<std::sync::Arc<str>>| !text.as_deref().is_some_and(|text| text.trim().is_empty());
    let (index, own) =
        edits.paragraphs.iter().enumerate().filter(|(_, own)| shown(&own.text)).nth(ordinal)?;
    let before = own.text.as_deref()?;
    let at = at - start;
    // The text before the change must be what the draft holds; otherwise the whole is written down.
    let same = before.len() + inserted.len() == now.len() + removed.len()
        && before.get(..at) == now.get(..at)
        && before.get(at..at + removed.len()) == Some(removed.as_str())
        && before.get(at + removed.len()..) == now.get(at + inserted.len()..)
        && own.base.as_deref() != Some(now)
        && !now.trim().is_empty();
    same.then(|| Change::EditText { channel, index, at, remove: removed.len(), insert: inserted.clone() })
}
