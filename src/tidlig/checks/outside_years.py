"""Money is moved in years outside its program's."""

from collections.abc import Iterator

from tidlig.arithmetic.headings import added
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Movement
from tidlig.checks.check import Group, Scope, check
from tidlig.checks.places import amount_place
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.notation import kroner


@check(Severity.WARNING, Scope.LEDGER, Group.ORDER)
def outside_years(ledger: Ledger) -> Iterator[Problem]:
    """Give each entry that moves money in years that its program does not have."""
    outside: dict[tuple[str, str, str], list[Movement]] = {}
    for movement in ledger.movements:
        program = ledger.programs[movement.line.program]
        if movement.money.ore and not movement.line.years.within(program.years):
            key = (movement.entry.stands_in, movement.entry.name, program.id)
            outside.setdefault(key, []).append(movement)
    for (_, _, id), moved in outside.items():
        yield _problem(ledger, id, moved)


def _problem(ledger: Ledger, id: str, moved: list[Movement]) -> Problem:
    program, entry = ledger.programs[id], moved[0].entry
    years = ", ".join(dict.fromkeys(str(movement.line.years) for movement in moved))
    heading = moved[0].heading
    money = added(movement.money for movement in moved if movement.heading == heading)
    return Problem(
        f"{entry.name}: {kroner(money)} is {heading} in {years}, outside {program.years} of {id}",
        amount_place(entry, moved[0].line.years),
        help="mend the year, or accept the finding with the reason",
        notes=(Note(f"the program's years are {program.years}", program.at("years")),),
    )
