"""Text from files cannot tell a terminal, a spreadsheet or a page what to do."""

import pytest

from tidlig.render.escaping import (
    for_annotation,
    for_annotation_property,
    for_csv,
    for_html,
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
        ("a\u00ad\U000e0041\u3164b", r"a\xad\U000e0041\u3164b"),
        ("1\u00a0000 kr. ❤\ufe0f 𝔸", "1\u00a0000 kr. ❤\ufe0f 𝔸"),
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
        ("wrapped here ::error::a", r"wrapped here \x3a:error::a"),
        ("a::b", "a::b"),
        (":a", ":a"),
    ],
)
def test_no_line_begins_like_a_command_wherever_it_is_wrapped(text: str, shown: str) -> None:
    assert for_terminal(text) == shown
    assert for_csv(text) == shown


def test_an_annotation_is_one_line() -> None:
    assert for_annotation("a\nb", "50%", "::c:,") == r"a\nb%0A50%25%0A\x3a:c:,"
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


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1", "\uff201", ' "=1'])
def test_a_text_that_begins_like_a_formula_is_a_text_to_a_spreadsheet(text: str) -> None:
    assert for_csv(text) == f"'{text}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a;=HYPERLINK()", "a;'=HYPERLINK()"),
        ("a,@SUM(A1)", "a,'@SUM(A1)"),
        ("a\t-1", "a\t'-1"),
        ('a|"=1', "a|'\"=1"),
        ('x";"=1', 'x";\'"=1'),
        ("a;\uff0b1", "a;'\uff0b1"),
    ],
)
def test_it_is_one_whatever_its_cells_are_parted_at(text: str, shown: str) -> None:
    assert for_csv(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("##vso[task]", r"#\x23vso[task]"),
        ("a ##[error]b", r"a #\x23[error]b"),
        ("##teamcity[x]", r"#\x23teamcity[x]"),
        ("a\u00adb\x1bc", r"a\xadb\x1bc"),
    ],
)
def test_commands_and_controls_reach_no_spreadsheet(text: str, shown: str) -> None:
    assert for_csv(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@org/team", "@&#8203;org/team"),
        ("#1 !2 $3 &4", r"\#&#8203;1 !&#8203;2 \$&#8203;3 &amp;&#8203;4"),
        ("GH-1 gh-2", "GH&#8203;-1 gh&#8203;-2"),
        ("~bug %v1", r"\~&#8203;bug %&#8203;v1"),
        ("[issue:1]", r"\[&#8203;issue:1\]"),
        ("https://x.dk", "https:&#8203;//x.dk"),
        ("HTTP://x.dk WWW.x.dk", "HTTP:&#8203;//x.dk WWW&#8203;.x.dk"),
        ("mailto:x", "mailto&#8203;:x"),
        ("1f3772c HEAD~1", r"`1f3772c` HEAD\~1"),
        ("(deadbeef)", "(`deadbeef`)"),
        (
            "12345678 1234567 facade 96,5 % R&D # 1 a @ b",
            r"12345678 1234567 facade 96,5 % R&amp;D \# 1 a @ b",
        ),
    ],
)
def test_markdown_notifies_nobody_and_links_nothing(text: str, shown: str) -> None:
    assert for_markdown(text) == shown


def test_a_plain_name_stays_as_it_is_in_a_spreadsheet() -> None:
    assert for_csv("Odense - Kommune") == "Odense - Kommune"


def test_markdown_and_html_in_a_name_are_shown_as_written() -> None:
    assert for_markdown("<b>*a*|b</b> & `c`") == r"\<b\>\*a\*\|b\</b\> &amp; \`c\`"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ærø & Ålborg", "Ærø &amp; Ålborg"),
        ("<b a='1' c=\"2\">", "&lt;b a=&#x27;1&#x27; c=&quot;2&quot;&gt;"),
        ("</script>", "&lt;/script&gt;"),
        ("a\x00\x1b\ufffe", r"a\x00\x1b\ufffe"),
        ("010203-1234", "******-****"),
    ],
)
def test_no_text_is_markup(text: str, shown: str) -> None:
    assert for_html(text) == shown
