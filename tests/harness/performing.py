"""Does what a section of a literate test says: checks its ledger, plays its transcripts."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from harness.cases import Case, cases, file_in
from harness.findings import difference, findings
from harness.markdown import Block, Section, sections
from harness.playing import Place, Replay, played
from harness.running import ROOT, environment, run, workshop, write

Settle = Callable[[Replay], None]
"""Takes a transcript that was played: to hold it against its page, or to rewrite the page."""

Task = tuple[str, int, Callable[[Settle], None]]
"""A sentence, its line in its page, and what to do for it."""


class Disagreement(Exception):
    """A ledger or a command does something else than its page says."""


def case_tasks(page: Path) -> Iterator[Task]:
    """The cases of a page about a check."""
    for case in cases(page.read_text("utf-8")):
        yield case.name, case.line, partial(_check, case)


def transcript_tasks(page: Path) -> Iterator[Task]:
    """The sections of a page that have transcripts."""
    for section in sections(page.read_text("utf-8")):
        if any(block.language == "console" for block in section.blocks):
            name = section.title or page.stem
            yield name, section.line, partial(_follow, section)


def _check(case: Case, settle: Settle) -> None:
    with workshop() as (ledger, memory):
        write(ledger, case.files)
        command = ("check", "--format", "json")
        result = run(*command, folder=ledger, environment=environment(memory))
        wrong = difference(case.promises, findings(result))
        if wrong:
            raise Disagreement(wrong)
        _play(case.transcripts, Place(ledger, memory), settle)


def _follow(section: Section, settle: Settle) -> None:
    """Follow a section in its own ledger, or where it has none in the repository."""
    with workshop() as (ledger, memory):
        own = any(map(file_in, section.blocks))
        _play(section.blocks, Place(ledger if own else ROOT, memory, own), settle)


def _play(blocks: tuple[Block, ...], place: Place, settle: Settle) -> None:
    """Take the blocks in order: files are written where the ledger is, transcripts played."""
    ledger = place.folder
    for block in blocks:
        file = file_in(block)
        if file and place.own:
            write(ledger, dict([file]))
        elif block.language == "console":
            settle(played(block, place))
