//! The sender: asked once, the same in every letter.

use super::draft::{Answer, Answers};
use super::style::Spelling;

/// Who the letters are from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The name they are signed with.
    pub name: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
    /// Which English dates are written in.
    pub spelling: Spelling,
}

impl Default for Profile {
    fn default() -> Self {
        Profile { name: None, phone: None, spelling: Spelling::British }
    }
}

impl Profile {
    /// Key in the profile → field that it answers.
    pub const FIELDS: [(&'static str, &'static str); 2] = [("name", "sender"), ("phone", "sender_phone")];

    /// The answers that it gives to the fields of the sender.
    pub fn answers(&self) -> Answers {
        let values = [&self.name, &self.phone];
        let given = Profile::FIELDS.iter().zip(values).filter_map(|((_, field), value)| {
            value.as_ref().map(|value| (field.to_string(), Answer::Text(value.clone())))
        });
        given.collect()
    }
}
