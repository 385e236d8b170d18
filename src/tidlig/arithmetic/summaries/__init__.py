"""What is kept of a file instead of its many entries: sums, and what checks need to know of them.

A file's awards, payments and returns are its mass. Summaries of files merge in any order.
"""
