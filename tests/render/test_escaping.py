"""Text from files cannot tell a terminal, a spreadsheet or a page what to do."""

import pytest

from tidlig.render.escaping import (
    for_annotation,
    for_annotation_property,
    for_csv,
    for_line,
    for_markdown,
    for_sarif,
    for_terminal,
)


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a ##[error]b", r"a #\x23[error]b"),
        ("###[error]", r"##\x23[error]"),
        ("##vso[task]", r"#\x23vso[task]"),
        ("##teamcity[x]", r"#\x23teamcity[x]"),
        ("## [a] #[b] ##c", "## [a] #[b] ##c"),
        ("a\udcff\ufffe", r"a\udcff\ufffe"),
    ],
)
def test_commands_reach_no_ci(text: str, shown: str) -> None:
    assert for_terminal(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::a", r"\x3a:error::a"),
        (" ::error::a", r" \x3a:error::a"),
        ("a::b", "a::b"),
        (":a", ":a"),
    ],
)
def test_no_line_begins_like_a_command(text: str, shown: str) -> None:
    assert for_line(text) == shown


def test_an_annotation_is_one_line() -> None:
    assert for_annotation("a\nb", "50%", "::c:,") == r"a\nb%0A50%25%0A::c:,"
    assert for_annotation_property("a:b,c%\r") == r"a%3Ab%2Cc%25\r"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("write { 2015 = 1 }", "write { 2015 = 1 }"),
        ("{0} {{1}}", "{{0}} {{{{1}}}}"),
        ("[x](javascript:a)", r"[x\](javascript:a)"),
        ("[x] (a)", "[x] (a)"),
    ],
)
def test_sarif_is_given_no_links_and_no_placeholders(text: str, shown: str) -> None:
    assert for_sarif(text) == shown


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_text_that_begins_like_a_formula_is_a_text_to_a_spreadsheet(text: str) -> None:
    assert for_csv(text) == f"'{text}"


def test_a_plain_name_stays_as_it_is_in_a_spreadsheet() -> None:
    assert for_csv("Odense - Kommune") == "Odense - Kommune"


def test_markdown_and_html_in_a_name_are_shown_as_written() -> None:
    assert for_markdown("<b>*a*|b</b> & `c`") == r"\<b\>\*a\*\|b\</b\> &amp; \`c\`"
