"""The summaries of a ledger's files beside each other, and together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tidlig.arithmetic.summaries.cells import Cells, Charge, Latest, Sums, on_award, sign
from tidlig.arithmetic.summaries.facts import Facts, Known, OnOther, known_awards
from tidlig.arithmetic.summaries.mass import Cell
from tidlig.arithmetic.summaries.question import Question
from tidlig.model.contents import Contents


@dataclass(frozen=True, slots=True)
class Part:
    """The summary of one file: its contents without the mass, and the facts and sums of that."""

    contents: Contents
    facts: Facts
    cells: Cells

    @property
    def awards(self) -> tuple[str, ...]:
        """The ids of the awards that the file declares."""
        return dict(self.facts.declared).get("award", ())


@dataclass(frozen=True, slots=True)
class Foreign:
    """A payment or return on an award of another file: which file has it, and the award."""

    part: int
    entry: OnOther
    award: Known


def foreign(parts: Sequence[Part]) -> Iterator[Foreign]:
    """Give the payments and returns on awards of other files, with what is known of those."""
    wanted: dict[str, list[tuple[int, OnOther]]] = {}
    for number, part in enumerate(parts):
        for entry in part.facts.on_other:
            wanted.setdefault(entry.award, []).append((number, entry))
    for part in parts if wanted else ():
        if not wanted.keys().isdisjoint(part.awards):
            for id, known in known_awards(part.facts, wanted):
                yield from (Foreign(number, entry, known) for number, entry in wanted[id])


def merged(
    parts: Sequence[Part], across: Iterable[Foreign], question: Question
) -> tuple[int, tuple[Cell, ...]]:
    """Give how many entries of the mass have taken effect, and the sums of all files.

    What is paid and returned `across` files is in no file's sums.
    """
    sums, counted = Sums(), 0
    for part in parts:
        counted += part.cells.counted
        path = part.contents.path
        for charge, ore, half, (date, address, _, by_year) in part.cells.cells:
            sums.add(charge, ore, half, Latest(date, address, path, by_year))
    for each in across:
        if question.as_of is None or each.entry.date <= question.as_of:
            recipient = each.award.recipient if question.by_recipient else None
            _add(sums, each, parts[each.part].contents.path, recipient)
    return counted, tuple(sorted(sums.cells(), key=_order))


def _add(sums: Sums, each: Foreign, file: str, recipient: str | None) -> None:
    entry = each.entry
    if entry.ore is not None:
        latest = Latest(entry.date, f"{entry.kind}.{entry.id}", file, by_year=False)
        for heading, ore in on_award(entry.kind, entry.ore, is_refund=entry.is_refund):
            year = entry.year
            of_sign = sign(ore, entry.half, is_refunded=entry.is_refund and heading == "paid")
            charge = Charge(each.award.purse, recipient, year, year, heading, of_sign)
            sums.add(charge, ore, entry.half, latest)


def _order(cell: Cell) -> tuple[object, ...]:
    """Order sums, whatever files they come from."""
    charge = cell[0]
    purse = tuple(name or "" for name in charge.purse)
    return purse, charge.recipient or "", charge.first, charge.last, charge.heading, charge.sign
