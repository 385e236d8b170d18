"""Reads the tables of a printed balance back, as a person with a pencil would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

SUFFIX = re.compile(r" [+-] \?$")
NOT_KNOWN = re.compile(r"\?| til | to |højst|mindst|at most|at least")

Rows = dict[str, list[str]]


@dataclass(frozen=True)
class Printed:
    """A table: its headings, those of columns of figures, and rows by name in order."""

    headings: list[str]
    rows: list[tuple[str, list[str]]]

    def column(self, at: int) -> dict[str, str]:
        """Return what a column says, by the name of the row."""
        return {name: cells[at] for name, cells in self.rows}


def figure(text: str) -> Decimal | None:
    """Return an exact figure; 0 for one that does not apply; None for what is not known."""
    plain = re.sub(r"^(ca\.|c\.) ", "", text.replace("*", "").strip())
    if plain in ("–", "-"):
        return Decimal(0)
    if not plain or NOT_KNOWN.search(plain):
        return None
    is_danish = re.search(r",\d$", plain) or re.fullmatch(r"-?\d{1,3}(\.\d{3})+", plain)
    digits = plain.replace(".", "").replace(",", ".") if is_danish else plain.replace(",", "")
    return Decimal(digits)


def tables_of_markdown(text: str) -> Iterator[Printed]:
    """Yield the tables of a page in Markdown."""
    for block in text.split("\n\n"):
        lines = block.split("\n")
        if len(lines) > 2 and lines[0].startswith("|"):
            headings, _, *rows = map(cells_of, lines)
            yield Printed(headings, [(name_of(row), row) for row in rows])


def cells_of(line: str) -> list[str]:
    cells = line.strip().strip("|").split(" | ")
    return [cell.replace("&nbsp;", "").replace("*", "").strip() for cell in cells]


def name_of(row: list[str]) -> str:
    return row[0]


def years_of_text(text: str) -> Printed | None:
    """Return the table with years across of a page as text; None where it has none.

    A figure belongs to the heading above its last digit.
    """
    lines = text.split("\n")
    state = next((n for n, line in enumerate(lines) if re.match(r"(tilstand|state) ", line)), None)
    if state is None:
        return None
    found = list(re.finditer(r"\d{4}-\d{4}|\d{4}|i alt|in all", lines[state - 1]))
    if not found or lines[state - 1].strip().startswith(("år", "year")):
        return None
    ends = [match.end() for match in found]
    end = next(n for n in range(state, len(lines) + 1) if n == len(lines) or not lines[n])
    rows = [row_of(line, ends) for line in lines[state:end]]
    return Printed([match[0] for match in found], rows)


def row_of(line: str, ends: list[int]) -> tuple[str, list[str]]:
    """Return the name of a row, and the figure that ends below each heading."""
    cells = []
    name = re.split(r"\s{2,}", line.strip())[0]
    start = line.index(name) + len(name)
    for end in ends:
        words = line[start:end].rsplit("  ", 1)[-1].strip()
        marks = r"(?:højst |mindst |at most |at least )?(?:ca\. |c\. )?"
        is_last_word = re.search(rf"{marks}[^\s]+$", words)
        suffix = re.match(r" [+-] \?", line[end:])
        cells.append((is_last_word[0] if is_last_word else "") + (suffix[0] if suffix else ""))
        start = end
    return re.sub(r", (ca|c)\.$", "", name), cells
