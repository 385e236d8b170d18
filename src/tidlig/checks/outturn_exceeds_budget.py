"""The accounts say that more was charged than the budget can cover."""

from collections.abc import Iterator, Mapping

from tidlig.arithmetic.coverage import Shortfall
from tidlig.arithmetic.funding import judged, over_budget
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import UNSPLIT, Line, Movement
from tidlig.arithmetic.unstated import money_beside
from tidlig.checks.check import check
from tidlig.checks.places import amount_place, latest
from tidlig.checks.shortfall import money_notes, named
from tidlig.model.decisions import Program
from tidlig.model.findings import Problem, Severity
from tidlig.model.money import ZERO, Money
from tidlig.model.notation import kroner


@check(Severity.WARNING)
def outturn_exceeds_budget(ledger: Ledger) -> Iterator[Problem]:
    """Ask of each program whether its budget covers its outturn, by strand where that controls."""
    for program in ledger.programs.values():
        charged = _charged(ledger, program)
        if charged:
            yield from _problems(ledger, program, charged)


def _charged(ledger: Ledger, program: Program) -> dict[Line, Money]:
    """Give the outturn by year, and by strand where the program is controlled by strand."""
    charged: dict[Line, Money] = {}
    for line, figures in ledger.lines_of(program.id).items():
        if figures["outturn"] != ZERO:
            strand = line.strand if program.control == "strand" else UNSPLIT
            place = Line(program.id, strand, line.years)
            charged[place] = charged.get(place, ZERO) + figures["outturn"]
    return charged


def _problems(
    ledger: Ledger, program: Program, charged: Mapping[Line, Money]
) -> Iterator[Problem]:
    lines, by_strand = ledger.lines_of(program.id), program.control == "strand"
    beside = money_beside(ledger, program, by_strand=by_strand)
    short, certain = judged(
        lambda case: over_budget(lines, charged, beside, by_strand=by_strand, case=case)
    )
    for shortfall in short:
        booked = [line for line, _ in shortfall.needs if line in charged]
        if booked:
            yield _problem(ledger, program, shortfall, booked, "" if certain else "up to ")


def _problem(
    ledger: Ledger, program: Program, shortfall: Shortfall, booked: list[Line], most: str
) -> Problem:
    needed, available = Money(shortfall.needed), Money(shortfall.available)
    last = latest(_outturn(ledger, program, booked))
    return Problem(
        f"the outturn of {named(booked)} is {kroner(needed)}, and the budget for it is "
        f"{kroner(available)}: {most}{kroner(needed - available)} too much",
        amount_place(last.entry, last.line.years),
        help="look for a decision that is not recorded, or accept the finding with the reason",
        notes=money_notes(ledger, shortfall),
    )


def _outturn(ledger: Ledger, program: Program, booked: list[Line]) -> Iterator[Movement]:
    """Give the outturn behind some lines; with control by program they stand for all strands."""
    by_strand = program.control == "strand"
    for movement in ledger.movements:
        if movement.heading == "outturn" and movement.line.program == program.id:
            strand = movement.line.strand if by_strand else UNSPLIT
            if Line(program.id, strand, movement.line.years) in booked:
                yield movement
