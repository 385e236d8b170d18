"""The cases of a page of literate tests: one sentence, one whole ledger, and what it promises."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from harness.markdown import Block, Section, sections
from harness.promises import Malformed, Promise, listed, promised

PROGRAMS = "programs.toml"
"""The file that a block of TOML is when it does not say."""

CASE = 2
"""The level of the headings that begin a case."""


@dataclass(frozen=True, slots=True)
class Case:
    """A ledger under a heading, with the findings it must have and the transcripts run on it."""

    name: str
    line: int
    files: Mapping[str, str]
    promises: tuple[Promise, ...]
    transcripts: tuple[Block, ...] = ()


def cases(page: str) -> tuple[Case, ...]:
    """The cases of a page: its sections of the second level. Those above only introduce them."""
    found = sections(page)
    if any(section.blocks for section in found if section.level < CASE):
        raise Malformed("a block stands before the first case (## A sentence)")
    return tuple(case(section) for section in found if section.level == CASE)


def case(section: Section) -> Case:
    """The case that a section is."""
    files = files_in(section.blocks)
    if not files:
        raise Malformed(f'"{section.title}" has no ledger')
    promises = (*_in_files(files), *_in_blocks(section.blocks))
    transcripts = tuple(block for block in section.blocks if block.language == "console")
    return Case(section.title, section.line, files, promises, transcripts)


def files_in(blocks: tuple[Block, ...]) -> dict[str, str]:
    """The files that blocks are, by their paths; a path may stand once."""
    files: dict[str, str] = {}
    for path, text in filter(None, map(file_in, blocks)):
        if path in files:
            raise Malformed(f"two blocks are {path}")
        files[path] = text
    return files


def file_in(block: Block) -> tuple[str, str] | None:
    """The path and text of the file that a block is, if it is one.

    A block of TOML is a file, `programs.toml` unless it names another; so is any block with a path.
    """
    if block.language in {"console", "findings"}:
        return None
    path = block.argument or (PROGRAMS if block.language == "toml" else "")
    return (path, block.text) if path else None


def _in_files(files: Mapping[str, str]) -> Iterator[Promise]:
    for path, text in files.items():
        if path.endswith(".toml"):
            yield from promised(path, text)


def _in_blocks(blocks: tuple[Block, ...]) -> Iterator[Promise]:
    for block in blocks:
        if block.language == "findings":
            yield from listed(block.text)
