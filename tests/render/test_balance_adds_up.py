"""Every table of a balance adds up on its face, in Danish and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given, settings

from harness.running import environment, run, workshop
from left.programs import Tables, ledgers
from left.test_cases import OURS, SHARED, cases
from left.test_random import DAYS
from render.printed_tables import Printed, figure, tables_of_markdown, years_of_text

WORDS = {
    "da": {
        "appropriated": "bevilling", "reprioritised": "omprioriteret", "carried": "videreført",
        "binding": "bevilling i alt", "awarded": "tilsagn", "returned": "annulleret/tilbagebetalt",
        "outturn": "regnskab", "used": "forbrug", "on": "dækket af ufordelt",
        "remaining": "til rådighed", "unused": "uforbrugt", "lapsed": "heraf bortfaldet",
        "unsettled": "heraf ikke afregnet", "unreported": "ikke oplyst", "estimate": "BO",
        "in all": "i alt", "state": "tilstand",
    },
    "en": {
        "appropriated": "appropriated", "reprioritised": "reprioritised",
        "carried": "carried over", "binding": "budget", "awarded": "awarded",
        "returned": "returned", "outturn": "accounts", "used": "used", "on": "covered by unsplit",
        "remaining": "remaining", "unused": "unused", "lapsed": "of which lapsed",
        "unsettled": "of which unsettled", "unreported": "unreported",
        "estimate": "estimate (BO)", "in all": "in all", "state": "state",
    },
}  # fmt: skip

fewer = settings(max_examples=4)
many = settings(max_examples=150)
Figures = dict[str, Decimal | None]
ZERO = Decimal(0)


def printed(ledger: str, program: str, day: date, language: str, form: str) -> str:
    """Return the balance of a program as of a day."""
    with workshop() as (folder, memory):
        (folder / "programs.toml").write_text(ledger, encoding="utf-8")
        arguments = ["balance", program, "--as-of", day.isoformat(), "--lang", language]
        arguments += ["--unit", "mio" if "mio. kr." in ledger else "kr", "--format", form]
        changed = environment(memory, {"COLUMNS": "200"})
        return run(*arguments, folder=folder, environment=changed).out


def named(cells: dict[str, str], language: str) -> Figures:
    """Return figures by heading; a row that is not there is nothing."""
    by_name = {re.sub(r" \(.*\)$", "", name): cell for name, cell in cells.items()}
    by_name |= {name: cell for name, cell in cells.items() if "BO" in name}
    on = {"da": "uforbrugt videreført", "en": "unspent carried on"}[language]
    if on in by_name:
        by_name[WORDS[language]["on"]] = by_name[on]
    return {
        key: figure(by_name[word]) if word in by_name else ZERO
        for key, word in WORDS[language].items()
        if key != "state"
    } | {"has parts": ZERO if WORDS[language]["appropriated"] in by_name else None}


def add(*figures: Decimal | None) -> Decimal | None:
    known = [each for each in figures if each is not None]
    return sum(known, ZERO) if len(known) == len(figures) else None


def assert_equal(one: Decimal | None, other: Decimal | None, what: object) -> int:
    """Hold two sums to each other, where both are known; return how many were held."""
    if one is None or other is None:
        return 0
    assert one == other, what
    return 1


def assert_column_adds_up(column: Figures, cells: dict[str, str]) -> int:
    held = 0
    if column["has parts"] is not None:
        parts = add(column["appropriated"], column["reprioritised"], column["carried"])
        held += assert_equal(parts, column["binding"], cells)
    binding = column["binding"]
    if binding is None and column["unused"] is not None:
        binding = ZERO  # no line gives the year a budget, and what is unused shows that
    rest = add(column["remaining"], column["unused"], column["unreported"])
    if column["used"] is None and column["unreported"]:
        lapsed = column["unused"] or ZERO  # of years that nobody reported, only what lapsed
        rest = None if rest is None else column["unreported"] + lapsed
        held += assert_equal(binding, rest, cells)
    used = None if column["used"] is None else -column["used"]
    held += assert_equal(add(binding, used, column["on"]), rest, cells)
    if column["lapsed"] or column["unsettled"]:
        held += assert_equal(add(column["lapsed"], column["unsettled"]), column["unused"], cells)
    return held


def assert_years_add_up(table: Printed, language: str) -> int:
    """Hold each column of a table with years across, and the sums of its rows."""
    held = 0
    words = WORDS[language]
    skip = 1 if len(table.headings) == len(table.rows[0][1]) and not table.headings[0] else 0
    for at in range(skip, len(table.headings)):
        cells = table.column(at)
        is_of_estimates = cells[words["state"]] in ("BO", "est.") and cells[
            first_row(table, words["binding"])
        ] in ("–", "-")
        is_joined = cells[words["state"]] in ("samlet", "joined")
        if not is_of_estimates and not is_joined:
            held += assert_column_adds_up(named(cells, language), cells)
    return held + assert_rows_add_up(table, language, skip)


def first_row(table: Printed, word: str) -> str:
    return next(name for name, _ in table.rows if name == word)


def assert_rows_add_up(table: Printed, language: str, skip: int) -> int:
    """Hold the sum of each row to its years, those that are joined once."""
    words = WORDS[language]
    if words["in all"] not in table.headings:
        return 0
    total = table.headings.index(words["in all"])
    state = dict(table.rows)[words["state"]]
    joined = [h for n, h in enumerate(table.headings) if state[n] in ("samlet", "joined")]
    own = [
        n
        for n, heading in enumerate(table.headings)
        if skip <= n < total and not is_in_any(heading, joined)
    ]
    held = 0
    for name, cells in table.rows:
        is_sum = name not in (words["state"], words["estimate"], words["outturn"])
        if is_sum and not name.startswith(("mindst", "højst", "at ")):
            figures = [figure(cells[n]) for n in own]
            held += assert_equal(add(*figures), figure(cells[total]), (name, cells))
    return held


def is_in_any(heading: str, joined: list[str]) -> bool:
    if heading in joined:
        return False
    return any(span[:4] <= heading <= span[5:] for span in joined)


def assert_strands_add_up(table: Printed, language: str) -> int:
    words = WORDS[language]
    held = 0
    for _, cells in table.rows:
        by_heading = dict(zip(table.headings, cells, strict=True))
        if words["used"] in by_heading:
            by_heading.setdefault(
                words["unused"], by_heading.get(f"{words['unused']} {words['in all']}", "–")
            )
            column = named(by_heading, language)
            column["has parts"] = None
            held += assert_column_adds_up({**column, "unsettled": ZERO, "lapsed": ZERO}, by_heading)
    return held


def assert_adds_up(ledger: str, program: str, day: date, language: str) -> int:
    """Hold all tables of a balance; return how many sums were held."""
    held = 0
    across = years_of_text(printed(ledger, program, day, language, "table"))
    if across is not None:
        held += assert_years_add_up(across, language)
    for table in tables_of_markdown(printed(ledger, program, day, language, "md")):
        if table.headings[0]:
            held += assert_strands_add_up(table, language)
        else:
            held += assert_years_add_up(table, language)
    return held


def worked(folder: Path) -> Iterator[tuple[Path, str, date]]:
    seen = {(path, expected.program, expected.day) for path, expected in cases(folder)}
    yield from sorted(seen)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_tables_of_what_was_worked_by_hand_add_up(language: str) -> None:
    assert sum_of_worked(OURS, language) > 200


@pytest.mark.long
def test_the_tables_of_what_is_beside_us_add_up() -> None:
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not here")
    assert sum_of_worked(SHARED, "da") > 200


def sum_of_worked(folder: Path, language: str) -> int:
    held = 0
    for path, program, day in worked(folder):
        held += assert_adds_up(path.read_text(encoding="utf-8"), program, day, language)
    return held


@fewer
@given(ledgers())
def test_the_tables_of_random_ledgers_add_up(tables: Tables) -> None:
    ledger = tomli_w.dumps(tables)
    assert_adds_up(ledger, "p", DAYS[2], "da")


@pytest.mark.long
@many
@given(ledgers())
def test_the_tables_of_many_random_ledgers_add_up(tables: Tables) -> None:
    for day in DAYS:
        assert_adds_up(tomli_w.dumps(tables), "p", day, "da")
