"""One module for each thing shown: takes finished data, returns text, never prints or sums."""
