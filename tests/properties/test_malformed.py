"""Whatever a stranger's pull request brings: an answer, in time, with a place, and no crash."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from properties import oddities
from properties.batches import INTERNAL, Outcome, outcomes
from properties.mutations import FAMILIES, Mutation, every_value, ledgers_broken
from properties.samples import GOOD

SECONDS_EACH, SECONDS_ALL = 8, 25
CONTROL = {chr(code) for code in (*range(32), *range(127, 160))} - {"\n", "\t"}


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that does not outlive its test: some of what is put there is large."""
    with tempfile.TemporaryDirectory(prefix="tidlig-") as name:
        yield Path(name).resolve()


def folder_of(place: Path, name: str, extra: dict[str, bytes] | None = None) -> Path:
    """The good ledger, with some files on top, in a folder of its own with room beside it."""
    folder = place / name.replace(" ", "-") / "ledger"
    for file, data in (
        {name: text.encode() for name, text in GOOD.items()} | (extra or {})
    ).items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def assert_sound(one: Outcome) -> None:
    """No crash, no traceback, in time, nothing for a terminal to obey, a place with an error."""
    assert not one.crash, one
    assert one.code in (0, 1, 2), one
    assert not any(word in one.out + one.err for word in INTERNAL), one
    assert one.seconds < SECONDS_EACH, one
    assert not CONTROL & set(one.out + one.err), one
    if one.code == 2:
        assert one.err.strip(), one
    if one.code == 1 and one.command[0] == "check" and "json" in one.command:
        errors = [
            found for found in json.loads(one.out)["findings"] if found["severity"] == "error"
        ]
        assert errors, one
        assert all(found["location"]["file"] and found["message"] for found in errors), one
    if one.code == 1 and one.command == ["check"]:
        assert "error[" in one.out + one.err, one


def assert_all_sound(folders: list[Path]) -> dict[str, list[Outcome]]:
    """Every command's outcome by the name of its ledger, each of them sound."""
    found: dict[str, list[Outcome]] = {}
    for one in outcomes(folders, SECONDS_ALL):
        assert_sound(one)
        found.setdefault(Path(one.ledger).parent.name, []).append(one)
    return found


def test_the_ledger_that_is_broken_here_was_in_order_before(place: Path) -> None:
    assert [one.code for one in outcomes([folder_of(place, "good")], SECONDS_ALL)] == [0, 0, 0]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_a_broken_ledger_gets_an_answer_with_a_place(place: Path, family: Mutation) -> None:
    ledgers = ledgers_broken(family)
    folders = [folder_of(place, name, files) for name, files in ledgers.items()]
    codes = [one.code for ones in assert_all_sound(folders).values() for one in ones]
    assert codes.count(1) > len(codes) / 2


def test_a_value_of_any_type_in_any_place_gets_an_answer_with_a_place(place: Path) -> None:
    ledgers = every_value()
    folders = [folder_of(place, name, files) for name, files in ledgers.items()]
    assert {one.code for ones in assert_all_sound(folders).values() for one in ones} == {1}


def test_a_file_made_to_break_a_reader_is_refused(place: Path) -> None:
    texts = oddities.TEXTS
    folders = [folder_of(place, name, {"x.toml": text}) for name, text in texts.items()]
    found = assert_all_sound(folders)
    accepted = {name for name, ones in found.items() if {one.code for one in ones} != {1}}
    assert accepted == set()


def test_a_file_that_only_looks_broken_is_read(place: Path) -> None:
    texts = oddities.FINE
    folders = [folder_of(place, name, {"x.toml": text}) for name, text in texts.items()]
    found = assert_all_sound(folders)
    refused = {name for name, ones in found.items() if {one.code for one in ones} != {0}}
    assert refused == set()


def test_what_is_no_file_or_no_file_of_ours_gets_an_answer(place: Path) -> None:
    folders = []
    for name, make in oddities.PLACES.items():
        folders.append(folder_of(place, name))
        make(folders[-1])
    for ones in assert_all_sound(folders).values():
        assert all(oddities.HIDDEN not in one.out + one.err for one in ones), ones


def test_a_file_of_200_megabytes_gets_an_answer(place: Path) -> None:
    if not oddities.room_for_large(place):
        pytest.skip("not enough room on this disk")
    folder = folder_of(place, "large")
    oddities.large_and_full(folder)
    assert_all_sound([folder])
