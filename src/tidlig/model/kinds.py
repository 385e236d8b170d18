"""The kinds of entry, and what each refers to by id."""

from collections.abc import Iterator
from typing import NamedTuple

from tidlig.model.decisions import Appropriation, CarryOver, Program, Reprioritisation
from tidlig.model.entry import Entry
from tidlig.model.findings import Path
from tidlig.model.grants import Award, Outturn, Payment, Pool, Return, Round
from tidlig.model.records import Recipient, Register, Source, Statement

KINDS: dict[str, type[Entry]] = {
    cls.kind: cls
    for cls in (
        Program,
        Appropriation,
        Reprioritisation,
        CarryOver,
        Round,
        Pool,
        Award,
        Payment,
        Return,
        Outturn,
        Recipient,
        Source,
        Statement,
        Register,
    )
}
"""Every kind of entry by the name of its table; strands stand within their program."""


class Reference(NamedTuple):
    """One id that an entry names: the kind and the id meant, and the keys that name it.

    The id of a strand is (program, strand), written with a slash.
    """

    kind: str
    id: str
    keys: Path


def references(entry: Entry) -> Iterator[Reference]:
    """Give every id that an entry names, in the order of its keys; without those not written."""
    for number, source in enumerate(entry.source):
        yield Reference("source", source, ("source", number))
    for field, kind in BY_KEY.items():
        written = getattr(entry, field, None)
        if written is not None and not (field == "program" and entry.kind == "strand"):
            yield Reference(kind, written, (field,))
    yield from _strands(entry)
    if isinstance(entry, Round):
        for number, row in enumerate(entry.applications):
            if row.pool is not None:
                yield Reference("pool", row.pool, ("applications", number, "pool"))


BY_KEY = {
    "program": "program",
    "round": "round",
    "pool": "pool",
    "award": "award",
    "recipient": "recipient",
    "payee": "recipient",
}
"""The kind of entry that a key names by its id."""


def _strands(entry: Entry) -> Iterator[Reference]:
    if isinstance(entry, Reprioritisation):
        for key, end in (("from", entry.from_), ("to", entry.to)):
            if end.program is not None:
                yield Reference("program", end.program, (key, "program"))
                if end.strand is not None:
                    yield Reference("strand", f"{end.program}/{end.strand}", (key, "strand"))
    elif isinstance(entry, Appropriation):
        for stated in entry.strands:
            yield Reference(
                "strand", f"{entry.program}/{stated.strand}", ("strands", stated.strand)
            )
    elif isinstance(entry, CarryOver | Pool | Award | Outturn | Statement | Register):
        yield from _strand(entry.program, entry.strand)


def _strand(program: str | None, strand: str | None) -> Iterator[Reference]:
    if program is not None and strand is not None:
        yield Reference("strand", f"{program}/{strand}", ("strand",))
