//! Puts a letter where the person can paste it, and says truthfully what is known about that.
