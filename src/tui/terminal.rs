//! Enters and leaves the terminal modes, whatever ends the program.
