"""The whole: files are found and read, merged into one ledger, checked and placed."""
