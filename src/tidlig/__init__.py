"""tidlig: a budget and allocation ledger for public grant programmes, in plain TOML files."""

__version__ = "0.1.0"
