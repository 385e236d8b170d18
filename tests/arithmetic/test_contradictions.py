"""Why a statement is contradicted: worked out by hand for small ledgers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from conftest import Tidlig

PROGRAM = """
[ledger]
format = 1

[program.p]
name = "Programmet"
years = "2024-2026"
split = { 2024 = "10 mio. kr.", 2025 = "10 mio. kr.", 2026 = "10 mio. kr." }
date = 2024-01-01

[program.p.strand.nord]
name = "Nord"
split = { 2024 = "5 mio. kr.", 2025 = "5 mio. kr.", 2026 = "5 mio. kr." }

[program.p.strand.syd]
name = "Syd"
split = { 2024 = "5 mio. kr.", 2025 = "5 mio. kr.", 2026 = "5 mio. kr." }

[source.avis]
title = "Avisen"
date = 2024-06-20

[source.brev]
title = "Brevet"

[recipient.vejle]
name = "Vejle Kommune"
kind = "municipality"

[recipient.aarhus]
name = "Aarhus Kommune"
kind = "municipality"
"""


def award(id: str, date: str, amount: object, **more: str) -> str:
    keys = {"program": "p", "recipient": "vejle", **more}
    lines = "".join(f'{key} = "{value}"\n' for key, value in keys.items())
    return f"[award.{id}]\ndate = {date}\namount = {amount}\n{lines}\n"


def said(measure: str, value: object, **more: str) -> str:
    keys = {"program": "p", "source": "avis", "measure": measure, **more}
    lines = "".join(f'{key} = "{text}"\n' for key, text in keys.items() if key != "as_of")
    as_of = f"as_of = {more['as_of']}\n" if "as_of" in more else ""
    return f"[statement.said]\nvalue = {value}\n{lines}{as_of}\n"


Why = tuple[str | None, list[str] | None]
Reconciled = Callable[..., Why]


@pytest.fixture
def why(tidlig: Tidlig, ledger: Callable[[Mapping[str, str]], Path]) -> Reconciled:
    """The date until which a statement was true, and what came; of a ledger that contradicts it."""

    def reconciled(*entries: str, verdict: str = "contradicted") -> Why:
        ledger({"programs.toml": PROGRAM + "\n" + "\n".join(entries)})
        line = ("reconcile", "--statements", "--as-of", "2026-12-31", "--format", "json")
        (statement,) = json.loads(tidlig(*line).out)["statements"]
        assert statement["verdict"] == verdict, statement
        return statement["true_until"], statement["because"]

    return reconciled


FIRST = award("a", "2024-06-14", 2_500_000)
LATER = award("b", "2025-02-02", 500_000, recipient="aarhus")
RETURN = """
[return.vejle]
award = "a"
date = 2025-02-02
amount = 150_000
kind = "annulment"
"""


def test_it_was_true_until_an_award_came(why: Reconciled) -> None:
    assert why(FIRST, LATER, said("awarded", 2_500_000)) == ("2025-02-02", ["award.b"])


def test_what_came_on_one_date_is_named_together(why: Reconciled) -> None:
    third = award("c", "2025-02-02", 300_000)
    assert why(FIRST, LATER, third, said("awarded", 2_500_000)) == (
        "2025-02-02", ["award.b", "award.c"],
    )  # fmt: skip


def test_what_came_after_it_was_untrue_is_not_named(why: Reconciled) -> None:
    third = award("c", "2025-03-03", 300_000)
    assert why(FIRST, LATER, third, said("awarded", 2_500_000)) == ("2025-02-02", ["award.b"])


def test_of_several_ends_the_last_counts(why: Reconciled) -> None:
    """2,5 mio. until February; 3,0 until March; 2,5 again until April, and then 2,7."""
    back = "[amendment.c]\naward = 'b'\ndate = 2025-03-03\namount = -500_000\n"
    again = award("d", "2025-04-04", 200_000)
    assert why(FIRST, LATER, back, again, said("awarded", 2_500_000)) == ("2025-04-04", ["award.d"])


def test_a_return_makes_what_was_returned_another(why: Reconciled) -> None:
    """Nothing was returned, of what was awarded, until the return came."""
    assert why(FIRST, RETURN, said("returned", 0)) == ("2025-02-02", ["return.vejle"])


def test_a_return_is_not_named_of_what_was_awarded(why: Reconciled) -> None:
    assert why(FIRST, LATER, RETURN, said("awarded", 2_500_000)) == ("2025-02-02", ["award.b"])


def test_what_was_rounded_was_true_as_long_as_it_was_near(why: Reconciled) -> None:
    """2,5 mio. is from 2,45 to 2,55 mio.: 40.000 kr. more is in it, 90.000 kr. more is not."""
    near = award("b", "2024-08-01", 40_000)
    far = award("c", "2024-09-01", 50_000)
    assert why(FIRST, near, far, said("awarded", '"2,5 mio. kr."')) == ("2024-09-01", ["award.c"])


def test_a_statement_with_a_day_is_not_made_untrue_by_what_is_later(why: Reconciled) -> None:
    day = said("awarded", 2_500_000, as_of="2024-07-01")
    assert why(FIRST, LATER, day, verdict="agrees") == (None, None)
    early = award("c", "2024-06-30", 1_000_000)
    assert why(FIRST, LATER, early, day) == ("2024-06-30", ["award.c"])


def test_a_budget_was_true_until_an_act_restated_it(why: Reconciled) -> None:
    act = """
    [appropriation.fl2025]
    program = "p"
    act = "FL2025"
    date = 2025-01-01
    split = { 2025 = "8 mio. kr.", 2026 = "10 mio. kr." }
    """
    assert why(act, said("budget", 30_000_000)) == ("2025-01-01", ["appropriation.fl2025"])


def test_a_count_was_true_until_the_next_award(why: Reconciled) -> None:
    assert why(FIRST, LATER, said("awards", 1)) == ("2025-02-02", ["award.b"])
    same = award("c", "2024-12-01", 300_000)
    assert why(FIRST, same, LATER, said("recipients", 1)) == ("2025-02-02", ["award.b"])


def test_where_it_never_was_true_one_entry_may_be_the_difference(why: Reconciled) -> None:
    """All on one day: 2,5 + 0,5 = 3,0, and 2,5 is stated."""
    same_day = award("b", "2024-06-14", 500_000)
    assert why(FIRST, same_day, said("awarded", 2_500_000)) == (None, ["award.b"])


def test_of_two_entries_as_large_as_the_difference_neither_is_named(why: Reconciled) -> None:
    two = award("b", "2024-06-14", 500_000), award("c", "2024-06-14", 500_000)
    assert why(FIRST, *two, said("awarded", 3_000_000)) == (None, None)


def test_a_strand_may_be_the_difference(why: Reconciled) -> None:
    """2,5 mio. in the north, and 0,2 + 0,3 in the south, all on one day."""
    entries = (
        award("a", "2024-06-14", 2_500_000, strand="nord"),
        award("b", "2024-06-14", 200_000, strand="syd"),
        award("c", "2024-06-14", 300_000, strand="syd"),
    )
    assert why(*entries, said("awarded", 2_500_000)) == (None, ["strand.p/syd"])


def test_what_one_source_says_may_be_the_difference(why: Reconciled) -> None:
    entries = (
        award("a", "2024-06-14", 2_500_000, source="avis"),
        award("b", "2024-06-14", 200_000, source="brev"),
        award("c", "2024-06-14", 300_000, source="brev"),
    )
    assert why(*entries, said("awarded", 2_500_000)) == (None, ["brev"])


def test_a_strand_and_a_source_with_other_entries_are_both_left_out(why: Reconciled) -> None:
    """Those of the south (b, c) and c + d of the letter, are 0,5 mio. each: nobody knows which."""
    entries = (
        award("a", "2024-06-14", 2_500_000, strand="nord", source="avis"),
        award("b", "2024-06-14", 200_000, strand="syd", source="avis"),
        award("c", "2024-06-14", 300_000, strand="syd", source="brev"),
        award("d", "2024-06-14", 200_000, strand="nord", source="brev"),
    )
    assert why(*entries, said("awarded", 2_700_000)) == (None, None)


def test_nothing_is_said_where_nothing_is_as_large_as_the_difference(why: Reconciled) -> None:
    same_day = award("b", "2024-06-14", 500_000)
    assert why(FIRST, same_day, said("awarded", 2_499_999)) == (None, None)


def test_nothing_is_said_of_a_difference_where_any_amount_is_rounded(why: Reconciled) -> None:
    same_day = award("b", "2024-06-14", '"ca. 0,5 mio. kr."')
    assert why(FIRST, same_day, said("awarded", 2_000_000)) == (None, None)


def test_nothing_is_said_where_an_amount_is_unknown(why: Reconciled) -> None:
    unknown = award("b", "2025-02-02", '"unknown"')
    told = why(FIRST, unknown, said("awarded", 2_500_000), verdict="cannot-tell")
    assert told == (None, None)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("da", "sandt til 2025-02-02; award.b, award.c, award.d og 2 flere kom til"),
        ("en", "true until 2025-02-02, when award.b, award.c, award.d and 2 more came"),
    ],
)
def test_at_most_three_are_named_on_a_page(
    tidlig: Tidlig,
    ledger: Callable[[Mapping[str, str]], Path],
    language: str,
    sentence: str,
) -> None:
    later = "".join(award(id, "2025-02-02", 100_000) for id in "bcdef")
    ledger({"programs.toml": PROGRAM + FIRST + later + said("awarded", 2_500_000)})
    line = ("reconcile", "--statements", "--as-of", "2026-12-31", "--lang", language)
    for format in ("table", "md"):
        text = " ".join(tidlig(*line, "--format", format).out.split())
        assert sentence in text


def test_what_only_moves_money_within_a_figure_is_no_cause(why: Reconciled) -> None:
    carried = "[carry-over.c]\nprogram = 'p'\nfrom = 2024\nto = 2025\namount = 1\ndate = {}\n"
    more = "[reprioritisation.d]\nyears = 2025\namount = 7\ndate = 2025-02-02\n"
    more += 'from = { outside = "x" }\nto = { program = "p" }\n'
    stated = said("budget", 30_000_000)
    found = why(carried.format("2025-02-02"), more, stated)
    assert found == ("2025-02-02", ["reprioritisation.d"])
