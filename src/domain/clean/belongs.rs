//! Where an invisible character belongs: emoji and many scripts are wrong without theirs.
//!
//! Every rule looks at one visible neighbour, so at most one such character stands after a visible one: too
//! little to hide a text in.

/// Whether a hidden character has its place between these two. `goes_on`: more may follow the last one.
pub(super) fn here(previous: Option<char>, c: char, next: Option<char>, goes_on: bool) -> bool {
    let Some(previous) = previous else { return false };
    match c {
        // Both joiners choose the form of a letter, at the end of a word too (as in the Hijri year's mark).
        '\u{200c}' => joins(previous),
        '\u{200d}' => joins(previous) || joins_emoji(previous, next, goes_on),
        '\u{fe0e}' | '\u{fe0f}' => emoji(previous) || matches!(previous, '0'..='9' | '#' | '*'),
        '\u{fe00}'..='\u{fe0d}' => has_variants(previous),
        // Japanese names are written with these.
        '\u{e0100}'..='\u{e01ef}' => ideograph(previous),
        '\u{180b}'..='\u{180f}' => mongolian(previous),
        '\u{115f}' | '\u{1160}' => jamo(previous),
        _ => false,
    }
}

/// The length in bytes of the flag of England, Scotland or Wales, where the text starts with one. Its letters
/// are invisible tags, which are anywhere else a way to hide text.
pub(super) fn flag(text: &str) -> Option<usize> {
    const FLAGS: [&str; 3] = [
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
    ];
    FLAGS.iter().find(|flag| text.starts_with(**flag)).map(|flag| flag.len())
}

fn joins_emoji(previous: char, next: Option<char>, goes_on: bool) -> bool {
    (emoji(previous) || previous == '\u{fe0f}') && next.map_or(goes_on, emoji)
}

fn emoji(c: char) -> bool {
    matches!(c,
        '©' | '®' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21ff}'
        | '\u{2300}'..='\u{23ff}' | '\u{2460}'..='\u{24ff}' | '\u{25a0}'..='\u{27bf}' | '\u{2934}' | '\u{2935}'
        | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}'
        | '\u{1f000}'..='\u{1faff}')
}

/// Letters and marks of scripts whose letters join: Arabic and its neighbours, and those of India's family.
fn joins(c: char) -> bool {
    matches!(c,
        '\u{620}'..='\u{74f}' | '\u{750}'..='\u{77f}' | '\u{7c0}'..='\u{7ff}' | '\u{840}'..='\u{dff}'
        | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17b3}' | '\u{17b6}'..='\u{17ff}'
        | '\u{1a20}'..='\u{1aaf}' | '\u{1b00}'..='\u{1bff}' | '\u{a840}'..='\u{a87f}'
        | '\u{a8e0}'..='\u{a8ff}' | '\u{aa60}'..='\u{aa7f}' | '\u{fb50}'..='\u{fdcf}'
        | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10a00}'..='\u{10a5f}'
        | '\u{11000}'..='\u{11fff}' | '\u{1e900}'..='\u{1e95f}')
        || mongolian(c)
}

fn mongolian(c: char) -> bool {
    matches!(c, '\u{1820}'..='\u{18af}')
}

fn jamo(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115e}' | '\u{1161}'..='\u{11ff}')
}

fn ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{2fffd}' | '\u{30000}'..='\u{3fffd}')
}

/// What has standardised variants besides emoji: ideographs, mathematics, Myanmar, Phags-pa, full widths.
fn has_variants(c: char) -> bool {
    ideograph(c)
        || matches!(c, '0' | '\u{1000}'..='\u{109f}' | '\u{2200}'..='\u{22ff}' | '\u{2a00}'..='\u{2aff}'
            | '\u{3001}' | '\u{3002}' | '\u{a840}'..='\u{a87f}' | '\u{aa60}'..='\u{aa7f}'
            | '\u{ff01}'..='\u{ff60}')
}
