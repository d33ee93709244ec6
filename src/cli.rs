//! Arguments as typed.
