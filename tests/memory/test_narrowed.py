"""What is shown of an entry is the same if a ledger is read whole or as far as is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest import mock

import pytest
from hypothesis import given, settings

from harness.cases import cases
from harness.running import Result, environment, run, write
from properties.layouts import scattered, written
from properties.ledgers import ledgers
from properties.test_balance_properties import chances
from tidlig.arithmetic.related import all_entries, spellings
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger

Tidlig = Callable[..., Result]
PAGES = sorted((Path(__file__).parents[1] / "checks").glob("*.md"))
DATES = ((), ("--as-of", "2015-06-30"))
REPORTS = (
    ("pools",),
    ("pools", "--format", "json"),
    ("reconcile", "--detail"),
    ("reconcile", "--format", "json"),
    ("balance", "--by", "recipient"),
    ("balance", "--by", "recipient", "--format", "csv"),
    ("balance", "--by", "pool"),
    ("awards", "--format", "json"),
    *(("list", kind, "--format", "csv") for kind in ("program", "strand", "pool", "payment")),
)

LISTED = "recipient,program,strand,pool,years,awarded,returned,paid,outstanding"
LISTS = ("recipient", "pool", "round", "payment", "return", "amendment", "outturn", "source")


@contextmanager
def summed(up_to: int) -> Iterator[None]:
    with mock.patch("tidlig.index.ledger_files.WHOLE_UP_TO", up_to):
        yield


def lines(folder: Path) -> Iterator[tuple[str, ...]]:
    """Reports on a ledger, and commands about every entry of it, by all that it can be typed by."""
    yield from ((*report, *date) for report in REPORTS for date in DATES)
    for entry in all_entries(open_ledger(Folder(folder))):
        address = spellings(entry)[-1]
        for date in DATES:
            yield ("show", address, "--format", "json", *date)
            yield ("log", address, "--format", "csv", *date)
        yield ("show", entry.id)
        yield ("show", entry.id[:-1] or "x")
        yield ("log", f"{entry.kind}.")
        if entry.kind in ("program", "pool", "recipient"):
            yield ("awards", f"--{entry.kind}", entry.id, "--format", "csv", "--columns", LISTED)
        if entry.kind == "program":
            yield from (("list", kind, "--program", entry.id) for kind in LISTS)
        if entry.kind == "recipient":
            yield ("log", "--recipient", entry.id, "--detail")


def compare(folder: Path, cache: Path) -> None:
    known = environment(cache.parent, {"TIDLIG_CACHE_DIR": str(cache)})
    for line in lines(folder):
        answers = []
        for up_to in (1 << 30, -1):
            with summed(up_to):
                answers.append(run(*line, folder=folder, environment=known))
        whole, narrowed = answers
        assert (narrowed.code, narrowed.out) == (whole.code, whole.out), line
        assert narrowed.err == whole.err, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
@pytest.mark.long
def test_of_every_example(page: Path, tmp_path: Path) -> None:
    for number, case in enumerate(cases(page.read_text("utf-8"))[:2]):
        folder = write(tmp_path / str(number), case.files)
        compare(folder, tmp_path / "cache")


@pytest.mark.long
@settings(max_examples=60)
@given(ledgers(), chances)
def test_of_any_ledger(made: object, random: Random) -> None:
    with TemporaryDirectory() as place:
        folder = written(Path(place) / "ledger", scattered(made, random))  # type: ignore[arg-type]
        compare(folder, Path(place) / "cache")
