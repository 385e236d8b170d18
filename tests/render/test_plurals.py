"""Nothing is said of "1 entries": what is said of several has a sentence for one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tidlig.render.report_words import REPORT_WORDS
from tidlig.render.sentences import SENTENCES, sentence
from tidlig.render.style import Language

MESSAGES = Path(__file__).parents[2] / "docs" / "messages.md"

ALIKE = frozenset(
    {
        "accepteret", "af", "and", "as", "bliver", "cannot", "contradicted", "for", "fra", "from",
        "i", "in", "kan", "med", "more", "of", "og", "stemmer", "til", "tilsagn", "with",
        "which", "som", "fejl", "added", "removed", "changed", "renamed", "moved", "fixed",
        "rettet", "tilføjet", "fjernet", "ændret", "omdøbt", "flyttet", "unchanged", "new",
    }
)  # fmt: skip
"""Words behind a number that are the same of one and of several."""

LANGUAGES: tuple[Language, ...] = ("da", "en")
COUNT = re.compile(r"\{(?:number|whole)\} (?:senere |later )?([a-zæøå]+)")


def words_of_several(text: str) -> list[str]:
    return [word for word in COUNT.findall(text) if word not in ALIKE]


SEVERAL = [
    key
    for key, texts in SENTENCES.items()
    if " one " not in key and any(map(words_of_several, texts))
]


def test_there_are_sentences_of_several() -> None:
    assert {"added entries", "balance of", "later entries"} <= set(SEVERAL)
    assert set(REPORT_WORDS) & set(SEVERAL)


@pytest.mark.parametrize("key", SEVERAL)
def test_what_is_said_of_several_has_a_sentence_of_one(key: str) -> None:
    values = dict.fromkeys(re.findall(r"\{(\w+)\}", "".join(SENTENCES[key])), 1)
    several = {name: 2 if name in ("number", "whole") else value for name, value in values.items()}
    for language in LANGUAGES:
        of_one = sentence(key, language, **values)
        of_two = sentence(key, language, **several)
        text = SENTENCES[key][LANGUAGES.index(language)]
        for word in words_of_several(text):
            assert not re.search(rf"1 (senere |later )?{word}\b", of_one)
            assert re.search(rf"2 (senere |later )?{word}\b", of_two)


ALWAYS_SEVERAL = (
    "the workbook has {number} sheets: {sheets}",
    '{number} sheets are called "{asked}"',
    "{number} references may lead into what cannot be read, first this",
    "{number} things are wrong in this table",
    '{fact}, under "{heading}" (and {number} more cells: {cells})',
    "{number} cells",
    "{number} accounts of the files are not in the ledger and left out; --account takes them too",
    "{cells} and {number} others",
    "and {number} more {kind}s",
    "and {number} more times as much",
    "{what} holds {number} times what may be {one}, first: {value}",
)
"""Messages of several that have another for one, or are of more than one alone."""


def test_messages_of_several_are_known() -> None:
    text = MESSAGES.read_text("utf-8")
    sentences = re.findall(r"^- `(.*)`$", text, re.MULTILINE)
    counted = re.compile(r"\{(number|more|count|left_out)\} (more )?([a-z]+s|\{kind\}s)\b")
    several = set(filter(counted.search, sentences))
    assert several == set(ALWAYS_SEVERAL)
