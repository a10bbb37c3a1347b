"""Every promise the casebook makes, by name; a package, so that no other `tests` can stand in."""
