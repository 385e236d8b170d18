"""Every word over a column and every sentence is of a catalogue, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from conftest import Tidlig
from harness.running import ROOT
from tidlig.render import style
from tidlig.render.sentences import SENTENCES

Written = Callable[..., str]
TODAY = {"TIDLIG_TODAY": "2026-11-27"}
LANGUAGES = ("da", "en")
FORMATS = ("table", "md")
"""The formats for people; those that have words in files of their own join them here."""

CATALOGUES: tuple[dict[str, tuple[str, str]], ...] = (SENTENCES, vars(style)["_WORDS"])
"""The words of all reports, and those of lines; 33 keys have the same words in both."""

CHANGED: dict[str, tuple[str, str]] = {
    "balance --columns used,remaining": ("used", "balance of"),
    "log forebyggelsespakken": ("log: budget after", "log: movements of"),
    "pools": ("pools: pool's frame", "pools: rounds and pools"),
    "awards": ("key date", "list: title"),
    "list outturn": ("key year", "list: title"),
    "reconcile --statements": ("reconcile verdict", "reconciliation of"),
    "history forebyggelsespakken": ("change", "history of"),
}
"""A word over a column, and a sentence, of each report."""

MARK = "¤"
"""A sign that no word of the catalogue has."""


@pytest.fixture
def written(tidlig: Tidlig) -> Written:
    """A report of the real programmes."""

    def report(line: str, *options: str) -> str:
        done = tidlig(*line.split(), *options, cwd=ROOT, env={**TODAY, "COLUMNS": "200"})
        assert done.code == 0, done.err
        return done.out

    return report


def changed(text: str) -> str:
    """Another text with the same placeholders."""
    return f"{MARK}{text}"


@pytest.mark.parametrize("line", CHANGED)
def test_a_word_and_a_sentence_that_are_changed_once_are_changed_everywhere(
    line: str, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in CHANGED[line]:
        danish, english = SENTENCES[key]
        for catalogue in CATALOGUES:
            if catalogue.get(key) == (danish, english):
                monkeypatch.setitem(catalogue, key, (changed(danish), changed(english)))
    for number, language in enumerate(LANGUAGES):
        for format in FORMATS:
            text = written(line, "--lang", language, "--format", format)
            for key in CHANGED[line]:
                begins = re.split(r"[ {]", SENTENCES[key][number], maxsplit=1)[0]
                assert begins in text, (key, language, format)


REPORTS = (
    "balance", "balance --by strand", "balance --by year", "balance --by tag", "balance --detail",
    "balance --by pool", "balance --by recipient", "log", "log forebyggelsespakken --detail",
    "pools", "awards", "list pool", "list statement", "list program", "list source",
    "list reprioritisation", "reconcile", "reconcile --detail", "reconcile --bridge",
    "history forebyggelsespakken", "show forebyggelsespakken", "show runde-1",
)  # fmt: skip


def headings(markdown: str) -> Iterator[str]:
    """The words over columns: in the line above the one that says which side they stand on."""
    lines = markdown.split("\n")
    for above, line in pairwise(lines):
        if re.fullmatch(r"\|( :?-+:? \|)+", line):
            yield from (cell.strip() for cell in above.strip("|").split("|"))


@pytest.mark.long
@pytest.mark.parametrize("line", REPORTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_over_a_column_is_of_the_catalogue(
    line: str, language: str, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    for catalogue in CATALOGUES:
        for key, texts in list(catalogue.items()):
            monkeypatch.setitem(catalogue, key, tuple(map(changed, texts)))
    found = list(headings(written(line, "--lang", language, "--format", "md")))
    years = re.compile(r"[0-9 -]*")
    assert found
    assert [text for text in found if MARK not in text and not years.fullmatch(text)] == []
