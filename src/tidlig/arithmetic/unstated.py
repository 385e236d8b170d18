"""Money that a program has beside its lines: amounts a year without an end, and unknown amounts.

They add nothing to any sum. But what may be paid from them is not overspent: an amount a year
pays for its year, and an unknown amount for whatever may be its own.
"""

from collections.abc import Iterable, Iterator

from tidlig.arithmetic.funding import ANY
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.arithmetic.restating import years_named
from tidlig.model.decisions import Appropriation, CarryOver, Program, Reprioritisation, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Outturn, Payment, Return
from tidlig.model.money import UNKNOWN, Money
from tidlig.model.years import Years, one

def money_beside(ledger: Ledger, program: Program, *, by_strand: bool) -> dict[Line, int]:
    """Give the money of a program that no line has, in øre, for the years that its lines need."""
    needed = {year for line in ledger.lines_of(program.id) for year in _years(line.years)}
    settled = {year for act in _acts(ledger, program) for year in years_named(act)}
    beside: dict[Line, int] = {}
    for year, ore in _of_years(program, sorted(needed - settled)):
        beside[Line(program.id, UNSPLIT, one(year))] = ore
    for entry in ledger.of(Reprioritisation):
        for line in _unknown_gain(entry, program, by_strand=by_strand):
            beside[line] = ANY
    return beside


def unknown(ledger: Ledger) -> Iterator[tuple[Entry, str]]:
    """Give the entries with an unknown amount, once for each program that they touch."""
    for entry in ledger.entries:
        if _has_unknown(entry):
            yield from ((entry, program) for program in _touched(entry, ledger))


def yearly_open(ledger: Ledger) -> Iterator[tuple[Program, Money]]:
    """Give the programs with an amount a year whose end is not stated, and that amount."""
    for program in ledger.programs.values():
        if program.years.open and isinstance(program.yearly, Money):
            yield program, program.yearly


def _of_years(program: Program, years: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Give the years whose money no line has, with what it may come to in øre."""
    unknown_years = {year for year, amount in program.split or () if amount is UNKNOWN}
    for year in years:
        inside = one(year).within(program.years)
        if isinstance(program.yearly, Money):
            if inside and program.years.open:
                yield year, program.yearly.high
        elif year in unknown_years or (inside and program.split is None and _no_sum(program)):
            yield year, ANY


def _no_sum(program: Program) -> bool:
    return UNKNOWN in (program.total, program.yearly)


def _unknown_gain(
    entry: Reprioritisation, program: Program, *, by_strand: bool
) -> Iterator[Line]:
    if entry.to.program != program.id or (entry.from_.program == program.id and not by_strand):
        return
    strand = entry.to.strand or UNSPLIT
    if entry.amount is UNKNOWN:
        yield Line(program.id, strand, entry.years or one(entry.date.year))
    elif isinstance(entry.amount, tuple):
        for year, amount in entry.amount:
            if amount is UNKNOWN:
                yield Line(program.id, strand, one(year))


def _acts(ledger: Ledger, program: Program) -> Iterator[Appropriation]:
    return (act for act in ledger.of(Appropriation) if act.program == program.id)


def _years(years: Years) -> range:
    return range(years.first, years.last + 1)


def _has_unknown(entry: Entry) -> bool:
    """Tell whether an entry that moves money has an amount that its source does not state."""
    written = [getattr(entry, key, None) for key in ("amount", "total", "yearly", "split")]
    if isinstance(entry, Appropriation):
        written += [row.split for row in entry.strands]
    return any(
        value is UNKNOWN
        or (isinstance(value, tuple) and any(amount is UNKNOWN for _, amount in value))
        for value in written
    )


def _touched(entry: Entry, ledger: Ledger) -> list[str]:
    """Give the programs that an entry's money is on, in order, each once."""
    if isinstance(entry, Program):
        programs = [entry.id]
    elif isinstance(entry, Reprioritisation):
        programs = [end.program for end in (entry.from_, entry.to) if end.program is not None]
    elif isinstance(entry, Award) and entry.id in ledger.awards:
        programs = [ledger.purse(entry)[0]]
    elif isinstance(entry, Payment | Return):
        award = ledger.awards.get(entry.award)
        programs = [] if award is None else [ledger.purse(award)[0]]
    elif isinstance(entry, Appropriation | CarryOver | Outturn | Strand):
        programs = [entry.program]
    else:
        programs = []
    return [program for program in dict.fromkeys(programs) if program in ledger.programs]
