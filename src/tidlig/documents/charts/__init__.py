"""Charts as SVG of our own, for the page and for files: the same drawing for both."""
