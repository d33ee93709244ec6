//! The table checks itself.

use super::table::LETTERS;
use super::*;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn no_key_means_two_things_in_one_focus() {
    for focus in Focus::ALL {
        let mut seen = BTreeMap::new();
        for row in rows(*focus) {
            for key in row.keys {
                assert_eq!(seen.insert(key, row.name), None, "{key} in {focus:?}");
            }
        }
    }
}

#[test]
fn one_action_has_one_name() {
    let names: BTreeSet<(&str, Action)> = TABLE.iter().map(|row| (row.name, row.action)).collect();
    let words: BTreeSet<&str> = names.iter().map(|(name, _)| *name).collect();
    let actions: BTreeSet<Action> = names.iter().map(|(_, action)| *action).collect();
    assert_eq!((words.len(), actions.len()), (names.len(), names.len()));
}

#[test]
fn no_letter_acts_where_letters_are_typed() {
    for focus in Focus::ALL.iter().filter(|focus| focus.takes_text()) {
        for row in rows(*focus) {
            assert!(row.keys.iter().all(|key| key.chars().count() > 1), "{} in {focus:?}", row.name);
        }
    }
}

#[test]
fn help_copy_and_quit_are_reachable_wherever_they_make_sense() {
    for focus in Focus::ALL {
        for action in [Action::Help, Action::Quit, Action::Suspend, Action::Interrupt, Action::Back] {
            assert!(key_of(action, *focus).is_some(), "{action:?} in {focus:?}");
        }
    }
    for focus in LETTERS {
        assert!(rows(*focus).any(|row| row.action == Action::CopyLetter && row.keys.contains(&"ctrl-y")));
    }
}
