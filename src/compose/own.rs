//! The person's hand edits over the letter that the answers make.
//!
//! An untouched paragraph follows the answers; a touched one stays as the person wrote it and is marked
//! when the text behind it has changed.

use crate::domain::draft::{Draft, HandEdits, OwnParagraph, OwnText};
use crate::domain::letter::{LeftOut, Letter, Mark, MarkKind, Paragraph};
use std::sync::Arc;

/// The letter with the draft's hand edits in it.
pub fn applied(draft: &Draft, generated: Letter) -> Letter {
    match draft.edits.get(&draft.channel) {
        Some(edits) => with_edits(edits, generated, &|block| draft.leaves_out(block)),
        None => generated,
    }
}

fn with_edits(edits: &HandEdits, generated: Letter, dropped: &dyn Fn(&str) -> bool) -> Letter {
    let subject = match (&edits.subject, generated.subject) {
        (Some(own), Some(made)) => Some(rewritten(own.text.to_string(), Some(&own.base), Some(made))),
        (_, made) => made,
    };
    if edits.paragraphs.is_empty() {
        return Letter { subject, ..generated };
    }
    let mut left_out = generated.left_out;
    let mut made: Vec<Option<Paragraph>> = generated.paragraphs.into_iter().map(Some).collect();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for own in &edits.paragraphs {
        let place = own.block.as_deref().and_then(|block| place_of(&made, block));
        // A block that is new since the edit comes before the one that follows it in the letter.
        if let Some(place) = place {
            paragraphs.extend(made[..place].iter_mut().filter_map(|slot| unknown(slot, edits)));
        }
        if own.block.as_deref().is_some_and(dropped) {
            continue;
        }
        let taken = place.and_then(|place| made[place].take());
        match &own.text {
            None => paragraphs.extend(taken),
            Some(text) if text.trim().is_empty() => {
                // Deleted by hand: it leaves a trace, so that it can be taken back.
                let gone = taken.and_then(|paragraph| paragraph.block);
                left_out.extend(gone.map(|block| LeftOut { block, place: paragraphs.len() }));
            }
            Some(text) => paragraphs.push(rewritten(text.to_string(), own.base.as_deref(), taken)),
        }
    }
    paragraphs.extend(made.iter_mut().filter_map(|slot| unknown(slot, edits)));
    // A paragraph that the person wrote stands, even where its moves are dropped.
    left_out.retain(|left| {
        dropped(&left.block) || !paragraphs.iter().any(|p| p.block.as_deref() == Some(&left.block))
    });
    for left in &mut left_out {
        left.place = left.place.min(paragraphs.len());
    }
    Letter { subject, paragraphs, left_out }
}

fn place_of(made: &[Option<Paragraph>], block: &str) -> Option<usize> {
    made.iter()
        .position(|slot| slot.as_ref().is_some_and(|paragraph| paragraph.block.as_deref() == Some(block)))
}

/// Takes a paragraph that the hand edits know nothing of.
fn unknown(slot: &mut Option<Paragraph>, edits: &HandEdits) -> Option<Paragraph> {
    let block = slot.as_ref()?.block.as_deref();
    let known = edits.paragraphs.iter().any(|own| own.block.as_deref() == block);
    if known { None } else { slot.take() }
}

fn rewritten(text: String, base: Option<&str>, made: Option<Paragraph>) -> Paragraph {
    let made = made.unwrap_or_default();
    let stale = base.is_some_and(|base| base != made.text);
    let marks = open_slots(&text, &made);
    Paragraph { text, marks, own: true, stale, wordings: made.wordings.max(1), ..made }
}

/// Open slots that still stand in the person's own text.
fn open_slots(text: &str, made: &Paragraph) -> Vec<Mark> {
    let slots = made.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Slot(_)));
    let found = slots.filter_map(|mark| {
        let shown = made.text.get(mark.span.clone())?;
        let at = text.find(shown)?;
        Some(Mark { span: at..at + shown.len(), kind: mark.kind.clone() })
    });
    found.collect()
}

/// A paragraph of the person's own whose text was typed in: open slots that still stand stay marked.
pub fn retype(paragraph: &mut Paragraph, text: &str) {
    let old = std::mem::take(paragraph);
    let marks = open_slots(text, &old);
    *paragraph = Paragraph { text: text.to_string(), marks, ..old };
}

/// The paragraphs of a body as typed: what stands between blank lines.
pub fn split(body: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut rest = body;
    while let Some(found) = rest.find("\n\n") {
        let end = body.len() - rest.len() + found;
        parts.push(&body[start..end]);
        rest = body[end..].trim_start_matches('\n');
        start = body.len() - rest.len();
    }
    parts.push(&body[start..]);
    parts
}

/// The hand edits that make `body` out of the letter shown before, keeping what is untouched untouched.
///
/// `shown` is the letter with its earlier edits, `generated` the one that the answers make.
pub fn from_body(body: &str, shown: &Letter, generated: &Letter, before: Option<&HandEdits>) -> HandEdits {
    let subject = before.and_then(|edits| edits.subject.clone());
    let new = split(body);
    let old: Vec<&str> = shown.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let mut paragraphs: Vec<OwnParagraph> =
        shown.paragraphs[..head].iter().map(|p| kept(p, generated, before)).collect();
    let changed_old = &shown.paragraphs[head..old.len() - tail];
    let changed_new = &new[head..new.len() - tail];
    for index in 0..changed_old.len().max(changed_new.len()) {
        paragraphs.push(changed(changed_old.get(index), changed_new.get(index).copied(), generated));
    }
    paragraphs.extend(shown.paragraphs[old.len() - tail..].iter().map(|p| kept(p, generated, before)));
    keep_hidden(&mut paragraphs, shown, before);
    if paragraphs.iter().all(|own| own.text.is_none()) {
        paragraphs.clear();
    }
    HandEdits { subject, paragraphs }
}

/// The subject as the person wrote it; none where it is what the answers make.
pub fn from_subject(subject: &str, generated: &Letter) -> Option<OwnText> {
    let base = generated.subject_text()?;
    (subject != base).then(|| OwnText { text: Arc::from(subject), base: Arc::from(base) })
}

fn base_of(block: Option<&str>, generated: &Letter) -> Option<Arc<str>> {
    let block = block?;
    let found = generated.paragraphs.iter().find(|paragraph| paragraph.block.as_deref() == Some(block));
    found.map(|paragraph| Arc::from(paragraph.text.as_str()))
}

fn kept(paragraph: &Paragraph, generated: &Letter, before: Option<&HandEdits>) -> OwnParagraph {
    if !paragraph.own {
        return OwnParagraph { block: paragraph.block.clone(), text: None, base: None };
    }
    let known = before.and_then(|edits| {
        edits.paragraphs.iter().find(|own| own.block == paragraph.block && own.block.is_some())
    });
    OwnParagraph {
        block: paragraph.block.clone(),
        text: Some(Arc::from(paragraph.text.as_str())),
        base: known
            .and_then(|own| own.base.clone())
            .or_else(|| base_of(paragraph.block.as_deref(), generated)),
    }
}

fn changed(old: Option<&Paragraph>, new: Option<&str>, generated: &Letter) -> OwnParagraph {
    let block = old.and_then(|paragraph| paragraph.block.clone());
    let base = base_of(block.as_deref(), generated);
    match new {
        // Typed back to what the answers make: it follows them again.
        Some(text) if base.as_deref() == Some(text) => OwnParagraph { block, text: None, base: None },
        Some(text) => OwnParagraph { block, text: Some(Arc::from(text)), base },
        None => OwnParagraph { block, text: Some(Arc::from("")), base },
    }
}

/// Paragraphs that were deleted or left out earlier keep what is known of them, and their place.
fn keep_hidden(paragraphs: &mut Vec<OwnParagraph>, shown: &Letter, before: Option<&HandEdits>) {
    let before = before.map_or(&[][..], |edits| &edits.paragraphs);
    for (index, own) in before.iter().enumerate() {
        let Some(block) = own.block.as_deref() else { continue };
        let deleted = own.text.as_deref().is_some_and(|text| text.trim().is_empty());
        let left_out = shown.left_out.iter().any(|left| left.block == block);
        let visible = shown.paragraphs.iter().any(|paragraph| paragraph.block.as_deref() == Some(block));
        if visible || !(deleted || left_out) {
            continue;
        }
        let after = before[..index]
            .iter()
            .rev()
            .filter(|earlier| earlier.block.is_some())
            .find_map(|earlier| paragraphs.iter().position(|known| known.block == earlier.block));
        paragraphs.insert(after.map_or(0, |place| place + 1), own.clone());
    }
}

/// Whether the person deleted a block by hand.
pub fn deletes(edits: &HandEdits, block: &str) -> bool {
    let gone = |own: &OwnParagraph| own.text.as_deref().is_some_and(|text| text.trim().is_empty());
    edits.paragraphs.iter().any(|own| own.block.as_deref() == Some(block) && gone(own))
}

/// The hand edits without those of one block: it follows the answers again.
pub fn without(edits: &HandEdits, block: &str) -> HandEdits {
    let mut edits = edits.clone();
    if block == "subject" {
        edits.subject = None;
    }
    for own in &mut edits.paragraphs {
        if own.block.as_deref() == Some(block) {
            *own = OwnParagraph { block: own.block.clone(), text: None, base: None };
        }
    }
    if edits.paragraphs.iter().all(|own| own.text.is_none()) {
        edits.paragraphs.clear();
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::style::Channel;

    fn letter(texts: &[(&str, &str)]) -> Letter {
        let paragraph = |(block, text): &(&str, &str)| Paragraph {
            block: Some((*block).to_string()),
            text: (*text).to_string(),
            wordings: 3,
            ..Paragraph::default()
        };
        Letter { paragraphs: texts.iter().map(paragraph).collect(), ..Letter::default() }
    }

    fn edited(
        body: &str,
        shown: &Letter,
        generated: &Letter,
        before: Option<&HandEdits>,
    ) -> (HandEdits, Letter) {
        let edits = from_body(body, shown, generated, before);
        let mut draft = Draft::new("x", Channel::Email);
        draft.edits.insert(Channel::Email, edits.clone());
        (edits, applied(&draft, generated.clone()))
    }

    #[test]
    fn an_edit_touches_one_paragraph_and_the_rest_follows_the_answers() {
        let first = letter(&[("greeting", "Dear [x],"), ("a", "One."), ("b", "Two.")]);
        let (edits, shown) = edited("Dear [x],\n\nOne, mine.\n\nTwo.", &first, &first, None);
        assert_eq!(shown.body(), "Dear [x],\n\nOne, mine.\n\nTwo.");
        let later = letter(&[("greeting", "Dear Ada,"), ("a", "One changed."), ("b", "Two.")]);
        let shown = with_edits(&edits, later, &|_| false);
        assert_eq!(shown.body(), "Dear Ada,\n\nOne, mine.\n\nTwo.");
        assert!(shown.paragraphs[1].own && shown.paragraphs[1].stale && !shown.paragraphs[0].own);
        assert!(without(&edits, "a").is_empty());
    }

    #[test]
    fn paragraphs_can_be_added_joined_and_deleted() {
        let made = letter(&[("a", "One."), ("b", "Two."), ("c", "Three.")]);
        for body in
            ["One.\n\nNew.\n\nTwo.\n\nThree.", "One. Two.\n\nThree.", "One.\n\nThree.", "", "Three.\n\nOne."]
        {
            let (edits, shown) = edited(body, &made, &made, None);
            assert_eq!(shown.body(), body, "{body:?}");
            let (_, again) = edited(&format!("{body}\n\nP.S."), &shown, &made, Some(&edits));
            assert_eq!(again.body().trim(), format!("{body}\n\nP.S.").trim(), "{body:?}");
        }
    }

    #[test]
    fn typing_it_back_ends_the_edit() {
        let made = letter(&[("a", "One."), ("b", "Two.")]);
        let (edits, shown) = edited("One!\n\nTwo.", &made, &made, None);
        let (edits, _) = edited("One.\n\nTwo.", &shown, &made, Some(&edits));
        assert!(edits.is_empty());
    }
}
