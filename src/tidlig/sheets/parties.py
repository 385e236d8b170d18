"""The recipients that lines of a table name: found by id, CVR number, name or alias.

Case, spaces and how a letter is stored tell no names apart; nothing else is taken for the same. A
name that only spells a letter otherwise, å as aa, is refused: it would make the recipient anew.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tidlig.model.findings import Location, Note, Problem
from tidlig.model.messages import Message, Value
from tidlig.model.spelling import caseless, plain_letters
from tidlig.sheets.column_values import PARTIES
from tidlig.sheets.drafts import Draft, LineProblem
from tidlig.sheets.mapping import Mapping
from tidlig.sheets.tables import Sheet
from tidlig.source.values import shown

_MOST_LISTED = 8


class Party(NamedTuple):
    """A recipient: its id, its name and aliases, and its CVR number, empty where it has none."""

    id: str
    names: tuple[str, ...]
    cvr: str = ""


class Added(NamedTuple):
    """A recipient that a line adds: what the line says, of which table, and where."""

    table: str
    name: str
    kind: str
    cvr: str
    where: Location


class Unfound(NamedTuple):
    """Why no recipient is found: a fact; with `is_unknown`, it can be added."""

    fact: Message
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The drafts, with the ids of their recipients where these are found; and what is wrong.

    `unknown` has each recipient that is not there, by name and CVR number, with its first line.
    """

    drafts: tuple[Draft, ...]
    problems: tuple[LineProblem, ...]
    unknown: dict[tuple[str, str], int]


class Parties:
    """The recipients of a ledger, to be found."""

    def __init__(self, parties: Iterable[Party]) -> None:
        """Index them by what they may be called."""
        self._cvr: dict[str, str] = {}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_letters: dict[str, set[str]] = defaultdict(set)
        self._by_cvr: dict[str, set[str]] = defaultdict(set)
        self._added: dict[str, Added] = {}
        for party in parties:
            self.add(party)
            for name in party.names:
                self._by_letters[plain_letters(name)].add(party.id)

    def add(self, party: Party) -> None:
        """Add one more."""
        self._cvr[party.id] = digits(party.cvr)
        for name in party.names:
            self._by_name[caseless(name)].add(party.id)
        if party.cvr:
            self._by_cvr[digits(party.cvr)].add(party.id)

    def note(self, id: str, added: Added) -> None:
        """Keep what a line says of a recipient that it adds."""
        self._added[id] = added

    def contradiction(self, other: Added) -> Problem | None:
        """What lines say of a recipient that they add, if it is not the same.

        Two lines of one table may call it by two names, of which the first is its own: then it is
        found by its number. Of two tables none is the first.
        """
        by_name = self.find(other.name)
        id = by_name if isinstance(by_name, str) else self.find("", other.cvr)
        first = self._added.get(id) if isinstance(id, str) else None
        if first is None:
            return None
        is_other_table = first.table != other.table
        for key, one, two in (
            ("kind", first.kind, other.kind),
            ("CVR number", digits(first.cvr), digits(other.cvr)),
            ("name", first.name, other.name if is_other_table else first.name),
        ):
            if one and two and caseless(one) != caseless(two):
                return _differing(other, first, key, (one, two))
        return None

    def find(self, written: str, cvr: str = "") -> str | Unfound:
        """Return the id of a recipient by what a line says of it."""
        by_cvr, by_name = self._numbered(cvr), self._named(written)
        both = (by_cvr & by_name) or (by_cvr | by_name)
        if len(both) == 1:
            return self._unless_other(next(iter(both)), written, cvr)
        if by_cvr and by_name:
            return Unfound(_contradiction(written, cvr, by_name, by_cvr))
        if both:
            return Unfound(_several(written or cvr, both))
        alike = self._by_letters.get(plain_letters(written)) if written else None
        if alike:
            return Unfound(_alike(written, min(alike)))
        return Unfound(Message("there is no recipient {name}", name=shown(written or cvr)), True)

    def _unless_other(self, id: str, written: str, cvr: str) -> str | Unfound:
        """A recipient, unless its CVR number is another than the line's."""
        own = self._cvr[id]
        is_other = bool(cvr and own) and digits(cvr) != own
        return Unfound(_other(written, id, own)) if is_other else id

    def _numbered(self, cvr: str) -> set[str]:
        return self._by_cvr.get(digits(cvr), set()) if cvr else set()

    def _named(self, written: str) -> set[str]:
        if written in self._cvr:
            return {written}
        found = self._by_name.get(caseless(written), set()) if written else set()
        return found or self._by_cvr.get(digits(written), set())


def _differing(other: Added, first: Added, key: str, values: tuple[str, str]) -> Problem:
    message = Message(
        "the recipient {name} is added with two of {key}: {one} and {two}",
        name=shown(other.name or other.cvr),
        key=key,
        one=shown(values[0]),
        two=shown(values[1]),
    )
    help = Message("write in both what is right; or write it as an entry [recipient.ID], once")
    note = Note(Message("here it is {one}", one=shown(values[0])), first.where)
    return Problem(message, other.where, help, notes=(note,))


def digits(cvr: str) -> str:
    """The digits of a CVR number, which some write in groups; other text as it is."""
    bare = cvr.upper().removeprefix("DK").replace(" ", "")
    return bare if bare.isdigit() else cvr


def _contradiction(written: str, cvr: str, by_name: set[str], by_cvr: set[str]) -> Message:
    return Message(
        "{name} is the recipient {one}, and the CVR number {cvr} is that of {other}",
        name=shown(written),
        one=tuple(sorted(by_name)),
        cvr=cvr,
        other=tuple(sorted(by_cvr)),
    )


def _other(written: str, id: str, cvr: str) -> Message:
    return Message(
        "{name} is the recipient {id}, which has another CVR number: {cvr}",
        name=shown(written),
        id=id,
        cvr=cvr,
    )


def _alike(written: str, id: str) -> Message:
    return Message(
        "there is no recipient {name}, but {id} is spelled almost so: give {id} the alias, if it "
        "is the same; else write the other as an entry [recipient.ID]",
        name=shown(written),
        id=id,
    )


def _several(written: str, ids: set[str]) -> Message:
    return Message(
        "{name} may be any of the recipients {ids}", name=shown(written), ids=tuple(sorted(ids))
    )


def with_recipients(
    sheet: Sheet, mapping: Mapping, drafts: Sequence[Draft], parties: Parties
) -> Found:
    """Put the ids of recipients in place of what lines call them."""
    made: list[Draft] = []
    problems: list[LineProblem] = []
    unknown: dict[tuple[str, str], int] = {}
    find = cache(parties.find)  # most are named on many lines
    for draft in drafts:
        found = _with_ids(draft, find)
        made.append(found if isinstance(found, Draft) else draft)
        if isinstance(found, Draft):
            continue
        if found.is_unknown:
            name = str(draft.table.get("recipient", draft.table.get("payee", "")))
            unknown.setdefault((name, draft.cvr), draft.line)
        else:
            help = Message("write its id, or a CVR number that only it has")
            problems.append(_problem(sheet, mapping, draft.line, found.fact, help))
    return Found(tuple(made), tuple(problems), unknown)


def _with_ids(draft: Draft, find: Callable[[str, str], str | Unfound]) -> "Draft | Unfound":
    keys = [key for key in PARTIES if key in draft.table]
    if not keys:
        if not draft.cvr:
            return draft
        keys = ["recipient"]
    table = dict(draft.table)
    for key in keys:
        written = draft.table.get(key, "")
        found = find(str(written), draft.cvr if key == "recipient" else "")
        if isinstance(found, Unfound):
            return found
        table[key] = found
    return draft._replace(table=table)


def unknown_recipients(
    sheet: Sheet, mapping: Mapping, unknown: dict[tuple[str, str], int], help: Message
) -> LineProblem:
    """The problem of recipients that are not there, at the first of them."""
    (name, cvr), line = next(iter(unknown.items()))
    names: Value = tuple(shown(name or cvr) for name, cvr in list(unknown)[1 : _MOST_LISTED + 1])
    more = len(unknown) - 1
    message = Message("there is no recipient {name}", name=shown(name or cvr))
    if more > _MOST_LISTED:
        names = Message("{values} and {more} more", values=names, more=more - _MOST_LISTED)
    label = Message("also missing: {names}", names=names)
    return _problem(sheet, mapping, line, message, help, label if more else None)


def _problem(
    sheet: Sheet,
    mapping: Mapping,
    line: int,
    fact: Message,
    help: Message,
    label: Message | None = None,
) -> LineProblem:
    headings = [mapping.columns[key] for key in (*PARTIES, "cvr") if key in mapping.columns]
    heading = headings[0] if headings else ""
    where = sheet.place(line, sheet.number_of(heading))
    return LineProblem(line, heading, Problem(fact, where, help, label))
