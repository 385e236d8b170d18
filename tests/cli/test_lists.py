"""Lists of every kind and format: totals of the balance, and the same however they are read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from unittest import mock

import pytest

from conftest import Tidlig
from harness.repositories import repository
from harness.running import ROOT, Result
from tidlig.model.kinds import ALL_KINDS
from tidlig.model.spelling import danish_order
from tidlig.render.listing_columns import columns_of

TODAY = {"TIDLIG_TODAY": "2026-11-27"}
HEADINGS = ("awarded", "returned", "paid", "outstanding")


@pytest.fixture
def demo(tidlig: Tidlig, tmp_path: Path) -> Path:
    """The ledger that `tidlig init --demo` writes."""
    assert tidlig("init", "--demo", cwd=tmp_path).code == 0
    return tmp_path


def listed(tidlig: Callable[..., Result], *line: str, cwd: Path) -> dict[str, object]:
    done = tidlig(*line, "--format", "json", cwd=cwd, env=TODAY)
    assert done.code == 0, done.err
    data: dict[str, object] = json.loads(done.out)
    return data


def of_balance(tidlig: Tidlig, folder: Path, *line: str) -> dict[str, Decimal]:
    """What the lines of a balance come to, added up here."""
    lines = listed(tidlig, "balance", *line, cwd=folder)["lines"]
    assert isinstance(lines, list)
    return {
        heading: sum((Decimal(each[heading]) for each in lines), Decimal()) for heading in HEADINGS
    }


@pytest.mark.parametrize(
    ("options", "of"),
    [
        ((), ()),
        (("--program", "eksempelprogrammet"), ("eksempelprogrammet",)),
        (("--strand", "eksempelprogrammet/familier"), ("eksempelprogrammet/familier",)),
        (("--years", "2024"), ("--years", "2024")),
        (("--as-of", "2024-10-01"), ("--as-of", "2024-10-01")),
    ],
)
@pytest.mark.parametrize("kind", ["award", "recipient", "pool", "round"])
def test_the_total_of_a_list_is_that_of_the_balance(
    tidlig: Tidlig, demo: Path, kind: str, options: tuple[str, ...], of: tuple[str, ...]
) -> None:
    total = listed(tidlig, "list", kind, *options, cwd=demo)["total"]
    assert isinstance(total, dict)
    found = {heading: Decimal(total[heading]) for heading in HEADINGS}
    assert found == of_balance(tidlig, demo, *of)
    assert found["awarded"] > 0


@pytest.mark.long
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_column_of_every_kind_is_in_every_format(
    tidlig: Tidlig, demo: Path, kind: str
) -> None:
    names = [each.column.name for each in columns_of(kind)]
    line = ("list", kind, "--columns", ",".join(names))
    rows = listed(tidlig, *line, cwd=demo)["rows"]
    assert isinstance(rows, list)
    for row in rows:
        assert row.keys() >= set(names)
    for format in ("csv", "csv-da"):
        long = tidlig(*line, "--format", format, "--long", cwd=demo, env=TODAY)
        text = long.out.removeprefix("\ufeff")
        found = list(csv.DictReader(io.StringIO(text), delimiter=",;"[format == "csv-da"]))
        assert len(found) == len(rows)
        assert [row["id"] for row in found] == [row["id"] for row in rows]
    for language in ("da", "en"):
        for format in ("table", "md"):
            done = tidlig(*line, "--format", format, "--lang", language, cwd=demo, env=TODAY)
            assert done.code == 0, done.err


@pytest.mark.long
@pytest.mark.parametrize("kind", ["award", "payment", "recipient", "pool", "program"])
def test_each_column_puts_rows_in_order_both_ways(tidlig: Tidlig, demo: Path, kind: str) -> None:
    for each in columns_of(kind):
        name = each.column.name
        ids = []
        for sort in (name, f"-{name}"):
            rows = listed(tidlig, "list", kind, f"--sort={sort}", cwd=demo)["rows"]
            assert isinstance(rows, list)
            ids.append([row["id"] for row in rows])
        assert sorted(ids[0]) == sorted(ids[1])


def test_a_list_is_the_same_cold_warm_and_at_a_commit(tidlig: Tidlig, demo: Path) -> None:
    repository(demo).commit({})
    line = ("awards", "--as-of", "2026-01-01", "--format", "csv")
    cold = tidlig(*line, "--no-cache", cwd=demo)
    with mock.patch("tidlig.index.ledger_files.WHOLE_UP_TO", -1):
        answers = [tidlig(*line, *more, cwd=demo) for more in ((), (), ("--at", "HEAD"))]
    assert [each.out for each in answers] == [cold.out] * 3
    assert len(cold.out.splitlines()) > 3


def test_the_awards_of_the_real_programmes_are_what_is_known(tidlig: Tidlig) -> None:
    """One sum of about 49,2 mio. kr., of which no payment is recorded."""
    data = listed(tidlig, "awards", cwd=ROOT)
    total = data["total"]
    assert isinstance(total, dict)
    assert total["awarded"] == "49200000"
    assert total["plus_minus"] == {"awarded": "50000"}
    assert total["paid"] is None


@pytest.mark.parametrize(
    "ordered",
    [
        ["Albertslund", "Zebra", "Ærø", "Ølgod", "Aabenraa", "Ålborg", "Aarhus"],
        ["Odder", "odense", "Odsherred", "Zürich", "Ørsted"],
        ["Bornholm", "Café A", "Cafe B", "Østervrå"],
        ["a", "az", "b"],
    ],
)
def test_names_are_in_danish_order(ordered: list[str]) -> None:
    """Retskrivningsordbogen: æ, ø and å end the alphabet, aa is å, and accents tell nothing."""
    shuffled = ordered[::-1]
    assert sorted(shuffled, key=danish_order) == ordered


def test_letters_that_are_stored_in_two_ways_are_in_one_place() -> None:
    assert danish_order("A\u030aby")[0] == danish_order("Åby")[0]
