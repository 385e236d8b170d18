"""Other people's formats, in and out: so far the registers that a ledger is held against."""
