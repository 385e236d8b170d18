"""The page of a comparison with a register: the answer first, names, and no line too wide."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from harness.running import Result
from tidlig.render.tables import cells

BOOKS = """[ledger]
format = 1
language = "en"

[program.p]
name = "P"
years = 2016
total = "20 mio. kr."
date = 2016-01-01

[recipient.odense]
name = "Odense Kommune, afdelingen for børn og unge i udsatte familier"
kind = "municipality"

[award.more]
program = "p"
recipient = "odense"
reference = "16/1"
date = 2016-02-01
amount = "2.500.000,50 kr."

[award.unstated]
program = "p"
recipient = "odense"
reference = "16/2"
date = 2016-03-01
amount = "unknown"

[award.alone]
program = "p"
recipient = "odense"
reference = "16/3"
date = 2016-04-01
amount = 1000
"""

REGISTER = """reference;recipient;date;amount
16/1;Odense;2016-02-01;2500000,51
16/2;Odense;2016-03-01;70,00
16/9;Vejle Kommune;2016-05-01;75000,00
I alt;;;1,00
"""

Reconcile = Callable[..., Result]


@pytest.fixture
def reconcile(
    tidlig: Callable[..., Result], ledger: Callable[[Mapping[str, str]], Path]
) -> Reconcile:
    """Compare the books with the register on a page of some width."""
    folder = ledger({"programs.toml": BOOKS, "register.csv": REGISTER})

    def run(width: int, *options: str) -> Result:
        line = ("reconcile", "--against", "register.csv", "--kind", "award", *options)
        return tidlig(*line, cwd=folder, env={"COLUMNS": str(width)})

    return run


def test_the_answer_stands_first(reconcile: Reconcile) -> None:
    done = reconcile(120)
    assert done.code == 1
    title, what, empty, result, difference, look, *_ = done.out.splitlines()
    assert title == "Awards held against register.csv"
    assert what.split() == ["Reconciliation", "DKK"]
    assert empty == ""
    assert result == "Result      does not agree: 1 of 3 lines of the register match"
    assert difference == "Difference  unknown: the register 2,575,070.51, the ledger unknown"
    assert look.startswith("Look at     1 amount differs; 1 only in the ledger; 1 only in the reg")


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("width", [50, 60, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_page_and_nothing_is_lost(
    width: int, language: str, reconcile: Reconcile
) -> None:
    told = reconcile(width, "--lang", language).out
    assert [line for line in told.splitlines() if cells(line) > width] == []
    whole = " ".join(told.split())
    thousands = "2.500.000,5" if language == "da" else "2,500,000.5"
    for text in (f"{thousands}0", f"{thousands}1", "2016-02-01", "2016-05-01", "Vejle", "16/9",
                 "award.more", "award.unstated", "award.alone"):  # fmt: skip
        assert text in whole
    assert "Odense Kommune" in whole


def test_a_side_that_has_no_line_has_a_dash_and_an_amount_nobody_stated_a_word(
    reconcile: Reconcile,
) -> None:
    lines = reconcile(120).out.splitlines()
    alone = next(line for line in lines if line.startswith("Vejle Kommune"))
    assert alone.split()[2:] == ["2016-05-01", "–", "75,000.00", "75,000.00", "4"]
    unstated = next(line for line in lines if "2016-03-01" in line)
    assert unstated.split("2016-03-01")[1].split()[:4] == ["unknown", "70.00", "unknown", "3"]


def test_the_total_of_the_register_is_shown_where_the_lines_do_not_add_up_to_it(
    reconcile: Reconcile,
) -> None:
    lines = reconcile(120).out.splitlines()
    at = lines.index("the register's total does not add up")
    row = next(line for line in lines[at + 1 :] if line.startswith("I alt"))
    assert row.split()[2:] == ["1.00", "2,575,070.51", "2,575,069.51", "5"]
