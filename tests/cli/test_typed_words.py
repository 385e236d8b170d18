"""A word that a report shows, in Danish or English, is accepted where it can be typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harness.running import ROOT, Result

Tidlig = Callable[..., Result]
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
