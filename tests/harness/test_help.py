"""Tests of harness.help, on help as typer shows it with frames and without."""

import pytest

from harness.help import commands, every_command, examples
from harness.running import Result

FRAMED = """
 Usage: tidlig [OPTIONS] COMMAND [ARGS]...

 A ledger.

╭─ Options ──────────────────────────────────────╮
│ --help          Show this message and exit.    │
╰────────────────────────────────────────────────╯
╭─ Commands ─────────────────────────────────────╮
│ balance  What is left, per year and strand, in │
│          mio. kr.                              │
│ add      Add things                            │
╰────────────────────────────────────────────────╯
╭─ More commands ────────────────────────────────╮
│ carry-over                                     │
╰────────────────────────────────────────────────╯
"""

PLAIN = """\
Usage: tidlig [OPTIONS] COMMAND [ARGS]...

Options:
  --help  Show this message and exit.

Commands:
  balance     What is left
  carry-over
"""

COMMAND = """
 Usage: tidlig balance [OPTIONS] [program]

 What is left, as in
 tidlig balance

 Examples:

 $ tidlig balance                        all of it
 $ tidlig balance forebyggelsespakken

╭─ Options ──────────────────────────────────────╮
│ --at     A git revision.                       │
│ tidlig is not an example here                  │
╰────────────────────────────────────────────────╯
"""


def test_commands_are_listed_in_all_frames_of_commands() -> None:
    assert list(commands(FRAMED)) == ["balance", "add", "carry-over"]


def test_commands_are_listed_without_frames() -> None:
    assert list(commands(PLAIN)) == ["balance", "carry-over"]


def test_examples_are_the_command_lines_that_a_description_ends_with() -> None:
    assert examples(COMMAND) == ["tidlig balance", "tidlig balance forebyggelsespakken"]


@pytest.mark.parametrize("text", [FRAMED, PLAIN, COMMAND.replace("Options ─", "─")[:60]])
def test_help_without_examples_has_none(text: str) -> None:
    assert examples(text) == []


def test_commands_of_groups_are_commands_too() -> None:
    pages = {(): PLAIN, ("balance",): COMMAND, ("carry-over",): PLAIN.replace("carry-over", "")}
    pages[("carry-over", "balance")] = COMMAND

    def stub(*arguments: str) -> Result:
        return Result(0, pages[arguments[:-1]], "")

    found = [name for name, _ in every_command(stub)]
    assert found == [("balance",), ("carry-over", "balance")]
