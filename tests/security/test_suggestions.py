"""What was perhaps meant is told within a bound of work, and is what difflib finds."""

from __future__ import annotations

import difflib
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from harness.running import Result
from security.effort import effort
from tidlig.model.spelling import Nearness

Tidlig = Callable[..., Result]
Books = Callable[[dict[str, str]], Path]

START = (
    '[ledger]\nformat = 1\n\n[program.p]\nname = "P"\nyears = "2014-2017"\ntotal = "280 mio. kr."\n'
)


def closest(written: str, known: Sequence[str]) -> str | None:
    return next(iter(difflib.get_close_matches(written[:100], known, n=1)), None)


@pytest.mark.parametrize("letters", ["ab", "abc", "abcdefg-0123"])
def test_what_is_near_is_what_difflib_finds(letters: str) -> None:
    chance = random.Random(letters)
    found = 0
    for _ in range(1_500):
        known = [
            "".join(chance.choices(letters, k=chance.randint(1, 14)))
            for _ in range(chance.randint(0, 12))
        ]
        written = "".join(chance.choices(letters, k=chance.randint(1, 12)))
        if known and chance.random() < 0.5:
            written = chance.choice(known)[1:] + chance.choice(letters)
        assert Nearness().nearest(written, known) == closest(written, known)
        found += closest(written, known) is not None
    assert found > 200


def test_one_of_ten_thousand_ids_is_found() -> None:
    known = [f"tidlig-{year}-{number:04}" for year in range(2010, 2020) for number in range(1_000)]
    assert Nearness().nearest("tidlig-2015-001Z", known) == closest("tidlig-2015-001Z", known)


LONG = {
    "of one letter": ["a" * 180 + f"{n:05}" for n in range(130)],
    "of two letters": ["aabb" * 45 + f"{n:05}" for n in range(130)],
    "anagrams": ["ab" * n + "ba" * (90 - n) for n in range(90)],
    "longer than ids": ["ab" * 115 + f"{n:03}" for n in range(130)],
}


@pytest.mark.parametrize("kind", LONG)
def test_long_words_cost_no_more_than_the_bound(kind: str) -> None:
    """Each of them is asked for as a word that is a little wrong."""
    bound = 8_000_000
    nearness = Nearness(bound)
    work = effort(lambda: [nearness.nearest(f"{word}x", LONG[kind]) for word in LONG[kind]])
    assert 10_000 < work < bound / 8
    assert nearness.left < 0
    assert nearness.nearest("another", ["anothen"]) is None


def test_a_word_that_is_asked_for_again_costs_nothing() -> None:
    nearness, known = Nearness(), ["tidlig-0012", "tidlig-0013"]
    first = nearness.nearest("tidlig-0014", known)
    left = nearness.left
    assert nearness.nearest("tidlig-0014", known) == first == closest("tidlig-0014", known)
    assert nearness.left == left


def test_many_long_ids_that_are_not_there_are_each_told_of(
    tidlig: Tidlig, ledger: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two words of 200 letters take as long as four thousand short ones; 25 kB took a minute."""
    compared = 0
    whole = difflib.SequenceMatcher.ratio

    def ratio(matcher: difflib.SequenceMatcher[str]) -> float:
        nonlocal compared
        compared += 1
        return whole(matcher)

    monkeypatch.setattr(difflib.SequenceMatcher, "ratio", ratio)
    rows = [
        f'[recipient.{"aabb" * 48}{n:03}]\nname = "x"\nkind = "other"\n'
        f'[award.a-{n}]\nprogram = "p"\nrecipient = "{"ab" * 96}{n:03}"\n'
        "date = 2015-01-01\namount = 1\n"
        for n in range(60)
    ]
    ledger({"programs.toml": START + "".join(rows)})
    told = tidlig("check", "--format", "concise")
    assert told.out.count("[unknown-reference]") == 60
    assert told.code == 1
    assert 0 < compared < 200


def test_a_check_that_is_not_there_is_suggested_for_as_many_as_the_bound_allows(
    tidlig: Tidlig, ledger: Books
) -> None:
    accepts = "".join(
        f'[award.a-{n}]\nprogram = "p"\ndate = 2015-01-01\namount = {n}\n'
        "recipients = { other = 1 }\n"
        'accept.duplicate-awart = "ok"\n'
        for n in range(1, 30)
    )
    ledger({"programs.toml": START + accepts})
    told = tidlig("check")
    assert told.out.count('did you mean "duplicate-award"?') == 29
