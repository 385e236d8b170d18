"""An import: drafts of entries, planned and then written.

`plan_import` says of each draft whether it is new, there already, changed or refused, and has the
ledger as it would be, as a `change` that can be written: all of its files or none.

What is there already is known by the ledger's own ids and references, and nothing else is kept of
an import: the same file twice gives the same bytes. All that is new goes into one file; changed
keys of older entries are written where these stand.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import all_entries, entry_name
from tidlig.index.ledger_files import How
from tidlig.ledger.adding import (
    DEVICES,
    files_as,
    first_line,
    named_file,
    refuse_target,
)
from tidlig.ledger.cached_ledger import Known
from tidlig.ledger.changing import Change, change
from tidlig.ledger.drafts import STDIN, ImportRequest, PlannedLine, Status
from tidlig.ledger.folder import shown_path
from tidlig.ledger.import_lines import LinesPlanner
from tidlig.ledger.import_scope import ledger_to_plan_with
from tidlig.ledger.import_table import table_files
from tidlig.ledger.import_years import with_years
from tidlig.ledger.new_ids import shorten
from tidlig.ledger.open import Snapshot
from tidlig.ledger.taken_ids import TakenIds
from tidlig.model.decisions import Strand
from tidlig.model.entry import Entry
from tidlig.model.failure import CouldNot
from tidlig.model.findings import Path as Keys
from tidlig.model.kinds import ALL_KINDS
from tidlig.model.spelling import plain_letters
from tidlig.source.editing import NotEditable, with_values
from tidlig.source.writing import appended, entry_text

LONGEST_NAME = 60
"""So many characters of the name of what is imported are in the name of the ledger's new file."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that an import would do.

    `recipients` are new ones that lines name. `gone` are entries of the import's own file that no
    line makes any more; they stay. New entries go to `target`. `change` has all that would be
    written, with the ledger before and after; it is None where nothing would be.
    """

    request: ImportRequest
    lines: tuple[PlannedLine, ...]
    recipients: tuple[PlannedLine, ...]
    gone: tuple[Entry, ...]
    target: Path
    change: Change | None = None

    def of(self, status: Status) -> tuple[PlannedLine, ...]:
        """The lines that something becomes of."""
        return tuple(line for line in self.lines if line.status is status)

    @property
    def is_refused(self) -> bool:
        """Whether lines are refused, and nobody said to leave them out."""
        return bool(self.of(Status.REFUSED)) and not self.request.skip_refused

    def dates(self) -> Iterator[dt.date]:
        """The dates of the entries that are written."""
        for line in self.lines:
            date = getattr(line.entry, "date", None)
            if line.status in (Status.NEW, Status.CHANGED) and isinstance(date, dt.date):
                yield date


def plan_import(known: Known, snapshot: Snapshot, request: ImportRequest, how: How) -> ImportPlan:
    """Plan an import into a readable ledger.

    Raises `YearsNeeded` where a person must choose years, and `CouldNot` where nothing can be
    planned. Lines that are refused are in the plan, and are left out of what would be written.
    """
    base = files_as(snapshot, known)
    target = target_of(snapshot.folder.path, request, is_table=request.as_table is not None)
    ledger = ledger_to_plan_with(known, snapshot, request, shown_path(target), how)
    _refuse_other_source(ledger, request)
    planner = LinesPlanner(ledger, TakenIds(ledger, base.origin), request)
    planner.plan()
    lines = with_years(planner.lines, ledger, request)
    recipients = planner.recipients()
    is_whole = not any(line.status is Status.REFUSED for line in lines)
    gone = tuple(_gone(ledger, target, lines, planner.matched, request)) if is_whole else ()
    if request.as_table is None:
        files = dict(_files(snapshot, target, lines, recipients, ledger, request))
    else:
        texts = list(_texts(recipients, ledger, request))
        files = dict(table_files(snapshot, target, lines, gone, texts, request))
    made = change(known, snapshot, files, request.read.file, how) if files else None
    return ImportPlan(request, tuple(lines), recipients, gone, target, made)


def _refuse_other_source(ledger: Ledger, request: ImportRequest) -> None:
    """Refuse a source that the ledger has already, and that is another file."""
    source = ledger.sources.get(request.source or "")
    if source is None or source.sha256 is None or source.sha256.lower() == request.sha256:
        return
    message = f'the source "{source.id}" has another checksum than {request.read.file}'
    raise CouldNot(message, "give the file a source of its own: --source with another id")


def target_of(folder: Path, request: ImportRequest, *, is_table: bool) -> Path:
    """The file that new entries go to: the one named, else one called as what is imported."""
    if request.file is not None:
        return named_file(folder, request.file)
    if request.read.file == STDIN:
        message = "what is on stdin has no name, so it is not said which file it goes to"
        raise CouldNot(message, "give a file of the ledger: --file awards/tilsagn.toml")
    kinds = [draft.kind for draft in request.drafts] or ["award"]
    kind = "table" if is_table else kinds[0]
    own = ALL_KINDS[kind].described.folder or ""
    stem = PurePath(request.read.file).name.partition(".")[0]
    name = shorten(plain_letters(stem), LONGEST_NAME) or "import"
    return (
        folder / own / f"{name}-import.toml"
        if DEVICES.fullmatch(name)
        else (folder / own / f"{name}.toml")
    )


def _gone(
    ledger: Ledger,
    target: Path,
    lines: Sequence[PlannedLine],
    matched: set[tuple[str, str]],
    request: ImportRequest,
) -> Iterator[Entry]:
    """The entries of the import's own file that no line makes any more.

    What is on standard input is another each time.
    """
    kinds = {line.kind for line in lines} - {"recipient", "source"}
    if request.read.file == STDIN and request.as_table is None:
        return
    files = {shown_path(target), shown_path(target.with_suffix(".csv"))}
    for entry in all_entries(ledger):
        if entry.stands_in in files and entry.kind in kinds and entry_name(entry) not in matched:
            yield entry


def _files(
    snapshot: Snapshot,
    target: Path,
    lines: Sequence[PlannedLine],
    recipients: Sequence[PlannedLine],
    ledger: Ledger,
    request: ImportRequest,
) -> Iterator[tuple[Path, bytes]]:
    """The bytes of the files that would be written, by their paths as shown; new entries first."""
    new = [*recipients, *filter(_is_new, lines)]
    edited = dict(_edited(snapshot, lines)) if request.update else {}
    programs = {line.id for line in new if line.kind == "program"}
    own = [line for line in new if _program_of_strand(line) in (None, *programs)]
    if len(own) < len(new):
        _add_to_programs(new, programs, edited, snapshot, ledger)
    if own:
        shown = Path(shown_path(target))
        start = edited.pop(shown, None) or _start(snapshot, target)
        yield target, appended(start, "\n".join(_texts(own, ledger, request)))
    yield from edited.items()


def _is_new(line: PlannedLine) -> bool:
    return line.status is Status.NEW


def _start(snapshot: Snapshot, target: Path) -> bytes:
    """What a file has that new entries go to, or what a new one begins with."""
    old = snapshot.bytes_of(shown_path(target))
    refuse_target(snapshot.folder.path, target, there=old is not None)
    return first_line(snapshot.folder.path, target) if old is None else old


def _add_to_programs(
    lines: Sequence[PlannedLine],
    new_programs: Collection[str],
    files: dict[Path, bytes],
    snapshot: Snapshot,
    ledger: Ledger,
) -> None:
    """Add the strands of programs that are there to their programs' files."""
    for line in lines:
        program = _program_of_strand(line)
        if program is not None and program not in new_programs:
            path = Path(ledger.programs[program].stands_in)
            text = entry_text(path_of(line), {}) + line.body
            files[path] = appended(files.get(path, snapshot.data(shown_path(path))), text)


def path_of(line: PlannedLine) -> tuple[str, ...]:
    """The heading of a planned entry."""
    assert line.entry is not None
    return tuple(map(str, line.entry.path))


def _program_of_strand(line: PlannedLine) -> str | None:
    """The program of a strand; None for any other kind."""
    return line.entry.program if isinstance(line.entry, Strand) else None


def _texts(new: Sequence[PlannedLine], ledger: Ledger, request: ImportRequest) -> Iterator[str]:
    """The texts of new entries: the source, then recipients, then the entries of lines."""
    if request.source is not None and request.source not in ledger.sources:
        table = {"title": PurePath(request.read.file).name, "sha256": request.sha256}
        yield entry_text(("source", request.source), table)
    for line in new:
        yield entry_text(path_of(line), {}) + line.body


def _edited(snapshot: Snapshot, lines: Sequence[PlannedLine]) -> Iterator[tuple[Path, bytes]]:
    """The files of changed entries, in which their keys have the values of the lines."""
    by_file: dict[str, dict[Keys, object]] = {}
    for line in lines:
        if line.status is Status.CHANGED and line.there is not None:
            values = by_file.setdefault(line.there.stands_in, {})
            for change in line.changes:
                values[*line.there.path, change.key] = line.table[change.key]
    for file, values in by_file.items():
        try:
            yield Path(file), with_values(snapshot.data(file), values)
        except NotEditable as fault:
            message = f"{file} cannot be changed at {fault}"
            raise CouldNot(message, "change this entry by hand, then import again") from None
