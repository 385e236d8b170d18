"""Every damage done to a register is found and named for what it is, and nothing else is said."""

import json
import random
from collections import Counter
from typing import Any

import pytest

from harness.running import environment, run, write
from registers.books import Book, as_toml, book, with_doubts
from registers.damages import ON_AWARDS, ON_DOUBTS, ON_PAYMENTS, ON_REFUNDS, Expected, Export
from registers.files import OPTION, danish

Report = dict[str, Any]
Said = tuple[str, frozenset[str], tuple[str, ...], tuple[int, ...]]
DAMAGES = {
    "award": (*ON_AWARDS, *ON_DOUBTS),
    "payment": (*ON_PAYMENTS, *ON_DOUBTS, *ON_REFUNDS),
}

TOTAL = b"I alt;;;;;99.000.000,07;\r\n"
"""A sum below the register that its lines do not come to."""


@pytest.fixture(scope="module")
def made() -> Book:
    """The ledger of all tests here."""
    return with_doubts(book(random.Random(17)))


@pytest.fixture(scope="module", params=["award", "payment"])
def damaged(
    request: pytest.FixtureRequest, made: Book, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Report, list[Expected]]:
    """What is said of a register after all damages, and what must be."""
    chance = random.Random(4)
    export = Export(made, request.param, chance)
    expected = [each for damage in DAMAGES[request.param] for each in damage(export)]
    rows = [row for found in export.rows.values() for row in found]
    chance.shuffle(rows)
    folder = tmp_path_factory.mktemp("ledger")
    write(folder, as_toml(made))
    (folder / "register.csv").write_bytes(danish(rows) + TOTAL)
    arguments = ["--against", "register.csv", "--kind", request.param, "--columns", OPTION]
    result = run(
        "reconcile", *arguments, "--format", "json",
        folder=folder, environment=environment(folder / "memory"),
    )  # fmt: skip
    assert result.code == 1, result.err
    return json.loads(result.out), expected


def said(report: Report) -> Counter[Said]:
    """All that is said of a register: of what is matched, only with a remark."""
    found = Counter[Said]()
    for match in report["matches"]:
        remarks = frozenset(each["what"] for each in (*match["differs"], *match["notes"]))
        if match["group"] != "matched" or remarks:
            ledger = tuple(sorted(item["id"] for item in match["ledger"]))
            lines = tuple(sorted(item["line"] for item in match["register"]))
            found[match["group"], remarks, ledger, lines] += 1
    return found


def due(each: Expected) -> Said:
    """What is expected, in the form of what is said; of two lines alike the later is one more."""
    lines = sorted(row.line for row in each.register)
    shown = lines[-1:] if each.group == "duplicate" else lines
    return each.group, each.said, tuple(sorted(each.ledger)), tuple(shown)


def test_there_are_more_than_sixty_damages() -> None:
    assert len(ON_AWARDS) + len(ON_PAYMENTS) >= 60


@pytest.mark.long
def test_every_damage_is_found_and_named_and_nothing_else(
    damaged: tuple[Report, list[Expected]],
) -> None:
    report, expected = damaged
    wanted = Counter(map(due, expected))
    found = said(report)
    assert (found - wanted, wanted - found) == (Counter(), Counter())


@pytest.mark.long
def test_a_total_that_the_damaged_lines_do_not_come_to_is_told(
    damaged: tuple[Report, list[Expected]],
) -> None:
    report, _ = damaged
    total = report["register"]["total"]
    assert (total["amount"], total["agrees"]) == ("99000000.07", False)
    assert total["lines"] == report["in_all"]["register"]["amount"]
