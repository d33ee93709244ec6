//! The picture and the key tables are those of the program.

mod support;

use ratatui::style::{Color, Modifier};
use regards::app::action::{self, Action, Focus, Row};
use regards::app::model::Look;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use support::journey::open;

fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Compares a file with what it should be; with REGARDS_UPDATE=1 writes it instead.
#[track_caller]
fn fresh(path: &Path, wanted: &str) {
    if std::env::var_os("REGARDS_UPDATE").is_some() {
        #[expect(clippy::disallowed_methods, reason = "a file of the project, written on request")]
        fs::write(path, wanted).expect("the file can be written");
        return;
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    assert!(
        there == wanted,
        "{} is not what the program makes; run REGARDS_UPDATE=1 cargo test",
        path.display()
    );
}

/// Replaces what stands between two marks of a page.
fn between(page: &str, start: &str, end: &str, text: &str) -> String {
    let from = page
        .find(start)
        .map(|place| place + page[place..].find('\n').expect("a line end") + 1)
        .expect("the first mark");
    let to = page.find(end).expect("the second mark");
    format!("{}{text}{}", &page[..from], &page[to..])
}

#[test]
fn the_readme_names_the_keys() {
    let path = root("README.md");
    let page = fs::read_to_string(&path).expect("README.md");
    let everywhere = [
        Action::Help,
        Action::CopyLetter,
        Action::Undo,
        Action::Redo,
        Action::Back,
        Action::Theme,
        Action::Suspend,
        Action::Interrupt,
        Action::Quit,
    ];
    let mut text = "\n| key | does |\n|---|---|\n".to_string();
    for action in everywhere {
        let row = action::rows(Focus::Line).find(|row| row.action == action).expect("it works while typing");
        let _ = writeln!(text, "| {} | {} |", keys(row), row.help);
    }
    text.push('\n');
    fresh(&path, &between(&page, "<!-- keys", "<!-- end of keys -->", &text));
}

#[test]
fn the_architecture_has_the_whole_key_table() {
    let path = root("ARCHITECTURE.md");
    let page = fs::read_to_string(&path).expect("ARCHITECTURE.md");
    let mut text = String::new();
    for focus in Focus::ALL {
        let _ = write!(text, "\n### {}\n\n| key | action | does |\n|---|---|---|\n", capital(focus.label()));
        for row in action::rows(*focus) {
            let _ = writeln!(text, "| {} | `{}` | {} |", keys(row), row.name, row.help);
        }
    }
    text.push('\n');
    fresh(&path, &between(&page, "<!-- key table", "<!-- end of key table -->", &text));
}

fn keys(row: &Row) -> String {
    row.keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" ")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[test]
fn the_picture_is_a_frame_of_the_program() {
    let mut journey = open("104x30");
    journey.model.look = Look::Dark;
    let journey = journey
        .keys("decl<enter>Ms. Okafor<enter>Northwind Labs<enter>Data Analyst<enter>Dana Reyes<enter>")
        .shows("Dana Reyes");
    fresh(&root("assets/regards.svg"), &svg(&journey));
}

const CELL: (f32, f32) = (8.4, 18.0);

fn svg(journey: &support::journey::Journey) -> String {
    let buffer = journey.buffer();
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let (width, height) = (f32::from(columns) * CELL.0 + 24.0, f32::from(rows) * CELL.1 + 24.0);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <title>regards: questions on the left, the letter on the right</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#16181d\"/>\n"
    );
    for y in 0..rows {
        let mut x = 0;
        while x < columns {
            let style = buffer[(x, y)].style();
            let start = x;
            let mut run = String::new();
            while x < columns && buffer[(x, y)].style() == style {
                run.push_str(buffer[(x, y)].symbol());
                x += 1;
            }
            if run.trim().is_empty() {
                continue;
            }
            let bold = if style.add_modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
            let left = f32::from(start) * CELL.0 + 12.0;
            let base = f32::from(y) * CELL.1 + 26.0;
            let length = f32::from(x - start) * CELL.0;
            let _ = writeln!(
                text,
                "<text x=\"{left:.1}\" y=\"{base:.1}\" textLength=\"{length:.1}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" fill=\"{}\"{bold}>{}</text>",
                hex(style.fg),
                run.replace('&', "&amp;").replace('<', "&lt;")
            );
        }
    }
    text.push_str("</svg>\n");
    text
}

fn hex(colour: Option<Color>) -> &'static str {
    match colour {
        Some(Color::Gray) => "#a9b1bd",
        Some(Color::DarkGray) => "#5c6370",
        Some(Color::LightCyan) => "#7fd7e8",
        Some(Color::LightGreen) => "#9bd68a",
        Some(Color::LightYellow) => "#f0cf7d",
        _ => "#e4e7eb",
    }
}
