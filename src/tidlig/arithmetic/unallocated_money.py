"""Money that a program has beside its lines: amounts a year without an end, and unknown amounts.

They add nothing to any sum. But what may be paid from them is not overspent: an amount a year,
less what its strands are given of it, pays for its year, and an unknown amount for whatever may be
its own.
"""

from collections.abc import Iterable, Iterator

from tidlig.arithmetic.figures import added
from tidlig.arithmetic.funding import ANY
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import UNSPLIT, Line, by_year
from tidlig.arithmetic.restatement import years_named
from tidlig.model.decisions import Appropriation, CarryOver, Program, Reprioritisation
from tidlig.model.grants import Return
from tidlig.model.money import UNKNOWN, Money
from tidlig.model.years import Years, one


def money_beside(
    ledger: Ledger, program: Program, lines: Iterable[Line], *, by_strand: bool
) -> dict[Line, Money]:
    """Give the money of a program that no line has, for the years that some lines need."""
    needed = {year for line in lines for year in _years(line.years)}
    settled = {year for act in _acts(ledger, program.id) for year in years_named(act)}
    beside: dict[Line, Money] = {}
    for year, money in _of_years(program, sorted(needed - settled)):
        beside[Line(program.id, UNSPLIT, one(year))] = money
    for line in _unknown_gains(ledger, program, by_strand=by_strand):
        beside[line] = ANY
    return beside


def _of_years(program: Program, years: Iterable[int]) -> Iterator[tuple[int, Money]]:
    """Give the years whose money no line has, with what it may come to."""
    unknown_years = {year for year, amount in program.split or () if amount is UNKNOWN}
    for year in years:
        inside = one(year).within(program.years)
        if isinstance(program.yearly, Money):
            if inside and program.years.open:
                yield year, program.yearly - _given_to_strands(program, year)
        elif year in unknown_years or (inside and program.split is None and _no_sum(program)):
            yield year, ANY


def _given_to_strands(program: Program, year: int) -> Money:
    shares = (by_year(strand.split or ()) for strand in program.strands)
    return added(money for share in shares for years, money in share if years == one(year))


def _no_sum(program: Program) -> bool:
    return UNKNOWN in (program.total, program.yearly)


def _unknown_gains(ledger: Ledger, program: Program, *, by_strand: bool) -> Iterator[Line]:
    """Give the lines that an unknown amount is moved to, carried to or returned on."""
    for entry in ledger.unstated:
        if isinstance(entry, Reprioritisation):
            gained = _gained(entry, program, by_strand=by_strand)
            yield from (line for line in gained if not _is_settled(ledger, entry, line))
        elif isinstance(entry, CarryOver) and entry.program == program.id:
            yield Line(program.id, entry.strand or UNSPLIT, one(entry.to))
        elif isinstance(entry, Return) and entry.award in ledger.awards:
            of, strand = ledger.purse(ledger.awards[entry.award])
            if of == program.id:
                yield Line(program.id, strand, one(entry.date.year))


def _gained(entry: Reprioritisation, program: Program, *, by_strand: bool) -> Iterator[Line]:
    if entry.to.program != program.id or (entry.from_.program == program.id and not by_strand):
        return
    strand = entry.to.strand or UNSPLIT
    if entry.amount is UNKNOWN:
        yield Line(program.id, strand, entry.years or one(entry.date.year))
    elif isinstance(entry.amount, tuple):
        for year, amount in entry.amount:
            if amount is UNKNOWN:
                yield Line(program.id, strand, one(year))


def _is_settled(ledger: Ledger, entry: Reprioritisation, line: Line) -> bool:
    """Tell whether acts have stated what the years have after an unknown amount was moved."""
    later = (act for act in _acts(ledger, line.program) if act.date >= entry.date)
    return {year for act in later for year in years_named(act)}.issuperset(_years(line.years))


def _acts(ledger: Ledger, program: str) -> Iterator[Appropriation]:
    return (restatement.act for restatement in ledger.restatements[program])


def _years(years: Years) -> range:
    return range(years.first, years.last + 1)
