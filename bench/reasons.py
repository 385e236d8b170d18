"""What the page says beside the targets: where the time goes, and why a target is not met."""

from collections.abc import Iterable, Iterator

from bench.targets import (
    BALANCE_CHANGED,
    BALANCE_COLD,
    BALANCE_ONE_CORE,
    BALANCE_WARM,
    CHECK_CHANGED,
    CHECK_COLD,
    QUICK,
    Target,
    Verdict,
)
from bench.work import HISTORY_COLD, HISTORY_WARM, NEW, tidlig

WHERE_THE_TIME_GOES = """\
## Where the time goes

Of `tidlig balance`, 100 000 awards, in per cent of processor time in one process, by
`python -m bench.profiling LEDGER` on 2026-11-28. **Cold**: reading entries from text 34, columns
and sums of each file 15, all checks 28, of which filling the database in memory 16; what is left is
mostly files, records and personal data. Imports, 7, are within these. A profile makes small
functions look slower than they are. **Warm**: start of Python 6, imports 76, figures and text 19.
"""

_IMPORTS = (
    "Three quarters of it are Python's imports of a hundred modules and their classes. The work "
    "itself takes some 28 ms, two and a half times as long as `python -c pass`."
)
_READING = (
    "Every byte is read and checked by rules in Python, where these peers are compiled programs "
    "or check less; finding entries in text takes a third of it, and the checks as much."
)
_SMALL = "It is less time than Python needs to import the reader and the checks."
_CHANGED = (
    "Checks of sums and of rows run over the whole ledger, whatever changed. Of `add` on 100 000 "
    "awards, filling the database in memory takes a third, its queries a quarter, imports a tenth."
)
_ROWS = (
    "Not profiled by itself: beside imports, as for a warm balance, the rows that are asked for "
    "are made into entries."
)
_COMMITS = (
    "Objects of git are read and verified in Python. The commit that is timed adds 37 000 entries "
    "to the program, each of which is read and named as a reason."
)
_MEMORY = "Not profiled: checks ask a database in memory, which has the rows of all files."
_GROWING = (
    "The largest ledger of spans stands in one file of over 8 MiB, which is refused; what is timed "
    "there is the refusal. The other exponents are in the tables below."
)
_MODULES = (
    "Coding, columns, sums, records, queries and the reader of plain entries have modules of "
    "their own; it has not been tried to make them fewer since."
)

_REASONS = (
    (f"{BALANCE_COLD}, 1 000 awards", _SMALL),
    *((f"{work},", _IMPORTS) for work in (BALANCE_WARM, tidlig("balance", NEW))),
    *((f"{work},", _READING) for work in (BALANCE_COLD, BALANCE_ONE_CORE, CHECK_COLD)),
    *((f"{work},", _CHANGED) for work in (BALANCE_CHANGED, CHECK_CHANGED)),
    (tidlig("add --dry-run", NEW), _CHANGED),
    (HISTORY_COLD, _COMMITS),
    *((work, _COMMITS) for work in (HISTORY_WARM, tidlig("history", NEW))),
    *((tidlig(*question), _ROWS) for question in QUICK),
    ("what tidlig remembers with", _MODULES),
    ("every work in Growth", _GROWING),
)
"""Reasons by how the name of a target's work begins; the first that fits counts."""


def reasons(found: Iterable[Verdict]) -> str:
    """Say why targets are not met: each reason once, with its targets."""
    by_reason: dict[str, list[str]] = {}
    for verdict in found:
        if verdict.met is False:
            target = verdict.target
            named = f"{target.work}: {target.wording}"
            by_reason.setdefault(_reason(target), []).append(named)
    lines = [f"- {reason} ({'; '.join(named)})" for reason, named in by_reason.items()]
    return "\n".join(["Why targets are not met:", "", *lines, ""]) if lines else ""


def _reason(target: Target) -> str:
    if target.wording.endswith("MB in any process"):
        return _MEMORY
    fitting: Iterator[str] = (text for start, text in _REASONS if target.work.startswith(start))
    return next(fitting, "The reason is not known yet.")
