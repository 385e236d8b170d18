"""Keeping what fails: what was tried, what is amiss, and how to try it again."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import NamedTuple

from fuzz.asking import Line
from fuzz.faults import Fault
from fuzz.inputs import LEDGER, Input, as_json, from_json, write

_INPUT, _LINES, _FAULT = "input.json", "lines.json", "fault.txt"


class Failure(NamedTuple):
    """An input that fails, the lines to ask of it, and what is amiss."""

    seed: int
    number: int
    made: Input
    lines: tuple[Line, ...]
    fault: Fault


def keep(failure: Failure, folder: Path) -> Path:
    """Write a failure into a folder of its own, and return that folder."""
    slug = re.sub(r"[^a-z0-9]+", "-", failure.fault.key.lower()).strip("-")[:80]
    place = folder / f"{slug}-{failure.seed}-{failure.number}"
    (place / LEDGER).mkdir(parents=True, exist_ok=True)
    write(failure.made.files, place / LEDGER)
    if failure.made.register is not None:
        write({failure.made.register.name: failure.made.register.data}, place)
    (place / _INPUT).write_text(as_json(failure.made), "utf-8")
    (place / _LINES).write_text(json.dumps(failure.lines, indent=1), "utf-8")
    (place / _FAULT).write_text(_told(failure, place), "utf-8", "backslashreplace")
    return place


def kept(place: Path) -> tuple[Input, tuple[Line, ...]]:
    """An input that was kept, and the lines to ask of it."""
    lines = json.loads((place / _LINES).read_text("utf-8"))
    return from_json((place / _INPUT).read_text("utf-8")), tuple(map(tuple, lines))


def _told(failure: Failure, place: Path) -> str:
    fault = failure.fault
    return "\n".join(
        (
            fault.key,
            "",
            f"try it again: python -m fuzz --replay {shlex.quote(str(place))}",
            f"made by: python -m fuzz --seed {failure.seed} --number {failure.number}",
            f"of: {'; '.join(failure.made.history)}",
            f"line: tidlig {shlex.join(fault.line)}",
            "",
            fault.detail,
            "",
        )
    )
