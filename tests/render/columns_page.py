"""The page on the columns of reports, with their words, where they stand, and what they mean.

Write it with `python tests/render/columns_page.py`, tests and src on PYTHONPATH.

"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tidlig.render import (
    accounts,
    balance_columns,
    entry_tables,
    history,
    listing_columns,
    log,
    pool_columns,
    reconcile,
    registers,
    statements,
)
from tidlig.render.columns import Column, Part
from tidlig.render.sentences import word
from tidlig.render.style import Language, label

Columns = Sequence[Column[Any]]

PAGE = "docs/columns.md"

TITLE = """# Columns of reports

What the columns of reports mean: their names in CSV and JSON, and their words in tables and
Markdown. An amount in CSV has its half-width, where it is rounded in its source, in a column
`..._plus_minus` beside it; JSON has half-widths together under `plus_minus`. Empty, and null in
JSON, is not known or not there; it is not 0.

`tidlig balance` shows what is left of programs; with `--detail` or `--columns`, it shows lines: a
program, a strand or none, and a year or a span of years. The headings of lines are sums of what
entries move, and say nothing of what is left. Each is 0 where nothing was moved, also `outturn` of
a year without accounts; in tables such a cell is empty. `uncommitted` was called `remaining` in
`tidlig.balance/1`, and `underspend` is `difference` in `tidlig reconcile --accounts`.

The CSV of `tidlig reconcile` has all its parts in one sheet, and the name of the part under `part`.
Of accounts, sources and uses it has a row for each amount, and the amount's name under `heading`;
where the ledger knows bounds only, these stand under `least` and `most`. JSON has them as
`{"least": ..., "most": ...}`, one of them null where an unknown amount may move it. In JSON a
program has its years under `by_year`, years that a span joins under `joined`, and its strands under
`strands`, each with the keys of the accounts.

`tidlig list KIND` has the columns that are chosen in every format, and the id before them in CSV
and JSON; those of awards stand below, and every other kind has its keys ([format](format.md)) and
figures in the same way. `tidlig.list/1` has the `kind`; `rows`, an object for each entry; `total`,
the sums of the amounts, null where any is not known; the `number` of entries; and `cut_spans`, the
spans with money of which only some of the years were chosen.
"""


BALANCE = """## The JSON of tidlig balance

`tidlig.balance/2` has these parts. A figure is `{"least": "3000000", "most": "52200000"}`, in
kroner as text: the two are equal where it is exact, and one is null where an unknown amount may
move it. It has `plus_minus` where an amount in it is rounded in its source. A figure is null where
nothing is known.

`total` and each object of `by_year`, `joined` and `strands` adds up, where its figures are exact:
`budget` + `covered` + `carried_on` = `used` + `remaining` + `unused` + `estimate`. `covered` is
what money that is not split by strand or year pays of a strand or year; it is below 0 of the money
that pays. `carried_on` is what was unspent in a closed year and carries over by the program's rule:
below 0 in that year, above in the date's. A `budget` of null adds nothing. Of several bounds there
is no sum: then `covered` is null.
"""

PARTS = {
    "`programs`": (
        "of each program: `total`; `by_year` with each year's `state`, `accounts` and "
        "`spans`; `joined`, the years that a span joins; `strands`; `why` a figure of the "
        "total is null"
    ),
    "`programs[].known`, `.not_known`": (
        "the sums of the years that are known, with what lapsed of the others in `unused`, and "
        "the years that are not; only where a year is not known"
    ),
    "`lines`": (
        "every line with its `state` and the sums below, as text; null where an unknown "
        "amount is in a sum"
    ),
    "`totals`": (
        "the figures added up over programs, of what is known, null where nothing is; "
        "`not_known` names the programs left out of any"
    ),
    "`unknown`": ("entries with an amount that their source does not state"),
    "`open`": (
        "amounts a year without an end: `heading` is `appropriated` or `agreed`. Of an "
        "appropriation, each year to the date's is a line"
    ),
    "`recipients`": ("only with `--by recipient`: the sums of each recipient over all programs"),
    "`cut_spans`": (
        "only of lines with `--years`: the spans shown of which some years were not "
        "chosen; leave them out of sums"
    ),
}
"""The parts of the JSON of a balance."""


def reports() -> dict[str, Columns]:
    """The columns of every report that has a list of them, by its command."""
    of_lines = (
        balance_columns.PROGRAM,
        balance_columns.STRAND,
        balance_columns.POOL,
        balance_columns.RECIPIENT,
        balance_columns.NAME,
        balance_columns.YEARS,
        balance_columns.STATE,
    )
    return {
        "balance --detail": (*of_lines, *balance_columns.FIGURES),
        "pools": pool_columns.COLUMNS,
        "log": log.COLUMNS,
        "list award": tuple(each.column for each in listing_columns.columns_of("award")),
        "history": history.COLUMNS,
        "reconcile --accounts": accounts.ACCOUNTS,
        "reconcile --accounts: financing and use": accounts.fund_columns(),
        "reconcile --bridge": reconcile.BRIDGE,
        "reconcile --statements": statements.COLUMNS,
        "reconcile --against": registers.MATCHES,
        "reconcile --against: lines of either side": (
            registers.REGISTER_ITEM[0],
            *registers.LEDGER_ITEM,
        ),
        "reconcile --against: sums of groups": registers.SUMMARY,
        "reconcile --against: the total of a register": registers.TOTAL,
        "show: entries that depend on it": entry_tables.DEPENDENTS,
        "show: what it moves": entry_tables.MOVEMENTS,
    }


def page(columns_by_report: Mapping[str, Columns]) -> str:
    """The whole page."""
    parts = [f"| {part} | {meaning} |" for part, meaning in PARTS.items()]
    table = "\n".join(["| part | what it has |", "| --- | --- |", *parts])
    sections = [TITLE, f"{BALANCE}\n{table}\n"]
    for command, columns in columns_by_report.items():
        words = word if command in OF_WHAT_IS_LEFT else label
        rows = "\n".join(section_rows(columns, words))
        sections.append(f"## tidlig {command}\n\n{rows}\n")
    return "\n".join(sections)


OF_WHAT_IS_LEFT = (
    "pools",
    "log",
    "list award",
    "history",
    "reconcile --accounts",
    "reconcile --accounts: financing and use",
    "reconcile --bridge",
    "reconcile --statements",
)
"""The reports whose words are those of what is left, where these have any."""


def section_rows(columns: Columns, word: Callable[[str, Language], str] = label) -> Iterator[str]:
    """The table of one report."""
    yield "| column | Danish | English | where | meaning |"
    yield "| --- | --- | --- | --- | --- |"
    for column in columns:
        words = [word(column.word, language) if _has_word(column) else "" for language in _BOTH]
        places = ", ".join(part.value for part in Part if part in column.parts)
        cells = (_names(column), *words, places, column.help)
        yield f"| {' | '.join(cells)} |"


_BOTH: tuple[Language, ...] = ("da", "en")


def _names(column: Column[Any]) -> str:
    """The name, and the headings of CSV where they are others."""
    if Part.CSV not in column.parts or column.headings[0] == column.name:
        return f"`{column.name}`"
    if column.headings[0].startswith(f"{column.name}_"):
        return f"`{column.name}`, in CSV `{column.name}_...`"
    headings = ", ".join(f"`{heading}`" for heading in column.headings)
    return f"`{column.name}`, in CSV {headings}"


def _has_word(column: Column[Any]) -> bool:
    return Part.TABLE in column.parts


if __name__ == "__main__":
    from pathlib import Path

    (Path(__file__).parents[2] / PAGE).write_text(page(reports()), encoding="utf-8")
