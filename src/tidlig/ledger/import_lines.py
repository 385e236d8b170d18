"""The lines of an import, one by one: named, read, matched with the ledger, and given an id."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import entry_name
from tidlig.ledger.drafts import Draft, ImportRequest, PlannedLine, Status, refusal
from tidlig.ledger.import_matching import (
    Amended,
    Key,
    Keys,
    ReadDraft,
    changed_keys,
    missing_key,
    own_id,
    read_drafts,
    renamed,
    repeated_key,
)
from tidlig.ledger.import_names import Names
from tidlig.ledger.new_ids import propose_id
from tidlig.ledger.taken_ids import TakenIds
from tidlig.model.entry import RECIPIENT_KINDS, Entry
from tidlig.model.failure import CouldNot
from tidlig.model.findings import Problem
from tidlig.model.kinds import ALL_KINDS, KINDS
from tidlig.model.messages import Message, sentence
from tidlig.model.personal import is_personal
from tidlig.source.given import key_order
from tidlig.source.values import Refused, shown

_FIRST = ("source", "recipient")
"""The kinds that others name, and that the keys which a user names are not of."""

_IN_ORDER = tuple(dict.fromkeys((*_FIRST, "program", "strand", *KINDS)))
"""The order in which kinds are planned: those that others name are first."""

_OF_AN_AWARD = ("amendment", "payment", "return")
"""The kinds that a line may have of the award that it has too."""


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


class _Named(NamedTuple):
    """A draft whose table names other entries by their ids."""

    draft: Draft
    table: Mapping[str, Any]
    stated: tuple[str, ...]
    is_of_own_award: bool


class LinesPlanner:
    """Decides what becomes of each line of an import."""

    def __init__(self, ledger: Ledger, taken: TakenIds, request: ImportRequest) -> None:
        """Keep the ledger with all its entries, its ids, and what is asked for."""
        self.ledger, self.taken, self.request = ledger, taken, request
        self.names = Names(ledger, request.recipient_kind)
        self.amended = Amended.of(ledger)
        self.lines: list[PlannedLine] = []
        self.matched: set[tuple[str, str]] = set()
        self._new: set[tuple[str, str]] = set()
        self._award_of_line: dict[int | str, str] = {}

    def plan(self) -> None:
        """Plan all lines, those first that others may name; `CouldNot` for a key that is none."""
        self._see_to_request()
        for refused in self.request.refused:
            self._refuse(refused.line, refused.kind, refused.problem)
        by_kind: dict[str, list[Draft]] = defaultdict(list)
        for draft in self.request.drafts:
            by_kind[draft.kind].append(draft)
        for kind in _IN_ORDER:
            if kind in by_kind:
                self._plan_kind(kind, by_kind[kind])
        self.lines.sort(key=lambda line: line.line if isinstance(line.line, int) else 0)

    def _see_to_request(self) -> None:
        """Refuse a key that no entry of the file has, and a kind that no recipient is of."""
        kind = self.request.recipient_kind
        if kind is not None and kind not in RECIPIENT_KINDS:
            message = f'"{kind}" is no kind of recipient'
            raise CouldNot(message, f"the kinds are {_listed(RECIPIENT_KINDS)}")
        kinds = {draft.kind for draft in self.request.drafts}
        known = list(dict.fromkeys(key for kind in kinds for key in key_order(ALL_KINDS[kind])))
        for key in self.request.key:
            if kinds and key not in known:
                raise CouldNot(
                    f'"{key}" is no key of {_listed(kinds)}', f"there are {_listed(known)}"
                )

    def recipients(self) -> tuple[PlannedLine, ...]:
        """The recipients that lines make, as entries to be written."""
        used = {
            line.table.get(key)
            for line in self.lines
            for key in ("recipient", "payee")
            if line.status in (Status.NEW, Status.CHANGED)
        }
        new = [recipient for recipient in self.names.new.values() if recipient.id in used]
        if not new:
            return ()
        drafts, _ = read_drafts(
            "recipient", [recipient.table for recipient in new], self.ledger.settings.currency
        )
        return tuple(
            PlannedLine(
                recipient.line,
                "recipient",
                Status.NEW,
                recipient.id,
                drafts[number].body,
                recipient.table,
                renamed(drafts[number].entry, recipient.id),
            )
            for number, recipient in enumerate(new)
            if number in drafts
        )

    def _refuse(self, line: int | str, kind: str, problem: Problem) -> None:
        self.lines.append(PlannedLine(line, kind, Status.REFUSED, problem=problem))

    def _refuse_draft(self, draft: Draft, fault: Refused | Problem) -> None:
        help = fault.help or Message("mend the file")
        refused = refusal(self.request.read.file, draft, fault.message, help)
        self._refuse(draft.line, draft.kind, refused.problem)

    def _plan_kind(self, kind: str, drafts: Sequence[Draft]) -> None:
        named = list(self._named(kind, drafts))
        read, problems = read_drafts(
            kind, [each.table for each in named], self.ledger.settings.currency
        )
        for number, problem in problems.items():
            self._refuse_draft(named[number].draft, problem)
        self._match(kind, [(named[number], read[number]) for number in sorted(read)])

    def _named(self, kind: str, drafts: Iterable[Draft]) -> Iterator[_Named]:
        """The drafts with the ids of the entries that they name; others are refused."""
        for draft in drafts:
            table = {key: value for key, value in draft.table.items() if value is not None}
            own_award = self._award_of_line.get(draft.line)
            takes_own = kind in _OF_AN_AWARD and own_award is not None and "award" not in table
            if takes_own:
                table["award"] = own_award
            try:
                resolved = self.names.resolved(draft, table)
            except Refused as fault:
                self._refuse_draft(draft, fault)
            else:
                stated = tuple(resolved)
                if self.request.source is not None and kind not in _FIRST:
                    resolved.setdefault("source", self.request.source)
                yield _Named(draft, resolved, stated, takes_own)

    def _match(self, kind: str, drafts: Sequence[tuple[_Named, ReadDraft]]) -> None:
        """Find the drafts in the ledger by what tells them apart."""
        keys = Keys(self.ledger, kind, self.request.key if kind not in _FIRST else ())
        by_award = Keys(self.ledger, kind, ("award",))
        lines: dict[Key, list[int | str]] = defaultdict(list)
        found: list[tuple[_Named, ReadDraft, Key, Keys]] = []
        for named, read in drafts:
            of, key = keys, keys.of(read.entry, own_id(named.draft.id))
            if key is None and named.is_of_own_award:
                of, key = by_award, by_award.of(read.entry, "")
            if key is None:
                self._refuse_draft(named.draft, missing_key(kind))
            else:
                lines[key].append(named.draft.line)
                found.append((named, read, key, of))
        if not found and len(drafts) > 1:
            fault = missing_key(kind)
            raise CouldNot(sentence(fault.message), sentence(fault.help))
        for named, read, key, of in found:
            if len(lines[key]) > 1:
                self._refuse_draft(named.draft, repeated_key(key, lines[key]))
            else:
                self._decide(named, read, of.there(key))

    def _decide(self, named: _Named, read: ReadDraft, there: Sequence[Entry]) -> None:
        """Decide what a line is: new, changed, or there already."""
        if len(there) > 1:
            ids = tuple(entry.id for entry in there[:8])
            message = Message("the ledger has several entries of this: {ids}", ids=ids)
            help = Message("give --key with keys that tell them apart, or map a column to id")
            self._refuse_draft(named.draft, Refused("duplicate-id", message, help))
        elif there:
            self._decide_there(named, read, there[0])
        else:
            self._decide_new(named, read)

    def _decide_there(self, named: _Named, read: ReadDraft, there: Entry) -> None:
        self.matched.add(entry_name(there))
        if there.kind == "award":
            self._award_of_line[named.draft.line] = there.id
        changes = changed_keys(there, read.entry, named.stated, self.amended)
        status = Status.CHANGED if changes else Status.THERE
        entry = renamed(read.entry, there.id)
        self.lines.append(
            PlannedLine(
                named.draft.line, there.kind, status, there.id, read.body, named.table, entry,
                there, changes,
            )
        )  # fmt: skip

    def _decide_new(self, named: _Named, read: ReadDraft) -> None:
        draft, kind = named.draft, named.draft.kind
        try:
            id = self._new_id(draft, named.table)
        except Refused as fault:
            self._refuse_draft(draft, fault)
            return
        entry = renamed(read.entry, id)
        self._new.add(entry_name(entry))
        self.names.add(entry)
        if kind == "award":
            self._award_of_line[draft.line] = id
        line = PlannedLine(
            draft.line, kind, Status.NEW, id, read.body, named.table, entry
        )  # fmt: skip
        self.lines.append(line)

    def _new_id(self, draft: Draft, table: Mapping[str, Any]) -> str:
        """The id of a new entry: the file's own, else of its reference, else of what it is of."""
        written = draft.id or str(table.get("reference", ""))
        id = own_id(written)
        within = f"{table['program']}/" if draft.kind == "strand" else ""
        if not id or is_personal(id):
            return propose_id(lambda id: self._is_taken(draft.kind, within + id), draft.kind, table)
        if self._is_taken(draft.kind, within + id):
            message = Message(
                'the id of {text} would be "{id}", which another has', text=shown(written), id=id
            )
            help = Message(
                "map a column with other ids to id, or write the reference in the ledger"
            )
            raise Refused("duplicate-id", message, help)
        return id

    def _is_taken(self, kind: str, id: str) -> bool:
        return (kind, id) in self._new or self.taken.has(kind, id)
