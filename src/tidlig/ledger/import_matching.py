"""What a line of an import is in the ledger: an entry that is there, a changed one, or a new one.

A line is known by its id, else by its reference, else by what can come but once: a recipient by its
CVR number or name, accounts by program, strand and year. Where there is none of these, the user
names the keys that tell lines apart.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple

from tidlig.arithmetic.entry_changes import KeyChange, content
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import sum_money
from tidlig.arithmetic.related import all_entries, entry_name
from tidlig.matching.items import whole_amount
from tidlig.matching.names import cvr_digits, normalised_key, normalised_name
from tidlig.model.contents import Contents
from tidlig.model.decisions import Strand
from tidlig.model.entry import Entry, key_of
from tidlig.model.findings import Problem
from tidlig.model.grants import Amendment
from tidlig.model.keys import by_class
from tidlig.model.kinds import ALL_KINDS
from tidlig.model.messages import Message
from tidlig.model.money import Money
from tidlig.model.spelling import plain_letters
from tidlig.source.given import key_order
from tidlig.source.reading import read
from tidlig.source.values import Refused
from tidlig.source.writing import entry_text

_BY_THEMSELVES = {
    "outturn": ("program", "strand", "year"),
    "statement": (
        "source", "measure", "program", "strand", "round", "pool", "support", "kind", "years",
        "as_of",
    ),
}  # fmt: skip
"""The keys that tell entries of a kind apart without an id, because each comes but once."""

Key = tuple[str, Hashable]
"""What tells an entry of one kind from others: by which keys, and their values."""


class ReadDraft(NamedTuple):
    """A draft as an entry, under an id that stands for its place, and the lines of its table."""

    entry: Entry
    body: str


def read_drafts(
    kind: str, tables: Sequence[Mapping[str, Any]], currency: str
) -> tuple[dict[int, ReadDraft], dict[int, Problem]]:
    """Read tables as files of a ledger in a currency are: entries, or each one's first fault."""
    reading = _DraftReading(kind, tables, [_body(kind, table) for table in tables], currency)
    start = size = 0
    for number, body in enumerate(reading.bodies):
        size += len(body)
        if size >= _AT_ONCE:
            reading.read(start, number + 1)
            start, size = number + 1, 0
    reading.read(start, len(tables))
    return reading.drafts, reading.problems


_AT_ONCE = 500_000
"""So many characters of drafts are read at once: a file of a ledger may not be of any length."""


@dataclass(frozen=True, slots=True)
class _DraftReading:
    """Drafts while they are read; each becomes an entry or has a fault, and none is lost."""

    kind: str
    tables: Sequence[Mapping[str, Any]]
    bodies: Sequence[str]
    currency: str
    drafts: dict[int, ReadDraft] = field(default_factory=dict)
    problems: dict[int, Problem] = field(default_factory=dict)

    def read(self, start: int, end: int) -> None:
        """Read some drafts as one text; in halves where that is none, to find what is wrong."""
        heading = _HEADINGS.get(self.kind, f"[{self.kind}.n{{0}}]\n")
        numbers = range(start, end)
        text = "".join(heading.format(number) + self.bodies[number] for number in numbers)
        contents = read("", text.encode(), currency=self.currency)
        if not contents.parsed and len(numbers) > 1:
            middle = (start + end) // 2
            self.read(start, middle)
            self.read(middle, end)
        elif not contents.parsed:
            self.problems[start] = contents.faults[0].problem
        else:
            self._keep(contents)

    def _keep(self, contents: Contents) -> None:
        for fault in contents.faults:
            path = fault.problem.location.path
            if len(path) > 1 and (self.kind != Strand.kind or path[2:3] == (Strand.kind,)):
                self.problems.setdefault(_number(str(path[1])), fault.problem)
        for entry in contents.entries:
            number = _number(entry.id)
            if entry.kind == self.kind and number not in self.problems:
                own = _in_program(entry, self.tables[number])
                self.drafts[number] = ReadDraft(own, self.bodies[number])


_HEADINGS = {Strand.kind: "[program.n{0}]\n[program.n{0}.strand.n{0}]\n"}
"""The headings that drafts of a kind are read under, where they are more than their own."""


def _number(id: str) -> int:
    return int(id[1:])


def _body(kind: str, table: Mapping[str, Any]) -> str:
    """The lines of a table, in the order in which a ledger has its keys."""
    order = key_order(ALL_KINDS[kind])
    last = len(order)
    rows = [row for row in table.items() if kind != Strand.kind or row[0] != "program"]
    rows.sort(key=lambda row: order.get(row[0], last))
    return entry_text((), dict(rows)).partition("\n")[2]


def _in_program(entry: Entry, table: Mapping[str, Any]) -> Entry:
    return replace(entry, program=table["program"]) if isinstance(entry, Strand) else entry


class Keys:
    """The entries of one kind in a ledger, by what tells them apart."""

    def __init__(self, ledger: Ledger, kind: str, chosen: tuple[str, ...]) -> None:
        """Index the entries; `chosen` are the keys that the user names, if any."""
        self.kind, self.chosen = kind, chosen
        self._entries: dict[Key, list[Entry]] = defaultdict(list)
        for entry in all_entries(ledger):
            if entry.kind == kind:
                for key in self._all(entry):
                    self._entries[key].append(entry)

    def of(self, entry: Entry, id: str) -> Key | None:
        """The key of a draft, which has an id in the file or not; None where nothing tells it."""
        if id:
            return ("id", entry_name(renamed(entry, id))[1])
        return next(self._others(entry), None)

    def there(self, key: Key) -> Sequence[Entry]:
        """The ledger's entries of a key."""
        return self._entries.get(key, ())

    def _all(self, entry: Entry) -> Iterator[Key]:
        yield ("id", entry_name(entry)[1])
        yield from self._others(entry)

    def _others(self, entry: Entry) -> Iterator[Key]:
        """What tells an entry apart besides its id, the surest first."""
        if self.chosen:
            yield from self._by(entry, self.chosen)
            return
        reference = getattr(entry, "reference", None)
        if reference:
            yield ("reference", normalised_key(reference))
        if self.kind == "recipient":
            cvr = cvr_digits(getattr(entry, "cvr", None) or "")
            if cvr:
                yield ("cvr", cvr)
            yield ("name", normalised_name(str(getattr(entry, "name", ""))))
        elif self.kind in _BY_THEMSELVES:
            yield from self._by(entry, _BY_THEMSELVES[self.kind])

    def _by(self, entry: Entry, keys: Sequence[str]) -> Iterator[Key]:
        names = field_names(type(entry))
        values = tuple(content(getattr(entry, names[key])) for key in keys if key in names)
        if any(value is not None for value in values):
            yield (",".join(keys), values)


@by_class
def field_names(kind: type) -> Mapping[str, str]:
    """The fields of a kind by their keys."""
    return {key_of(field): field.name for field in fields(kind)}


def own_id(text: str) -> str:
    """The id that a text of a file becomes: small letters, digits and hyphens."""
    return plain_letters(text)


@dataclass(frozen=True, slots=True)
class Amended:
    """The awards of a ledger that amendments changed, by id, with what they come to now."""

    amounts: Mapping[str, Money]

    @classmethod
    def of(cls, ledger: Ledger) -> "Amended":
        """Add up an award and its amendments, where all amounts are known."""
        changed: dict[str, list[Money | None]] = defaultdict(list)
        for amendment in ledger.of(Amendment):
            changed[amendment.award].append(whole_amount(amendment.amount))
        sums = {}
        for id, amounts in changed.items():
            own = whole_amount(ledger.awards[id].amount) if id in ledger.awards else None
            known = [amount for amount in (own, *amounts) if amount is not None]
            if len(known) == len(amounts) + 1:
                sums[id] = sum_money(known)
        return cls(sums)

    def is_now(self, entry: Entry, draft: Entry) -> bool:
        """Whether a draft states what an award comes to with its amendments."""
        now = self.amounts.get(entry.id) if entry.kind == "award" else None
        return now is not None and now == whole_amount(draft.amount)  # type: ignore[attr-defined]


def changed_keys(
    there: Entry, draft: Entry, stated: Iterable[str], amended: Amended
) -> tuple[KeyChange, ...]:
    """The keys that a draft states otherwise than the ledger's entry."""
    names = field_names(type(there))
    changes = []
    for key in stated:
        was, now = getattr(there, names[key]), getattr(draft, names[key])
        if content(was) == content(now) or (key == "amount" and amended.is_now(there, draft)):
            continue
        if key == "reference" and normalised_key(str(was)) == normalised_key(str(now)):
            continue
        changes.append(KeyChange(key, was, now))
    return tuple(changes)


def renamed(draft: Entry, id: str) -> Entry:
    """A draft under its id in the ledger."""
    return replace(draft, id=id)


def missing_key(kind: str) -> Refused:
    """The refusal of a line that nothing tells from others."""
    example = {"award": "recipient,date,amount", "payment": "award,date,amount"}
    keys = example.get(kind, "award,date,amount" if kind == "return" else "recipient,date")
    message = Message("nothing tells this {kind} from others: no id, no reference", kind=kind)
    help = Message(
        "map a column to id or reference, or give --key {keys}, which must differ on every line",
        keys=keys,
    )
    return Refused("missing-key", message, help)


def repeated_key(key: Key, lines: Sequence[int | str]) -> Refused:
    """The refusal of lines that have the same key."""
    by, value = key
    if isinstance(value, str):
        message = Message(
            '{by} "{value}" stands on lines {lines}', by=by, value=value, lines=_listed(lines)
        )
    else:
        message = Message("lines {lines} have the same {by}", lines=_listed(lines), by=by)
    help = Message("mend the file, or give --key with keys that differ on every line")
    return Refused("duplicate-id", message, help)


_MOST_LISTED = 8


def _listed(lines: Sequence[int | str]) -> tuple[int | str, ...]:
    most = tuple(lines[:_MOST_LISTED])
    return most if len(lines) <= _MOST_LISTED else (*most, "...")
