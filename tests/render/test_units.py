"""The unit of a page loses no figure in 0 or in another; expected digits are by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.running import Result, write

LEDGER = """
[ledger]
format = 1
language = "da"
unit = "mio. kr."

[recipient.r]
name = "En Kommune"
kind = "municipality"

[program.p]
name = "Program"
years = "2024-2025"
split = { 2024 = "100,40 kr.", 2025 = "100,20 kr." }
"""


def test_kroner_have_their_ore_where_two_figures_differ_by_less(
    tmp_path: Path, tidlig: Callable[..., Result]
) -> None:
    """100,40 and 100,20 are both 100 in kroner; together they are 200,60."""
    (tmp_path / "programs.toml").write_text(LEDGER, encoding="utf-8")
    for command in (("balance", "p"), ("log", "p", "--detail"), ("reconcile", "p", "--detail")):
        page = tidlig(*command, "--as-of", "2024-06-01", cwd=tmp_path).out
        assert "pr. 2024-06-01, kr." in page
        assert "100,40" in page
        assert "100,20" in page


def test_a_unit_that_tells_all_figures_apart_is_kept(
    tmp_path: Path, tidlig: Callable[..., Result]
) -> None:
    text = LEDGER.replace("100,40 kr.", "1,4 mio. kr.").replace("100,20 kr.", "1,2 mio. kr.")
    (tmp_path / "programs.toml").write_text(text, encoding="utf-8")
    page = tidlig("balance", "p", "--as-of", "2024-06-01", cwd=tmp_path).out
    assert "pr. 2024-06-01, mio. kr." in page
    assert "2,6" in page


SMALL = """[ledger]
format = 1
language = "en"
unit = "mio. kr."

[program.p]
name = "P"
years = 2026
total = 40_000_000

[program.p.strand.s]
name = "S"
split = { 2026 = 30_000_000 }

[recipient.k]
name = "K"
kind = "municipality"

[award.small]
program = "p"
strand = "s"
recipient = "k"
date = 2026-03-01
amount = 20_000

[award.large]
program = "p"
strand = "s"
recipient = "k"
date = 2026-04-01
amount = 7_000_000
"""


@pytest.mark.parametrize("id", ["p", "p/s", "k"])
def test_no_amount_of_an_entry_is_written_as_nothing(
    id: str, tidlig: Tidlig, tmp_path: Path
) -> None:
    """20 000 is 0.0 in millions: the lists of `show` are in thousands, as all their figures are."""
    write(tmp_path, {"programs.toml": SMALL})
    out = tidlig("show", id).out
    assert "Awards (2), DKK thousands" in out
    rows = {line.split()[0]: line.split()[2:4] for line in out.splitlines() if "2026-0" in line}
    assert rows["small"][0] == "20"
    assert rows["large"][0] == "7,000"
    fixed = tidlig("show", id, "--unit", "mio").out
    assert "Awards (2), DKK millions" in fixed
