"""What a name means: the surest meaning wins, and all that it may mean is told."""

import pytest

from arithmetic.making import award, ledger, payment, program
from tidlig.arithmetic.related import find_entries
from tidlig.model.entry import Kind
from tidlig.model.records import Recipient

P = program("2024", total=1, strands={"a": None, "parents": None}, id="early-help")
Q = program("2024", total=1, strands={"parents": None}, id="early")
ODENSE = Recipient(
    id="odense", stands_in="r.toml", name="Odense Kommune", type=Kind("municipality"),
    aliases=("Odense By", "a/b"),
)  # fmt: skip
LEDGER = ledger(
    P, *P.strands, Q, *Q.strands, ODENSE, award("2024-01-01", 1), payment("2024-01-01", 1)
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("award.a", ["award.a"]),
        ("program.early-help.strand.a", ["program.early-help.strand.a"]),
        ("early-help/parents", ["program.early-help.strand.parents"]),
        ("early", ["program.early"]),
        ("early-", ["program.early-help"]),
        ("early-h/par", []),
        ("early-h/parents", ["program.early-help.strand.parents"]),
        ("early-help/par", ["program.early-help.strand.parents"]),
        ("a", ["program.early-help.strand.a", "award.a"]),
        ("parents", ["program.early-help.strand.parents", "program.early.strand.parents"]),
        ("odense kommune", ["recipient.odense"]),
        ("ODENSE BY", ["recipient.odense"]),
        ("a/b", ["recipient.odense"]),
        ("Ode", ["recipient.odense"]),
        ("recipient.o", ["recipient.odense"]),
        ("payment.", ["payment.y"]),
        ("program.early", ["program.early"]),
        ("program.early-", ["program.early-help"]),
        ("early/a", []),
        ("", []),
        ("nothing", []),
    ],
)
def test_the_surest_meaning_wins(text: str, expected: list[str]) -> None:
    assert [entry.address for entry in find_entries(LEDGER, text)] == expected


def test_a_kind_that_is_asked_for_decides() -> None:
    assert [entry.address for entry in find_entries(LEDGER, "a", ["award"])] == ["award.a"]
    assert find_entries(LEDGER, "odense", ["program", "strand"]) == []
    assert find_entries(LEDGER, "early/parents", ["program"]) == []
