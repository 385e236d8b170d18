"""Which entries have another id and are otherwise the same, and what names them with that id.

Nothing is guessed: the two have one kind and the same values, and no other has them.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from tidlig.arithmetic.figures import Figures
from tidlig.arithmetic.movements import Line
from tidlig.model.decisions import (
    Appropriation,
    End,
    Program,
    Reprioritisation,
    Strand,
    StrandSplit,
)
from tidlig.model.entry import Acceptance, Entry, Ident, KindCount, OneOrMore, YearAmount
from tidlig.model.grants import KindDate, Round
from tidlig.model.kinds import BY_KEY
from tidlig.model.years import Month, Years

NOT_OWN = {"id", "stands_in"}
NESTED = {Program: "strands", Strand: "program"}
"""What is an entry of its own below another, or stands in its heading."""


class Names:
    """The new ids of entries by their old ones; those of strands are within their program."""

    def __init__(self) -> None:
        """Begin with none."""
        self._new: dict[tuple[str, str], str] = {}

    def add(self, before: Entry, after: Entry) -> None:
        """Note that an entry has another id."""
        self._new[before.kind, _within(before)] = after.id

    def of(self, kind: str, id: str) -> Ident:
        """Give the id that an entry has now."""
        return Ident(self._new.get((kind, id), id))

    def of_strand(self, program: str | None, strand: str) -> Ident:
        """Give the id that a strand has now, of a program as it was called."""
        return Ident(self._new.get(("strand", f"{program}/{strand}"), strand))

    def of_entry(self, entry: Entry) -> Entry:
        """Give an entry as it would be with nothing changed but these names."""
        if not self._new:
            return entry
        id = self._new.get((entry.kind, _within(entry)), entry.id)
        changed: dict[str, Any] = {"id": id, "source": self._sources(entry)}
        for key, kind in BY_KEY.items():
            written = getattr(entry, key, None)
            if written is not None:
                changed[key] = self.of(kind, written)
        strand = getattr(entry, "strand", None)
        if strand is not None:
            changed["strand"] = self.of_strand(getattr(entry, "program", None), strand)
        return replace(entry, **changed, **self._inside(entry))

    def of_lines(self, lines: Mapping[Line, Figures]) -> dict[Line, Figures]:
        """Give figures by the lines as these are called now."""
        return {self.of_line(line): figures for line, figures in lines.items()}

    def of_line(self, line: Line) -> Line:
        """Give a line as it is called now."""
        strand = self.of_strand(line.program, line.strand)
        return Line(self.of("program", line.program), strand, line.years)

    def _sources(self, entry: Entry) -> OneOrMore:
        return OneOrMore(tuple(self.of("source", id) for id in entry.source))

    def _inside(self, entry: Entry) -> dict[str, Any]:
        """Give the keys that name entries within a table."""
        if isinstance(entry, Reprioritisation):
            return {"from_": self._end(entry.from_), "to": self._end(entry.to)}
        if isinstance(entry, Appropriation):
            stated = (
                replace(row, strand=self.of_strand(entry.program, row.strand))
                for row in entry.strands
            )
            return {"strands": tuple(stated)}
        if isinstance(entry, Round):
            rows = (
                row if row.pool is None else replace(row, pool=self.of("pool", row.pool))
                for row in entry.applications
            )
            return {"applications": tuple(rows)}
        return {}

    def _end(self, end: End) -> End:
        if end.program is None:
            return end
        strand = end.strand and self.of_strand(end.program, end.strand)
        return replace(end, program=self.of("program", end.program), strand=strand)


def names(base: Iterable[Entry], head: Iterable[Entry]) -> Names:
    """Find the entries that are the same under another id; those that name them may follow."""
    found = Names()
    before, after = list(base), {entry.address: entry for entry in head}
    while True:
        now = {found.of_entry(entry).address: entry for entry in before}
        gone = (entry for address, entry in now.items() if address not in after)
        come = (entry for address, entry in after.items() if address not in now)
        pairs = list(_pairs(gone, come, found))
        if not pairs:
            return found
        for was, entry in pairs:
            found.add(was, entry)


def _pairs(
    gone: Iterable[Entry], come: Iterable[Entry], known: Names
) -> Iterator[tuple[Entry, Entry]]:
    """Pair entries that have the same values, where no others have these."""
    lost, new = defaultdict(list), defaultdict(list)
    for entry in gone:
        lost[_values(known.of_entry(entry))].append(entry)
    for entry in come:
        new[_values(entry)].append(entry)
    for values, entries in lost.items():
        if len(entries) == len(new[values]) == 1:
            yield entries[0], new[values][0]


def _values(entry: Entry) -> Hashable:
    """Give all that an entry says but its id; of a strand also its program."""
    left_out = NOT_OWN | ({"strands"} if isinstance(entry, Program) else set())
    said = ((each.name, getattr(entry, each.name)) for each in fields(entry))
    return type(entry), tuple((name, content(it)) for name, it in said if name not in left_out)


def content(value: Any) -> Hashable:
    """Give what is compared of a value: a table of rows is the same in any order."""
    if not isinstance(value, tuple) or isinstance(value, Years | Month):
        return value
    if value and isinstance(value[0], YearAmount | KindCount | KindDate | Acceptance):
        return frozenset(value)
    if value and isinstance(value[0], StrandSplit):
        return frozenset((row.strand, frozenset(row.split)) for row in value)
    return value or None


def _within(entry: Entry) -> str:
    """Give an id as others name it: of a strand within its program."""
    return f"{entry.program}/{entry.id}" if isinstance(entry, Strand) else entry.id
