"""A figure is said to be from a document that does not have it.

## What it does

Looks for the figure of every statement in its source, where that has a file of text in the ledger:
`as_written`, or else `value`, must stand in it. White space counts as one space, hyphens and dashes
as one sign, and letters however they are stored; a figure must stand alone: 4 is not found in 2014,
nor in 4,5, nor "fire" in "firenogtyve". A statement with several sources must be in each. A whole
number may be grouped: `1250000` is found as 1.250.000. An amount that its source mentions and does
not state, `"unknown"`, is not looked for.

## Why it matters

A figure that was typed wrong proves nothing, and one that no longer stands in its source is the
first thing that the other side will notice.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name   = "Tidlig hjælp"
years  = "2014-2017"
total  = "280 mio. kr."
source = "nyhed"

[statement.bevilling]
source  = "nyhed"
program = "tidlig"
measure = "appropriated"
value   = "280 mio. kr."

[source.nyhed]
title = "31 kommuner får støtte"
file  = "kilder/nyhed.txt"
```

```text kilder/nyhed.txt
Der er afsat 180 mio. kr. over fire år.
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name   = "Tidlig hjælp"
years  = "2014-2017"
total  = "280 mio. kr."
source = "nyhed"

[statement.bevilling]
source     = "nyhed"
program    = "tidlig"
measure    = "appropriated"
value      = "280 mio. kr."
as_written = "280 millioner kroner"

[source.nyhed]
title = "31 kommuner får støtte"
file  = "kilder/nyhed.txt"
```

```text kilder/nyhed.txt
Der er afsat 280
millioner kroner over fire år.
```
"""

import re
from collections.abc import Iterable, Iterator
from string import digits

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, check
from tidlig.model.findings import Problem, Severity
from tidlig.model.messages import Message
from tidlig.model.money import UNKNOWN, grouped
from tidlig.model.records import Statement
from tidlig.model.spelling import same_form


@check(Severity.ERROR, group=Group.AGREEMENT)
def figure_not_in_source(ledger: Ledger) -> Iterator[Problem]:
    """Look for every statement's figure in the text of its sources."""
    texts = {
        id: same_form(document.text)
        for id, document in ledger.documents.items()
        if document.text is not None
    }
    asked = [
        (statement, source)
        for statement in ledger.of(Statement)
        for source in statement.source
        if source in texts
    ]
    figures: dict[str, set[str]] = {}
    for statement, source in asked:
        figures.setdefault(source, set()).update(_writings(statement))
    found = {source: _standing_in(texts[source], figures[source]) for source in figures}
    for statement, source in asked:
        yield from _missing(statement, source, found[source])


def _missing(statement: Statement, source: str, found: set[str]) -> Iterator[Problem]:
    figures = _writings(statement)
    if not figures or not found.isdisjoint(figures):
        return
    yield Problem(
        Message('"{figure}" does not stand in source "{source}"', figure=figures[0], source=source),
        statement.at("value" if statement.as_written is None else "as_written"),
        help=Message("copy the figure as the source writes it into as_written, or mend the source"),
    )


def _writings(statement: Statement) -> list[str]:
    """How the figure may be written, in the ledger's own way first; none if it is unknown."""
    if statement.as_written is not None:
        return [same_form(statement.as_written)]
    figure = statement.value.figure
    if figure is UNKNOWN:
        return []
    writings = [same_form(statement.value.text)]
    if isinstance(figure, int) and figure >= 0:
        writings.append(grouped(figure))
    return writings


_STARTS = re.compile(r"[0-9]+|[^\W\d_]+|.", re.DOTALL)
"""Where a figure with a digit or letter first may begin: at a number, a word, any other sign."""


def _standing_in(text: str, figures: Iterable[str]) -> set[str]:
    """Which figures stand in a text, and not as a part of a longer one, or of a word.

    The text is gone through once for all of them.
    """
    by_length: dict[int, set[str]] = {}
    found: set[str] = set()
    for figure in figures:
        if figure[:1].isalpha() or figure.startswith(tuple(digits)):
            by_length.setdefault(len(figure), set()).add(figure)
        elif figure in text and _alone(figure).search(text):  # it may begin within a word
            found.add(figure)
    for start in _STARTS.finditer(text):
        place = start.start()
        for length, waiting in by_length.items():
            figure = text[place : place + length]
            if figure in waiting and _alone(figure).match(text, place):
                waiting.remove(figure)
                found.add(figure)
    return found


def _alone(figure: str) -> re.Pattern[str]:
    """The pattern of a figure that stands alone."""
    before = after = ""
    if figure[:1].isdigit():
        before = r"(?<![0-9])(?<![0-9][.,])(?:(?<=[^\W_]-)|(?<!-))"  # -6 is not 6, 5-6 has 6
    elif figure[:1].isalpha():
        before = r"(?<![^\W\d_])"
    if figure[-1:].isdigit():
        after = r"(?![0-9])(?![.,][0-9])"
    elif figure[-1:].isalpha():
        after = r"(?![^\W\d_])"
    return re.compile(before + re.escape(figure) + after)
