"""There is a word in both languages for everything that a report may have to name."""

import pytest

from tidlig.model.kinds import ALL_KINDS, KINDS
from tidlig.render.style import label


@pytest.mark.parametrize("kind", [*KINDS, "strand"])
def test_every_kind_of_entry_has_its_word(kind: str) -> None:
    assert label(kind, "da")
    assert label(kind, "en")


@pytest.mark.parametrize("kind", [*KINDS, "strand", "payee"])
def test_what_hangs_on_an_entry_has_a_word_for_all_of_its_kind(kind: str) -> None:
    assert label(f"every {kind}", "da")
    assert label(f"every {kind}", "en")


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_columns_and_kinds_of_entry_have_the_same_words(kind: str) -> None:
    words = ALL_KINDS[kind].described.words
    assert (label(kind, "da"), label(kind, "en")) == (words.danish, words.english)
