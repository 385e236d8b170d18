"""A column of a table is not read.

## What it does

Reports each column of a CSV file whose lines are entries (`[table.NAME]`) that no table names in
`columns`, and none in `ignore`.

## Why it matters

Someone who adds a column to a spreadsheet means it to be read, or not. Once it is named in
`ignore`, everyone can see that it was meant not to be.

## Example

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
Sagsnr.;Modtager;Beløb;Dato;Sagsbehandler
1;Odense Kommune;250000;2015-02-03;ABC
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
ignore  = ["Sagsbehandler"]
program = "tidlig"
```

```csv tilsagn.csv
Sagsnr.;Modtager;Beløb;Dato;Sagsbehandler
1;Odense Kommune;250000;2015-02-03;ABC
```
"""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.findings import Problem, Severity


@check(Severity.WARNING, Scope.FILE, Group.HONESTY)
def unread_column(file: Contents) -> Iterator[Problem]:
    """Return the faults of this name that were found while the file was read."""
    return file.problems("unread-column")
