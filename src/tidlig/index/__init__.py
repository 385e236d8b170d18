"""The many entries of a ledger as columns, in queries, as sums, and as sealed records on disk.

Awards, payments and returns are the kinds that a ledger has many of. All other entries are its
core, which is always held whole.
"""
