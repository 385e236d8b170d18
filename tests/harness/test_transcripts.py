"""Tests of harness.transcripts."""

import pytest

from harness.promises import Malformed
from harness.running import Result
from harness.transcripts import (
    Command,
    Step,
    accepted,
    agrees,
    command,
    printed,
    steps,
    without_shell,
    written,
)

TEXT = """\
$ tidlig balance
rest  49,2

in mio. kr.

$ tidlig check
[exit 1]
"""


def test_a_transcript_is_read_as_commands_with_what_they_print() -> None:
    assert list(steps(TEXT)) == [
        Step("tidlig balance", ("rest  49,2", "", "in mio. kr."), 1),
        Step("tidlig check", ("[exit 1]",), 0),
    ]


def test_a_transcript_is_written_as_it_was_read() -> None:
    assert written(list(steps(TEXT))) == TEXT


def test_a_transcript_that_begins_with_no_command_is_refused() -> None:
    with pytest.raises(Malformed, match="begins with"):
        list(steps("rest\n$ tidlig balance\n"))


def test_a_command_may_begin_with_changes_to_the_environment() -> None:
    taken = command(Step("TIDLIG_LANG=da X='a b' tidlig show 'award x' A=1", ()))
    assert taken == Command({"TIDLIG_LANG": "da", "X": "a b"}, "tidlig", ("show", "award x", "A=1"))


@pytest.mark.parametrize("shell", ["| head", "> x.md", "&& tidlig check"])
def test_a_command_that_needs_a_shell_is_refused(shell: str) -> None:
    with pytest.raises(Malformed, match="not supported"):
        without_shell(command(Step(f"tidlig balance {shell}", ())))


def test_stdout_is_shown_before_stderr_and_an_exit_code_that_is_not_0_last() -> None:
    assert printed(Result(1, "out", "err\n\n")) == ("out", "err", "[exit 1]")
    assert printed(Result(0, "\n", "")) == ()


def test_spaces_at_the_ends_of_lines_do_not_count() -> None:
    assert printed(Result(0, " rest   \n   \n", "")) == (" rest",)
    assert list(steps("$ tidlig balance\n rest  \n")) == [Step("tidlig balance", (" rest",))]


def test_three_dots_in_brackets_stand_for_anything_within_a_line() -> None:
    assert agrees(("ledger [...], mio. kr.", "x"), ("ledger 9be04d1 (dirty), mio. kr.", "x"))
    assert not agrees(("ledger [...], mio. kr.",), ("ledger 9be04d1, kr.",))
    assert not agrees(("[...]",), ("a", "b"))


def test_what_is_accepted_keeps_the_three_dots_of_lines_that_still_fit() -> None:
    expected = ("rest 1", "from [...] on", "ledger [...], kr.")
    actual = ("rest 2", "new", "ledger 9be04d1, kr.", "end")
    assert accepted(expected, actual) == ("rest 2", "new", "ledger [...], kr.", "end")
