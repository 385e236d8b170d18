"""A report has one list of columns: what is added to it is in every format, and on the page."""

import csv
import dataclasses
import io
import json
import pkgutil
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from harness.repositories import Repository, repository
from harness.running import ROOT, Result
from render.columns_page import PAGE, Columns, page, reports, section_rows
from tidlig import render
from tidlig.model.money import Money
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
from tidlig.render.columns import Column, Figure, amount, count
from tidlig.render.style import Language, label

Tidlig = Callable[..., Result]

BOOKS = """
[ledger]
format = 1
language = "en"
unit = "kr."

[program.p]
name = "Program"
years = "2024"
split = { 2024 = "10 mio. kr." }
date = 2024-01-01

[round.r]
program = "p"

[award.a]
program = "p"
round = "r"
recipients = { municipality = 31 }
years = "2024"
amount = "1 mio. kr."
date = 2024-02-01

[source.s]
title = "Source"

[statement.said]
source = "s"
program = "p"
measure = "awarded"
value = "1 mio. kr."

[reprioritisation.later]
years = "2024"
from = { program = "p" }
to = { outside = "another ministry" }
amount = "1 mio. kr."
date = 2024-03-01
source = "s"
"""

WORD = "renamed"
"""A word of the catalogue that none of these reports uses."""

MADE_UP: Column[Any] = count("made_up", "A made-up column.", lambda _: 4_711, word=WORD)
MADE_UP_SUM: Column[Any] = amount(
    "made_up", "A made-up column.", lambda _: Figure(Money(471_100)), word=WORD
)

REGISTER = "id,date,amount\na,2024-02-01,900000\n"
"""An award that differs, so that there is something to look at."""

AGAINST = "reconcile --against register.csv --kind award"

LANGUAGES: tuple[Language, ...] = ("da", "en")

REPORTS: dict[str, tuple[Columns, Column[Any], str]] = {
    "pools": (pool_columns.COLUMNS, MADE_UP, "pools"),
    "log": (log.COLUMNS, MADE_UP, "log"),
    "history": (history.COLUMNS, MADE_UP, "history p"),
    "reconcile --accounts": (accounts.ACCOUNTS, MADE_UP_SUM, "reconcile --accounts"),
    "reconcile --bridge": (reconcile.BRIDGE, MADE_UP, "reconcile --bridge"),
    "reconcile --statements": (statements.COLUMNS, MADE_UP, "reconcile --statements"),
    "reconcile --accounts: financing and use": (accounts.USES, MADE_UP_SUM, "reconcile --accounts"),
    "reconcile --against": (registers.MATCHES, MADE_UP, AGAINST),
    "reconcile --against: sums of groups": (registers.SUMMARY, MADE_UP, AGAINST),
    "show: entries that depend on it": (entry_tables.DEPENDENTS, MADE_UP, "show p"),
    "show: what it moves": (entry_tables.MOVEMENTS, MADE_UP, "show later"),
    "balance --detail": (balance_columns.FIGURES, MADE_UP_SUM, "balance --detail"),
}


FORMATS = {
    "reconcile --against: sums of groups": ("table", "md", "json"),
    "show: entries that depend on it": ("table", "json"),
    "show: what it moves": ("table", "json"),
}
"""The formats of reports that have not all of them."""


@pytest.fixture
def books(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A ledger in a repository, with something for each report to show."""
    made = repository(tmp_path_factory.mktemp("books"))
    made.commit({"programs.toml": BOOKS, "register.csv": REGISTER})
    return made


def add(columns: Columns, column: Column[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Add a column at the end of a list, wherever that list is imported."""
    for found in pkgutil.iter_modules(render.__path__, "tidlig.render."):
        import_module(found.name)  # else one that is imported later would keep the column
    for name, module in list(sys.modules.items()):
        if not name.startswith("tidlig"):
            continue
        for key, value in list(vars(module).items()):
            if value is columns:
                monkeypatch.setattr(module, key, (*columns, column))


@pytest.mark.parametrize("report", REPORTS)
def test_a_column_added_in_one_place_is_in_every_format(
    report: str, books: Repository, tidlig: Tidlig, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns, column, line = REPORTS[report]
    add(columns, column, monkeypatch)

    def written(*options: str) -> str:
        done = tidlig(*line.split(), *options, cwd=books.folder)
        assert done.code == (1 if "--against" in line else 0), done.err
        return done.out

    formats = FORMATS.get(report, ("table", "md", "csv", "json"))
    for language in LANGUAGES:
        for format in {"table", "md"}.intersection(formats):
            text = written("--format", format, "--lang", language)
            assert all(word in text for word in label(WORD, language).split())
            assert "4.711" in text or "4711" in text or "4,711" in text
    if "csv" in formats:
        text = written("--format", "csv")
        names = {name for row in csv.reader(io.StringIO(text)) for name in row}
        assert {"made_up", column.fields(None)[0]} <= names
    assert f'"made_up": {json.dumps(column.data(None))}' in written("--format", "json")


def test_a_column_of_the_balance_can_be_chosen_by_its_name(
    books: Repository, tidlig: Tidlig, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(balance_columns.FIGURES, MADE_UP_SUM, monkeypatch)
    done = tidlig("balance", "--columns", "made_up", "--lang", "en", cwd=books.folder)
    assert label(WORD, "en") in done.out


def test_the_page_has_every_column_with_its_words_and_meaning() -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page(reports()), (
        "write the page with python tests/render/columns_page.py"
    )


@pytest.mark.parametrize("report", REPORTS)
def test_a_column_says_what_it_means_once(report: str) -> None:
    columns = reports()[report]
    assert len({column.name for column in columns}) == len(columns)
    assert [column.name for column in columns if not column.help.endswith(".")] == []


def test_a_column_without_a_word_in_the_catalogue_is_an_error() -> None:
    with pytest.raises(KeyError):
        list(section_rows([dataclasses.replace(MADE_UP, word="no such word")]))
