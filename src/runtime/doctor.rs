//! `regards doctor`: where things are, how a copy would go, what is wrong with the person's files.

use super::failure::Failure;
use super::world::World;
use crate::domain::clean::escape_for_message;
use crate::services::clipboard::{Clipboard, Environment, Preference};
use crate::services::paths::Paths;
use crate::tui::terminal;
use std::io::Write;
use std::path::Path;

/// Prints the report.
///
/// # Errors
/// Standard output cannot be written.
pub fn doctor(flag: Option<&Preference>, out: &mut dyn Write) -> Result<(), Failure> {
    let world = World::read(true);
    let (catalog, mut problems) = world.catalog();
    problems.extend(catalog.template_problems().iter().cloned());
    let mut lines =
        vec![format!("regards {}", env!("CARGO_PKG_VERSION")), String::new(), "Folders".to_string()];
    lines.extend(world.paths.as_ref().map(folders).unwrap_or_default());
    lines.extend([String::new(), "Terminal".to_string()]);
    lines.extend(screen());
    lines.extend([String::new(), "Clipboard".to_string()]);
    lines.extend(copying(&world, flag)?);
    lines.extend([String::new(), "Your files".to_string()]);
    let own = world.sources.iter().filter(|source| source.path.is_some()).count();
    lines.push(format!("  {own} templates of your own, {} scenarios", catalog.scenarios().len()));
    if problems.is_empty() {
        lines.push("  nothing wrong".to_string());
    }
    for problem in &problems {
        lines.push(format!("  ! {}", escape_for_message(&problem.to_string(), 600)));
        lines.extend(
            problem
                .excerpt
                .iter()
                .flat_map(|text| text.lines())
                .map(|line| format!("    {}", escape_for_message(line, 120))),
        );
    }
    for line in lines {
        writeln!(out, "{}", line.trim_end()).map_err(Failure::output)?;
    }
    Ok(())
}

fn folders(paths: &Paths) -> Vec<String> {
    let places: [(&str, &Path); 6] = [
        ("settings", &paths.config_file()),
        ("profile", &paths.profile_file()),
        ("templates", &paths.templates()),
        ("drafts", &paths.drafts()),
        ("journal", &paths.journal()),
        ("copies", &paths.copies()),
    ];
    let there = |path: &Path| if path.exists() { "" } else { "  (not there yet)" };
    places.iter().map(|(name, path)| format!("  {name:<10} {}{}", path.display(), there(path))).collect()
}

fn screen() -> Vec<String> {
    let variable = |name: &str| match std::env::var(name) {
        Ok(value) if !value.is_empty() => escape_for_message(&value, 60),
        _ => "not set".to_string(),
    };
    let size = terminal::size();
    let can = match terminal::require_terminal() {
        Ok(()) => format!("the interface can open here, {}x{}", size.width, size.height),
        Err(why) => format!("the interface cannot open here: {why}"),
    };
    let named = ["TERM", "COLORTERM", "NO_COLOR", "TMUX", "SSH_CONNECTION", "VISUAL", "EDITOR"];
    let variables = named.iter().map(|name| format!("  {name:<14} {}", variable(name)));
    std::iter::once(format!("  {can}")).chain(variables).collect()
}

fn copying(world: &World, flag: Option<&Preference>) -> Result<Vec<String>, Failure> {
    let preference = world.preference(flag);
    let route = Clipboard::new(preference.clone(), world.copies()).route(&Environment::capture());
    let mut lines = vec![format!("  set to {preference}; a copy would try, in this order:")];
    lines.extend(route.to_string().lines().map(|line| format!("  {line}")));
    Ok(lines)
}
