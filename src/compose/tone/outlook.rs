//! How a request to have an offer back stands: five words, made from the person's own answers.

use super::facts::{Fact, Facts};
use super::timing::ago;
use crate::domain::review::{Outlook, Step};

/// Half steps, so that a small advantage can count half.
const STEPS: [(i32, Step); 4] = [(8, Step::Best), (6, Step::Fair), (4, Step::Slim), (2, Step::Remote)];

/// The outlook; none for other letters, without the day of the refusal, and after a final answer.
pub fn outlook(facts: &Facts) -> Option<Outlook> {
    if facts.case.scenario?.head.id != "request-offer-reversal"
        || is(facts, "already_asked_reversal")
        || says(facts, "final_answer", &["no"])
    {
        return None;
    }
    let Some(Fact::Between(_, hours)) = facts.fact("hours_since_declined") else { return None };
    let day = facts.event_day("declined");
    let since = day
        .map(|day| ago((facts.case.setting.today - day).get_days()))
        .unwrap_or_else(|| format!("{} hours ago", hours.floor()));
    let mut why = vec![format!("You said no {since}.")];
    let mut score = match hours {
        hours if hours <= 24.0 => 8,
        hours if hours <= 72.0 => 6,
        hours if hours <= 168.0 => 4,
        _ => 2,
    };
    let ceiling = if hours > 72.0 { 6 } else { 8 };
    let mut counts = |points: i32, line: &str| {
        score += points;
        why.push(line.to_string());
    };
    match facts.text("uniqueness").as_deref() {
        Some("rare") => counts(2, "You bring something rare that they asked for."),
        Some("specialised" | "specialized") => counts(1, "You bring something that few others do."),
        Some("generalist") => counts(0, "Others could fill the role as well."),
        _ => {}
    }
    let mut placed = false;
    match facts.text("second_candidate").as_deref() {
        Some("none") => counts(1, "Nobody else is in talks, as far as you know."),
        Some("unknown") => counts(0, "You do not know whether they have turned to someone else."),
        Some("in-talks") => counts(-2, "They are talking to someone else."),
        Some("offered" | "signed") => {
            counts(0, "Someone else has been offered the role.");
            placed = true;
        }
        _ => {}
    }
    if is(facts, "they_reached_out") {
        counts(2, "They wrote or called after your no.");
    }
    let step = if placed { Step::NextToNone } else { step(score.clamp(2, ceiling)) };
    Some(Outlook { step, why, can_do: can_do(facts, step) })
}

/// Halves are rounded towards the worse step.
fn step(score: i32) -> Step {
    STEPS.iter().find(|(least, _)| score >= *least).map_or(Step::Remote, |(_, step)| *step)
}

fn is(facts: &Facts, key: &str) -> bool {
    matches!(facts.fact(key), Some(Fact::Flag(true))) || says(facts, key, &["yes", "true"])
}

fn says(facts: &Facts, key: &str, words: &[&str]) -> bool {
    matches!(facts.fact(key), Some(Fact::Text(text)) if words.contains(&text.as_str()))
}

/// What is still in the writer's hands.
fn can_do(facts: &Facts, step: Step) -> Vec<String> {
    let mut all = vec!["Send it today.".to_string()];
    if !says(facts, "recipient_role", &["hiring-manager"]) {
        all.push("Send it to the hiring manager, who can decide.".into());
    }
    all.push("Take the offer exactly as it was, and be ready to sign.".into());
    all.push("Leave them room for a no.".into());
    if step <= Step::Remote {
        all.push("Asking is still possible; keeping in touch may bring more.".into());
    }
    all
}
