"""Entries to movements to sums. Pure: reads no file, prints nothing."""
