"""An import as a table: the file itself becomes a part of the ledger, named by `[table.NAME]`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tidlig.ledger.adding import first_line, refuse_target
from tidlig.ledger.drafts import ImportRequest, PlannedLine, Status
from tidlig.ledger.folder import shown_path
from tidlig.ledger.open import Snapshot
from tidlig.model.entry import Entry
from tidlig.model.failure import CouldNot
from tidlig.source.writing import appended, entry_text


def table_files(
    snapshot: Snapshot,
    target: Path,
    lines: Sequence[PlannedLine],
    gone: Sequence[Entry],
    texts: Sequence[str],
    request: ImportRequest,
) -> Iterator[tuple[Path, bytes]]:
    """The CSV file and the TOML file with its `[table]`, before which `texts` stand.

    Where the table is there already only the CSV is replaced. Raises `CouldNot` where that would
    repeat entries that stand elsewhere, or lose or change those of the table unasked.
    """
    assert request.as_table is not None
    csv = target.with_suffix(".csv")
    _refuse_elsewhere(lines, shown_path(csv))
    _refuse_loss(gone, shown_path(csv))
    if not _is_written(lines, request):
        return
    yield csv, request.as_table.data
    is_there = any(line.there is not None for line in lines)
    own = [] if is_there else [_table_text(snapshot, csv, lines, request)]
    if texts or own:
        old = snapshot.bytes_of(shown_path(target))
        refuse_target(snapshot.folder.path, target, there=old is not None)
        start = first_line(snapshot.folder.path, target) if old is None else old
        yield target, appended(start, "\n".join([*texts, *own]))


def _is_written(lines: Sequence[PlannedLine], request: ImportRequest) -> bool:
    """Whether there is anything to write, and all of it may be."""
    statuses = {line.status for line in lines}
    if Status.CHANGED in statuses:
        return request.update
    return Status.NEW in statuses


def _refuse_loss(gone: Sequence[Entry], file: str) -> None:
    """Refuse a file in which lines of the table are no more."""
    if gone:
        message = f"{len(gone)} lines of {file} are not in the file that is imported"
        help = "an import removes no entry: take the lines out of the table by hand"
        raise CouldNot(message, help)


def _refuse_elsewhere(lines: Sequence[PlannedLine], file: str) -> None:
    """Refuse lines that are entries of other files: they would be there twice."""
    others = [line.there for line in lines if line.there is not None]
    elsewhere = [entry for entry in others if entry.stands_in != file]
    if elsewhere:
        first = elsewhere[0]
        message = f"{len(elsewhere)} of the lines are in the ledger already: {first.id} and others"
        if len(elsewhere) == 1:
            message = f"one of the lines is in the ledger already: {first.id}"
        help = f"import them without --as-table, or take them out of {first.stands_in} first"
        raise CouldNot(message, help)


def _table_text(
    snapshot: Snapshot, csv: Path, lines: Sequence[PlannedLine], request: ImportRequest
) -> str:
    assert request.as_table is not None
    keys = {"file": csv.relative_to(snapshot.folder.path).as_posix(), **request.as_table.keys}
    years = {str(line.table["years"]) for line in lines if "years" in line.table}
    columns = keys.get("columns", {})
    if len(years) == 1 and "years" not in columns:
        keys["years"] = min(years)
    if request.source is not None:
        keys["source"] = request.source
    return entry_text(("table", csv.stem), keys)
