"""A word that a report shows, in Danish or English, is accepted where it can be typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from harness.running import ROOT, Result

Tidlig = Callable[..., Result]
Write = Callable[[Mapping[str, str]], Path]
TODAY = {"TIDLIG_TODAY": "2026-11-27"}
SAME = (
    ("balance --by", "recipient", ("modtager", "modtagere", "tilskudsmodtager")),
    ("balance --by", "pool", ("pulje", "puljer")),
    ("balance --by", "strand", ("delinitiativ", "delinitiativer")),
    ("balance --by", "program", ("initiativ", "initiativer")),
    ("balance --by", "year", ("år",)),
    ("balance --by", "tag", ("mærke",)),
    ("balance --sort", "lapsed", ("bortfaldet", "heraf bortfaldet", "of which lapsed")),
    ("balance --sort", "estimate", ("BO", "est.", "estimate (BO)")),
    ("balance --sort", "used", ("forbrug", "forbrug (tilsagn)", "used (awarded)")),
    ("balance --sort", "covered", ("dækket af ufordelt", "covered by unsplit")),
    ("balance --columns used,remaining,", "unsettled", ("heraf ikke afregnet",)),
    ("balance --columns remaining,", "restated", ("ændring ved senere FL",)),
    ("balance --unit", "mio", ("mio. kr.", "DKK millions")),
    ("balance --unit", "t.kr", ("t.kr.", "DKK thousands")),
    ("balance --unit", "kr", ("kr.", "DKK")),
    ("log --heading", "restated", ("ændring ved senere FL", "change by a later act")),
    ("log --heading", "outturn", ("regnskab", "accounts")),
    ("log --heading", "budget", ("bevilling med BO", "budget with estimates")),
)


@pytest.mark.parametrize(("command", "name", "words"), SAME)
def test_a_word_means_what_the_name_means(
    tidlig: Tidlig, command: str, name: str, words: tuple[str, ...]
) -> None:
    expected = asked(tidlig, command, name)
    assert expected.code == 0, expected.err
    for word in words:
        assert asked(tidlig, command, word).out == expected.out, word


def asked(tidlig: Tidlig, command: str, word: str) -> Result:
    *before, option = command.split(" ")
    last = [option + word] if option.endswith(",") else [option, word]
    return tidlig(*before, *last, cwd=ROOT, env=TODAY)


EURO = (
    '[ledger]\nformat = 1\ncurrency = "EUR"\n[program.p]\nname = "P"\nyears = 2024\ntotal = 1_234\n'
)
IN_EURO = (
    ("EUR", ("EUR",)),
    ("t.EUR", ("t.EUR", "EUR thousands")),
    ("mio", ("mio. EUR", "mio EUR", "mio.", "EUR millions")),
    ("mia", ("mia. EUR", "mia EUR", "EUR billions")),
)


@pytest.mark.parametrize(("name", "words"), IN_EURO)
def test_a_unit_is_typed_in_the_ledgers_currency(
    name: str, words: tuple[str, ...], tidlig: Tidlig, ledger: Write
) -> None:
    ledger({"programs.toml": EURO})
    shown = tidlig("balance", "--detail", "--unit", name)
    assert shown.code == 0, shown.err
    assert words[0] in shown.out
    for word in words:
        assert tidlig("balance", "--detail", f"--unit={word}").out == shown.out, word


@pytest.mark.parametrize("word", ["kr", "kr.", "t.kr", "mio. kr.", "DKK millions", "SEK"])
def test_a_unit_of_another_currency_is_refused(word: str, tidlig: Tidlig, ledger: Write) -> None:
    ledger({"programs.toml": EURO})
    for command, option in (("balance", "--unit"), ("log", "--unit"), ("pools", "--unit")):
        result = tidlig(command, option, word)
        assert (result.code, result.out) == (2, "")
        assert result.err == (
            f'error: {option} is "{word}", and the ledger is in EUR\n'
            "help: it can be EUR, t.EUR, mio or mia\n"
        )


def test_a_unit_that_is_none_is_refused(tidlig: Tidlig) -> None:
    result = tidlig("balance", "--unit", "foo", cwd=ROOT)
    assert result.code == 2
    assert result.err == 'error: --unit is "foo"\nhelp: it can be kr, t.kr, mio or mia\n'
    result = tidlig("balance", "--unit", "mio. EUR", cwd=ROOT)
    assert result.err.startswith('error: --unit is "mio. EUR", and the ledger is in DKK\n')
