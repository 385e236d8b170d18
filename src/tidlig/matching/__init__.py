"""A ledger matched with another system's list of the same awards or payments. Touches no file."""
