"""The file of a table cannot be read for certain.

## What it does

Reports what is uncertain in a CSV file whose lines are entries (`[table.NAME]`): a column that is
not there, a line with more cells than headings, two lines with one id, a recipient that the ledger
does not have, amounts or dates that can be read in two ways while `decimal` or `dates` is not said,
a column that may turn or cancel amounts, other currencies and units, a total among the lines, and
ids that a spreadsheet made into dates or numbers with an exponent. Also a file that is not there, a
workbook, a link.

## Why it matters

A file that other programs write can change without anyone meaning it. What is guessed would be a
figure like any other, and no one would see that it was a guess. So no line of the file counts until
all can be read.

## Example

Nobody says whether 3-2-2015 is in February or in March.

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[recipient.odense]
name = "Odense Kommune"
kind = "municipality"

[table.tilsagn]
file    = "tilsagn.csv"
kind    = "award"
columns = { id = "Sagsnr.", recipient = "Modtager", amount = "Beløb", date = "Dato" }
program = "tidlig"
```

```csv tilsagn.csv
Sagsnr.;Modtager;Beløb;Dato
1;Odense Kommune;250000;3-2-2015
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[recipient.odense]
name = "Odense Kommune"
kind = "municipality"

[table.tilsagn]
file    = "tilsagn.csv"
kind    = "award"
columns = { id = "Sagsnr.", recipient = "Modtager", amount = "Beløb", date = "Dato" }
dates   = "day-first"
program = "tidlig"
```

```csv tilsagn.csv
Sagsnr.;Modtager;Beløb;Dato
1;Odense Kommune;250000;3-2-2015
```
"""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.findings import Problem, Severity


@check(Severity.ERROR, Scope.FILE, Group.READING)
def unreadable_table(file: Contents) -> Iterator[Problem]:
    """Return the faults of this name that were found while the file was read."""
    return file.problems("unreadable-table")
