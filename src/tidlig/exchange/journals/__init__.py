"""The ledger as journals of double entry, for hledger, Ledger and beancount.

`transactions.py` makes balanced transactions of the ledger's movements on the accounts of
`accounts.py`; one module for each program writes them in its syntax. Why the accounts are as they
are is told in docs/decisions.md, "The ledger as a journal".
"""
