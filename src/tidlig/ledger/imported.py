"""What an import made of a file, found again for who takes it back: nothing is kept of imports."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import EntryName, all_entries, entry_name
from tidlig.ledger.cached_ledger import Known
from tidlig.ledger.drafts import ImportRequest, PlannedLine, Status
from tidlig.ledger.folder import shown_path
from tidlig.ledger.import_lines import LinesPlanner
from tidlig.ledger.import_names import id_by_name
from tidlig.ledger.importing import target_of
from tidlig.ledger.open import Snapshot
from tidlig.ledger.opened_entries import with_entries
from tidlig.ledger.taken_ids import TakenIds
from tidlig.model.decisions import Program
from tidlig.model.entry import Entry
from tidlig.model.records import Recipient, Source
from tidlig.model.references import references
from tidlig.model.tables import Table


@dataclass(frozen=True, slots=True)
class Imported:
    """The entries that an import of a file made.

    They stand in the import's own file, and are what lines are by what tells them apart, or what
    these name. `kept` are recipients, sources and programs there that others name by now.
    `elsewhere` are what lines are in other files, which the import did not make, or which were
    moved since. `refused` are the lines that cannot be read.
    """

    entries: tuple[Entry, ...]
    kept: tuple[Entry, ...]
    elsewhere: tuple[Entry, ...]
    refused: tuple[PlannedLine, ...]


def imported_entries(known: Known, snapshot: Snapshot, request: ImportRequest) -> Imported:
    """Find what an import of a file made in a readable ledger."""
    ledger = with_entries(known, snapshot)
    planner = LinesPlanner(ledger, TakenIds(ledger, snapshot), request)
    planner.plan()
    refused = tuple(line for line in planner.lines if line.status is Status.REFUSED)
    lines = [entry for entry in all_entries(ledger) if entry_name(entry) in planner.matched]
    files = set(_files(snapshot.folder.path, request))
    tables = [
        entry
        for entry in all_entries(ledger)
        if isinstance(entry, Table)
        and entry.stands_in in files
        and snapshot.path_of(entry.file) in files
    ]
    own = [*tables, *(entry for entry in lines if entry.stands_in in files)]
    elsewhere = tuple(entry for entry in lines if entry.stands_in not in files)
    made = [each for each in all_entries(ledger) if _may_be_made(each, request)]
    beside = list(_named(own, [entry for entry in made if entry.stands_in in files]))
    free = _nobody_elses(ledger, own, beside)
    kept = tuple(entry for entry in beside if entry_name(entry) not in free)
    going = [entry for entry in beside if entry_name(entry) in free]
    strands = [each for entry in going if isinstance(entry, Program) for each in entry.strands]
    return Imported((*own, *going, *strands), kept, elsewhere, refused)


def _files(folder: Path, request: ImportRequest) -> Iterator[str]:
    """The import's own files as they are shown, as entries or as a table."""
    yield shown_path(target_of(folder, request, is_table=False))
    of_table = target_of(folder, request, is_table=True)
    yield shown_path(of_table)
    yield shown_path(of_table.with_suffix(".csv"))


def _may_be_made(entry: Entry, request: ImportRequest) -> bool:
    """Whether an entry is as an import makes it for what lines name.

    A file that the user named may have had programs, and other sources, that lines name.
    """
    if isinstance(entry, Recipient):
        has_more = entry.aliases or entry.source or entry.note or entry.tags or entry.accept
        return entry.id == id_by_name(entry.name) and not has_more
    if isinstance(entry, Source):
        return request.file is None or entry.sha256 == request.sha256
    return isinstance(entry, Program) and request.file is None


def _named(own: Iterable[Entry], made: Iterable[Entry]) -> Iterator[Entry]:
    """Those of the recipients, sources and programs that entries of the import name."""
    found = {entry_name(entry) for entry in own}
    candidates = {entry_name(entry): entry for entry in made}
    waiting = list(own)
    while waiting:
        for reference in references(waiting.pop()):
            name = _whole(reference.kind, reference.id)
            if name in candidates and name not in found:
                found.add(name)
                waiting.append(candidates[name])
                yield candidates[name]


def _whole(kind: str, id: str) -> EntryName:
    """The program of a strand, which stands in it; else what is named."""
    return (Program.kind, id.partition("/")[0]) if kind == "strand" else (kind, id)


def _nobody_elses(ledger: Ledger, own: Iterable[Entry], beside: Iterable[Entry]) -> set[EntryName]:
    """Those of some entries that no entry names but the import's own, and those themselves."""
    free = {entry_name(entry) for entry in beside}
    going = {entry_name(entry) for entry in own}
    by_name = {entry_name(entry): entry for entry in all_entries(ledger)}
    staying = [
        name
        for name, entry in by_name.items()
        if name not in going and name not in free and not _is_within(entry, free)
    ]
    while staying:
        named = {
            _whole(reference.kind, reference.id)
            for name in staying
            for reference in references(by_name[name])
        }
        staying = sorted(named & free)
        free -= named
    return free


def _is_within(entry: Entry, programs: Collection[EntryName]) -> bool:
    """Whether an entry is a strand of one of some programs."""
    program = getattr(entry, "program", None)
    return entry.kind == "strand" and (Program.kind, program) in programs
