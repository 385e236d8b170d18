"""The status note of a program: what it was given, what became of it, and what is not known."""
