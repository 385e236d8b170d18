"""An act changes a program's figures by more than the entries before it explain.

## What it does

A later act states figures, not changes: for the years that it names they replace the budget so
far, carry-overs left out. What the act changes beyond the reprioritisations recorded until then is
added up over its years, and reported unless it is nothing. Where a program has no stated end, what
an act gives to years that no act has named before is new money, and no change.

All acts of a program are one finding, but for those that accept theirs. A change that is the same
few per cent in all years of an act, as far as its figures are rounded, is said to be so.

## Why it matters

From FL2014 to FL2015 the years 2015-2018 of Forebyggelsespakken went from 210,0 to 150,4 mio. kr.
The sources explain 30,0 of that. The other 29,6 were cut or moved by a decision that the overview
did not have. The ledger shows them, and does not invent a reason.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2015"
split = { 2014 = "70 mio. kr.", 2015 = "70 mio. kr." }
act   = "FL2014"
date  = 2014-01-01

[appropriation.fl2015]
program = "tidlig"
act     = "FL2015"
date    = 2015-01-01
split   = { 2015 = "52,2 mio. kr." }
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2015"
split = { 2014 = "70 mio. kr.", 2015 = "70 mio. kr." }
act   = "FL2014"
date  = 2014-01-01

[reprioritisation.satspulje-2015]
date       = 2015-01-01
amount     = "17,8 mio. kr."
from       = { program = "tidlig" }
to         = { outside = "behandling af børn og unge" }
instrument = "satspuljeaftalen for 2015"

[appropriation.fl2015]
program = "tidlig"
act     = "FL2015"
date    = 2015-01-01
split   = { 2015 = "52,2 mio. kr." }
```
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import sum_money
from tidlig.arithmetic.price_adjustment import in_every_year
from tidlig.arithmetic.restatement import Restatement, years_named
from tidlig.checks.check import check
from tidlig.model.decisions import Appropriation, Program
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.messages import Message, Value
from tidlig.model.money import Money, currency_word, kroner
from tidlig.model.years import Years

MOST_NOTES = 3
"""So many other acts of a program are pointed at; the message has all."""

_HELP = Message("record the reprioritisation that explains it, or accept it with the reason")


class _Change(NamedTuple):
    """What an act changes, with the act or program whose figures it changes."""

    restatement: Restatement
    before: Program | Appropriation
    money: Money
    word: str

    @property
    def act(self) -> Appropriation:
        return self.restatement.act


@check(Severity.WARNING)
def unexplained_change(ledger: Ledger) -> Iterator[Problem]:
    """Report the acts whose restatements of a program do not add up to 0."""
    for id in ledger.restatements:
        changes = list(_changes(ledger, id))
        accepted = [change for change in changes if _is_accepted(change.act)]
        others = [change for change in changes if not _is_accepted(change.act)]
        for change in accepted:
            yield _problem(change)
        if len(others) == 1:
            yield _problem(others[0])
        elif others:
            yield _of_program(id, others)


def _changes(ledger: Ledger, program: str) -> Iterator[_Change]:
    before: Program | Appropriation = ledger.programs[program]
    for restatement in ledger.restatements[program]:
        money = _restated(restatement)
        if money.ore:
            yield _Change(restatement, before, money, currency_word(ledger.settings.currency))
        before = restatement.act


def _restated(restatement: Restatement) -> Money:
    movements = restatement.movements
    return sum_money(movement.money for movement in movements if movement.heading == "restated")


def _is_accepted(act: Appropriation) -> bool:
    return any(accepted.check == unexplained_change.name for accepted in act.accept)


def _problem(change: _Change) -> Problem:
    message = Message(
        "{act} changes {program} by {change} that no entry explains",
        act=change.act.act,
        program=change.act.program,
        change=_money(change),
    )
    before = change.before
    restated = (
        Message("{act} is restated", act=before.act)
        if before.act
        else Message("the program is restated")
    )
    place = change.act.at("split")
    return Problem(message, place, help=_HELP, notes=(Note(restated, before.at()),))


def _of_program(program: str, changes: Sequence[_Change]) -> Problem:
    """Report several acts as one problem, which points at the last."""
    message = Message(
        "acts change {program} by what no entry explains: {changes}",
        program=program,
        changes=tuple(
            Message("{act} by {change}", act=change.act.act, change=_money(change))
            for change in changes
        ),
    )
    *earlier, last = changes
    notes = (
        Note(Message("{act} is here", act=change.act.act), change.act.at("split"))
        for change in earlier[-MOST_NOTES:]
    )
    return Problem(message, last.act.at("split"), help=_HELP, notes=tuple(notes))


def _money(change: _Change) -> Message:
    years = years_named(change.act)
    money = Message(
        "{change} over {years}",
        change=kroner(change.money, plus=True, word=change.word),
        years=Years(min(years), max(years)),
    )
    share = in_every_year(change.restatement)
    if share is None:
        return money
    per_cent = _per_cent(share.per_mille)
    if share.years == 1:
        return Message(
            "{money} ({per_cent} %, as a price adjustment would be)",
            money=money,
            per_cent=per_cent,
        )
    return Message(
        "{money} ({per_cent} % in every year, as a price adjustment would be)",
        money=money,
        per_cent=per_cent,
    )


def _per_cent(per_mille: int) -> Value:
    """Write tenths of a per cent with their sign, as a ledger writes amounts."""
    sign = "-" if per_mille < 0 else "+"
    return f"{sign}{abs(per_mille) // 10},{abs(per_mille) % 10}"
