"""Tests of tidlig.source.positions: a place is where the user wrote what is meant."""

import tomllib
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Literal

import pytest

from harness.running import ROOT
from tidlig.model.findings import Location, Path, Span
from tidlig.source.positions import spans

LEDGER = """\
# æøå: a comment [not.a.heading]
[ledger]
format = 1

[program.tidlig.strand.foraeldre]
name = "Forældre"

[program.tidlig]
name = "Tidlig hjælp" # with a comment
years = "2014-2017"
split = { 2014 = "70 mio. kr.", "2015" = 70_000_000 }
split-2.2016 = 1
aliases = ["Æ", # first
  'b', ["c"]]
note = \"""
several
lines\"""

[appropriation."fl 2015"]
strands.foraeldre = { 2015 = "16 mio. kr." }
strands.'dag.tilbud'.2015 = 5

[[round.runde-1.applications]]
applications = 56

[[round.runde-1.applications]]
applications = 100
[round.runde-1.applications.applicants]
municipality = 57
"""


def written(text: str, *keys: str | int, at: Literal["key", "value"] = "value") -> str:
    """The user's own text at a place, cut out by its lines and columns."""
    location = Location("programs.toml", keys, at)
    return cut(text, spans(text.encode(), [location])[location])


def cut(text: str, span: Span) -> str:
    lines = text.removeprefix("\ufeff").split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("keys", "value", "key"),
    [
        (("ledger", "format"), "1", "format"),
        (("program", "tidlig", "name"), '"Tidlig hjælp"', "name"),
        (("program", "tidlig", "split", "2014"), '"70 mio. kr."', "2014"),
        (("program", "tidlig", "split", "2015"), "70_000_000", '"2015"'),
        (("program", "tidlig", "split-2", "2016"), "1", "split-2.2016"),
        (("program", "tidlig", "aliases", 0), '"Æ"', '"Æ"'),
        (("program", "tidlig", "aliases", 1), "'b'", "'b'"),
        (("program", "tidlig", "aliases", 2, 0), '"c"', '"c"'),
        (("program", "tidlig", "note"), '"""\nseveral\nlines"""', "note"),
        (("program", "tidlig", "strand", "foraeldre", "name"), '"Forældre"', "name"),
        (("appropriation", "fl 2015", "strands", "foraeldre", "2015"), '"16 mio. kr."', "2015"),
        (("appropriation", "fl 2015", "strands", "dag.tilbud", "2015"), "5", None),
        (("round", "runde-1", "applications", 0, "applications"), "56", "applications"),
        (("round", "runde-1", "applications", 1, "applications"), "100", "applications"),
        (("round", "runde-1", "applications", 1, "applicants", "municipality"), "57", None),
    ],
)
def test_a_value_and_its_key_are_found(keys: Path, value: str, key: str | None) -> None:
    assert written(LEDGER, *keys) == value
    if key is not None:
        assert written(LEDGER, *keys, at="key") == key


@pytest.mark.parametrize(
    ("keys", "heading"),
    [
        (("ledger",), "[ledger]"),
        (("program", "tidlig"), "[program.tidlig]"),
        (("program", "tidlig", "strand"), "[program.tidlig.strand.foraeldre]"),
        (("program", "tidlig", "strand", "foraeldre"), "[program.tidlig.strand.foraeldre]"),
        (("program",), "[program.tidlig.strand.foraeldre]"),
        (("appropriation", "fl 2015"), '[appropriation."fl 2015"]'),
        (("round", "runde-1", "applications", 0), "[[round.runde-1.applications]]"),
    ],
)
def test_the_place_of_a_table_is_its_own_heading_or_the_first_within_it(
    keys: Path, heading: str
) -> None:
    assert written(LEDGER, *keys) == heading
    assert written(LEDGER, *keys, at="key") == heading


@pytest.mark.parametrize(
    ("keys", "nearest"),
    [
        (("program", "tidlig", "total"), "[program.tidlig]"),
        (("program", "tidlig", "split", "2019"), "split"),
        (("ledger", "format", "deeper", "still"), "format"),
        (("program", "tidlig", "name", 0), '"Tidlig hjælp"'),
        (("program", "another"), "[program.tidlig.strand.foraeldre]"),
        (("program", "tidlig", "split-2"), "split-2.2016"),
        (("appropriation", "fl 2015", "strands", "dag.tilbud"), "strands.'dag.tilbud'.2015"),
    ],
)
def test_what_is_not_there_is_shown_at_the_nearest_place_around_it(
    keys: Path, nearest: str
) -> None:
    assert written(LEDGER, *keys) == nearest


def test_what_is_in_no_table_has_no_place() -> None:
    nowhere = [Location("a.toml", ("pool", "a")), Location("a.toml")]
    assert spans(LEDGER.encode(), nowhere) == {}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_and_columns_count_characters_from_1_and_end_before_their_end(
    end: str, mark: str
) -> None:
    text = f'{mark}"æøå" = "😀" # x{end}b = "å"{end}'
    first, second = Location("a.toml", ("æøå",)), Location("a.toml", ("b",))
    assert spans(text.encode(), [first, second]) == {
        first: Span(1, 9, 1, 12),
        second: Span(2, 5, 2, 8),
    }


def leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every value that is no table and no list, with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    else:
        yield path, value


@pytest.mark.parametrize(
    "path", sorted((ROOT / "data").rglob("*.toml")), ids=lambda path: path.name
)
def test_what_stands_at_the_place_of_a_value_is_the_value(path: FilePath) -> None:
    text = path.read_text("utf-8")
    expected = {Location("", keys): value for keys, value in leaves(tomllib.loads(text))}
    found = spans(text.encode(), list(expected))
    values = {at: tomllib.loads(f"a = {cut(text, span)}")["a"] for at, span in found.items()}
    assert values == expected


def test_a_key_of_a_hundred_thousand_parts_takes_no_time() -> None:
    deep = f"[award.a]\namount.{'.'.join('a' * 100_000)} = 1\n"
    assert written(deep, "award", "a", "date") == "[award.a]"
