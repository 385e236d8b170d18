"""Tests of harness.promises."""

import pytest

from harness.promises import Malformed, Promise, listed, promised


def test_a_promise_at_the_end_of_a_line_is_about_that_line() -> None:
    text = 'a = 1\namount = "1 kr."  # error: [negative-amount]\n'
    assert list(promised("x.toml", text)) == [Promise("x.toml", 2, "error", "negative-amount")]


def test_a_promise_on_its_own_line_applies_to_the_next() -> None:
    text = "# warning: [outside-years]\nyear = 2013\n"
    assert list(promised("x.toml", text)) == [Promise("x.toml", 2, "warning", "outside-years")]


def test_a_promise_above_other_comments_and_blank_lines_applies_past_them() -> None:
    text = "# error: [a]\n# why this is so\n\n  # error: [b]\nx = 1 # error: [c]\ny = 2\n"
    assert [(promise.line, promise.check) for promise in promised("x.toml", text)] == [
        (5, "a"),
        (5, "b"),
        (5, "c"),
    ]


@pytest.mark.parametrize("between", [" ", ", ", " # "])
def test_several_promises_may_stand_on_one_line(between: str) -> None:
    text = f'x = 1  # error: [a] "1 kr."{between}warning: [b]\n'
    assert list(promised("x.toml", text)) == [
        Promise("x.toml", 1, "error", "a", "1 kr."),
        Promise("x.toml", 1, "warning", "b"),
    ]


def test_quotation_marks_in_a_promised_text_are_escaped() -> None:
    text = 'x = 1  # error: [a] "pool \\"p\\" is short"\n'
    assert next(promised("x.toml", text)).text == 'pool "p" is short'


def test_other_comments_promise_nothing() -> None:
    assert not list(promised("x.toml", "# what an error is\nx = 1  # no errors: none\n"))


@pytest.mark.parametrize(
    "comment",
    [
        "# error: awards-exceed-pool",
        "# error: [Awards]",
        '# error: [a] because "1 kr."',
        "# error:",
    ],
)
def test_what_only_looks_like_a_promise_is_refused(comment: str) -> None:
    with pytest.raises(Malformed, match="not a promise"):
        list(promised("x.toml", f"x = 1 {comment}\n"))


def test_a_promise_with_no_line_after_it_is_refused() -> None:
    with pytest.raises(Malformed, match="no line follows"):
        list(promised("x.toml", "x = 1\n# error: [a]\n"))


def test_a_list_promises_findings_with_and_without_lines_and_files() -> None:
    text = """\
        programs.toml:3: error[toml-syntax] "not closed"

        missing.toml: error[unreadable-file]
        warning[missing-source]
    """
    assert list(listed(text)) == [
        Promise("programs.toml", 3, "error", "toml-syntax", "not closed"),
        Promise("missing.toml", None, "error", "unreadable-file"),
        Promise("", None, "warning", "missing-source"),
    ]


def test_a_line_of_a_list_that_is_no_finding_is_refused() -> None:
    with pytest.raises(Malformed, match="not a finding"):
        list(listed("programs.toml:3: toml-syntax"))
