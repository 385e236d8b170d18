"""Whatever a stranger's pull request brings: an answer, in time, with a place, and no crash."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from properties import oddities
from properties.batches import Outcome, outcomes
from properties.mutations import FAMILIES, Mutation, every_value, ledgers_broken
from properties.samples import GOOD

SECONDS_EACH = 5
"""So much time of a processor a command may take: all but one ledger are small."""

INTERNAL = ("Traceback (most recent call last)", "AssertionError", "internal error", "panicked at")
CONTROL = {chr(code) for code in (*range(32), *range(127, 160))} - {"\n", "\t"}
Outcomes = dict[str, list[Outcome]]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that does not outlive its test: some of what is put there is large."""
    with tempfile.TemporaryDirectory(prefix="tidlig-") as name:
        yield Path(name).resolve()


def folder_of(place: Path, name: str, extra: dict[str, bytes] | None = None) -> Path:
    """The good ledger, with some files on top, in a folder of its own with room beside it."""
    folder = place / name.replace(" ", "-") / "ledger"
    files = {name: text.encode() for name, text in GOOD.items()} | (extra or {})
    for file, data in files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def answers_of(folders: list[Path]) -> Outcomes:
    """Every command's outcome by the name of its ledger, once no answer has anything amiss."""
    found: Outcomes = {}
    for one in outcomes(folders):
        found.setdefault(Path(one.ledger).parent.name, []).append(one)
    complaints = [
        f"{name}: {' '.join(one.command)}: {amiss}\n{shown(one)}\n"
        for name, ones in found.items()
        for one in ones
        if (amiss := complaint(one))
    ]
    if complaints:
        pytest.fail("\n".join([f"{len(complaints)} answers amiss", *complaints]), pytrace=False)
    return found


def shown(one: Outcome) -> str:
    """The beginning of an answer, without what a terminal would obey."""
    said = "\n".join(text for text in (one.crash, one.err, one.out) if text)
    return said[:1000].translate({ord(sign): f"<{ord(sign):02x}>" for sign in CONTROL})


def complaint(one: Outcome) -> str:
    """What is amiss with an answer, if anything."""
    said = one.out + one.err
    amiss = {
        "something escaped": bool(one.crash),
        f"exit code {one.code}": one.code not in (0, 1, 2),
        "an inside is shown": any(word in said for word in INTERNAL),
        f"{one.seconds:.1f} seconds": one.seconds > SECONDS_EACH,
        f"for a terminal to obey: {sorted(CONTROL & set(said))}": bool(CONTROL & set(said)),
        "no reason": one.code == 2 and not one.err.strip(),
        "no error with a place": one.code == 1 and one.command[0] == "check" and not placed(one),
    }
    return ", ".join(text for text, is_so in amiss.items() if is_so)


def placed(one: Outcome) -> bool:
    """There are errors, and each has a place."""
    if "json" not in one.command:
        return "error[" in one.out and "--> " in one.out
    findings = json.loads(one.out)["findings"]
    errors = [found for found in findings if found["severity"] == "error"]
    return bool(errors) and all(one["location"]["file"] and one["message"] for one in errors)


def with_other_codes(found: Outcomes, code: int) -> dict[str, set[int]]:
    """Ledgers for which some command ended otherwise."""
    codes = {name: {one.code for one in ones} for name, ones in found.items()}
    return {name: some for name, some in codes.items() if some != {code}}


def test_the_ledger_that_is_broken_here_was_in_order_before(place: Path) -> None:
    found = answers_of([folder_of(place, "good")])
    others = with_other_codes(found, 0)
    assert others == {}


@pytest.mark.parametrize("each", ["fourth", pytest.param("one", marks=pytest.mark.long)])
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_a_broken_ledger_gets_an_answer_with_a_place(
    place: Path, family: Mutation, each: str
) -> None:
    all_broken = list(ledgers_broken(family).items())
    ledgers = dict(all_broken if each == "one" else all_broken[::4])
    found = answers_of([folder_of(place, name, files) for name, files in ledgers.items()])
    assert len(with_other_codes(found, 1)) < len(found) / 2


def test_a_value_of_any_type_in_any_place_gets_an_answer_with_a_place(place: Path) -> None:
    ledgers = every_value()
    found = answers_of([folder_of(place, name, files) for name, files in ledgers.items()])
    others = with_other_codes(found, 1)
    assert others == {}


def test_a_file_made_to_break_a_reader_is_refused(place: Path) -> None:
    texts = oddities.TEXTS.items()
    found = answers_of([folder_of(place, name, {"x.toml": text}) for name, text in texts])
    others = with_other_codes(found, 1)
    assert others == {}


def test_a_file_that_only_looks_broken_is_read(place: Path) -> None:
    texts = oddities.FINE.items()
    found = answers_of([folder_of(place, name, {"x.toml": text}) for name, text in texts])
    others = with_other_codes(found, 0)
    assert others == {}


@pytest.mark.long
def test_what_is_no_file_or_no_file_of_ours_gets_an_answer(place: Path) -> None:
    folders = []
    for name, make in oddities.PLACES.items():
        folders.append(folder_of(place, name))
        make(folders[-1])
    for ones in answers_of(folders).values():
        assert not any(oddities.HIDDEN in one.out + one.err for one in ones)


@pytest.mark.long
def test_a_file_of_200_megabytes_gets_an_answer(place: Path) -> None:
    if not oddities.room_for_large(place):
        pytest.skip("not enough room on this disk")
    folder = folder_of(place, "large")
    oddities.large_and_full(folder)
    answers_of([folder])
