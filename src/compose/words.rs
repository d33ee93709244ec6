//! A person's own words, made to fit the sentence they are set in: capitals, articles, final stops.
//!
//! Whoever fills in a form begins with a capital and ends with a stop. A sentence wants neither, but it must
//! not touch names: every rule here leaves alone what it does not know.

use super::marks;

/// Words that begin a phrase with a capital only because a person began typing.
const SMALL_WORDS: &[&str] = &[
    "the", "a", "an", "my", "your", "their", "our", "his", "her", "its", "how", "what", "that", "this",
    "these", "those", "it", "because", "we", "you", "they", "he", "she", "to", "for", "with", "at", "in",
    "on", "of", "as", "when", "where", "why", "who", "being", "having", "working", "learning", "some",
    "more", "there", "after", "before", "since",
];

/// Words like these, unless a capital follows: Six Sigma and All Saints are names.
const SMALL_UNLESS_NAMES: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "half",
    "several",
    "many",
    "both",
    "few",
    "most",
    "less",
    "all",
    "any",
    "each",
    "every",
    "another",
    "no",
    "not",
    "such",
    "him",
    "them",
    "us",
    "me",
    "everyone",
    "everybody",
    "someone",
    "somebody",
    "anyone",
    "anybody",
    "nobody",
    "nothing",
    "something",
    "everything",
    "anything",
    "whoever",
    "whatever",
    "which",
    "whose",
    "if",
    "although",
    "though",
    "so",
    "and",
    "but",
    "or",
    "while",
    "until",
    "once",
    "then",
    "now",
    "about",
    "from",
    "into",
    "by",
    "during",
    "through",
    "over",
    "between",
    "across",
    "around",
    "better",
    "good",
    "great",
    "strong",
    "hands",
    "experience",
    "knowledge",
    "work",
    "time",
    "years",
    "people",
];

/// Verbs after which a name is likely: learning Rust, meeting Ben.
const VERBS_BEFORE_NAMES: &[&str] = &[
    "hearing", "joining", "leading", "learning", "meeting", "reading", "running", "seeing", "studying",
    "teaching", "using", "visiting", "watching", "writing",
];

/// Names that only look like verbs.
const NAMES_IN_ING: &[&str] = &[
    "banning",
    "beijing",
    "boeing",
    "browning",
    "channing",
    "corning",
    "cushing",
    "deming",
    "dorking",
    "downing",
    "epping",
    "fleming",
    "flushing",
    "golding",
    "goring",
    "harding",
    "irving",
    "keating",
    "kettering",
    "kipling",
    "manning",
    "nanjing",
    "pershing",
    "spring",
    "sterling",
    "string",
    "woking",
    "worthing",
    "wyoming",
];

/// First words of a post that are no names.
const POST_WORDS: &[&str] = &[
    "assistant",
    "associate",
    "chief",
    "clinical",
    "community",
    "data",
    "deputy",
    "design",
    "director",
    "finance",
    "head",
    "junior",
    "lead",
    "manager",
    "marketing",
    "policy",
    "primary",
    "principal",
    "product",
    "program",
    "programme",
    "project",
    "public",
    "research",
    "sales",
    "school",
    "secondary",
    "senior",
    "software",
    "staff",
    "team",
];

/// What somebody can be called by the work they do.
const TRADES: &[&str] = &[
    "accountant",
    "administrator",
    "analyst",
    "architect",
    "assistant",
    "associate",
    "clerk",
    "consultant",
    "coordinator",
    "designer",
    "developer",
    "director",
    "editor",
    "engineer",
    "hire",
    "lead",
    "lecturer",
    "librarian",
    "manager",
    "nurse",
    "officer",
    "planner",
    "producer",
    "programmer",
    "researcher",
    "scientist",
    "specialist",
    "teacher",
    "technician",
    "translator",
    "writer",
];

/// Words that begin a phrase which needs no article.
const DETERMINERS: &[&str] = &[
    "a",
    "an",
    "the",
    "my",
    "your",
    "our",
    "their",
    "his",
    "her",
    "one",
    "two",
    "both",
    "some",
    "any",
    "this",
    "that",
    "someone",
    "somebody",
    "part",
    "more",
    "less",
    "better",
    "good",
    "able",
    "fluent",
    "in",
    "at",
    "as",
    "self-employed",
    "independent",
    "who",
    "what",
    "whoever",
    "everyone",
];

/// A person's words inside a sentence: no final stop, no capital on a small word.
pub fn phrase(text: &str) -> String {
    let text = &large_i(unended(text.trim()));
    if marks::is_slot(text) || !begins_small(text) {
        return text.to_string();
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    format!("{}{}", text[..first].to_lowercase(), &text[first..])
}

/// A person's words as a sentence of their own.
pub fn sentence(text: &str) -> String {
    let text = &large_i(text.trim());
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    let ended = text.ends_with(['.', '!', '?', '…']) || text.ends_with(".”") || text.ends_with(".\"");
    let stop = if ended || marks::is_slot(text) { "" } else { "." };
    format!("{}{}{stop}", first.to_uppercase(), chars.as_str().trim_end_matches([',', ';', ':']))
}

/// The word I with its capital, wherever it was typed without.
fn large_i(text: &str) -> String {
    let word = |word: &str| match word {
        "i" | "i'm" | "i've" | "i'd" | "i'll" | "i’m" | "i’ve" | "i’d" | "i’ll" => {
            word.replacen('i', "I", 1)
        }
        _ => word.to_string(),
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A name in a greeting: `mr doyle` → `Mr Doyle`. Only titles, and a name in small letters after one, change.
pub fn addressed(text: &str) -> String {
    const TITLES: [&str; 6] = ["mr", "mrs", "ms", "mx", "dr", "prof"];
    let is_title = |word: &str| TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str());
    let small = !text.split(' ').any(|word| !is_title(word) && word.contains(char::is_uppercase));
    let mut after_title = false;
    let mut words = Vec::new();
    for word in text.split(' ') {
        let title = is_title(word);
        words.push(if title || (after_title && small) { capital(word) } else { word.to_string() });
        after_title = title;
    }
    words.join(" ")
}

/// What somebody wants to become: `Lead analyst` → `a lead analyst`, `head of data` stays.
pub fn goal(text: &str) -> String {
    let mut text = phrase(text);
    if text.is_empty() || marks::is_slot(&text) {
        return text;
    }
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let second = words.get(1).map_or("", String::as_str);
    let post = POST_WORDS.contains(&words[0].as_str()) || words.len() == 1;
    if post && !is_shouted(head(&text)) && !text.chars().skip(1).any(char::is_uppercase) {
        text = text.to_lowercase();
    }
    if is_doing(&words) {
        return format!("one of the people who {text}");
    }
    let office =
        second == "of" && ["head", "chief", "director", "chair", "dean"].contains(&words[0].as_str());
    let quality = ["in", "at", "with", "to", "for", "enough"].contains(&second);
    if office || quality || DETERMINERS.contains(&words[0].as_str()) { text } else { with_article(&text) }
}

/// Whether a goal is something to do, `work in theatre`, and not somebody to be.
fn is_doing(words: &[String]) -> bool {
    const DEEDS: [&str; 12] = [
        "work", "lead", "run", "teach", "build", "design", "write", "manage", "help", "make", "study",
        "start",
    ];
    const FOLLOWERS: [&str; 16] = [
        "in", "at", "with", "on", "for", "as", "a", "an", "the", "my", "our", "people", "children", "others",
        "teams", "things",
    ];
    DEEDS.contains(&words[0].as_str()) && words.get(1).is_some_and(|next| FOLLOWERS.contains(&next.as_str()))
}

/// `a Data Analyst`, `an Analyst`: by the sound of the first word.
pub fn with_article(text: &str) -> String {
    let text = text.trim();
    let lower = text.to_lowercase();
    let first = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    const VOWEL_SOUND: [&str; 5] = ["hour", "honest", "honour", "honor", "heir"];
    const CONSONANT_SOUND: [&str; 7] = ["uni", "use", "user", "usual", "euro", "one", "once"];
    let word = text.split_whitespace().next().unwrap_or("");
    let spelled_out = word.chars().count() > 1
        && word.chars().count() <= 4
        && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        && !matches!(word, "UNIX" | "NASA" | "NATO" | "LAN" | "SAP");
    let vowel = if spelled_out {
        word.starts_with(['A', 'E', 'F', 'H', 'I', 'L', 'M', 'N', 'O', 'R', 'S', 'X'])
    } else if first.starts_with("unin") || first.starts_with("unim") || first.starts_with("unid") {
        true
    } else if CONSONANT_SOUND.iter().any(|start| first.starts_with(start)) {
        false
    } else {
        first.starts_with(['a', 'e', 'i', 'o', 'u', '8'])
            || VOWEL_SOUND.iter().any(|start| first.starts_with(start))
    };
    match (text.is_empty(), vowel) {
        (true, _) => String::new(),
        (false, true) => format!("an {text}"),
        (false, false) => format!("a {text}"),
    }
}

/// The person that was chosen: `botanist` → `your new botanist`; a name stays, a pronoun becomes
/// `your new colleague`.
pub fn new_colleague(text: &str) -> String {
    let text = phrase(text);
    if text.is_empty() || marks::is_slot(&text) {
        return text;
    }
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let (first, last) = (words[0].as_str(), words[words.len() - 1].as_str());
    if words.len() == 1 && ["them", "they", "he", "him", "she", "her"].contains(&first) {
        return "your new colleague".to_string();
    }
    if first == "new" {
        return format!("your {}{}", first, &text[first.len()..]);
    }
    let trade = TRADES.contains(&last) || last.ends_with("ist");
    if trade && words.len() > 1 && ["the", "a", "an"].contains(&first) {
        let rest = text[first.len()..].trim_start();
        return format!("your new {}", rest.strip_prefix("new ").unwrap_or(rest));
    }
    let known = DETERMINERS.contains(&first) || first.ends_with("'s") || first.ends_with("’s");
    let name = text.starts_with(char::is_uppercase) && !trade;
    if known || name {
        return text;
    }
    let small = words.len() == 1 && !is_shouted(&text);
    format!("your new {}", if small { &words[0] } else { &text })
}

/// Whether words are surely a whole clause, as they must be after `because`: `you publish your methods`,
/// `a move was on my mind`. In doubt they are none.
pub fn is_clause(text: &str) -> bool {
    const SUBJECTS: [&str; 8] = ["i", "you", "we", "they", "he", "she", "it", "there"];
    const RELATIVES: [&str; 14] = [
        "that", "which", "who", "where", "when", "what", "how", "way", "i", "you", "we", "they", "he", "she",
    ];
    const VERBS: &[&str] = &[
        "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "does", "did",
        "do", "may", "might", "should", "seemed", "needed", "isn't", "wasn't", "weren't", "aren't",
        "couldn't", "can't", "didn't", "doesn't", "don't", "won't", "wouldn't", "hasn't", "haven't",
        "hadn't",
    ];
    let words: Vec<String> =
        text.split_whitespace().map(|word| word.to_lowercase().replace('’', "'")).collect();
    let Some(first) = words.first() else { return false };
    let subject = first.split('\'').next().unwrap_or(first);
    if SUBJECTS.contains(&subject) && !is_shouted(head(text)) {
        return words.len() > 1;
    }
    let deciding = words.iter().skip(1).map(String::as_str);
    let deciding = deciding.filter(|word| VERBS.contains(word) || RELATIVES.contains(word)).take(1);
    deciding.into_iter().any(|word| VERBS.contains(&word))
}

/// A capital at the start, as a subject line wants it; names such as iOS keep theirs.
pub fn capital(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or("");
    let mut chars = text.chars();
    match chars.next() {
        Some(c) if !first.contains(char::is_uppercase) => format!("{}{}", c.to_uppercase(), chars.as_str()),
        _ => text.to_string(),
    }
}

/// The text without the stop or comma at its end; `Acme Inc.` and `Paul Varga Jr.` keep theirs.
pub fn unended(text: &str) -> &str {
    const ABBREVIATIONS: [&str; 22] = [
        "inc", "ltd", "co", "corp", "bros", "jr", "sr", "st", "ave", "rd", "dept", "univ", "esq", "etc",
        "no", "mr", "mrs", "ms", "mx", "dr", "prof", "plc",
    ];
    let bare = text.trim_end_matches([',', ';', ':', '!', ' ']);
    let bare =
        if text[bare.len()..].contains('!') && bare.split_whitespace().count() == 1 { text } else { bare };
    let Some(stripped) = bare.strip_suffix('.') else { return bare };
    let last = stripped.split_whitespace().next_back().unwrap_or("").to_lowercase();
    let initial = last.chars().count() == 1 || (last.contains('.') && !last.ends_with('.'));
    if initial || ABBREVIATIONS.contains(&last.as_str()) {
        return bare;
    }
    stripped.trim_end_matches(['.', ',', ';', ':', ' '])
}

/// The first word up to its apostrophe or hyphen.
fn head(text: &str) -> &str {
    let first = text.split_whitespace().next().unwrap_or("");
    first.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("")
}

/// SQL, UX, IT.
fn is_shouted(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether the first word has its capital only because a person began typing there.
fn begins_small(text: &str) -> bool {
    let head = head(text);
    let lower = head.to_lowercase();
    if is_shouted(head) || head.chars().skip(1).any(char::is_uppercase) || lower == "i" {
        return false;
    }
    if SMALL_WORDS.contains(&lower.as_str()) {
        return true;
    }
    let second = text.split_whitespace().nth(1).unwrap_or("");
    let name_follows = second.starts_with(char::is_uppercase) && self::head(second) != "I";
    if lower.len() >= 5 && lower.ends_with("ing") && !NAMES_IN_ING.contains(&lower.as_str()) {
        return !name_follows || VERBS_BEFORE_NAMES.contains(&lower.as_str());
    }
    SMALL_UNLESS_NAMES.contains(&lower.as_str()) && !name_follows
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
