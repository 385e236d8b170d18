"""What has no figure: unknown amounts, amounts a year without an end, and years without an act.

No sum has them, and none of them is 0.
"""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.model.decisions import Appropriation, CarryOver, Program, Reprioritisation, Strand
from tidlig.model.entry import Entry
from tidlig.model.money import Money
from tidlig.model.years import Years


def unknown(ledger: Ledger) -> Iterator[tuple[Entry, str]]:
    """Give the entries with an unknown amount, once for each program that they touch."""
    for entry in ledger.unstated:
        yield from ((entry, program) for program in _touched(entry, ledger))


def yearly_open(ledger: Ledger) -> Iterator[tuple[Program, Money]]:
    """Give the programs with an amount a year whose end is not stated, and that amount."""
    for program in ledger.of(Program):
        if program.years.open and isinstance(program.yearly, Money):
            yield program, program.yearly


def has_budget(ledger: Ledger, program: Program, years: Years) -> bool:
    """Tell whether the ledger states a program's budget for any of some years, if only as 0."""
    return any(stated.meets(years) for stated in _stated_years(ledger, program))


def is_before_budget(ledger: Ledger, program: Program, years: Years) -> bool:
    """Tell whether years are all before those that the ledger states a program's budget for."""
    stated = [each.first for each in _stated_years(ledger, program)]
    return not stated or years.last < min(stated)


def _stated_years(ledger: Ledger, program: Program) -> set[Years]:
    """Give the years and spans that the program or an act has a figure for, or says is unknown."""
    whole = set() if program.total is None and program.yearly is None else {program.years}
    return whole | {
        line.years
        for line in ledger.lines_of(program.id)
        for movement in ledger.movements_on(line)
        if movement.heading in ("appropriated", "restated")
    }


def _touched(entry: Entry, ledger: Ledger) -> list[str]:
    """Give the programs that an entry's money is on, in order, each once."""
    if isinstance(entry, Program):
        programs = [entry.id]
    elif isinstance(entry, Reprioritisation):
        programs = [end.program for end in (entry.from_, entry.to) if end.program is not None]
    elif isinstance(entry, Appropriation | CarryOver | Strand):
        programs = [entry.program]
    else:
        programs = _charged(entry, ledger)
    return [program for program in dict.fromkeys(programs) if program in ledger.programs]


def _charged(entry: Entry, ledger: Ledger) -> list[str]:
    """Give the program that awards and what hangs on them are charged to, or the accounts'."""
    from tidlig.model.grants import Award, Outturn, Payment, Return

    if isinstance(entry, Award) and entry.id in ledger.awards:
        return [ledger.purse(entry)[0]]
    if isinstance(entry, Payment | Return):
        award = ledger.awards.get(entry.award)
        return [] if award is None else [ledger.purse(award)[0]]
    return [entry.program] if isinstance(entry, Outturn) else []
