"""Tests of harness.playing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.markdown import Block
from harness.playing import Place, Replay, played
from harness.promises import Malformed
from harness.running import workshop, write
from harness.stub import stubbed


@pytest.fixture
def place() -> Iterator[Place]:
    """A ledger of its own, in a house with a stub."""
    with workshop() as (ledger, memory), stubbed():
        write(ledger, {"programs.toml": "[ledger]\n", "inner/a.toml": ""})
        yield Place(ledger, memory)


def play(place: Place, text: str) -> Replay:
    return played(Block("console", "", text, "```", 0, 0), place)


def test_what_a_command_prints_is_held_against_its_transcript(place: Place) -> None:
    named = "TIDLIG_LANG TIDLIG_TODAY"
    text = f"$ TIDLIG_LANG=da tidlig check\næøå check in ledger '' False\n{named}\n[exit 1]\n"
    assert play(place, text).differences == ""
    wrong = play(place, text.replace("check in", "balance in"))
    assert "-æøå balance in ledger '' False\n+æøå check in ledger" in wrong.differences
    assert wrong.accepted == text


def test_an_accepted_transcript_keeps_the_steps_that_agree_as_they_are(place: Place) -> None:
    first = "$ tidlig a\n[...] a [...]\nTIDLIG_TODAY\n[exit 1]\n\n$ tidlig b\n"
    now = "æøå b in ledger '' False\nTIDLIG_TODAY\n[exit 1]\n"
    assert play(place, first).accepted == first + now


def test_a_transcript_may_go_to_another_folder(place: Place) -> None:
    text = "$ cd inner\n$ tidlig a\næøå a in inner '' False\nTIDLIG_TODAY\n[exit 1]\n"
    assert play(place, text).differences == ""
    assert place.folder.name == "inner"


def test_the_same_commits_have_the_same_hashes_everywhere(place: Place) -> None:
    text = (
        "$ git init --quiet\n$ git add .\n$ git commit --quiet -m 'Begin'\n"
        "$ git log --format='%h %an %aI'\n38ab6e2 An analyst 2026-01-02T12:00:00+01:00\n"
        "$ git branch --show-current\nmain\n"
    )
    assert play(place, text).differences == ""


def test_what_git_says_and_its_exit_code_are_part_of_a_transcript(place: Place) -> None:
    assert "+[exit 128]" in play(place, "$ git log\n").differences


def test_other_programs_are_not_run(place: Place) -> None:
    with pytest.raises(Malformed, match="only tidlig, git and cd"):
        play(place, "$ touch x\n")
    assert not (place.folder / "x").exists()


def test_in_a_place_that_is_not_its_own_other_commands_are_for_the_reader(place: Place) -> None:
    place.own = False
    text = "$ git clone x | cat\nanything\n$ cd nowhere\n$ make balance\n49,2\n$ git init\n"
    assert play(place, text).differences == ""
    assert not Path(place.folder / ".git").exists()
