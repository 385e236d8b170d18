"""Whether a ledger can be read, for one that is read at many commits.

Most files are the same at the next commit, so what a file refers to is listed once, and compared
with what all files declare. Where these do not fit, the checks on reading decide.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.checking import follows_acts, is_readable
from tidlig.model.contents import Contents
from tidlig.model.entry import Entry
from tidlig.model.references import references

_Id = tuple[str, str]
"""An id with its kind; that of a strand has its program's before it."""


@dataclass(frozen=True, slots=True)
class _FileIds:
    """The ids that a file declares, and those that its entries name.

    `programs` has the program of each entry that names a round or pool, which must be of it too.
    """

    contents: Contents
    declared: frozenset[_Id]
    named: frozenset[_Id]
    programs: frozenset[tuple[str, str, str | None]]


class Readability:
    """Tells of one ledger after another whether its figures can be trusted at all."""

    def __init__(self) -> None:
        """Begin without files."""
        self._files: dict[int, _FileIds] = {}

    def is_readable(self, ledger: Ledger) -> bool:
        """Whether the checks on reading find nothing."""
        is_sound = self._has_sound_files(ledger) and follows_acts(ledger)
        return is_sound or is_readable(ledger)

    def _has_sound_files(self, ledger: Ledger) -> bool:
        """Whether files have no faults, no id is declared twice, and every name leads somewhere."""
        if not all(map(_is_sound, ledger.contents)):
            return False
        files = [self._ids(file) for file in ledger.contents]
        declared = frozenset().union(*(file.declared for file in files))
        if len(declared) != sum(len(file.contents.declared) for file in files):
            return False
        if not all(file.named <= declared for file in files):
            return False
        return _are_of_their_programs(files, ledger)

    def _ids(self, file: Contents) -> _FileIds:
        known = self._files.get(id(file))
        if known is None:
            known = _ids_of(file)
            self._files[id(file)] = known
        return known


def _ids_of(file: Contents) -> _FileIds:
    named: set[_Id] = set()
    programs: set[tuple[str, str, str | None]] = set()
    for entry in file.entries:
        for reference in references(entry):
            named.add((reference.kind, reference.id))
            if reference.kind in ("round", "pool"):
                programs.add((reference.kind, reference.id, _program_of(entry)))
    return _FileIds(file, frozenset(file.declared), frozenset(named), frozenset(programs))


def _is_sound(file: Contents) -> bool:
    return file.parsed and not file.faults


def _are_of_their_programs(files: Iterable[_FileIds], ledger: Ledger) -> bool:
    """Whether rounds and pools are of the programs of the entries that name them."""
    named = frozenset().union(*(file.programs for file in files))
    return all(_is_of(program, kind, id, ledger) for kind, id, program in named)


def _program_of(entry: Entry) -> str | None:
    program: str | None = getattr(entry, "program", None)
    return program


def _is_of(program: str | None, kind: str, id: str, ledger: Ledger) -> bool:
    """Whether a round or pool is of the program of an entry that names it, if that has one."""
    named = ledger.rounds.get(id) if kind == "round" else ledger.pools.get(id)
    return named is None or program not in ledger.programs or named.program == program
