//! Figures on letters by other hands.
