"""What is paid and outstanding is not known where no payment is recorded; amendments in part."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness.running import Result

Tidlig = Callable[..., Result]
Write = Callable[[dict[str, str]], Path]

BOOKS = """
[ledger]
format = 1
language = "da"
unit = "mio. kr."

[program.p]
name  = "Program"
years = "2024-2026"
split = { 2024 = "10 mio. kr.", 2025 = "10 mio. kr.", 2026 = "10 mio. kr." }

[recipient.odense]
name = "Odense Kommune"
kind = "municipality"

[round.r]
program = "p"

[pool.q]
program = "p"
round   = "r"
frame   = "5 mio. kr."

[award.a]
pool      = "q"
recipient = "odense"
date      = 2024-02-01
amount    = "1 mio. kr."
"""

PAYMENT = """
[payment.a-1]
award  = "a"
date   = 2024-07-01
amount = "0,2 mio. kr."
"""

REFUND = """
[return.a-2]
award  = "a"
kind   = "refund"
date   = 2024-08-01
amount = "0,1 mio. kr."
"""

AMENDMENT = """
[amendment.n]
award  = "a"
date   = 2024-06-01
amount = { 2024 = "-0,3 mio. kr.", 2025 = "unknown" }
"""

UNKNOWN_PAYMENT = """
[payment.a-1]
award  = "a"
date   = 2024-07-01
amount = "unknown"
"""


def page(tidlig: Tidlig, ledger: Write, text: str, *arguments: str) -> str:
    ledger({"programs.toml": text})
    result = tidlig(*arguments)
    assert result.out, result.err
    return result.out


def data(tidlig: Tidlig, ledger: Write, text: str, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page(tidlig, ledger, text, *arguments, "--format", "json"))
    return found


def rows(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


# No payment is recorded.

REPORTS = [
    ("show", "p"),
    ("show", "r"),
    ("show", "q"),
    ("show", "odense"),
    ("show", "award.a"),
    ("log", "r"),
    ("log", "odense"),
    ("balance", "--by", "pool"),
    ("balance", "--by", "recipient"),
    ("balance", "--detail"),
]


def outstanding_said(text: str) -> bool:
    """Whether a page gives a figure for what is outstanding: that of the award, in a column."""
    lines = [line for line in text.splitlines() if not line.startswith("Udbetalt og hensat")]
    at_end = [line for line in lines if "hensat" in line]
    return any(any(part[0].isdigit() for part in line.split()) for line in at_end)


@pytest.mark.parametrize("arguments", REPORTS, ids=" ".join)
def test_without_payments_no_page_says_what_is_outstanding(
    tidlig: Tidlig, ledger: Write, arguments: tuple[str, ...]
) -> None:
    text = page(tidlig, ledger, BOOKS, *arguments)
    assert not outstanding_said(text)
    of_one = [line for line in text.splitlines() if line.startswith(("p ", "a ", "q ", "r "))]
    awarded = 2 if "--by" in arguments else 1  # by year, and in all
    assert all(line.split().count("1,0") <= awarded for line in of_one), text


@pytest.mark.parametrize("arguments", REPORTS[:-1], ids=" ".join)
def test_with_a_payment_what_is_outstanding_is_known(
    tidlig: Tidlig, ledger: Write, arguments: tuple[str, ...]
) -> None:
    assert "0,8" in page(tidlig, ledger, BOOKS + PAYMENT, *arguments)


def test_a_refund_alone_says_nothing_of_what_is_paid(tidlig: Tidlig, ledger: Write) -> None:
    shown = data(tidlig, ledger, BOOKS + REFUND, "show", "r")
    assert (shown["figures"]["paid"], shown["figures"]["outstanding"]) == (None, None)


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (("show", "p"), ("figures",)),
        (("show", "r"), ("figures",)),
        (("show", "q"), ("pool",)),
        (("show", "odense"), ("by_program", 0)),
        (("pools",), ("rows", 0)),
        (("balance", "--by", "recipient"), ("recipients", 0)),
    ],
    ids=str,
)
def test_documents_have_null_without_payments_and_kroner_with_one(
    tidlig: Tidlig, ledger: Write, arguments: tuple[str, ...], place: tuple[str | int, ...]
) -> None:
    found = []
    for text in (BOOKS, BOOKS + PAYMENT):
        part: Any = data(tidlig, ledger, text, *arguments)
        for key in place:
            part = part[key]
        found.append((part["awarded"], part["paid"], part["outstanding"]))
    assert found == [("1000000", None, None), ("1000000", "200000", "800000")]


def test_lines_stay_sums(tidlig: Tidlig, ledger: Write) -> None:
    """LEFT.md's own JSON has "paid": "0" and "outstanding" of the award that is not paid."""
    for by in ("strand", "pool", "recipient"):
        lines = data(tidlig, ledger, BOOKS, "balance", "--by", by)["lines"]
        [line] = [line for line in lines if line["awarded"] != "0"]
        assert (line["paid"], line["outstanding"]) == ("0", "1000000")


def test_a_program_with_payments_keeps_its_figure_beside_one_without(
    tidlig: Tidlig, ledger: Write
) -> None:
    other = """
[program.z]
name  = "Zebra"
years = "2024"
total = "3 mio. kr."

[award.z]
program   = "z"
recipient = "odense"
date      = 2024-02-01
amount    = "2 mio. kr."
"""
    text = page(tidlig, ledger, BOOKS + PAYMENT + other, "balance", "--by", "recipient")
    shown = rows(text)
    assert ["p", "1,0", "1,0", "0,2", "0,8"] in shown
    assert ["z", "2,0", "2,0"] in shown
    assert ["i", "alt", "3,0", "3,0"] in shown
    assert "ingen udbetaling er registreret (z)" in " ".join(text.split())


# An amendment whose amount is known in part.


def test_an_award_has_the_known_part_and_the_sign(tidlig: Tidlig, ledger: Write) -> None:
    text = page(tidlig, ledger, BOOKS + PAYMENT + AMENDMENT, "show", "award.a")
    assert "0,7 + ? mio. kr." in text  # 1,0 - 0,3, and what is not stated
    assert ["hensat,", "ikke", "udbetalt", "ikke", "oplyst"] in rows(text)
    shown = rows(text)
    [amendment] = [row for row in shown if row[:2] == ["2024-06-01", "n"]]
    assert amendment[-4:] == ["-0,3", "+", "?", "0,0"]
    [payment] = [row for row in shown if row[:2] == ["2024-07-01", "a-1"]]
    assert payment[2:] == ["0,2", "0,2"]  # what is outstanding after it is not known


def test_the_amendment_shows_both_of_its_years(tidlig: Tidlig, ledger: Write) -> None:
    shown = rows(page(tidlig, ledger, BOOKS + AMENDMENT, "show", "amendment.n"))
    assert ["p", "2024", "tilsagn", "-0,3"] in shown
    assert ["p", "2025", "tilsagn", "ikke", "oplyst"] in shown


@pytest.mark.parametrize("of", ["p", "r", "q", "odense"])
def test_tables_of_amendments_have_the_known_part(tidlig: Tidlig, ledger: Write, of: str) -> None:
    shown = rows(page(tidlig, ledger, BOOKS + AMENDMENT, "show", of))
    assert ["n", "2024-06-01", "-0,3", "+", "?", "a"] in shown


def test_an_unknown_payment_is_in_the_table(tidlig: Tidlig, ledger: Write) -> None:
    text = page(tidlig, ledger, BOOKS + UNKNOWN_PAYMENT, "show", "award.a")
    assert ["2024-07-01", "a-1", "?"] in rows(text)
    assert ["udbetalt", "ikke", "oplyst"] in rows(text)


def test_json_has_null_for_an_amount_that_is_known_in_part(tidlig: Tidlig, ledger: Write) -> None:
    text = BOOKS + PAYMENT + AMENDMENT
    amendment, payment = data(tidlig, ledger, text, "show", "award.a")["payments"]
    assert (amendment["amount"], amendment["outstanding"]) == (None, None)
    assert (payment["amount"], payment["paid"], payment["outstanding"]) == (
        "200000",
        "200000",
        None,
    )
