//! What packs say of patterns: their role in a signal, and how a signal treats clauses.

/// A pattern's role in its signal.
pub mod role {
    /// It tells the signal.
    pub const STRONG: u8 = 0;
    /// It hints at the signal.
    pub const WEAK: u8 = 1;
    /// It shows that the signal is not meant.
    pub const UNLESS: u8 = 2;
}

/// How a signal treats denied, conditional and asking sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Such a match counts like any other.
    Keep,
    /// Such a match does not count.
    #[default]
    Block,
    /// Only such a match counts.
    Only,
}

impl Policy {
    /// Whether a match that is so, or is not, counts.
    pub fn allows(self, is_so: bool) -> bool {
        match self {
            Policy::Keep => true,
            Policy::Block => !is_so,
            Policy::Only => is_so,
        }
    }
}
