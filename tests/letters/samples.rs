//! Drafts to read: answers in every mixture, the same ones each time.

use jiff::civil::Date;
use regards::domain::draft::{Answer, Answers, Draft};
use regards::domain::scenario::{Direction, Field, Kind, Scenario};
use regards::domain::style::Channel;

/// The day on which the letters are written: a Tuesday.
pub const TODAY: Date = Date::constant(2026, 11, 24);

/// How much a person writes into a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// As much as the manifest's example.
    Typical,
    /// As much as the field takes.
    Longest,
}

/// Numbers that look like chance and are the same each time.
pub struct Random(u64);

impl Random {
    /// The numbers that follow from a seed.
    pub fn seeded(seed: u64) -> Self {
        Random(seed.wrapping_mul(2).wrapping_add(1))
    }

    /// The next one, under `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit.max(1)
    }
}

/// The manifest's own example, in a channel and a wording.
pub fn example(scenario: &Scenario, channel: Channel, wording: usize) -> Draft {
    let mut draft = Draft::new(&scenario.head.id, channel);
    draft.answers = scenario.example.clone();
    for block in super::catalog().blocks(&scenario.head.id, channel) {
        draft.wordings.insert(block, wording);
    }
    draft
}

/// Sets of answers: each with the required ones and some of the others. All subsets where they are few.
/// What only improves advice is left out: no letter prints it.
pub fn sets(scenario: &Scenario, words: Words, most: usize, random: &mut Random) -> Vec<Answers> {
    let optional: Vec<&Field> =
        scenario.fields.iter().filter(|field| !is_given(field) && !field.advice).collect();
    let subsets = 1_usize << optional.len();
    let chosen: Vec<usize> = if subsets <= most {
        (0..subsets).collect()
    } else {
        // None and all of them always; between, as chance has it.
        (0..most).map(|n| if n < 2 { n * (subsets - 1) } else { random.below(subsets) }).collect()
    };
    let set = |subset: usize, random: &mut Random| {
        let mut answers = given(scenario, words);
        for (place, field) in optional.iter().enumerate() {
            if subset >> place & 1 == 1 {
                answers.insert(field.key.clone(), sample(field, words, random));
            }
        }
        answers
    };
    chosen.into_iter().map(|subset| set(subset, random)).collect()
}

/// Each value of each choice, on top of the fullest answers and of the barest ones.
pub fn every_choice(scenario: &Scenario) -> Vec<Answers> {
    let mut all = Vec::new();
    for field in scenario.fields.iter().filter(|field| field.kind == Kind::Choice && !field.advice) {
        for choice in &field.choices {
            for mut answers in [given(scenario, Words::Typical), fullest(scenario)] {
                // The person's own words would stand for those of the choice.
                for own in scenario.fields.iter().filter(|own| belongs_to(own, &field.key)) {
                    answers.remove(&own.key);
                }
                answers.insert(field.key.clone(), Answer::from(choice.value.as_str()));
                all.push(answers);
            }
        }
    }
    all
}

fn belongs_to(field: &Field, key: &str) -> bool {
    field.kind == Kind::Line && !field.required && field.when.as_ref().is_some_and(|when| when.field == key)
}

/// Everything answered: the example, and what it leaves open.
pub fn fullest(scenario: &Scenario) -> Answers {
    let mut answers = Answers::new();
    for field in &scenario.fields {
        if field.key != "recipient_unknown" {
            answers.insert(field.key.clone(), sample(field, Words::Typical, &mut Random::seeded(1)));
        }
    }
    answers.extend(scenario.example.clone());
    answers
}

/// The fullest answers as they are, without each of them that is optional, and with each value of each choice.
pub fn variants(scenario: &Scenario, answers: &Answers) -> Vec<Answers> {
    let mut all = vec![answers.clone()];
    for field in scenario.fields.iter().filter(|field| !field.required) {
        let mut fewer = answers.clone();
        fewer.remove(&field.key);
        all.push(fewer);
    }
    for field in scenario.fields.iter().filter(|field| field.kind == Kind::Choice) {
        for choice in &field.choices {
            let mut changed = answers.clone();
            changed.insert(field.key.clone(), Answer::from(choice.value.as_str()));
            all.push(changed);
        }
    }
    all
}

/// Answers with which a field is asked, its own answer among them.
pub fn around(scenario: &Scenario, field: &Field) -> Answers {
    let mut answers = fullest(scenario);
    if field.kind == Kind::Choice {
        for own in scenario.fields.iter().filter(|own| belongs_to(own, &field.key)) {
            answers.remove(&own.key);
        }
    }
    if let Some(when) = &field.when
        && let Some(wanted) = when.is.first()
    {
        answers.insert(when.field.clone(), Answer::from(wanted.as_str()));
    }
    answers
}

/// Other answers to a field than `now`: none, and each value of a choice.
pub fn other_answers(field: &Field, now: Option<&Answer>) -> Vec<Option<Answer>> {
    let mut others = vec![None];
    others.extend(field.choices.iter().map(|choice| Some(Answer::from(choice.value.as_str()))));
    if field.kind == Kind::Toggle {
        others.push(Some(Answer::Toggle(true)));
    }
    others.retain(|other| other.as_ref() != now);
    others
}

/// Whether a field is always answered here.
fn is_given(field: &Field) -> bool {
    field.required
}

fn given(scenario: &Scenario, words: Words) -> Answers {
    let mut random = Random::seeded(5);
    let mut answers = Answers::new();
    for field in scenario.fields.iter().filter(|field| is_given(field)) {
        let answer = match scenario.example.get(&field.key) {
            Some(answer) if words == Words::Typical || field.when.is_some() => answer.clone(),
            _ => sample(field, words, &mut random),
        };
        answers.insert(field.key.clone(), answer);
    }
    // Who, where and what are names: nobody fills a line with them.
    for key in ["recipient", "company", "role", "sender"] {
        if let Some(answer) = scenario.example.get(key) {
            answers.insert(key.to_string(), answer.clone());
        }
    }
    answers
}

/// An answer of the field's kind.
fn sample(field: &Field, words: Words, random: &mut Random) -> Answer {
    let example = field.example.as_deref().unwrap_or("the garden");
    match field.kind {
        Kind::Choice => Answer::from(field.choices[random.below(field.choices.len())].value.as_str()),
        Kind::Toggle => Answer::Toggle(true),
        Kind::Date => {
            let days = [0, 1, 4, 9, 60][random.below(5)];
            let days = if field.direction == Direction::Past { -days } else { days };
            let date = TODAY.saturating_add(jiff::Span::new().days(days));
            Answer::Text(date.to_string())
        }
        Kind::Line | Kind::Text if words == Words::Longest => {
            let most = field.max_words.expect("every line has a bound") as usize;
            let filler = "and the quiet work that nobody sees on the way from one end of it to the other";
            let long = example.split_whitespace().chain(filler.split_whitespace().cycle()).take(most);
            Answer::Text(long.collect::<Vec<_>>().join(" "))
        }
        Kind::List => Answer::List(vec![example.to_string()]),
        _ => Answer::from(example),
    }
}
