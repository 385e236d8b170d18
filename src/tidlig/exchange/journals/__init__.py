"""The ledger as journals of double entry, for hledger, Ledger and beancount.

`transactions.py` makes balanced transactions of the ledger's movements, and one module for each
program writes them in its syntax. docs/decisions.md, "The ledger as a journal", explains the
accounts.
"""
