"""Budgets that acts state below zero: that is what the act says, and no money that was taken away.

A finance act has negative accounts, of income and of cuts that are not placed. What moves more from
a line after its act than the act states is still taken where there is none.
"""

import datetime as dt
from collections.abc import Mapping

from tidlig.arithmetic.figures import Figures, added
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Line, Movement, effective
from tidlig.arithmetic.restatement import years_named
from tidlig.model.decisions import Appropriation
from tidlig.model.money import UNKNOWN, Money


def deficits(ledger: Ledger, lines: Mapping[Line, Figures]) -> dict[Line, Money]:
    """Give what acts state below zero of the lines whose budget is, as they state it."""
    below = [line for line, figures in lines.items() if figures["budget"].low < 0]
    stated = {line: added(m.money for m in stated_on(ledger, line)) for line in below}
    return {line: money for line, money in stated.items() if money.low < 0}


def stated_on(ledger: Ledger, line: Line) -> list[Movement]:
    """Give the movements on a line that came to what its newest act states."""
    newest = _newest_act(ledger, line)
    return [
        movement
        for movement in ledger.movements_on(line)
        if movement.heading in ("appropriated", "restated")
        or (movement.heading == "reprioritised" and effective(movement.date) <= newest)
    ]


def _newest_act(ledger: Ledger, line: Line) -> dt.date:
    """Give the date of the last act that restates a line; before all dates where none does."""
    acts = [each.act for each in ledger.restatements[line.program] if _restates(each.act, line)]
    return max((act.date for act in acts), default=dt.date.min)


def _restates(act: Appropriation, line: Line) -> bool:
    """Tell whether an act states a line, or absorbs it; a strand called unknown keeps its own."""
    named = years_named(act)
    if not line.years.single:
        return bool(named) and min(named) <= line.years.first and line.years.last <= max(named)
    of_strand = (dict(row.split) for row in act.strands if row.strand == line.strand)
    left_alone = any(split.get(line.years.first) is UNKNOWN for split in of_strand)
    return line.years.first in named and not left_alone
