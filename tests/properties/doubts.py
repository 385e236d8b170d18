"""What is not known of sums: what differs when other amounts stand for the unknown ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

from properties import oracle, sums
from properties.amounts import UNKNOWN, ZERO, Figure
from properties.amounts import years as span_of
from properties.books import Tables
from properties.sums import Figures

Shown = dict[Any, Figure | None]


def in_doubt(
    ledger: Tables, as_of: date | None = None, asked: tuple[int, int] = (0, 9999)
) -> tuple[set[Any], set[Any]]:
    """The lines and totals of some years, with their headings, that two guesses make different."""
    first, last = asked
    one, other = (
        {
            (line, heading): given
            for (line, heading), given in _guessed(ledger, as_of, step).items()
            if line.first <= last and line.last >= first
        }
        for step in (10_007, 30_011)
    )
    return _different(one, other), _different(sums.totals(one), sums.totals(other))


def sum_in_doubt(ledger: Tables, as_of: date | None, programs: set[str], heading: str) -> bool:
    """Whether two guesses make a sum of programs different; what moves among them cancels."""
    one, other = (
        sum(
            figure.ore
            for (program, name), figure in sums.totals(_guessed(ledger, as_of, step)).items()
            if program in programs and name == heading
        )
        for step in (10_007, 30_011)
    )
    return one != other


def spared(ledger: Tables) -> set[str]:
    """Programs that no guess is made of: without an end, or with an act that leaves a year out."""
    found = {name for name, p in ledger["program"].items() if span_of(p["years"])[1] is None}
    acts = ledger.get("appropriation", {}).values()
    return found | {act["program"] for act in acts if UNKNOWN in leaves(act)}


def assert_told(
    shown: Shown, expected: dict[Any, Figure], doubted: set[Any], left_out: set[str]
) -> None:
    """What is told is right, and what is not told is in doubt."""
    for place in {*shown, *expected}:
        of, _ = place
        told = shown.get(place, ZERO)
        is_left_out = (of if isinstance(of, str) else of.program) in left_out
        assert told is None or told == expected.get(place, ZERO), (place, told)
        if not is_left_out and place in shown:
            assert (told is None) == (place in doubted), (place, told)


def _guessed(ledger: Tables, as_of: date | None, step: int) -> Figures:
    # in powers, so that none is a few times another and cancels it by chance
    numbers = (step * 11**power for power in count())
    guessed: Tables = {
        kind: entries if kind == "appropriation" else _filled(entries, numbers)
        for kind, entries in ledger.items()
    }
    return sums.figures(oracle.movements(guessed, as_of))


def _filled(value: Any, numbers: Iterator[int]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(each, numbers) for key, each in value.items()}
    return next(numbers) if value == UNKNOWN else value


def _different(one: dict[Any, Figure], other: dict[Any, Figure]) -> set[Any]:
    places = {*one, *other}
    return {p for p in places if one.get(p, ZERO).ore != other.get(p, ZERO).ore}


def leaves(value: Any) -> set[object]:
    if isinstance(value, dict):
        return {leaf for each in value.values() for leaf in leaves(each)}
    return {value}
