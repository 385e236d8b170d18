"""The acts of a ledger's programs, and the year that each is of."""

import re
from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.model.decisions import Appropriation, Program

Act = Program | Appropriation
"""A program that states its first act, or a later one."""

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def year_of(act: Act) -> int:
    """The year of an act: the one in its name, else the first that it states."""
    year_in_name = _YEAR.search(act.act or "")
    if year_in_name is not None:
        return int(year_in_name[0])
    if act.split:
        return min(year for year, _ in act.split)
    if isinstance(act, Program):
        return act.years.first
    return act.date.year


def acts(ledger: Ledger) -> Iterator[tuple[str, int, Act]]:
    """Each act that has taken effect, with the id of its program and its year."""
    for program in ledger.programs.values():
        if program.act is not None and ledger.counts(program):
            yield program.id, year_of(program), program
        for restatement in ledger.restatements[program.id]:
            yield program.id, year_of(restatement.act), restatement.act


def act_years(ledger: Ledger, program: str) -> list[int]:
    """Return the years of a program's acts that have taken effect."""
    return [year for of, year, _ in acts(ledger) if of == program]
