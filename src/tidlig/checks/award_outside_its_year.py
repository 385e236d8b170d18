"""An award is charged to another year than the one it is given in.

## What it does

In a program with `basis = "commitment"`, looks at the years that awards and amendments are charged
to: `years`, or those of a table. They must contain the year of the date, and a table no other year.
A span that contains it is allowed: the source does not say how the amount is split.

## Why it matters

On a commitment basis the whole award is charged to the year it is given in, even if it is paid
later (Budgetvejledningen 2.2.11). An award charged to a year that is over uses money that nobody
may award any more, and one charged to a later year relies on an estimate: neither is authority.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2015"
split = { 2014 = "70 mio. kr.", 2015 = "52,2 mio. kr." }
basis = "commitment"

[award.sent]
program    = "tidlig"
date       = 2015-05-01
amount     = "10 mio. kr."
years      = 2014
recipients = { municipality = 2 }
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2015"
split = { 2014 = "70 mio. kr.", 2015 = "52,2 mio. kr." }
basis = "commitment"

[award.sent]
program    = "tidlig"
date       = 2015-05-01
amount     = "10 mio. kr."
recipients = { municipality = 2 }
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.charging import years_beside_date
from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.model.decisions import Program
from tidlig.model.findings import Location, Note, Problem, Severity
from tidlig.model.grants import Amendment, Award
from tidlig.model.messages import Message
from tidlig.model.years import Years


@check(Severity.ERROR, Scope.ENTRIES, Group.ORDER)
def award_outside_its_year(ledger: Ledger) -> Iterator[Problem]:
    """Compare the years of awards and amendments with that of their date."""
    for award in ledger.of(Award):
        if award.id in ledger.awards:
            yield from _problems(ledger, award, award)
    for amendment in ledger.of(Amendment):
        if amendment.award in ledger.awards:
            yield from _problems(ledger, amendment, ledger.awards[amendment.award])


def _problems(ledger: Ledger, entry: Award | Amendment, award: Award) -> Iterator[Problem]:
    program = ledger.programs[ledger.budget_line(award)[0]]
    if program.basis != "commitment":
        return
    years = years_beside_date(entry)
    if years:
        yield _problem(entry, program, years)


def _problem(entry: Award | Amendment, program: Program, years: tuple[Years, ...]) -> Problem:
    message = Message(
        "{entry} is of {year} and charged to {years}",
        entry=entry.address,
        year=entry.date.year,
        years=tuple(map(str, years)),
    )
    reason = Message("{program} charges awards to the year of their date", program=program.id)
    return Problem(
        message,
        _place(entry, years[0]),
        help=Message("charge it to {year}, or correct the date", year=entry.date.year),
        notes=(Note(reason, program.at("basis")),),
    )


def _place(entry: Award | Amendment, years: Years) -> Location:
    """The place of the years; of a table, of the first that is not the year of the date."""
    if entry.years is not None:
        return entry.at("years")
    return entry.at("amount", str(years.first))
