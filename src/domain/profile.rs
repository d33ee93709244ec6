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
    /// An e-mail address.
    pub email: Option<String>,
    /// The address of a LinkedIn page.
    pub linkedin: Option<String>,
    /// The lines of a postal address.
    pub address: Vec<String>,
    /// Which English dates are written in.
    pub spelling: Spelling,
    /// How many characters LinkedIn lets a connection note have: 200, or 300 with a paid plan.
    pub linkedin_note_limit: u32,
}

impl Default for Profile {
    fn default() -> Self {
        Profile {
            name: None,
            phone: None,
            email: None,
            linkedin: None,
            address: Vec::new(),
            spelling: Spelling::British,
            linkedin_note_limit: 200,
        }
    }
}

impl Profile {
    /// Key in the profile → field that it answers.
    pub const FIELDS: [(&'static str, &'static str); 4] = [
        ("name", "sender"),
        ("phone", "sender_phone"),
        ("email", "sender_email"),
        ("linkedin", "sender_linkedin"),
    ];

    /// The answers that it gives to the fields of the sender.
    pub fn answers(&self) -> Answers {
        let values = [&self.name, &self.phone, &self.email, &self.linkedin];
        let given = Profile::FIELDS.iter().zip(values).filter_map(|((_, field), value)| {
            value.as_ref().map(|value| (field.to_string(), Answer::Text(value.clone())))
        });
        given.collect()
    }
}
