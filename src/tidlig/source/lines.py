"""The lines of a text in bytes, and which character of a line a byte is in.

A line may be as long as a file and have a place for every few bytes, so that nothing may go through
a line from its start for each.
"""

_STEP = 1024
_INSIDE = bytes(range(0x80, 0xC0))
"""Bytes of UTF-8 that begin no character."""


class Lines:
    """The lines of a text."""

    def __init__(self, text: bytes) -> None:
        """Part the text where a line ends."""
        self._lines = text.split(b"\n")
        self._steps: dict[int, list[int]] = {}

    def column(self, row: int, column: int) -> int:
        """Turn a column in bytes into one in characters that counts from 1."""
        line = self._lines[row]
        steps = self._steps.get(row)
        if steps is None:
            steps = self._steps[row] = _steps(line)
        if not steps:
            return min(column, len(line)) + 1
        number = min(column // _STEP, len(steps) - 1)
        return steps[number] + _characters(line[number * _STEP : column]) + 1


def _steps(line: bytes) -> list[int]:
    """Count the characters before every so many bytes; nothing where each byte is one."""
    if line.isascii():
        return []
    before = [0]
    for start in range(0, len(line) - _STEP, _STEP):
        before.append(before[-1] + _characters(line[start : start + _STEP]))
    return before


def _characters(part: bytes) -> int:
    return len(part) if part.isascii() else len(part.translate(None, _INSIDE))
