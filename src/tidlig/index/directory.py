"""Which file and row of a ledger has an id, and which rows hang on an award, a party or a place.

A directory is made from the columns of all files, and kept as one record for their digests, so that
a command about one entry opens the files that it names and no others. It is searched as bytes: that
of a hundred thousand awards opens in a few milliseconds.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from tidlig.arithmetic.charging import StatedPlace
from tidlig.index.columns import Columns
from tidlig.index.tables import at

Ats = Sequence[int]
"""Rows, each by the number of its file and its own: see `tables.at`."""

_MANY = 50
"""So many entries are looked for one by one."""


class Directory:
    """Finds rows by their ids, and by what they hang on."""

    def __init__(self, plain: tuple[Any, ...]) -> None:
        """Take a directory as it was kept."""
        self._ids, self._on, self._parties, self._places, self.positions = plain

    def find(self, id: str) -> list[tuple[str, int]]:
        """Give the kinds and rows of an id."""
        return [(kind, row) for found, kind, row in self._listed(f"\n{id}\0") if found == id]

    def starting(self, text: str, most: int) -> list[tuple[str, str, int]] | None:
        """Give the ids that begin with a text, with kinds and rows; None for more than so many."""
        found = []
        for each in self._listed(f"\n{text}"):
            found.append(each)
            if len(found) > most:
                return None
        return found

    def on(self, awards: Collection[str]) -> list[int]:
        """Give the payments and returns on some awards."""
        if len(awards) > _MANY:
            lines = (line.partition("\0") for line in self._on.decode().split("\n"))
            wanted = set(awards)
            found = [rows for award, _, rows in lines if award in wanted]
        else:
            found = [self._on_award(award) for award in awards]
        return [int(row) for rows in found for row in rows.split(",") if row]

    def _on_award(self, award: str) -> str:
        start = self._on.find(f"\n{award}\0".encode())
        if start < 0:
            return ""
        line: bytes = self._on[start + 1 : self._on.index(b"\n", start + 1)]
        return line.decode().partition("\0")[2]

    def awards(self, ids: Collection[str]) -> list[int]:
        """Give some awards by their ids."""
        if len(ids) > _MANY:
            rows = (line.split("\0") for line in self._ids.decode().split("\n") if line)
            wanted = set(ids)
            return [int(row) for id, kind, row in rows if kind == "award" and id in wanted]
        return [row for id in ids for kind, row in self.find(id) if kind == "award"]

    def of_party(self, id: str) -> Ats:
        """Give the awards to a recipient, and the payments that name it."""
        return array("Q", self._parties.get(id, b""))

    def places(self) -> Iterator[tuple[StatedPlace, Ats]]:
        """Give where awards are charged, with the awards."""
        return ((place, array("Q", rows)) for place, rows in self._places)

    def _listed(self, start: str) -> Iterator[tuple[str, str, int]]:
        wanted = start.encode()
        place = self._ids.find(wanted)
        while place >= 0:
            line = self._ids[place + 1 : self._ids.index(b"\n", place + 1)]
            id, kind, row = line.decode().split("\0")
            yield id, kind, int(row)
            place = self._ids.find(wanted, place + 1)


def directory_of(files: Iterable[Columns], positions: Iterable[Sequence[int]]) -> tuple[Any, ...]:
    """Make the directory of a ledger's files, as plain values.

    `positions` are those of each file's other entries among all.
    """
    ids: list[str] = []
    on: dict[str, list[int]] = {}
    parties: dict[str, array[int]] = {}
    places: dict[StatedPlace, array[int]] = {}
    kinds = ("payment", "return", "return")
    for number, each in enumerate(files):
        awards, others = each.awards, each.on_awards
        for row, id, place, recipient in zip(
            awards.row, awards.id, awards.place, awards.recipient, strict=True
        ):
            known = at(number, row)
            ids.append(f"{id}\0award\0{known}")
            places.setdefault(each.places[place], array("Q")).append(known)
            if recipient is not None:
                parties.setdefault(each.parties[recipient], array("Q")).append(known)
        for row, kind, id, award, payee in zip(
            others.row, others.kind, others.id, others.award, others.payee, strict=True
        ):
            known = at(number, row)
            ids.append(f"{id}\0{kinds[kind]}\0{known}")
            on.setdefault(award, []).append(known)
            if payee is not None:
                parties.setdefault(each.parties[payee], array("Q")).append(known)
    lines = (f"{award}\0{','.join(map(str, rows))}" for award, rows in on.items())
    return (
        _listed(sorted(ids)),
        _listed(lines),
        {id: rows.tobytes() for id, rows in parties.items()},
        [(tuple(place), rows.tobytes()) for place, rows in places.items()],
        [list(each) for each in positions],
    )


def _listed(lines: Iterable[str]) -> bytes:
    return "\n".join(("", *lines, "")).encode()
