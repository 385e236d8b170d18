"""The log of a step is read as GitHub's runner does."""

import pytest

from harness.runner import Command, commands, others


def test_a_command_is_read_with_its_properties() -> None:
    line = "  ::error file=a%2Cb,title=c%3A%3Ad::1 %25 of%0A%3A: rest"
    properties = {"file": "a,b", "title": "c::d"}
    assert commands(line) == [Command("error", properties, "1 % of\n%3A: rest")]


@pytest.mark.parametrize(
    "line", ["::stop-commands::x", "\t::ERROR::x", "a ##[add-mask]b", "a\r::debug::"]
)
def test_what_would_be_obeyed_is_seen(line: str) -> None:
    assert len(commands(line)) == 1


@pytest.mark.parametrize("line", ["a ::error::b", "::: a::b", "::unknown::a", "# [error]a", "## x"])
def test_what_would_be_shown_is_no_command(line: str) -> None:
    assert commands(line) == []
    assert others(f"{line}\n") == [line]
