"""Another id for an entry: written wherever the old one stands, and proven to move no figure.

The proof takes every entry, movement and finding of the ledger as it was, with nothing changed but
the id, and finds the same in the ledger as it would be.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tidlig.arithmetic.entry_changes import Renames
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.overview import overview
from tidlig.arithmetic.related import all_entries, entry_name
from tidlig.arithmetic.what_is_left import LEFT_FIGURES, Left
from tidlig.index.ledger_files import How
from tidlig.ledger.cached_ledger import Known
from tidlig.ledger.changing import Change, change
from tidlig.ledger.check_result import CheckResult
from tidlig.ledger.file_records import declared_by_tables
from tidlig.ledger.open import Snapshot
from tidlig.ledger.opened_entries import with_entries
from tidlig.ledger.table_lines import apart
from tidlig.ledger.table_renaming import TableNames, names_in_tables
from tidlig.ledger.taken_ids import TakenIds
from tidlig.model.contents import Contents
from tidlig.model.decisions import Strand
from tidlig.model.entry import Entry
from tidlig.model.failure import CouldNot
from tidlig.model.findings import Location
from tidlig.model.messages import sentence
from tidlig.model.personal import is_personal, joined
from tidlig.model.references import Reference, nested, references
from tidlig.model.texts import identifier
from tidlig.source.positions import comments
from tidlig.source.text_edits import with_other_ids
from tidlig.source.toml import decoded
from tidlig.source.values import is_id, shown


@dataclass(frozen=True, slots=True)
class Renaming:
    """An entry and its new id, where it stands, and the change of files.

    `places` have the entry, then what names it, and `comments` those that say the old id, which
    stay. `unproven` says what else would change, if anything.
    """

    entry: Entry
    new: Entry
    places: tuple[Location, ...]
    comments: tuple[Location, ...]
    change: Change
    unproven: str | None


class _Naming(NamedTuple):
    """A key of an entry that names the one to be renamed; or the id is itself a key there."""

    at: Location
    is_key: bool


def renaming(
    known: Known, before: Snapshot, entry: Entry, new_id: str, date: dt.date, how: How
) -> Renaming:
    """Rename an entry of a readable ledger; raise `CouldNot` for an id that it cannot have.

    The balance before and after is taken as of a date.
    """
    new_id = _own_id(entry, new_id)
    new = replace(entry, id=new_id)
    taken = TakenIds(known.ledger, before, partial(declared_by_tables, known.files, how))
    _refuse_id(taken, entry, new)
    ledger = with_entries(known, before)
    of_tables = names_in_tables(ledger, before, entry, new_id)
    files: dict[Path, bytes | None] = dict(of_tables.files)
    places: list[Location] = list(of_tables.places)
    for contents in ledger.contents:
        if not contents.path.endswith(".toml"):
            continue
        namings = [*_namings(contents, entry), *_in_table(contents.path, of_tables)]
        data = before.data(contents.path)
        new_data = _rewritten(data, namings, new_id) if namings else data
        if new_data != data:
            files[Path(contents.path)] = new_data
            places += [naming.at for naming in namings]
    places.sort(key=lambda at: at != entry.at())
    changed = change(known, before, files, new.address, how)
    unproven = None if changed.compared is None else _unproven(changed, entry, new, date)
    return Renaming(
        entry, new, tuple(places), tuple(_comments(before, entry.id)), changed, unproven
    )


def _in_table(file: str, names: TableNames) -> Iterator[_Naming]:
    """The places in a TOML file where a table names an entry."""
    for path in names.keys.get(file, ()):
        yield _Naming(Location(file, path, "key"), is_key=True)
    for path in names.values.get(file, ()):
        yield _Naming(Location(file, path), is_key=False)


def _rewritten(data: bytes, namings: Sequence[_Naming], new_id: str) -> bytes:
    keys = {naming.at.path: new_id for naming in namings if naming.is_key}
    values = {naming.at.path: new_id for naming in namings if not naming.is_key}
    return with_other_ids(data, keys, values)


def _own_id(entry: Entry, new_id: str) -> str:
    """The new id of a strand may be given with its program's."""
    if not isinstance(entry, Strand) or "/" not in new_id:
        return new_id
    program, _, own = new_id.rpartition("/")
    if program != entry.program:
        message = f"a strand stays in its program, which is {identifier('program', entry.program)}"
        raise CouldNot(message, "give the id of the strand alone")
    return own


def _refuse_id(taken: TakenIds, entry: Entry, new: Entry) -> None:
    if not is_id(new.id):
        help = "write small letters a-z, digits, - and _, beginning with a letter or digit"
        raise CouldNot(f"{shown(new.id)} is not an id", help)
    kind, id = entry_name(new)
    name = joined("", (f'{kind} "', identifier(kind, id), '"'))
    if is_personal(new.id):
        message = f"{shown(new.id)} looks like personal data"
        raise CouldNot(message, "give an id that names nobody")
    if new.id == entry.id:
        raise CouldNot(joined("", (name, " is called that already")), "give another id")
    if taken.has(kind, id):
        raise CouldNot(joined("", (name, " is there already")), "give another id")


def _namings(contents: Contents, entry: Entry) -> Iterator[_Naming]:
    """Yield the places in a file that name an entry, its own heading first."""
    if contents.path == entry.stands_in:
        yield _Naming(entry.at(), is_key=True)
    kind, id = entry_name(entry)
    for other in contents.entries:
        for reference in references(other):
            if (reference.kind, reference.id) == (kind, id):
                yield _Naming(other.at(*reference.keys), _is_key(other, reference))


def _is_key(entry: Entry, reference: Reference) -> bool:
    """Whether an id is the key of a row, as strands of a later act are."""
    rows = {
        part.key for part in nested(type(entry)) if any(naming.is_key for naming in part.namings)
    }
    return len(reference.keys) == 2 and reference.keys[0] in rows


def _word(*ids: str) -> re.Pattern[str]:
    """Ids where they are words, and no part of another id."""
    either = "|".join(map(re.escape, ids))
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")


def _comments(before: Snapshot, id: str) -> Iterator[Location]:
    """The comments that say an id."""
    word = _word(id)
    for file in before.files():
        if not isinstance(file.data, bytes) or id.encode() not in file.data:
            continue
        for span, comment in comments(decoded(file.data)):
            if word.search(comment):
                yield Location(file.shown, span=span)


def _unproven(changed: Change, entry: Entry, new: Entry, date: dt.date) -> str | None:
    """What would change beside the id, if anything: entries, movements, the balance, findings."""
    names = Renames()
    names.add(entry, new)
    base, head = changed.sides.every
    expected = [apart(names.of_entry(each)) for each in all_entries(base)]
    if expected != list(map(apart, all_entries(head))):
        return "entries"
    if Counter(_moved(base, names)) != Counter(_moved(head, Renames())):
        return "movements"
    if _left(base, date) != _left(head, date):
        return "the balance"
    is_same = Counter(_found(changed.base.checked, entry, new)) == Counter(
        _found(changed.head.checked, entry, new)
    )
    return None if is_same else "findings"


def _moved(ledger: Ledger, names: Renames) -> Iterator[Hashable]:
    """All movements, with the ids that entries have now."""
    for movement in ledger.movements:
        yield (
            names.of_line(movement.line),
            movement.heading,
            movement.money,
            entry_name(names.of_entry(movement.entry)),
            movement.date,
            movement.pool and names.of("pool", movement.pool),
            movement.recipient and names.of("recipient", movement.recipient),
        )


def _left(ledger: Ledger, date: dt.date) -> list[Hashable]:
    """The figures of the balance: of each program, its years and its strands."""
    dated = ledger.until(date)
    programs = [program for program in dated.programs.values() if dated.has_begun(program)]
    parts = [
        (each.total, *(year.left for year in each.by_year), *(part.left for part in each.strands))
        for each in overview(dated, programs, date)
    ]
    return [tuple(_figures(left) for left in of_program) for of_program in parts]


def _figures(left: Left) -> Hashable:
    return tuple(getattr(left, name) for name in LEFT_FIGURES)


def _found(checked: CheckResult, entry: Entry, new: Entry) -> Iterator[Hashable]:
    """All findings, with one sign for both ids, alone and after that of a program.

    Their words are in one order, since ids that a finding lists stand in that of their letters.
    """
    accepted = (acceptance.finding for acceptance in checked.accepted)
    either = re.compile(
        rf"(?<![a-z0-9_-])(?:{re.escape(entry.id)}|{re.escape(new.id)})(?![a-z0-9_-])"
    )
    for finding in (*checked.findings, *accepted):
        text = sentence(finding.problem.message)
        path = ".".join(map(str, finding.location.path))
        words = either.sub("\0", text).replace(",", " ").split()
        place = (finding.location.file, either.sub("\0", path))
        yield (finding.check, finding.severity, *place, *sorted(words))
