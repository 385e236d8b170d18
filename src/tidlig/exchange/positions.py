"""Where the cells of a CSV text stand, worked out only for what is shown."""

import re
from dataclasses import dataclass

from tidlig.model.findings import Location, Span


@dataclass(frozen=True, slots=True)
class Positions:
    """Where the cells of a text stand, found one by one."""

    file: str
    text: str
    delimiter: str

    def __call__(self, line: int, column: int) -> Location:
        """Give the place of a cell, by the line that its row begins on."""
        row = start = start_of_line(self.text, line)
        end = end_of_cell(self.text, start, self.delimiter)
        for _ in range(column):
            start = end + 1
            end = end_of_cell(self.text, start, self.delimiter)
        down = self.text.count("\n", row, start)
        first = start - (self.text.rfind("\n", 0, start) + 1) + 1
        width = max(len(self.text[start:end].partition("\n")[0].rstrip("\r")), 1)
        return Location(self.file, span=Span(line + down, first, line + down, first + width))


def start_of_line(text: str, line: int) -> int:
    """Give where a line begins, by its number from 1; the end of a text that has fewer."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if not start:
            return len(text)
    return start


def end_of_cell(text: str, start: int, delimiter: str, most: int | None = None) -> int:
    """Give where the cell ends that begins somewhere: at a delimiter or line end out of quotes.

    The end of the text, or of the most characters that are looked at, where it does not end before.
    """
    last = len(text) if most is None else min(start + most, len(text))
    if text[start : start + 1] != '"':
        found = re.compile(f"[{re.escape(delimiter)}\n]").search(text, start, last)
        return last if found is None else found.start()
    at = text.find('"', start + 1, last)
    while at >= 0:
        if text[at + 1 : at + 2] != '"':
            return at + 1
        at = text.find('"', at + 2, last)
    return last
