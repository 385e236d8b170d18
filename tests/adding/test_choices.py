"""What `add` shows beside the programs, pools and years that it asks a person to choose from."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from adding.processes import on_terminal
from conftest import Tidlig
from harness.repositories import repository
from harness.running import write
from tidlig.arithmetic.award_years import award_years
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger

FILES = {
    "programs.toml": """[ledger]
format   = 1
language = "da"

[program.uden-lov]
name  = "Uden lov"
years = "2014-2018"
act   = "FL2014"
date  = 2014-01-01
split = { 2014 = 10, 2015 = 20, 2016 = 30 }

[program.egen]
name  = "Egen"
years = "2014-2018"
date  = 2014-01-01
split = { 2014 = 10, 2015 = 20, 2016 = 30, 2017 = 40 }

[pool.slut]
program = "uden-lov"
frame   = 9

[pool.hul]
program = "egen"
frame   = { 2015 = 5, 2017 = 7 }

[pool.uden-ramme]
program = "egen"

[recipient.odense]
name = "Odense Kommune"
kind = "municipality"

[award.givet]
pool      = "slut"
recipient = "odense"
date      = 2014-02-01
amount    = 4

[return.givet]
award  = "givet"
date   = 2014-03-01
amount = 1
kind   = "refund"
"""
}

AWARD = "award ny recipient=odense amount=1 date=2015-03-01 years=2015"

ON_THE_DAY = {"TIDLIG_TODAY": "2015-06-01"}

ACT = """
[appropriation.fl2015]
program = "uden-lov"
act     = "FL2015"
date    = 2015-01-01
split   = { 2015 = 22, 2016 = 30 }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger of a program without the act of 2015, and one whose figures are its own."""
    write(tmp_path, FILES)
    return tmp_path


def seen_before(folder: Path, words: str, question: str, answer: str) -> list[list[str]]:
    """The words of each line that is shown before the one question that is asked."""
    pytest.importorskip("pty", reason="there are no terminals here to open")
    answers = [(question, f"{answer}\r")]
    code, seen = on_terminal(folder, (*words.split(), "--dry-run"), answers, changes=ON_THE_DAY)
    assert code == 0, seen
    return [line.split() for line in seen.split(question)[0].splitlines() if line.split()]


def test_what_remains_of_a_program_without_the_act_of_the_year_is_not_known(folder: Path) -> None:
    """Of the other, 20 + 30 + 40 of 2015-2017 may be awarded; the 10 of 2014 may not."""
    lines = seen_before(folder, "pool ny", "  program: ", "egen")
    assert lines[0] == ["til", "rådighed"]
    assert ["uden-lov", "Uden", "lov", "ikke", "oplyst"] in lines
    assert ["egen", "Egen", "90"] in lines


def test_what_is_left_of_a_frame_is_not_called_remaining(folder: Path) -> None:
    """9 less 4, of which 1 was paid back; 5 + 7; and a pool without a frame has none."""
    lines = seen_before(folder, AWARD, "  pool: ", "hul")
    assert lines[0] == ["rest", "af", "puljeramme"]
    assert ["slut", "5"] in lines
    assert ["hul", "12"] in lines
    assert ["uden-ramme"] in lines


def test_years_without_a_frame_are_no_choice(folder: Path) -> None:
    ledger = open_ledger(Folder(folder))
    date = dt.date(2015, 6, 1)
    choices = award_years(ledger, "egen", None, ledger.pools["hul"], date)
    assert [str(choice.years) for choice in choices] == ["2015", "2017"]
    whole = award_years(ledger, "egen", None, ledger.pools["uden-ramme"], date)
    assert [str(choice.years) for choice in whole] == ["2015", "2016", "2017", "2015-2017", "2014"]


def test_what_no_act_has_made_known_is_no_nothing_that_a_change_starts_from(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    """Until FL2015 is there nobody knows what remains of 2015; then it is 22."""
    made = repository(tmp_path)
    first = made.commit(FILES)
    second = made.commit({"fl2015.toml": ACT})
    told = tidlig("diff", first, second, "--as-of", "2015-06-01")
    assert "2015: ikke oplyst -> 22\n" in told.out, told
    back = tidlig("diff", second, first, "--as-of", "2015-06-01")
    assert "2015: 22 -> ikke oplyst\n" in back.out, back
    history = tidlig("history", "uden-lov", "--as-of", "2015-06-01", "--format", "json")
    steps = [(step["figure"], step["change"]) for step in json.loads(history.out)["steps"]]
    assert steps == [({"least": "22", "most": "22"}, None), (None, None)]
