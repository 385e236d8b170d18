"""Pools, recipients and statements of a ledger that is summed: figures by hand, and real ones."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from harness.running import Result, environment, run, write
from memory.test_narrowed import DATES, REPORTS, summed

DATA = Path(__file__).parents[2] / "data"

PROGRAMS = """\
[ledger]
format = 1

[program.tidlig]
name = "Tidlig hjælp"
years = "2014-2015"
split = { 2014 = "1 mio. kr.", 2015 = "1 mio. kr." }
act = "FL2014"
date = 2014-01-01

[round.runde]
program = "tidlig"

[pool.lokal]
program = "tidlig"
round = "runde"
frame = "1000 kr."

[recipient.odense]
name = "Odense Kommune"
kind = "municipality"

[recipient.vejle]
name = "Vejle Kommune"
kind = "municipality"

[recipient.forening]
name = "Foreningen"
kind = "organisation"

[source.nyhed]
title = "Hvad puljen har givet"
date = 2016-12-01

[statement.tilsagn]
source = "nyhed"
program = "tidlig"
measure = "awarded"
value = "740 kr."

[statement.tilsagn-2015]
source = "nyhed"
program = "tidlig"
measure = "awarded"
years = 2015
value = "206 kr."
"""

AWARDS = """\
[award.a]
pool = "lokal"
recipient = "odense"
date = 2014-02-01
amount = "300 kr."

[award.b]
pool = "lokal"
recipient = "vejle"
date = 2014-03-01
amount = { 2014 = "120 kr.", 2015 = "80 kr." }

[award.c]
pool = "lokal"
recipient = "odense"
date = 2015-03-01
amount = "100 kr."

[award.d]
pool = "lokal"
recipients = { organisation = 2 }
date = 2014-05-01
amount = "70 kr."

[award.e]
program = "tidlig"
round = "runde"
recipient = "forening"
date = 2014-06-01
amount = "45 kr."
"""

ON_AWARDS = """\
[amendment.c-1]
award = "c"
date = 2015-05-01
amount = "25 kr."

[return.a-1]
award = "a"
kind = "annulment"
date = 2015-06-01
amount = "30 kr."

[return.a-2]
award = "a"
kind = "annulment"
date = 2016-06-01
amount = "20 kr."

[payment.b-1]
award = "b"
date = 2014-04-01
amount = "150 kr."

[return.b-2]
award = "b"
kind = "refund"
date = 2015-04-01
amount = "40 kr."

[payment.e-1]
award = "e"
payee = "vejle"
date = 2014-07-01
amount = "5 kr."
"""

LEDGER = {"programs.toml": PROGRAMS, "tilsagn.toml": AWARDS, "udbetalt.toml": ON_AWARDS}

FIGURES = (
    "awarded", "annulled", "annulled_later", "refunded", "returned", "paid", "outstanding",
    "used_percent", "awards", "recipients",
)  # fmt: skip

TWO = {"least": 2, "most": 2}
ONE = {"least": 1, "most": 1}
POOLS: dict[str, dict[str, tuple[Any, ...]]] = {
    # 300 + (120 + 80) + (100 + 25) + 70; 30 in the pool's years, 20 after; 150 - 40;
    # 695 - 90 - 110; (695 - 30) of 1000 is 66,5 %
    "2017-01-01": {
        "pool": ("695", "30", "20", "40", "90", "110", "495", "67", 4,
                 {"organisation": TWO, "municipality": TWO}),
        "rest": ("45", "0", "0", "0", "0", "5", "40", None, 1, {"organisation": ONE}),
        "round": ("740", "30", "20", "40", "90", "115", "535", "71", 5,
                  {"organisation": {"least": 2, "most": 3}, "municipality": TWO}),
    },
    # 300 + 200 + 70, and nothing returned so far
    "2014-06-30": {
        "pool": ("570", "0", "0", "0", "0", "150", "420", "57", 3,
                 {"organisation": TWO, "municipality": TWO}),
        "rest": ("45", "0", "0", "0", "0", "0", "45", None, 1, {"organisation": ONE}),
        "round": ("615", "0", "0", "0", "0", "150", "465", "62", 4,
                  {"organisation": {"least": 2, "most": 3}, "municipality": TWO}),
    },
}  # fmt: skip

RECIPIENTS = {
    ("odense", "2014", "awarded"): "300",
    ("odense", "2015", "awarded"): "125",
    ("odense", "2015", "returned"): "30",
    ("odense", "2016", "returned"): "20",
    ("vejle", "2014", "awarded"): "120",
    ("vejle", "2015", "awarded"): "80",
    ("vejle", "2015", "returned"): "40",
    ("vejle", "2014", "paid"): "150",
    ("vejle", "2015", "paid"): "-40",
    ("forening", "2014", "awarded"): "45",
    ("forening", "2014", "paid"): "5",
}
"""What is paid to another than the recipient of the award is money of that award all the same."""


def answers(place: Path, folder: Path, *line: str) -> list[Result]:
    """What a command says when nothing is remembered, and when all is."""
    known = environment(place, {"TIDLIG_CACHE_DIR": str(place / "cache")})
    with summed(-1):
        return [run(*line, folder=folder, environment=known) for _ in range(2)]


@pytest.mark.parametrize("date", POOLS)
def test_pools_have_the_sums_and_numbers_of_awards(date: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "ledger", LEDGER)
    for answer in answers(tmp_path, folder, "pools", "--as-of", date, "--format", "json"):
        rows = {row["of"]: row for row in json.loads(answer.out)["rows"]}
        assert {of: tuple(row[name] for name in FIGURES) for of, row in rows.items()} == POOLS[date]


def test_recipients_have_what_they_were_awarded_by_year(tmp_path: Path) -> None:
    folder = write(tmp_path / "ledger", LEDGER)
    line = ("balance", "--by", "recipient", "--as-of", "2017-01-01", "--format", "csv")
    for answer in answers(tmp_path, folder, *line):
        rows = csv.DictReader(io.StringIO(answer.out))
        found = {
            (row["recipient"], row["years"], row["heading"]): row["amount"]
            for row in rows
            if row["heading"] in ("awarded", "returned", "paid")
            if row["recipient"] and row["amount"] != "0"
        }
        assert found == RECIPIENTS


def test_statements_are_compared_with_the_awards_that_they_are_of(tmp_path: Path) -> None:
    folder = write(tmp_path / "ledger", LEDGER)
    line = ("reconcile", "--statements", "--as-of", "2017-01-01", "--format", "json")
    for answer in answers(tmp_path, folder, *line):
        told = {row["id"]: row for row in json.loads(answer.out)["statements"]}
        found = {id: (row["ledger"], row["verdict"]) for id, row in told.items()}
        # 695 + 45; and 80 + 125, one krone less than is stated
        assert found == {"tilsagn": ("740", "agrees"), "tilsagn-2015": ("205", "contradicted")}
        assert answer.code == 1


@pytest.mark.long
@pytest.mark.parametrize("report", REPORTS, ids=" ".join)
def test_of_the_real_programmes_sums_say_what_entries_do(
    report: tuple[str, ...], tmp_path: Path
) -> None:
    known = environment(tmp_path)
    for date in DATES:
        line = (*report, *date)
        whole = run(*line, "--no-cache", folder=DATA, environment=known)
        for answer in answers(tmp_path, DATA, *line):
            assert (answer.code, answer.out, answer.err) == (whole.code, whole.out, whole.err)
