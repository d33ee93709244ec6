//! Text in, text out: manifests and templates. No clock, no disk, no terminal.
