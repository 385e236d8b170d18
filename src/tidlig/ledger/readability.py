"""Whether a ledger can be read, for one that is read at many commits.

Most files are the same at the next commit, so what a file declares and names is listed once, and
what is declared is counted anew for the files alone that differ. Where these do not fit, the checks
on reading decide.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.checking import follows_acts, is_readable
from tidlig.ledger.commit_files import CommitFile
from tidlig.ledger.commit_ledger import CommitLedger
from tidlig.ledger.ledger_reading import named_by_rows
from tidlig.model.entry import Entry
from tidlig.model.references import references

_Id = tuple[str, str]
"""An id with its kind; that of a strand has its program's before it."""


@dataclass(frozen=True, slots=True)
class _FileIds:
    """The ids that a file declares, and those that its entries name.

    `programs` has the program of each entry that names a round or pool, which must be of it too.
    """

    file: CommitFile
    declared: tuple[_Id, ...]
    named: frozenset[_Id]
    programs: frozenset[tuple[str, str, str | None]]


class Readability:
    """Tells of one ledger after another whether its figures can be trusted at all."""

    def __init__(self) -> None:
        """Begin without files."""
        self._files: dict[int, _FileIds] = {}
        self._declared: Counter[_Id] = Counter()
        self._twice = 0

    def is_readable(self, ledger: CommitLedger) -> bool:
        """Whether the checks on reading find nothing."""
        self._go_on(ledger)
        lost = [ids.file for ids in self._files.values() if self._is_lost(ids, ledger.core)]
        is_sound = all(file.parsed and not file.faults for file in ledger.core.contents)
        if is_sound and not lost and not self._twice and follows_acts(ledger.core):
            return True
        return is_readable(_as_checks_see(ledger, lost))

    def _go_on(self, ledger: CommitLedger) -> None:
        """Count what the files of a ledger declare."""
        files = {id(file): file for file in ledger.files}
        for known in self._files.keys() - files.keys():
            self._count(self._files.pop(known), -1)
        for fresh in files.keys() - self._files.keys():
            self._files[fresh] = _ids_of(files[fresh])
            self._count(self._files[fresh], 1)

    def _count(self, ids: _FileIds, number: int) -> None:
        for each in ids.declared:
            before = self._declared[each]
            now = before + number
            self._twice += (now > 1) - (before > 1)
            if now:
                self._declared[each] = now
            else:
                del self._declared[each]

    def _is_lost(self, ids: _FileIds, core: Ledger) -> bool:
        """Whether a file names what is not there, or is of another program."""
        if not ids.named <= self._declared.keys():
            return True
        return not all(_is_of(program, kind, id, core) for kind, id, program in ids.programs)


def _as_checks_see(ledger: CommitLedger, lost: Collection[CommitFile]) -> Ledger:
    """The ledger as the checks on reading see it: with rows only where these lead nowhere."""
    seen = (
        file.with_rows(range(file.columns.rows))
        if file in lost
        else replace(file.record.contents, declared=file.record.declared)
        for file in ledger.files
    )
    return replace(ledger.core, contents=tuple(seen))


def _ids_of(file: CommitFile) -> _FileIds:
    named = set(named_by_rows(file.columns))
    programs: set[tuple[str, str, str | None]] = set()
    for pool, program, _, round in file.columns.places:
        of_place = ("pool", pool), ("round", round)
        programs.update((kind, id, program) for kind, id in of_place if id is not None)
    for entry in file.record.contents.entries:
        for reference in references(entry):
            named.add((reference.kind, reference.id))
            if reference.kind in ("round", "pool"):
                programs.add((reference.kind, reference.id, _program_of(entry)))
    return _FileIds(file, file.record.declared, frozenset(named), frozenset(programs))


def _program_of(entry: Entry) -> str | None:
    program: str | None = getattr(entry, "program", None)
    return program


def _is_of(program: str | None, kind: str, id: str, ledger: Ledger) -> bool:
    """Whether a round or pool is of the program of an entry that names it, if that has one."""
    named = ledger.rounds.get(id) if kind == "round" else ledger.pools.get(id)
    return named is None or program not in ledger.programs or named.program == program
