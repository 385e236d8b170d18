"""What a ledger is: money, years, entries, places and findings. Imports nothing of ours."""
