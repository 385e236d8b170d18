"""Every figure in every format is the same, on the real programmes."""

import csv
import io
import json
from collections.abc import Callable

import pytest

from harness.balances import HEADINGS, totals
from harness.running import ROOT, Result

Tidlig = Callable[..., Result]
Figures = dict[tuple[str, str, str, str], str]


def of_json(tidlig: Tidlig, *options: str) -> Figures:
    """Give the figures of JSON, by program, strand, years and heading."""
    report = json.loads(tidlig("balance", *options, "--format", "json", cwd=ROOT).out)
    return {
        (line["program"], line["strand"] or "", _span(line["years"]), heading): line[heading] or ""
        for line in report["lines"]
        for heading in HEADINGS
    }


def _span(years: list[int]) -> str:
    first, last = years
    return str(first) if first == last else f"{first}-{last}"


def of_csv(text: str, delimiter: str) -> Figures:
    """Give the figures of CSV, in plain notation."""
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    return {
        (row["program"], row["strand"], row["years"], row["heading"]): row["amount"].replace(
            ",", "."
        )
        for row in rows
    }


def of_table(text: str) -> set[tuple[str, ...]]:
    """Give the rows of a Markdown table as tuples of years and plain figures."""
    cells = [line[2:-2].split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return {tuple(_plain(cell) for cell in row[1:]) for row in cells[2:]}


def _plain(cell: str) -> str:
    """Take marks, ca. and groups off a figure."""
    return cell.replace(r"\*", "").strip("* ").removeprefix("ca. ").replace(".", "")


def test_both_kinds_of_csv_have_the_figures_of_json(tidlig: Tidlig) -> None:
    expected = of_json(tidlig)
    assert len(expected) > 800
    lines = ("balance", "--detail", "--format")
    assert of_csv(tidlig(*lines, "csv", cwd=ROOT).out, ",") == expected
    danish = tidlig(*lines, "csv-da", "--long", cwd=ROOT).out
    assert danish.startswith("\ufeffprogram;strand;years;state;heading;amount;plus_minus\r\n")
    assert of_csv(danish.removeprefix("\ufeff"), ";") == expected


def test_a_table_of_all_lines_in_kroner_has_the_figures_of_json(tidlig: Tidlig) -> None:
    columns = ["budget", "awarded", "uncommitted"]
    options = ["--columns", ",".join(columns), "--unit", "kr", "--format", "md"]
    shown = of_table(tidlig("balance", *options, cwd=ROOT).out)
    figures = of_json(tidlig)
    lines = {key[:3] for key in figures}
    for line in [line for line in lines if all(figures[*line, name] for name in columns)]:
        row = (line[2], *(figures[*line, heading] for heading in columns))
        assert row in shown, line


def test_totals_are_the_sums_of_the_lines_shown(tidlig: Tidlig) -> None:
    years = ("--detail", "--by", "program", "--years", "2014-2019")
    report = json.loads(tidlig("balance", *years, "--format", "json", cwd=ROOT).out)
    shown = tidlig("balance", *years, "--unit", "kr", "--format", "md", cwd=ROOT).out
    rows = [line[2:-2].split(" | ") for line in shown.splitlines() if line.startswith("| ")]
    words = [word.strip("* ") for word in rows[0]]
    told = 0
    for program, sums in totals(report).items():
        [row] = [row for row in rows if row[0].strip("* ") == f"**{program}**".strip("* ")]
        cells = dict(zip(words, map(_plain, row), strict=True))
        for heading, word in WORDS.items():
            if sums[heading] is not None and cells.get(word, "?").lstrip("-").isdigit():
                assert int(cells[word]) == sums[heading], (program, heading)
                told += 1
    assert told >= 15


WORDS = {
    "appropriated": "bevilling",
    "restated": "ændring ved senere FL",
    "reprioritised": "omprioriteret",
    "budget": "bevilling med BO",
    "awarded": "tilsagn",
    "uncommitted": "ikke udmøntet",
    "outturn": "regnskab",
}
"""The Danish words over the columns of lines."""


def plain_rows(text: str, delimiter: str) -> list[dict[str, str]]:
    """The rows of CSV, with decimal points in what has commas there."""
    found = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter)
    numbers = ("amount", "budget", "outstanding", "frame", "awarded", "used_percent")
    return [
        {name: cell.replace(",", ".") if name in numbers else cell for name, cell in row.items()}
        for row in found
    ]


@pytest.mark.parametrize(("part", "options"), [("entries", ()), ("movements", ("--detail",))])
def test_the_log_is_the_same_in_json_and_both_kinds_of_csv(
    tidlig: Tidlig, part: str, options: tuple[str, ...]
) -> None:
    expected = json.loads(tidlig("log", "--format", "json", cwd=ROOT).out)[part]
    rows = plain_rows(tidlig("log", *options, "--format", "csv", cwd=ROOT).out, ",")
    assert rows == plain_rows(
        tidlig("log", *options, "--format", "csv-da", "--long", cwd=ROOT).out, ";"
    )
    assert len(rows) == len(expected) > 40
    for row, moved in zip(rows, expected, strict=True):
        assert row["years"] == _span(moved["years"])
        for name in ("date", "entry", "heading", "program", "strand", "amount", "budget"):
            assert row[name] == (moved[name] or "")
        assert row["number"] == str(moved["number"])
        halves = moved["plus_minus"]
        for name in ("amount", "budget", "outstanding"):
            assert row[f"{name}_plus_minus"] == halves.get(name, "")


def test_pools_are_the_same_in_json_and_both_kinds_of_csv(tidlig: Tidlig) -> None:
    expected = json.loads(tidlig("pools", "--format", "json", cwd=ROOT).out)["rows"]
    rows = plain_rows(tidlig("pools", "--format", "csv", cwd=ROOT).out, ",")
    assert rows == plain_rows(tidlig("pools", "--format", "csv-da", "--long", cwd=ROOT).out, ";")
    assert len(rows) == len(expected) == 2 + 13 + 1 + 3 + 1
    for row, pool in zip(rows, expected, strict=True):
        for name in ("program", "of", "round", "pool", "strand", "frame", "awarded", "awards"):
            assert row[name] == str(pool[name] or "")


def test_a_log_on_paper_has_the_figures_of_json(tidlig: Tidlig) -> None:
    options = ("log", "satspulje-2016-19")
    entries = json.loads(tidlig(*options, "--format", "json", cwd=ROOT).out)["entries"]
    shown = tidlig(*options, "--format", "md", "--unit", "kr", cwd=ROOT).out
    cells = [line[2:-2].split(" | ") for line in shown.splitlines() if line.startswith("| ")]
    assert [_plain(row[-2]) for row in cells[2:]] == [entry["amount"] for entry in entries]
    budgets = [entry["budget"] for entry in entries]
    changes = [now for before, now in zip(["0", *budgets], budgets, strict=False) if now != before]
    assert [_plain(row[-1]) for row in cells[2:] if row[-1].strip()] == changes
