"""A ledger held against another system's list of the same awards or payments. Pure, as all here."""
