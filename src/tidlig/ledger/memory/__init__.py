"""What is remembered of ledgers between runs, in the user's cache folder: only ever to be quicker.

What is missing, damaged, of another version or somebody else's is worked out anew.
"""
