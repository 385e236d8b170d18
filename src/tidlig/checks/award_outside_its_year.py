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
from tidlig.checks.check import Group, Scope, check
from tidlig.index.tables import Rows
from tidlig.model.decisions import Program
from tidlig.model.findings import Location, Note, Problem, Severity
from tidlig.model.grants import Amendment, Award
from tidlig.model.messages import Message
from tidlig.model.years import Years

_BESIDE_DATE = "SELECT at FROM award WHERE place = ? AND beside = 1"


@check(Severity.ERROR, Scope.ROWS, Group.ORDER)
def award_outside_its_year(rows: Rows) -> Iterator[Problem]:
    """Compare the years of awards and amendments with that of their date."""
    programs = rows.ledger.programs
    for number, (program, _) in enumerate(rows.budget_lines):
        if programs[program].basis == "commitment":
            for (award,) in rows.ask_and_open(_BESIDE_DATE, number):
                yield _problem(award, programs[program], years_beside_date(award))
    for amendment in rows.ledger.of(Amendment):
        years = years_beside_date(amendment)
        if years:
            award = rows.amended[amendment.award]
            program, _ = rows.ledger.budget_line(award)
            if programs[program].basis == "commitment":
                yield _problem(amendment, programs[program], years)


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
