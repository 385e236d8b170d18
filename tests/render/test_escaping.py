"""Text from files cannot tell a terminal, a spreadsheet or a page what to do."""

import pytest

from tidlig.render.escaping import for_csv, for_markdown, for_terminal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ærø & Ålborg", "Ærø & Ålborg"),
        ("a\x1b[2Jb", r"a\x1b[2Jb"),
        ("a\x07\x00\x7f", r"a\x07\x00\x7f"),
        ("a\nb\r\nc", r"a\nb\r\nc"),
        ("a\u202eb\u2028", r"a\u202eb\u2028"),
        ("a\x9bb", r"a\x9bb"),
        ("a\tb", "a    b"),
    ],
)
def test_control_characters_reach_no_terminal(text: str, shown: str) -> None:
    assert for_terminal(text) == shown


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_text_that_begins_like_a_formula_is_a_text_to_a_spreadsheet(text: str) -> None:
    assert for_csv(text) == f"'{text}"


def test_a_plain_name_stays_as_it_is_in_a_spreadsheet() -> None:
    assert for_csv("Odense - Kommune") == "Odense - Kommune"


def test_markdown_and_html_in_a_name_are_shown_as_written() -> None:
    assert for_markdown("<b>*a*|b</b> & `c`") == r"\<b\>\*a\*\|b\</b\> &amp; \`c\`"
