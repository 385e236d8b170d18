"""Why a figure is not known is the true reason; what an unknown amount does is never nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.running import Result

Tidlig = Callable[..., Result]

PROGRAM = """
[ledger]
format = 1
language = "en"
unit = "mio. kr."

[program.p]
name = "P"
years = "2025-2026"
split = { 2025 = "10 mio. kr.", 2026 = "10 mio. kr." }

[award.x]
program = "p"
recipients = "unknown"
date = 2025-04-01
amount = "4 mio. kr."
"""
UNKNOWN_LAPSE = """
[lapse.l]
program = "p"
year = 2025
date = 2026-05-01
amount = "unknown"
"""
UNKNOWN_CARRY_OVER = """
[carry-over.c]
program = "p"
from = 2025
to = 2026
date = 2025-11-01
amount = "unknown"
"""
UNKNOWN_AWARD = """
[award.u]
program = "p"
recipients = "unknown"
date = 2026-05-01
amount = "unknown"
"""
UNKNOWN_ACCOUNTS = """
[outturn.o]
program = "p"
year = 2026
amount = "unknown"
"""
KNOWN_CARRY_OVER = UNKNOWN_CARRY_OVER.replace('"unknown"', '"2 mio. kr."')


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[[str], Path]:
    """Write a ledger of one file, after the same program."""

    def written(text: str) -> Path:
        (tmp_path / "programs.toml").write_text(PROGRAM + text, "utf-8")
        return tmp_path

    return written


def in_act(text: str) -> str:
    return text.replace('name = "P"', 'name = "P"\nact = "FL2025"')


def test_an_unknown_lapse_leaves_only_what_lapsed_and_what_did_not_unknown(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    done = tidlig("balance", "--format", "json", "--ledger", str(ledger(UNKNOWN_LAPSE)))
    (program,) = json.loads(done.out)["programs"]
    assert program["why"] == {"lapsed": "unknown-amount", "unsettled": "unknown-amount"}
    assert program["total"]["estimate"] == {"least": "0", "most": "0"}
    assert program["total"]["unsettled"] == {"least": None, "most": "6000000"}


def test_what_remains_is_not_known_for_an_unknown_amount_though_awards_are(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    folder = ledger(UNKNOWN_CARRY_OVER)
    file = folder / "programs.toml"
    file.write_text(in_act(file.read_text("utf-8")), "utf-8")
    words = ("balance", "p", "--as-of", "2025-12-01", "--ledger", str(folder))
    said = tidlig(*words).out
    assert "Remaining  not known: it depends on an amount that is not known\n" in said
    assert "added or taken away (c)" in said
    (program,) = json.loads(tidlig(*words, "--format", "json").out)["programs"]
    assert program["why"]["remaining"] == "unknown-amount"


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (UNKNOWN_AWARD, "What remains or is unused falls by an amount that is not known."),
        (UNKNOWN_AWARD + UNKNOWN_ACCOUNTS, "What remains and what is unused are unchanged."),
    ],
    ids=["beside another", "in accounts"],
)
def test_one_more_unknown_award_lowers_what_remains_but_where_accounts_have_it(
    tidlig: Tidlig, ledger: Callable[[str], Path], entries: str, said: str
) -> None:
    words = ("program=p", "recipients=unknown", "date=2026-06-01", "amount=unknown", "--dry-run")
    done = tidlig("add", "award", *words, "--ledger", str(ledger(entries)))
    (sentence,) = [line for line in done.out.splitlines() if line.startswith("What remains")]
    assert sentence == said


def test_what_moves_within_a_program_stands_beside_its_net_of_nothing(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    folder = str(ledger(KNOWN_CARRY_OVER))
    shown = json.loads(tidlig("show", "program.p", "--format", "json", "--ledger", folder).out)
    (carried,) = shown["hangs_on_it"]["carry-over"]["entries"]
    assert (carried["moved_within"], carried["figures"]["carried"]) == ("2000000", "0")
