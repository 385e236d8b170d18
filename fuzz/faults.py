"""What is amiss with an answer, whatever the question was."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from fuzz.asking import FIRST, Line
from harness.running import Result

SECONDS = 10
"""So much time of a processor a command may take for an input: all of them are small."""

_INSIDES = ("Traceback (most recent call last)", "internal error", "panicked at")
_CONTROL = {chr(code) for code in (*range(32), *range(127, 160))} - {"\n", "\t", "\r"}
_FRAME = re.compile(r'File "[^"]*?tidlig/([^"]+)", line \d+, in (\S+)')
_RAISED = re.compile(r"^(\w[\w.]*)(?::|$)", re.MULTILINE)
_COUNTED = ("balance", "show", "log", "pools", "export")
"""Commands that exit 1 when the ledger has errors, and else 0."""

_MAY_DIFFER = ("reconcile", "diff")
"""Commands that exit 1 for other reasons too, which they tell."""


class Fault(NamedTuple):
    """What is amiss: its kind, the command line, where, and more for who looks into it.

    Faults with the same `key` are one.
    """

    kind: str
    line: Line
    where: str
    detail: str

    @property
    def key(self) -> str:
        """What the same faults have in common."""
        command = self.line[0] if self.line else ""
        return " ".join(part for part in (command, self.kind, self.where) if part)


class Answer(NamedTuple):
    """What a command line printed, its exit code, and the seconds of a processor that it took."""

    code: int
    out: str
    err: str
    seconds: float = 0
    escaped: str = ""

    @property
    def result(self) -> Result:
        """What can be compared."""
        return Result(self.code, self.out, self.err)


def faults(line: Line, answer: Answer, first: Answer) -> Iterator[Fault]:
    """Yield what is amiss with the answer to a line; `first` is the answer that all inputs get."""
    if answer.escaped:
        yield Fault("something escaped", line, _where(answer.escaped), answer.escaped)
        return
    said = answer.out + answer.err
    if any(word in said for word in _INSIDES):
        yield Fault("internal error", line, _where(answer.err), answer.err)
        return
    if answer.code not in (0, 1, 2):
        yield Fault(f"exit code {answer.code}", line, "", said)
    if answer.code == 2 and not ("error:" in answer.err and "help:" in answer.err):
        yield Fault("exit code 2 without a reason", line, "", said)
    if answer.seconds > SECONDS:
        yield Fault("slow", line, "", f"{answer.seconds:.1f} s")
    if signs := _CONTROL & set(said):
        yield Fault("control characters", line, ascii("".join(sorted(signs))), ascii(said))
    yield from _malformed(line, answer)
    yield from _wrong_code(line, answer, first)


def _where(text: str) -> str:
    """The exception of a traceback, and the function of ours that raised it."""
    frames = _FRAME.findall(text)
    raised = [name for name in _RAISED.findall(text) if name[0].isupper() and name != "Traceback"]
    return f"{raised[-1] if raised else '?'} in {'.'.join(frames[-1]) if frames else '?'}"


def _malformed(line: Line, answer: Answer) -> Iterator[Fault]:
    """Yield what is no document of the format that was asked for."""
    if answer.code == 2 or not answer.out:
        return
    form = line[line.index("--format") + 1] if "--format" in line else ""
    try:
        if form in ("json", "sarif", "gitlab"):
            json.loads(answer.out, parse_constant=_refused)
        elif form == "junit":
            ET.fromstring(answer.out)
        elif form in ("csv", "csv-da"):
            rows = _rows(answer.out.removeprefix("\ufeff"), "," if form == "csv" else ";")
            if line[0] != "diff":  # its CSV has tables one below the other
                _have_one_width(rows)
    except (ValueError, ET.ParseError, csv.Error) as error:
        yield Fault(f"no {form}", line, type(error).__name__, f"{error}\n{answer.out}")


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _rows(text: str, delimiter: str) -> list[list[str]]:
    read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return [row for row in read if row]


def _have_one_width(rows: list[list[str]]) -> None:
    widths = {len(row) for row in rows}
    if len(widths) > 1:
        raise ValueError(f"rows of {sorted(widths)} cells")


def _bears_out(line: Line, answer: Answer) -> bool:
    """Whether an answer tells why a command exits 1 on a ledger without errors.

    A register that differs is told in too many ways to be looked for here.
    """
    if line[0] == "diff":  # the ledger as it was committed cannot be read
        return "error" in answer.err
    return "--against" in line or "json" not in line or '"contradicted"' in answer.out


def _is_not_known(line: Line, answer: Answer) -> bool:
    """Whether a figure alone was asked for, and the answer is that it is not known."""
    return "value" in line and not answer.out and "is not known" in answer.err


def _wrong_code(line: Line, answer: Answer, first: Answer) -> Iterator[Fault]:
    """Yield an exit code that the findings do not bear out."""
    if first.code == 2 or answer.code == 2 or not first.out:
        return
    try:
        findings = json.loads(first.out)["findings"]
    except ValueError:
        return  # which is a fault of the first line's
    errors = [each for each in findings if each["severity"] == "error"]
    expected = 1 if errors or _is_not_known(line, answer) else 0
    if (line == FIRST or line[0] in _COUNTED) and answer.code != expected:
        detail = f"{len(errors)} errors, exit code {answer.code}\n{answer.out}\n{answer.err}"
        yield Fault("wrong exit code", line, str(answer.code), detail)
    is_unfounded = answer.code == 1 and not errors and not _bears_out(line, answer)
    if line[0] in _MAY_DIFFER and is_unfounded:
        yield Fault("exit code 1 without a reason", line, "", answer.out + answer.err)
    if line == FIRST and not all(each["message"] and each["location"]["file"] for each in findings):
        yield Fault("a finding without place or message", line, "", answer.out)
