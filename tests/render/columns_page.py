"""The page on the columns of reports, with their words, where they stand, and what they mean.

Write it with `python tests/render/columns_page.py`, tests and src on PYTHONPATH.

"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tidlig.render import (
    accounts,
    balance_columns,
    entry_tables,
    history,
    log,
    pool_columns,
    reconcile,
    registers,
    statements,
)
from tidlig.render.columns import Column, Part
from tidlig.render.sentences import word
from tidlig.render.style import Language

Columns = Sequence[Column[Any]]

PAGE = "docs/columns.md"

TITLE = """# Columns of reports

What the columns of reports mean: their names in CSV and JSON, and their words in tables and
Markdown. An amount in CSV has its half-width, where it is rounded in its source, in a column
`..._plus_minus` beside it; JSON has half-widths together under `plus_minus`. Empty, and null in
JSON, is not known or not there; it is not 0.

The CSV of `tidlig reconcile` has all its parts in one sheet, and the name of the part under `part`.
Of accounts, sources and uses it has a row for each amount, and the amount's name under `heading`.
"""


def reports() -> dict[str, Columns]:
    """The columns of every report that has a list of them, by its command."""
    of_lines = (
        balance_columns.PROGRAM,
        balance_columns.STRAND,
        balance_columns.POOL,
        balance_columns.RECIPIENT,
        balance_columns.NAME,
        balance_columns.YEARS,
    )
    return {
        "balance": (*of_lines, *balance_columns.FIGURES),
        "pools": pool_columns.COLUMNS,
        "log": log.COLUMNS,
        "history": history.COLUMNS,
        "reconcile --accounts": accounts.ACCOUNTS,
        "reconcile --accounts: sources and uses": accounts.fund_columns(),
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
    sections = [TITLE]
    for command, columns in columns_by_report.items():
        rows = "\n".join(section_rows(columns))
        sections.append(f"## tidlig {command}\n\n{rows}\n")
    return "\n".join(sections)


def section_rows(columns: Columns) -> Iterator[str]:
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
