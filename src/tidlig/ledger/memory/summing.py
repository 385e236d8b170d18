"""A large ledger from the parts of its files: sums instead of its awards, payments and returns.

Checks of sums see the sums. Those of entries see the few that could be at fault: the files that
hold them are looked into again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.summaries.facts import declared_of, is_of_mass
from tidlig.arithmetic.summaries.mass import Mass
from tidlig.arithmetic.summaries.parts import Foreign, Part, merged
from tidlig.arithmetic.summaries.question import EVERYTHING
from tidlig.arithmetic.summaries.screening import wanted, with_groups
from tidlig.arithmetic.summaries.wanted import Wanted
from tidlig.ledger.check_result import CheckResult
from tidlig.ledger.checking import LedgerViews, run_checks_on_views
from tidlig.ledger.memory.gathering import contents
from tidlig.ledger.memory.how import How
from tidlig.ledger.memory.seeing import Files
from tidlig.model.contents import Contents
from tidlig.model.entry import Entry
from tidlig.model.grants import Amendment, Award, Payment, Return

_NONE = Contents("")


def summed(
    plain: Ledger, parts: Sequence[Part], across: Sequence[Foreign], files: Files, how: How
) -> tuple[Ledger, CheckResult]:
    """Give a ledger with sums, and what the checks say; `plain` is all of it but its mass."""
    summing = _Summing(plain, parts, across, files, how)
    checked = run_checks_on_views(LedgerViews(summing.for_reading(), summing.sums_and_entries))
    return summing.ledger, checked


class _Summing:
    """A ledger while it is put together; one that cannot be read has no sums."""

    def __init__(
        self,
        plain: Ledger,
        parts: Sequence[Part],
        across: Sequence[Foreign],
        files: Files,
        how: How,
    ) -> None:
        self.plain, self.parts, self.across = plain, parts, across
        self.files, self.how = files, how
        counted = sum(part.cells.counted for part in parts)
        self.ledger = replace(plain, mass=Mass(counted))

    @cached_property
    def amended(self) -> frozenset[str]:
        """The awards that amendments change, which are kept whole."""
        return frozenset(amendment.award for amendment in self.plain.of(Amendment))

    def for_reading(self) -> Ledger:
        """Give the ledger as the checks on reading see it.

        Only where ids of the mass are declared twice, or lead nowhere, do they see these.
        """
        lost = set(_lost(self.plain, self.parts))
        if not lost and not _is_any_twice(self.parts) and not self.amended:
            return self.plain
        whole = dict(zip(sorted(lost), contents(self.files, self.how, sorted(lost)), strict=True))
        seen = [
            replace(
                whole.get(number, part.contents),
                declared=(*part.contents.declared, *declared_of(part.facts)),
            )
            for number, part in enumerate(self.parts)
        ]
        return replace(self.plain, contents=tuple(seen))

    def sums_and_entries(self) -> tuple[Ledger, Ledger]:
        """Give the ledger as the checks on sums see it, and as those on entries do."""
        entries = self._with_suspects()
        counted, cells = merged(self.parts, self.across, EVERYTHING)
        unstated = entries.with_unknown_amounts
        on = (_award_of(entry, entries) for entry in (*unstated, *self.plain.of(Amendment)))
        awards = {award.id: award for award in on if award is not None}
        mass = Mass(counted, cells, unstated, tuple(awards.values()))
        self.ledger = replace(self.plain, mass=mass)
        return self.ledger, entries

    def _with_suspects(self) -> Ledger:
        """Give the ledger with the awards, payments and returns that could be at fault."""
        asked = wanted(self.parts, self.across, self.plain)
        with_groups(self.parts, asked, self.amended)
        taken: dict[int, Contents] = {}
        opened: dict[int, Contents] = {}
        waiting = set(asked.parts)
        while waiting:
            numbers = sorted(waiting - opened.keys())
            opened |= zip(numbers, contents(self.files, self.how, numbers), strict=True)
            for number in waiting:
                if len(taken.get(number, _NONE).entries) < len(opened[number].entries):
                    taken[number] = _taken(opened[number], asked)
            on = (e for each in taken.values() for e in each.entries)
            named = [e.award for e in on if isinstance(e, Payment | Return)]
            waiting = with_groups(self.parts, asked, named)
        seen = [taken.get(number, part.contents) for number, part in enumerate(self.parts)]
        return replace(self.plain, contents=tuple(seen))


def _taken(whole: Contents, asked: Wanted) -> Contents:
    """Leave out of a file's contents what nobody has to see."""
    awards = {entry.id: entry for entry in whole.entries if isinstance(entry, Award)}
    kept = (e for e in whole.entries if not is_of_mass(e) or asked.takes(e, awards))
    return replace(whole, entries=tuple(kept))


def _award_of(entry: Entry, ledger: Ledger) -> Award | None:
    if isinstance(entry, Amendment | Payment | Return):
        return ledger.awards.get(entry.award)
    return entry if isinstance(entry, Award) else None


def _is_any_twice(parts: Sequence[Part]) -> bool:
    """Tell whether two files declare an id of one kind of the mass."""
    met: dict[str, set[str]] = {}
    for part in parts:
        for kind, ids in part.facts.declared:
            known = met.setdefault(kind, set())
            if not known.isdisjoint(ids):
                return True
            known.update(ids)
    return False


def _lost(plain: Ledger, parts: Sequence[Part]) -> Iterator[int]:
    """Give the files whose mass names something that is not there, or is of another program."""
    declared = {each for part in parts for each in part.contents.declared}
    needed = {entry.award for part in parts for entry in part.facts.on_other}
    awards = {id for part in parts for id in part.awards if id in needed} if needed else set()
    for number, part in enumerate(parts):
        facts = part.facts
        named = [("recipient", id) for id in facts.parties] + [
            ("source", id) for id in facts.sources
        ]
        for each in facts.purses:
            pool, program, strand, round = each.purse
            named += [("pool", pool or ""), ("program", program or ""), ("round", round or "")]
            named += [("strand", f"{program}/{strand}")] if program and strand else []
            known = plain.rounds.get(round or "")
            if known is not None and program is not None and known.program != program:
                yield number
        unknown = any(each not in declared for each in named if each[1])
        if unknown or any(entry.award not in awards for entry in facts.on_other):
            yield number
