"""Text to entries: finding files, reading TOML, validating, places in a text."""
