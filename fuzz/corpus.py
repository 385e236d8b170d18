"""What is mutated: the ledgers and registers of the project's own tests, docs and data."""

from __future__ import annotations

import inspect
import random
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bench.generating import write as write_made
from fuzz import ROOT
from fuzz.archives import members, packed
from fuzz.inputs import Register
from harness.cases import PROGRAMS, cases, files_in
from harness.documentation import documentation
from harness.markdown import Section, sections
from harness.promises import Malformed
from harness.transcripts import command, steps
from registers.books import as_toml, book, with_doubts
from registers.damages import Export
from registers.files import OPTION, danish, plain, workbook
from tidlig.checks import CHECKS

MADE = ((12, 5), (60, 20))
"""Awards of made-up ledgers, and how many are in each file."""


class Example(NamedTuple):
    """A ledger that tidlig reads, and registers that it has been held against."""

    name: str
    files: Mapping[str, bytes]
    registers: tuple[Register, ...] = ()


@cache
def examples() -> tuple[Example, ...]:
    """All ledgers that there are, always in the same order."""
    small = (*_of_checks(), *_of_documentation(), *_of_transcripts(), *_of_registers())
    return (*small, *_of_data(), *_made())


@cache
def with_registers() -> tuple[Example, ...]:
    """Those examples that have a register."""
    return tuple(example for example in examples() if example.registers)


def _of_checks() -> Iterator[Example]:
    for page in sorted((ROOT / "tests" / "checks").glob("*.md")):
        for case in cases(page.read_text("utf-8")):
            yield Example(f"{page.stem}: {case.name}", _encoded(case.files))


def _of_documentation() -> Iterator[Example]:
    for check in CHECKS:
        told = documentation(inspect.cleandoc(check.documentation))
        yield Example(f"{check.name}, example", _encoded(told.example))
        yield Example(f"{check.name}, instead", _encoded(told.use_instead))


def _of_transcripts() -> Iterator[Example]:
    for page in (*sorted((ROOT / "tests" / "cli").glob("*.md")), ROOT / "docs" / "registers.md"):
        for section in sections(page.read_text("utf-8")):
            files = _files(section)
            if PROGRAMS in files:
                kept = {name: files[name] for name in files if not name.endswith(".csv")}
                registers = tuple(_registers(section, files))
                yield Example(f"{page.stem}: {section.title}", kept, registers)


def _files(section: Section) -> dict[str, bytes]:
    try:
        return _encoded(files_in(section.blocks))
    except Malformed:  # a block that comes again changes its file
        return {}


def _registers(section: Section, files: Mapping[str, bytes]) -> Iterator[Register]:
    """Yield the registers of a section, each with the options that a transcript reads it with."""
    for block in section.blocks:
        for step in steps(block.text) if block.language == "console" else ():
            words = list(command(step).arguments)
            if "--against" in words and (name := _after(words, "--against")) in files:
                _after(words, "--format")
                _after(words, "-o")
                yield Register(name, files[name], tuple(words[1:]))


def _after(words: list[str], option: str) -> str:
    """Take an option with its value out of a line, and return the value, if it is there."""
    if option not in words[:-1]:
        return ""
    at = words.index(option)
    _, value = words[at], words[at + 1]
    del words[at : at + 2]
    return value


def _of_registers() -> Iterator[Example]:
    """Yield a made-up ledger with registers as other systems write them."""
    made = with_doubts(book(random.Random(1), awards=40, payments=60))
    used = {line.recipient for line in made.awards}
    for unused in set(made.names) - used:
        del made.names[unused]
    files = _encoded(as_toml(made))
    for kind in ("award", "payment"):
        export = Export(made, kind, random.Random(2))
        rows = [row for some in export.rows.values() for row in some]
        options = ("--kind", kind, "--columns", OPTION)
        for name, data in (
            ("register.csv", danish(rows)), ("plain.csv", plain(rows)),
            ("register.xlsx", packed(members(workbook(rows)))),
        ):  # fmt: skip
            yield Example(f"{name} of {kind}s", files, (Register(name, data, options),))


def _of_data() -> Iterator[Example]:
    folder = ROOT / "data"
    paths = sorted(folder.rglob("*.toml"))
    yield Example(
        "data", {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    )


def _made() -> Iterator[Example]:
    for awards, per_file in MADE:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_made(folder, awards, per_file)
            paths = sorted(folder.rglob("*.toml"))
            files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        yield Example(f"{awards} awards made up", files)


def _encoded(files: Mapping[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in files.items()}
