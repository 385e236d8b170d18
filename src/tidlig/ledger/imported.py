"""What an import made of a file, found again for who takes it back: nothing is kept of imports."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

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
from tidlig.model.decisions import Program, Strand
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
    files = set(_files(snapshot.folder.path, request))
    everything = list(all_entries(ledger))
    lines = [entry for entry in everything if entry_name(entry) in planner.matched]
    in_files = list(_among(everything, files))
    own = (*_tables(in_files, snapshot, files), *_among(lines, files))
    made = [entry for entry in in_files if _may_be_made(entry, request)]
    going, kept = _going(everything, own, list(_named(own, made)))
    elsewhere = tuple(entry for entry in lines if entry.stands_in not in files)
    return Imported((*own, *going), kept, elsewhere, refused)


def _among(entries: Iterable[Entry], files: Collection[str]) -> Iterator[Entry]:
    """The entries that stand in some files."""
    return (entry for entry in entries if entry.stands_in in files)


def _tables(
    entries: Iterable[Entry], snapshot: Snapshot, files: Collection[str]
) -> Iterator[Entry]:
    """The tables whose lines stand in some files."""
    for entry in entries:
        if isinstance(entry, Table) and snapshot.path_of(entry.file) in files:
            yield entry


def _going(
    everything: Sequence[Entry], own: Sequence[Entry], beside: Sequence[Entry]
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Part what lines name from what others name by now; a program goes with its strands."""
    free = _nobody_elses(everything, own, beside)
    kept = tuple(entry for entry in beside if entry_name(entry) not in free)
    going = [entry for entry in beside if entry_name(entry) in free]
    programs = (entry for entry in going if isinstance(entry, Program))
    strands = chain.from_iterable(program.strands for program in programs)
    return (*going, *strands), kept


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
        for name in _names_in(waiting.pop()):
            if name in candidates and name not in found:
                found.add(name)
                waiting.append(candidates[name])
                yield candidates[name]


def _whole(kind: str, id: str) -> EntryName:
    """The program of a strand, which stands in it; else what is named."""
    return (Program.kind, id.partition("/")[0]) if kind == "strand" else (kind, id)


def _nobody_elses(
    everything: Iterable[Entry], own: Iterable[Entry], beside: Iterable[Entry]
) -> set[EntryName]:
    """Those of some entries that no entry names but the import's own, and those themselves."""
    free = {entry_name(entry): entry for entry in beside}
    going = {entry_name(entry) for entry in own}
    within = going | free.keys()
    staying = [entry for entry in everything if not _is_within(entry, within)]
    while staying:
        named = set(chain.from_iterable(map(_names_in, staying)))
        staying = [free.pop(name) for name in sorted(named) if name in free]
    return set(free)


def _names_in(entry: Entry) -> Iterator[EntryName]:
    """The entries that an entry names."""
    return (_whole(reference.kind, reference.id) for reference in references(entry))


def _is_within(entry: Entry, names: Collection[EntryName]) -> bool:
    """Whether an entry is one of some, or a strand of one."""
    program = (Program.kind, entry.program) if isinstance(entry, Strand) else None
    return entry_name(entry) in names or program in names
