"""Every report keeps to COLUMNS in a pipe: nothing is wider, and no table is parted or cut."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from harness.running import ROOT, Result

Tidlig = Callable[..., Result]
TODAY = {"TIDLIG_TODAY": "2026-11-27"}
WIDTHS = (60, 80, 100, 120, 200)
REPORTS = (
    "balance",
    "balance --by strand",
    "balance --by year",
    "balance --by tag",
    "balance --by pool",
    "balance --by recipient",
    "balance --by pool --columns awarded,returned,paid,outstanding",
    "balance --detail",
    "balance --detail --by pool",
    "balance --detail --by program --unit kr",
    "balance --columns agreed,budget,awarded,uncommitted,outturn",
    "balance --columns binding,used,remaining",
    "balance forebyggelsespakken",
    "balance forebyggelsespakken --as-of 2015-04-01",
    "balance forebyggelsespakken --as-of 2016-06-01",
    "balance forebyggelsespakken/partnerskab --as-of 2016-06-01",
    "balance 15.26.03 --by year --sort unused",
    "show forebyggelsespakken",
    "show forebyggelsespakken/partnerskab",
    "show runde-1-partnerskab-1",
    "reconcile",
    "reconcile forebyggelsespakken --detail --as-of 2016-06-01",
    "log",
    "log forebyggelsespakken --detail",
    "pools",
    "awards",
    "list pool",
    "list statement",
    "list outturn --columns program,strand,year,amount,source,note",
)
FIGURE = re.compile(r"-?\d+(?:\.\d{3})*(?:,\d+)?")


def pages(tidlig: Tidlig, asked: str, width: int) -> str:
    environment = {**TODAY, "COLUMNS": str(width)}
    return tidlig(*asked.split(), cwd=ROOT, env=environment).out


@pytest.mark.parametrize("asked", REPORTS)
def test_no_line_is_wider_than_the_page(tidlig: Tidlig, asked: str) -> None:
    for width in WIDTHS:
        page = pages(tidlig, asked, width)
        wide = [line for line in page.splitlines() if len(line) > width and " " in line.strip()]
        assert wide == [], width
        assert page.strip()


OF_LINES = [asked for asked in REPORTS if re.search("pool|recipient|--detail$|uncommitted", asked)]


@pytest.mark.parametrize("asked", [each for each in OF_LINES if each.startswith("balance")])
def test_a_narrow_page_has_every_figure(tidlig: Tidlig, asked: str) -> None:
    """At 60 columns rows of lines that do not fit are blocks."""
    whole = set(FIGURE.findall(pages(tidlig, asked, 200)))
    assert whole - set(FIGURE.findall(pages(tidlig, asked, 60))) == set()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_table_is_parted_by_columns(tidlig: Tidlig, width: int) -> None:
    """Each row of lines is named once in a table, and stands under one heading of names."""
    page = pages(tidlig, "balance --detail", width)
    heads = [line for line in page.splitlines() if line.startswith("initiativ ")]
    assert len(heads) == (1 if width >= 200 else 0)
