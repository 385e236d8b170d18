"""An act is in the ledger, and does not name a program that has money in its year.

## What it does

Looks for acts of years that a program is over and that come after its first act, where the ledger
has an act of the year for other programs and none for this one. The year of an act is the one in
its name, `"FL2015"`; where there is none, the first that it states. A program without any act is
left alone. An act that is `complete` for the program's account says that it states nothing for it:
0 for the years that were stated before.

## Why it matters

An act is a whole document. An account that a later act no longer has keeps the estimates of the
act before it, as if they were budget: for one paragraph of a finance act the years after came to
358,6 bn kr. where parliament had given 208,8.

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

[program.behandling]
name  = "Behandling af børn og unge"
years = "2015-2016"
split = { 2015 = "66 mio. kr.", 2016 = "68 mio. kr." }
act   = "FL2015"
date  = 2015-01-01
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

[appropriation.fl2015]
program = "tidlig"
act     = "FL2015"
date    = 2015-01-01
split   = { 2015 = "70 mio. kr." }

[program.behandling]
name  = "Behandling af børn og unge"
years = "2015-2016"
split = { 2015 = "66 mio. kr.", 2016 = "68 mio. kr." }
act   = "FL2015"
date  = 2015-01-01
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.acts import Act, acts
from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import check
from tidlig.model.decisions import Program
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.messages import Message
from tidlig.model.years import one

MOST_NOTES = 3

_HELP = Message(
    "record what the act states for it, 0 {kr} where it no longer has the account, say that the "
    "act is `complete` for its accounts, or accept the finding with the reason",
    kr=Message("kr."),
)


@check(Severity.WARNING)
def missing_act(ledger: Ledger) -> Iterator[Problem]:
    """Report each program that acts of its later years do not name, once."""
    act_by_year: dict[int, Act] = {}
    years_by_program: dict[str, set[int]] = {}
    for program_id, year, act in acts(ledger):
        act_by_year.setdefault(year, act)
        years_by_program.setdefault(program_id, set()).add(year)
    for id, years in years_by_program.items():
        program = ledger.programs[id]
        later = [year for year in act_by_year if year > min(years) and year not in years]
        missing = sorted(year for year in later if one(year).within(program.years))
        if missing:
            yield _problem(program, [act_by_year[year] for year in missing], missing)


def _problem(program: Program, others: list[Act], missing: list[int]) -> Problem:
    years = tuple(missing)
    names = tuple(dict.fromkeys(str(act.act) for act in others))
    if len(others) == 1:
        message = Message(
            "no act of {years} names {program}, and {acts} is in the ledger",
            years=years,
            program=program.id,
            acts=names,
        )
    else:
        message = Message(
            "no act of {years} names {program}, and {acts} are in the ledger",
            years=years,
            program=program.id,
            acts=names,
        )
    return Problem(
        message,
        program.at("years"),
        help=_HELP,
        notes=tuple(_note(act) for act in others[:MOST_NOTES]),
    )


def _note(act: Act) -> Note:
    return Note(Message("{act} is here", act=str(act.act)), act.at("act"))
