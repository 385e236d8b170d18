"""Other systems' formats: registers that a ledger is compared with, and journals."""
