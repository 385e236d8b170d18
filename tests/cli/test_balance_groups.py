"""Many programs are grouped by what they ask; units are as small as the figures need."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from harness.running import Result

Tidlig = Callable[..., Result]
HEAD = '[ledger]\nformat = 1\nlanguage = "da"\nunit = "mio. kr."\n'
RECIPIENT = '[recipient.r]\nname = "R"\nkind = "municipality"\n'


def program(id: str, year: int, amount: str) -> str:
    return (
        f'[program.{id}]\nname = "{id}"\nyears = {year}\ndate = {year}-01-01\n'
        f'split = {{ {year} = "{amount}" }}\n'
    )


def award(id: str, year: int, amount: str) -> str:
    return (
        f'[award.{id}]\nprogram = "{id}"\nrecipient = "r"\ndate = {year}-02-01\n'
        f'amount = "{amount}"\n'
    )


def page(tidlig: Tidlig, folder: Path, ledger: str, *arguments: str) -> list[str]:
    (folder / "programs.toml").write_text(ledger, encoding="utf-8")
    env = {"TIDLIG_TODAY": "2026-06-01", "COLUMNS": "100"}
    return tidlig("balance", *arguments, env=env).out.splitlines()


def many(number: int) -> str:
    """Return a ledger of programs that are open, over, agreed alone, and over with nothing left."""
    parts = [HEAD, RECIPIENT]
    for at in range(number - 5):
        parts.append(program(f"spent-{at:02}", 2020, "1 mio. kr."))
        parts.append(award(f"spent-{at:02}", 2020, "1 mio. kr."))
    parts += [program("open-little", 2026, "1 mio. kr."), program("open-much", 2026, "9 mio. kr.")]
    parts += [award("over", 2020, "2 mio. kr."), program("over", 2020, "5 mio. kr.")]
    parts += [award("over-more", 2020, "2 mio. kr."), program("over-more", 2020, "8 mio. kr.")]
    parts.append('[program.agreed]\nname = "agreed"\nyears = 2026\n')
    parts.append('[agreement.a]\nprogram = "agreed"\nname = "A"\ntotal = "3 mio. kr."\n')
    return "\n".join(parts)


def names(lines: list[str]) -> list[str]:
    """Return the first words of the rows of the table."""
    known = ("open", "over", "agreed", "spent", "Åbne", "Slut", "Afsat uden", "Øvrige", "i alt")
    return [line.strip().split("  ")[0] for line in lines if line.strip().startswith(known)]


def test_more_than_twenty_programs_are_in_groups(tidlig: Tidlig, tmp_path: Path) -> None:
    rows = names(page(tidlig, tmp_path, many(21), "--no-cache"))
    assert rows[:9] == [
        "Åbne", "open-much", "open-little", "Slut, ikke afregnet", "over-more", "over",
        "Afsat uden bevilling", "agreed", "Øvrige",
    ]  # fmt: skip
    assert rows[9] == "spent-00"


def test_twenty_programs_are_in_the_order_of_the_ledger(tidlig: Tidlig, tmp_path: Path) -> None:
    rows = names(page(tidlig, tmp_path, many(20)))
    assert rows[0] == "spent-00"
    assert rows[15:18] == ["open-little", "open-much", "over"]


def test_an_order_that_is_asked_for_has_no_groups(tidlig: Tidlig, tmp_path: Path) -> None:
    rows = names(page(tidlig, tmp_path, many(21), "--sort", "bevilling i alt"))
    assert rows[:4] == ["open-much", "over-more", "over", "spent-00"]
    assert "Åbne" not in rows


@pytest.mark.parametrize(
    ("amounts", "unit", "figure"),
    [
        (("40 mio. kr.", "30 mio. kr."), "mio. kr.", "40,0"),
        (("40 mio. kr.", "40,02 mio. kr."), "t.kr.", "40.020"),
        (("40 mio. kr.", "20.000 kr."), "t.kr.", "20"),
        (("40 mio. kr.", "400 kr."), "kr.", "400"),
    ],
)
def test_the_unit_is_small_enough_to_tell_figures_apart(
    tidlig: Tidlig, tmp_path: Path, amounts: tuple[str, str], unit: str, figure: str
) -> None:
    ledger = HEAD + program("a", 2026, amounts[0]) + program("b", 2026, amounts[1])
    lines = page(tidlig, tmp_path, ledger)
    assert lines[0].endswith(f", {unit}")
    assert any(figure in line.split() for line in lines)


def test_a_unit_that_is_asked_for_is_kept(tidlig: Tidlig, tmp_path: Path) -> None:
    ledger = HEAD + program("a", 2026, "40 mio. kr.") + program("b", 2026, "400 kr.")
    lines = page(tidlig, tmp_path, ledger, "--unit", "mio")
    assert lines[0].endswith(", mio. kr.")
    assert "Tallene er afrundet hver for sig; summer er af hele beløb." in lines
