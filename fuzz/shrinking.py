"""Making an input that fails smaller, as long as it fails in the same way."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from fuzz.inputs import Input

SECONDS = 20
"""So long one input is made smaller; what is left then is kept as it is."""

Fails = Callable[[Input], bool]


def shrunk(made: Input, fails: Fails, seconds: float = SECONDS) -> Input:
    """The smallest input that was found in time, of those that fail."""
    until = time.monotonic() + seconds

    def fails_in_time(less: Input) -> bool:
        return time.monotonic() < until and fails(less)

    before: Input | None = None
    while made != before:
        before = made
        made = _with_fewer_files(made, fails_in_time)
        for path in made.files:
            made = _with_fewer_lines(made, path, fails_in_time)
        made = _with_less_of_a_register(made, fails_in_time)
    return made


def _with_fewer_files(made: Input, fails: Fails) -> Input:
    for path in (*made.links, *made.files):
        less = made.without(path)
        made = less if fails(less) else made
    return made


def _with_fewer_lines(made: Input, path: str, fails: Fails) -> Input:
    data = _fewer(made.files[path], lambda less: fails(made.with_file(path, less)))
    return made.with_file(path, data)


def _with_less_of_a_register(made: Input, fails: Fails) -> Input:
    register = made.register
    if register is None or register.data.startswith(b"PK"):
        return made

    def fails_with(data: bytes) -> bool:
        return fails(replace(made, register=replace(register, data=data)))

    return replace(made, register=replace(register, data=_fewer(register.data, fails_with)))


def _fewer(data: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """Take entries out of a text, and then lines."""
    for between in (b"\n[", b"\n"):
        data = _parted(data, between, fails)
    return data


def _parted(data: bytes, between: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """Take parts out of a text: halves first, then quarters, down to one by one."""
    parts = data.split(between)
    size = len(parts) // 2
    while size:
        start = 0
        while start < len(parts):
            less = parts[:start] + parts[start + size :]
            if fails(between.join(less)):
                parts = less
            else:
                start += size
        size //= 2
    return between.join(parts)
