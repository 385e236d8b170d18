"""What `add` says, writes and refuses is the same by sums as by entries, warm as cold."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest import mock

import pytest

from adding.ledgers import bytes_in
from harness.cases import Case, cases
from harness.running import Result, environment, run, write
from properties.books import Tables
from properties.examples import held_for
from properties.layouts import scattered
from properties.ledgers import ledgers
from properties.test_balance_properties import chances
from tidlig.index.ledger_files import How
from tidlig.index.store import Store
from tidlig.ledger.adding import NewEntry
from tidlig.model.kinds import ALL_KINDS

ALL_AT_HAND = 1 << 30
"""Ledgers of so many bytes are held with all their entries."""

PAGES = Path(__file__).parents[1] / "checks"
CASES = [
    pytest.param(case, id=f"{page.stem}: {case.name}", marks=[pytest.mark.long] if number else [])
    for page in sorted(PAGES.glob("*.md"))
    for number, case in enumerate(cases(page.read_text("utf-8")))
]


class Told(NamedTuple):
    """What a dry run said, what a run said that wrote, and the files afterwards."""

    dry: Result
    written: Result
    files: Mapping[str, bytes]


def told(
    files: Mapping[str, str], wish: NewEntry, place: Path, *, whole_up_to: int, force: bool
) -> Told:
    """Add an entry to a ledger in a folder of its own; the cache is beside it."""
    place.mkdir()
    folder, surroundings = write(place / "ledger", files), environment(place / "memory")
    how = How(Store(str(place.parent / "cache")), whole_up_to=whole_up_to, processes=1)

    @contextmanager
    def read_so() -> Iterator[How]:
        yield how

    def add(*options: str) -> Result:
        words = ("add", wish.kind.kind, "--ledger", "ledger", *options)
        return run(*words, folder=place, environment=surroundings)

    with (
        mock.patch("tidlig.cli.opening.read_here", read_so),
        mock.patch("tidlig.cli.add._wish", return_value=wish),
    ):
        dry = add("--dry-run")
        return Told(dry, add(*["--force"][: int(force)]), bytes_in(folder))


def is_the_same(files: Mapping[str, str], wish: NewEntry, place: Path, *, force: bool) -> Told:
    """Add an entry in every way, and hold the ways against each other."""
    place.mkdir()
    size = sum(len(text.encode()) for text in files.values())
    expected = told(files, wish, place / "whole", whole_up_to=ALL_AT_HAND, force=force)
    for name, most in (("cold", -1), ("warm", -1), ("becomes large", size)):
        assert told(files, wish, place / name, whole_up_to=most, force=force) == expected, name
    return expected


def wishes(tables: Mapping[str, Any], random: Random, number: int) -> Iterator[NewEntry]:
    """Entries to add to a ledger: some like its own, changed or not."""
    given = [
        (kind, id, table)
        for kind, entries in tables.items()
        if kind in ALL_KINDS and isinstance(entries, dict)
        for id, table in entries.items()
        if isinstance(table, dict)
    ]
    for kind, id, table in random.sample(given, min(number, len(given))):
        made = copy.deepcopy(table)
        made.pop("strand", None)
        _change(made, tables, random)
        chosen = random.choice([None, None, "ny-1", id])
        file = random.choice([None, "programs.toml", "a.toml", "awards/b.toml"])
        yield NewEntry(ALL_KINDS[kind], made, chosen, "", file)


def _change(made: dict[str, Any], tables: Mapping[str, Any], random: Random) -> None:
    """Give an entry another amount, date or award, or leave it."""
    if "amount" in made and random.random() < 0.6:
        made["amount"] = random.choice(["unknown", "900 mio. kr.", "ca. 1,5 mio. kr.", 1000, 0])
    if "date" in made and random.random() < 0.3:
        made["date"] = f"{random.choice([2012, 2015, 2016, 2030])}-03-01"
        made["date"] = tomllib.loads(f"date = {made['date']}")["date"]
    if "award" in made and random.random() < 0.3:
        made["award"] = random.choice([*tables.get("award", {"x": 0})])
    if "payee" in made and random.random() < 0.5:
        del made["payee"]


def together(files: Mapping[str, str]) -> dict[str, Any]:
    """The entries of all files that can be read."""
    found: dict[str, Any] = {}
    for text in files.values():
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            continue
        for kind, entries in tables.items():
            if isinstance(entries, dict):
                found.setdefault(kind, {}).update(entries)
    return found


@pytest.mark.parametrize("case", CASES)
def test_of_every_example_an_addition_is_the_same_by_sums(case: Case, tmp_path: Path) -> None:
    random = Random(case.name)
    files = {name: text for name, text in case.files.items() if name.endswith(".toml")}
    for number, wish in enumerate(wishes(together(files), random, 3)):
        place = tmp_path / str(number)
        is_the_same(files, wish, place, force=random.random() < 0.5)


@held_for(ledgers(), chances, few=2)
def test_of_any_ledger_an_addition_is_the_same_by_sums(made: Tables, random: Random) -> None:
    files = scattered(made, random)
    for wish in wishes(made, random, 3):
        with TemporaryDirectory() as place:
            force = random.random() < 0.5
            is_the_same(files, wish, Path(place).resolve() / "ledger", force=force)


PROGRAMS = """[ledger]
format   = 1
currency = "DKK"
language = "en"

[program.p]
name   = "Program"
years  = "2014-2017"
total  = "100 mio. kr."
date   = 2014-01-01

[recipient.odense]
name = "Odense Kommune"
kind = "municipality"

[pool.q]
program = "p"
frame   = 10_000_000
"""
AWARDS = """[award.x]
pool      = "q"
recipient = "odense"
date      = 2015-02-01
amount    = 3_000_000

[award."y"]
pool      = "q"
recipient = "odense"
date      = 2015-02-02
amount    = 1_000_000
reference = "mere"
"""
ESCAPED = """["award"."\\u007a"]
pool      = "q"
recipient = "odense"
date      = 2015-02-03
amount    = 1_000_000
reference = "mest"
"""
RETURNS = """[return.refund]
award  = "x"
date   = 2016-02-01
amount = 400_000
kind   = "refund"

[return.annulment]
award  = "x"
date   = 2016-03-01
amount = 300_000
kind   = "annulment"

[payment.paid]
award  = "x"
date   = 2015-06-01
amount = 1_000_000
"""
FILES = {
    "programs.toml": PROGRAMS,
    "awards.toml": AWARDS,
    "escaped.toml": ESCAPED,
    "returns.toml": RETURNS,
}
AWARD = {"pool": "q", "recipient": "odense", "amount": 500_000, "reference": "andet"}


def date(text: str) -> Any:
    return tomllib.loads(f"date = {text}")["date"]


def entry(kind: str, table: Mapping[str, Any], id: str | None = None) -> NewEntry:
    return NewEntry(ALL_KINDS[kind], table, id)


def test_a_refund_does_not_go_back_to_the_frame_of_a_pool_and_an_annulment_does(
    tmp_path: Path,
) -> None:
    wish = entry("award", {**AWARD, "date": date("2015-04-01")})
    out = is_the_same(FILES, wish, tmp_path / "a", force=False).dry.out
    [row] = [line.split() for line in out.splitlines() if "frame" in line]
    assert row[-3:] == ["5.3", "4.8", "-0.5"], "10 - 3 - 1 - 1 + 0.3, then 0.5 less"


@pytest.mark.parametrize("id", ["x", "y", "z"])
def test_an_id_that_is_taken_is_refused_however_it_is_written(id: str, tmp_path: Path) -> None:
    wish = entry("award", {**AWARD, "date": date("2015-04-01")}, id)
    result = is_the_same(FILES, wish, tmp_path / "a", force=False).written
    assert result.code == 2
    assert f'award "{id}" is there already' in result.err


def test_a_finding_in_another_file_names_the_payment_that_it_comes_from(tmp_path: Path) -> None:
    wish = entry("payment", {"award": "x", "amount": 9_000_000, "date": date("2015-03-01")}, "ny")
    result = is_the_same(FILES, wish, tmp_path / "a", force=True).dry
    assert result.code == 1
    assert "--> ledger/returns.toml" in result.err
    [row] = [line.split() for line in result.out.splitlines() if line.startswith("new ")]
    assert row[1].startswith("ledger/payments/ny.toml")


def test_an_award_that_is_still_to_come_does_not_count(tmp_path: Path) -> None:
    later = ESCAPED.replace("2015-02-03", "2031-02-03")
    wish = entry("award", {**AWARD, "date": date("2015-04-01")})
    out = is_the_same({**FILES, "escaped.toml": later}, wish, tmp_path / "a", force=False).dry.out
    [row] = [line.split() for line in out.splitlines() if "frame" in line]
    assert row[-3:] == ["6.3", "5.8", "-0.5"], "10 - 3 - 1 + 0.3, then 0.5 less"
