"""Workbooks for tests: of a folder, without what formulas come to, and read as plain figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from documents.libreoffice import Sheet
from tidlig.cli.opening import open_ledger, report_context
from tidlig.cli.options import LanguageName, style
from tidlig.documents.workbook.book import ledger_workbook
from tidlig.documents.workbook.content import Content

TOP = 2
"""The row of the headings."""

HEADINGS = {
    "bevilget": "appropriated", "ændret": "restated", "omprioriteret": "reprioritised",
    "videreført": "carried", "bevilling": "budget", "tilsagn": "awarded",
    "annulleret": "returned", "udbetalt": "paid", "regnskab": "outturn", "afsat": "agreed",
    "bortfaldet": "lapsed",
}  # fmt: skip
"""The columns of lines, by their words."""

LEFT = {
    "bevilling i alt": "binding", "forbrug": "used", "til rådighed": "remaining",
    "uforbrugt": "unused", "ikke oplyst": "unreported", "BO": "estimate",
    "heraf bortfaldet": "lapsed",
}  # fmt: skip


def workbook(folder: Path, day: dt.date, *, with_values: bool = False, lang: str = "da") -> bytes:
    """The workbook of a ledger as of a day."""
    origin, whole, checked = open_ledger(folder, no_cache=True)
    ledger = whole.until(day)
    context = report_context(
        origin, ledger, checked, style(ledger.settings, None, LanguageName(lang))
    )
    return ledger_workbook(Content(ledger, whole, origin, context, with_values=with_values))


def rows(sheet: Sheet) -> Iterator[dict[str, str]]:
    """The rows of a sheet below its headings, up to an empty one."""
    headings = sheet[TOP]
    for row in sheet[TOP + 1 :]:
        if not any(row):
            return
        yield dict(zip(headings, row, strict=True))


def ore(text: str) -> int | None:
    """An amount in øre; None for a text that is no number."""
    try:
        return round(float(text) * 100)
    except ValueError:
        return None


def compare_lines(sheet: Sheet, report: dict[str, Any]) -> int:
    """Hold the sheet of lines against the JSON of the balance; return how many amounts agree."""
    number = 0
    found = [row for row in rows(sheet) if row["linje"] != "ingen"]
    assert len(found) == len(report["lines"])
    for row, line in zip(found, report["lines"], strict=True):
        assert row["initiativ"] == line["program"]
        assert row["delinitiativ"] == (line["strand"] or "ikke fordelt")
        for word, heading in HEADINGS.items():
            if line[heading] is not None:
                assert ore(row[word]) == ore(line[heading]), (row["linje"], heading)
                number += 1
            else:
                assert ore(row[word]) is None, (row["linje"], heading, row[word])
        assert row["kontrol"] == "stemmer"
    return number


def compare_left(sheet: Sheet, report: dict[str, Any]) -> int:
    """Hold the first sheet against the JSON: exact figures alone are numbers, to the øre."""
    number = 0
    charged = {
        line["program"]
        for line in report["lines"]
        if line["state"] == "estimate"
        and any(ore(line[key] or "?") for key in ("awarded", "returned"))
    }
    by_id = {row["id"]: row for row in rows(sheet) if row["id"]}
    assert list(by_id) == [program["program"] for program in report["programs"]]
    for program in report["programs"]:
        row, known = by_id[program["program"]], program.get("known", {})
        for word, heading in LEFT.items():
            if word not in row:
                continue
            figure = program["unreported"] if heading == "unreported" else program["total"][heading]
            if figure is None or known.get(heading):
                figure = known.get(heading, figure)
            shown = ore(row[word])
            if shown is None:
                assert row[word] in ("", "–") or not is_exact(figure), (heading, row[word], figure)
                continue
            if heading == "used" and program["program"] in charged:
                assert adds_up(row), row
                continue
            assert is_exact(figure), (program["program"], heading, row[word], figure)
            assert shown == ore(figure["least"]), (program["program"], heading)
            number += 1
        assert row["kontrol"] == "stemmer", row
    return number


def compare_years(found: dict[str, Sheet], report: dict[str, Any]) -> int:
    """Hold the sheets of programs against the JSON: years, and what is left of each.

    Of years of whose use nothing is known they have what lapsed, as the screens have.
    """
    number = 0
    for program in report["programs"]:
        sheet = found[program["program"][:31]]
        by_name = {row[0]: dict(zip(sheet[TOP], row, strict=True)) for row in reversed(sheet)}
        known = set(program.get("not_known", ())).isdisjoint
        for year in filter(lambda each: known({each["year"]}), program["by_year"]):
            for word in ("til rådighed", "uforbrugt"):
                shown = by_name[word].get(str(year["year"]), "")
                figure = year[LEFT[word]]
                if figure is not None and shown not in ("", "–"):
                    is_number = ore(shown) is not None
                    assert is_number == is_exact(figure), (program["program"], year, shown)
                    assert not is_number or ore(shown) == ore(figure["least"] or "")
                    number += is_number
    return number


def adds_up(row: dict[str, str]) -> bool:
    """Whether a row adds up, of whose use JSON has what is charged to estimates too."""
    parts = [ore(row[word]) for word in ("forbrug", "til rådighed", "uforbrugt", "ikke oplyst")]
    budget = ore(row["bevilling i alt"])
    return budget is None or budget == sum(part or 0 for part in parts)


def is_exact(figure: dict[str, str | None] | None) -> bool:
    """Whether a figure of JSON is one number."""
    return figure is not None and figure["least"] is not None and figure["least"] == figure["most"]
