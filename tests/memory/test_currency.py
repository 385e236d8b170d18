"""Every file is judged by the ledger's currency, with the cache as without, whatever changes."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from harness.running import Result
from tidlig.index import ledger_files as how

Tidlig = Callable[..., Result]
Write = Callable[[Mapping[str, str]], Path]

SETTINGS = '[ledger]\nformat = 1\ncurrency = "{}"\n'
PROGRAM = '[program.p]\nname = "P"\nyears = 2024\ntotal = 5_000_000\nsource = "s"\n'
SOURCE = '[source.s]\ntitle = "Akt"\n[recipient.r]\nname = "Køge Kommune"\nkind = "municipality"\n'
AWARD = '[award.a{}]\nprogram = "p"\nrecipient = "r"\ndate = 2024-02-01\namount = "{}"\n'


def told(tidlig: Tidlig, *words: str) -> tuple[int, str, str]:
    """What a command says cold, warm and without the cache: one answer."""
    results = [tidlig(*words), tidlig(*words), tidlig(*words, "--no-cache")]
    answers = {(result.code, result.out, result.err) for result in results}
    assert len(answers) == 1, answers
    return answers.pop()


@pytest.mark.parametrize("where", ["programs.toml", "allocations/a.toml"])
def test_files_that_stay_are_judged_anew_when_the_currency_changes(
    where: str, tidlig: Tidlig, ledger: Write
) -> None:
    files = {"programs.toml": SETTINGS.format("EUR") + PROGRAM, "sources.toml": SOURCE}
    award = AWARD.format("", "5 t.EUR")
    files[where] = files.get(where, "") + award
    folder = ledger(files)
    assert told(tidlig, "check")[0] == 0
    assert told(tidlig, "balance")[0] == 0

    own = folder / "programs.toml"
    own.write_text(own.read_text("utf-8").replace('"EUR"', '"SEK"'), "utf-8")
    code, out, _ = told(tidlig, "check", "--format", "concise")
    assert code == 1
    assert '"5 t.EUR" is in EUR, and the ledger is in SEK [ambiguous-amount]' in out
    assert told(tidlig, "balance")[:2] == (1, "")

    own.write_text(own.read_text("utf-8").replace('"SEK"', '"EUR"'), "utf-8")
    assert told(tidlig, "check")[0] == 0


@pytest.mark.parametrize("broken", ['currency = "JPY"', "currency = EUR", "currency = 5"])
def test_where_the_currency_cannot_be_known_that_is_the_only_fault(
    broken: str, tidlig: Tidlig, ledger: Write
) -> None:
    settings = SETTINGS.format("EUR").replace('currency = "EUR"', broken)
    both = AWARD.format("1", "5 t.EUR") + AWARD.format("2", "5 t.kr.")
    ledger({"programs.toml": settings + PROGRAM, "a.toml": both, "s.toml": SOURCE})
    code, out, _ = told(tidlig, "check", "--format", "concise")
    assert code == 1
    assert [line.partition(":")[0] for line in out.splitlines() if ": error: " in line] == [
        "programs.toml"
    ]


def test_findings_are_in_the_currency_also_where_other_settings_cannot_be_read(
    tidlig: Tidlig, ledger: Write
) -> None:
    settings = SETTINGS.format("EUR") + 'unit = "t.kr."\n'
    ledger(
        {"programs.toml": settings + PROGRAM, "a.toml": AWARD.format("", "5,5"), "s.toml": SOURCE}
    )
    code, out, _ = told(tidlig, "check")
    assert code == 1
    assert 'help: write "5,5 EUR" or "5,5 mio. EUR"\n' in out
    assert 'help: write "EUR", "t.EUR", "mio. EUR" or "mia. EUR"\n' in out


def test_a_large_ledger_says_what_a_small_one_says(
    tidlig: Tidlig, ledger: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    awards = "".join(AWARD.format(number, "5 t.EUR") for number in range(3))
    wrong = AWARD.format("x", "5 t.kr.")
    files = {"programs.toml": SETTINGS.format("EUR") + PROGRAM, "s.toml": SOURCE, "a.toml": awards}
    ledger({**files, "b.toml": wrong})
    small = told(tidlig, "check")
    monkeypatch.setattr(how, "How", partial(how.How, whole_up_to=-1))
    assert told(tidlig, "check") == small
    assert "b.toml:5:10" in small[1]
