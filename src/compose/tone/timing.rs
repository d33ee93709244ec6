//! What the dates of a letter mean now. Which letters have a pace, and whose pace it is, stands in one table.

use super::facts::Facts;
use crate::domain::review::{Basis, Pace, Timing};

/// The pace of a kind of letter, in days since its event.
struct Clock {
    scenario: &'static str,
    event: &'static str,
    /// In good time from this day on; before, it is early.
    from: i32,
    good: i32,
    fine: i32,
    /// Whether a document sets the pace, so that a letter can be late.
    document: bool,
    /// What happened, in words: `invited`.
    happened: &'static str,
    /// What to do when it is early, in good time, still in time, and after that.
    advice: [&'static str; 4],
}

/// Days from the source documents for declining, withdrawing, asking an offer back and accepting; ours elsewhere.
const CLOCKS: &[Clock] = &[
    Clock {
        scenario: "decline-interview",
        event: "invited",
        from: 0,
        good: 1,
        fine: 2,
        document: true,
        happened: "Invited",
        advice: [
            "",
            "answer today",
            "today is still in time",
            "answer now; half a sentence can own the delay",
        ],
    },
    Clock {
        scenario: "decline-offer",
        event: "offered",
        from: 0,
        good: 1,
        fine: 2,
        document: true,
        happened: "Offered",
        advice: [
            "",
            "answer today",
            "today is still in time",
            "answer now; half a sentence can own the delay",
        ],
    },
    Clock {
        scenario: "request-offer-reversal",
        event: "declined",
        from: 0,
        good: 1,
        fine: 3,
        document: true,
        happened: "Declined",
        advice: [
            "",
            "ask today, the sooner the better",
            "ask today; each day counts",
            "ask today if you still want it, or keep in touch instead",
        ],
    },
    Clock {
        scenario: "accept-reinstated-offer",
        event: "reinstated",
        from: 0,
        good: 0,
        fine: 1,
        document: true,
        happened: "Offered again",
        advice: ["", "accept now", "accept now", "accept now; they may be waiting"],
    },
    Clock {
        scenario: "accept-final-answer",
        event: "final_answer",
        from: 0,
        good: 1,
        fine: 2,
        document: false,
        happened: "Answered",
        advice: [
            "",
            "a short thank-you today is right",
            "a short thank-you still fits",
            "a short thank-you still fits",
        ],
    },
    Clock {
        scenario: "post-rejection-follow-up",
        event: "refused",
        from: 1,
        good: 5,
        fine: 14,
        document: false,
        happened: "Told",
        advice: [
            "let it rest until tomorrow if you can",
            "a good moment to write",
            "still a good moment; name the role",
            "remind them who you are",
        ],
    },
    Clock {
        scenario: "runner-up-note",
        event: "refused",
        from: 0,
        good: 3,
        fine: 5,
        document: false,
        happened: "Told",
        advice: ["", "a good moment to write", "still a good moment", "remind them who you are"],
    },
    Clock {
        scenario: "interview-thank-you",
        event: "interview",
        from: 0,
        good: 1,
        fine: 2,
        document: false,
        happened: "You met",
        advice: ["", "send it today", "send it today", "send it today, and keep it short"],
    },
    Clock {
        scenario: "clarify-refused-offer",
        event: "refused",
        from: 1,
        good: 5,
        fine: 14,
        document: false,
        happened: "Told",
        advice: [
            "let it rest until tomorrow if you can",
            "a good moment to ask",
            "still a good moment to ask",
            "remind them which offer it was",
        ],
    },
    Clock {
        scenario: "declined-offer-interview-invitation",
        event: "declined",
        from: 1,
        good: 14,
        fine: 30,
        document: false,
        happened: "Declined",
        advice: [
            "give them a day first",
            "a good moment to ask",
            "still a good moment to ask",
            "say which offer it was",
        ],
    },
    Clock {
        scenario: "stay-in-touch",
        event: "last_contact",
        from: 0,
        good: 7,
        fine: 7,
        document: false,
        happened: "Last in touch",
        advice: ["", "a good moment to connect", "a good moment to connect", "say where you met"],
    },
];

/// The one line that says what the dates mean; none where they say nothing.
pub fn timing(facts: &Facts) -> Option<Timing> {
    let id = facts.case.scenario?.head.id.as_str();
    interview(facts, id).or_else(|| since(facts, id))
}

fn since(facts: &Facts, id: &str) -> Option<Timing> {
    let clock = CLOCKS.iter().find(|clock| clock.scenario == id)?;
    let day = facts.event_day(clock.event)?;
    let days = (facts.case.setting.today - day).get_days();
    let (state, advice) = match days {
        days if days < 0 => return None,
        days if days < clock.from => (Pace::Fine, 0),
        days if days <= clock.good => (Pace::Good, 1),
        days if days <= clock.fine => (Pace::Fine, 2),
        _ if clock.document => (Pace::Late, 3),
        _ => (Pace::Fine, 3),
    };
    let message = format!("{} {}: {}.", clock.happened, ago(days), clock.advice[advice]);
    let basis = if clock.document { Basis::Document } else { Basis::Ours };
    Some(Timing { state, message, basis })
}

/// Days as a person counts them.
pub fn ago(days: i32) -> String {
    match days {
        0 => "today".into(),
        1 => "yesterday".into(),
        2..=13 => format!("{days} days ago"),
        14..=59 => format!("{} weeks ago", days / 7),
        _ => format!("{} months ago", days / 30),
    }
}

/// An interview that is near or over weighs more than the day of the invitation.
fn interview(facts: &Facts, id: &str) -> Option<Timing> {
    if !matches!(id, "decline-interview" | "withdraw-acceptance") {
        return None;
    }
    let day = facts.event_day("interview")?;
    let days = (day - facts.case.setting.today).get_days();
    let withdraws = id == "withdraw-acceptance";
    let (state, message) = match days {
        days if days < 0 => (Pace::Past, "The interview is over: a different letter fits now.".to_string()),
        0 => (Pace::Late, "The interview is today: send this now, and call as well if you can.".to_string()),
        1 => {
            (Pace::Late, "The interview is tomorrow: send this now, and call as well if you can.".to_string())
        }
        _ if !withdraws => return None,
        2 => (Pace::Fine, "The interview is in 2 days: send this today.".to_string()),
        days => (Pace::Good, format!("The interview is in {days} days: told today, they can fill the time.")),
    };
    Some(Timing { state, message, basis: Basis::Document })
}
