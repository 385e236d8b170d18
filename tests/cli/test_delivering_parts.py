"""A text that is made while it is written: readers may have enough, and files stay whole."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tidlig.cli.printing import deliver_parts
from tidlig.model.failure import CouldNot


class Reader(io.StringIO):
    """A reader that goes away after a first text."""

    errors = "backslashreplace"

    def write(self, text: str, /) -> int:
        """Take a first text; the next one finds nobody."""
        if self.getvalue():
            raise BrokenPipeError
        return super().write(text)


def test_nothing_is_made_for_a_reader_that_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def parts() -> Iterator[str]:
        for number in range(9):
            made.append(number)
            yield str(number)

    reader = Reader()
    monkeypatch.setattr(sys, "stdout", reader)
    assert deliver_parts(parts(), None) == 0
    assert (reader.getvalue(), made) == ("0", [0, 1])


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "books.journal"
    assert deliver_parts(("før", "\n"), path) == 0
    assert path.read_bytes() == b"f\xc3\xb8r\n"

    def failing() -> Iterator[str]:
        yield "efter\n"
        raise CouldNot("no", "yes")

    with pytest.raises(CouldNot):
        deliver_parts(failing(), path)
    assert [each.name for each in tmp_path.iterdir()] == ["books.journal"]
    assert path.read_bytes() == b"f\xc3\xb8r\n"


def test_where_nothing_can_be_written_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deliver_parts(("a",), tmp_path / "gone" / "books.journal") == 2
    assert "cannot be written" in capsys.readouterr().err
