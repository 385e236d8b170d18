"""The lines of a ledger's tables: CSV files that `[table.NAME]` names, read as its entries.

A line becomes an entry as a table of TOML does, once its cells are read (`tidlig.sheets`). What
cannot be read for certain is a fault with its line; then no line of the table is an entry, and
those that it surely has are declared.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Mapping as Mapping_
from functools import cached_property
from itertools import chain
from typing import Any

from tidlig.ledger.origin import Origin
from tidlig.ledger.table_faults import (
    at_cell,
    personal_data,
    personal_data_of_keys,
    twice,
    unknown_lines,
    unread,
    without_id,
)
from tidlig.ledger.table_sheets import ReadTable, faults_of_keys, read_table
from tidlig.model.contents import Contents
from tidlig.model.entry import Settings
from tidlig.model.findings import Fault, Problem
from tidlig.model.messages import Message
from tidlig.model.records import Recipient
from tidlig.model.spelling import plain_letters
from tidlig.model.tables import Table
from tidlig.sheets.drafts import Draft, LineProblem
from tidlig.sheets.mapping import Mapping
from tidlig.sheets.parties import (
    Added,
    Parties,
    Party,
    Unfound,
    unknown_recipients,
    with_recipients,
)
from tidlig.sheets.tables import Sheet
from tidlig.source.files import Unreadable
from tidlig.source.reading import read_lines


def contents_of_tables(
    origin: Origin, contents: Sequence[Contents], settings: Settings
) -> tuple[Contents, ...]:
    """What the files of all tables of a ledger have, in the order of the tables."""
    tables = Tables(contents, settings, origin.path_of, lambda table: origin.table(table.file))
    return tuple(map(tables.contents, tables.by_path))


class Tables:
    """The tables of a ledger; their files are read when it is asked what these have.

    Of other files than one that is asked for, those alone are read whose lines may be recipients.
    """

    def __init__(
        self,
        contents: Iterable[Contents],
        settings: Settings,
        path_of: Callable[[str], str],
        data: Callable[[Table], bytes | Unreadable],
    ) -> None:
        """Find the tables in what other files have; `data` gives the bytes of a table's file."""
        entries = list(chain.from_iterable(file.entries for file in contents))
        self.tables = [entry for entry in entries if isinstance(entry, Table)]
        self.recipients = [entry for entry in entries if isinstance(entry, Recipient)]
        self.currency = settings.currency
        self.by_path: dict[str, list[Table]] = defaultdict(list)
        for table in self.tables:
            self.by_path[path_of(table.file)].append(table)
        self._path_of, self._data = path_of, data
        self._read: dict[str, Contents] = {}

    @cached_property
    def sources_of_recipients(self) -> list[str]:
        """The paths of the files whose lines may be recipients."""
        return [path for path, own in self.by_path.items() if any(map(_has_recipients, own))]

    def contents(self, path: str) -> Contents:
        """What a file has by all of its tables."""
        if path not in self._read:
            parties, named = self._parties
            lines = [named.get(_place(table)) or self._lines(table) for table in self.by_path[path]]
            for each in lines:
                each.name_recipients(parties)
            self._read[path] = _together(path, [each.contents(parties) for each in lines])
        return self._read[path]

    @cached_property
    def _parties(self) -> "tuple[Parties, dict[tuple[str, str], _Lines]]":
        """All recipients, and the lines of the tables that have some, by the tables' places."""
        parties = Parties(map(_party, self.recipients))
        lines = {_place(t): self._lines(t) for t in self.tables if _has_recipients(t)}
        for each in lines.values():
            each.name_recipients(parties)
        for each in lines.values():
            each.add_recipients(parties)
        return parties, lines

    def _lines(self, table: Table) -> "_Lines":
        path = self._path_of(table.file)
        return _Lines(table, path, self._data(table), self.tables, self.currency)


def _place(table: Table) -> tuple[str, str]:
    return table.stands_in, table.id


def _has_recipients(table: Table) -> bool:
    """Whether lines of a table may be recipients that other lines name."""
    return table.type == "recipient" or _creates(table)


def _creates(table: Table) -> bool:
    return any(also.kind == "recipient" and also.create for also in table.also)


def _together(path: str, parts: Sequence[Contents]) -> Contents:
    """What several tables have in one file."""
    return Contents(
        path,
        tuple(chain.from_iterable(part.entries for part in parts)),
        tuple(chain.from_iterable(part.declared for part in parts)),
        tuple(dict.fromkeys(chain.from_iterable(part.faults for part in parts))),
        parsed=all(part.parsed for part in parts),
        suspected=False,
    )


def _party(recipient: Recipient) -> Party:
    return Party(recipient.id, (recipient.name, *recipient.aliases), recipient.cvr or "")


class _Lines:
    """The lines of a table while they are read."""

    def __init__(
        self,
        table: Table,
        file: str,
        data: bytes | Unreadable,
        tables: Sequence[Table],
        currency: str,
    ) -> None:
        self.table, self.file, self.currency = table, file, currency
        self.faults = list(faults_of_keys(table))
        self.read: ReadTable | None = None
        self.drafts: dict[str, list[Draft]] = {}
        self.disputed: set[int] = set()
        if isinstance(data, Unreadable):
            fault = Problem(data.message, table.at("file"), data.help)
            self.faults.append(Fault("unreadable-table", fault))
        elif not self.faults:
            beside = [each for each in tables if each.file == table.file and each is not table]
            self.read = read_table(table, data, file, currency, beside)
            self._refuse(self.read.problems)

    def _refuse(self, problems: Sequence[LineProblem]) -> None:
        self.faults += [Fault("unreadable-table", each.problem) for each in problems]

    def name_recipients(self, parties: Parties) -> None:
        """Tell the others, once, which recipients the table's own lines are."""
        if self.drafts:
            return
        for mapping, drafted in self.read.made if self.read else ():
            self.drafts[mapping.kind] = list(drafted.drafts)
            if mapping.kind == "recipient" and self.table.type == "recipient":
                for draft in drafted.drafts:
                    parties.add(_party_of(draft))

    def add_recipients(self, parties: Parties) -> None:
        """Make the recipients that the ledger has not, and lines may add."""
        if self.table.type != "recipient" and _creates(self.table):
            self.drafts["recipient"] = [*self._new(self.drafts.get("recipient", []), parties)]

    def _new(self, drafts: Sequence[Draft], parties: Parties) -> Iterator[Draft]:
        """Yield a draft for each recipient that is not there yet, with an id of its name."""
        for draft in drafts:
            added = self._added(draft)
            found = parties.find(added.name, added.cvr)
            if isinstance(found, Unfound) and found.is_unknown:
                parties.add(_party_of(draft))
                parties.note(draft.id, added)
                yield draft
                continue
            contradiction = parties.contradiction(added)
            if contradiction is not None:
                self.faults.append(Fault("unreadable-table", contradiction))
                self.disputed.add(draft.line)

    def _added(self, draft: Draft) -> Added:
        """What a line says of the recipient that it may add."""
        assert self.read is not None
        assert self.read.sheet is not None
        key = next((key for key in ("name", "cvr") if key in draft.columns), "")
        number = self.read.sheet.number_of(draft.columns.get(key, ""))
        name, cvr, kind = (str(draft.table.get(key, "")) for key in ("name", "cvr", "kind"))
        return Added(self.table.id, name, kind, cvr, self.read.sheet.place(draft.line, number))

    def contents(self, parties: Parties) -> Contents:
        """What the file has, as far as it can be read."""
        if self.read is None or self.read.sheet is None:
            return Contents(self.file, faults=tuple(self.faults), parsed=False, suspected=False)
        sheet = self.read.sheet
        tables = self._by_kind(self.read, sheet, parties)
        declared = tuple((kind, id) for kind, ids in tables.items() for id in ids)
        self.faults += unknown_lines(self.table, tables)
        self.faults += self._found_in_cells(sheet)
        if not _are_certain(self.faults):
            return Contents(
                self.file,
                declared=declared,
                faults=tuple(self.faults),
                parsed=bool(declared),
                suspected=False,
            )
        columns = {mapping.kind: mapping.columns for mapping, _ in self.read.made}
        return _merged(self.file, declared, self.faults, tables, columns, self.currency)

    def _by_kind(
        self, read: ReadTable, sheet: Sheet, parties: Parties
    ) -> dict[str, dict[str, dict[str, Any]]]:
        """The raw tables of what lines make, by kind and id."""
        tables = {}
        for mapping, _ in read.made:
            self._resolve(sheet, mapping, parties)
            tables[mapping.kind] = self._tables(sheet, mapping)
        return tables

    def _resolve(self, sheet: Sheet, mapping: Mapping, parties: Parties) -> None:
        """Put the ids of recipients into what lines make."""
        found = with_recipients(sheet, mapping, self.drafts[mapping.kind], parties)
        self.drafts[mapping.kind] = list(found.drafts)
        self._refuse([each for each in found.problems if each.line not in self.disputed])
        if found.unknown:
            help = Message(
                "add recipient = {{ create = true, kind = ... }} to [table.{id}], which adds all "
                "that are missing; or write [recipient.{name}]",
                id=self.table.id,
                name=_id_of(next(iter(found.unknown))[0]),
            )
            fault = unknown_recipients(sheet, mapping, found.unknown, help)
            self._refuse([fault])

    def _tables(self, sheet: Sheet, mapping: Mapping) -> dict[str, dict[str, Any]]:
        """The raw tables of lines by id; an id that is missing or stands twice is a fault."""
        seen: dict[str, Draft] = {}
        for draft in self.drafts[mapping.kind]:
            if not draft.id:
                self.faults.append(without_id(sheet, draft))
            elif draft.id in seen:
                self.faults.append(twice(sheet, mapping, draft, seen[draft.id]))
            else:
                seen[draft.id] = draft
        accepted = {each.id: dict(each.acceptances) for each in self.table.accepts(mapping.kind)}
        return {
            id: {**draft.table, "accept": accepted[id]} if id in accepted else draft.table
            for id, draft in seen.items()
        }

    def _found_in_cells(self, sheet: Sheet) -> Iterator[Fault]:
        """Columns that nobody reads, and personal data in headings and cells, read or not."""
        for heading in self.read.unread if self.read else ():
            yield unread(sheet, self.table, heading)
        yield from personal_data(sheet, self.table, self.drafts[self.table.type])
        yield from personal_data_of_keys(self.table)


_SEEN = ("unread-column", "personal-data")
"""The checks whose findings leave the lines readable."""


def _are_certain(faults: Sequence[Fault]) -> bool:
    return all(fault.check in _SEEN for fault in faults)


def _merged(
    file: str,
    declared: tuple[tuple[str, str], ...],
    faults: Sequence[Fault],
    tables: Mapping_[str, dict[str, dict[str, Any]]],
    columns: Mapping_[str, Mapping_[str, str]],
    currency: str,
) -> Contents:
    """The entries of lines of all kinds, and what is wrong with what they say."""
    parts = [read_lines(file, kind, lines, currency) for kind, lines in tables.items()]
    of_lines = [
        at_cell(fault, columns[kind])
        for kind, part in zip(tables, parts, strict=True)
        for fault in part.faults
    ]
    return Contents(
        file,
        tuple(chain.from_iterable(part.entries for part in parts)),
        declared,
        (*faults, *of_lines),
        suspected=False,
    )


def _party_of(draft: Draft) -> Party:
    aliases = draft.table.get("aliases", [])
    names = (str(draft.table.get("name", "")), *(aliases if isinstance(aliases, list) else ()))
    return Party(draft.id, names, str(draft.table.get("cvr", "")))


def _id_of(name: str) -> str:
    return plain_letters(name) or "some-id"
