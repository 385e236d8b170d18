"""Tests of the limits of tidlig.source.toml: no text gets past it that the parser would die of."""

import subprocess
import sys

import pytest

from tidlig.source.toml import DEEPEST, Unparsed, document, too_deep_at

MANY = 20_000
"""So deep the parser recurses to its death, several times over."""


@pytest.mark.parametrize(("opening", "closing"), ["[]", ("{a=", "}"), ("{a=[", "]}")])
def test_brackets_may_be_nested_so_deep_and_one_deeper_is_told_where(
    opening: str, closing: str
) -> None:
    times = DEEPEST // sum(opening.count(bracket) for bracket in "[{")
    text = f"a = {opening * times}0{closing * times}"
    assert too_deep_at(text) is None
    document(text.encode())
    deeper = f"a = {opening * times}[0]{closing * times}"
    assert too_deep_at(deeper) == 4 + len(opening) * times


@pytest.mark.parametrize(
    "line",
    ['a = "[[{{"', "a = '[[{{'", "# [[{{", 'a = """\n[[{{"""', "a = '''[[{{\n'''", 'a = "\\"[{"'],
)
def test_brackets_in_texts_and_comments_are_letters(line: str) -> None:
    assert too_deep_at(f"{line}\n" * DEEPEST) is None


@pytest.mark.parametrize(
    "line",
    [
        "[a.b]",
        "[[a]]",
        "a = { b = 1 }",
        "a = [1, 2]",
        "a = [[1], { b = [2] }]",
        '["a [b]"]',
        "a = []",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_brackets_that_are_closed_do_not_add_up(line: str, end: str) -> None:
    assert too_deep_at(f"{line}{end}" * DEEPEST * 2) is None


def test_brackets_that_are_never_closed_add_up() -> None:
    assert too_deep_at("a = [\n" * (DEEPEST + 1)) == len("a = [\n") * DEEPEST + 4


# fmt: off
HOSTILE = [
    "a = " + "[" * MANY,
    "a = " + "{a=" * MANY,
    "a = " + "{#}\n a = " * MANY,  # what closes is within a comment
    "a = " + '{a="b"#}\n a = ' * MANY,
    "a = " + '{ b = 1" # "}\n c = ' * MANY,
    "a = " + "[}" * MANY,  # closed by the other bracket
    "a = " + "{a=[}" * MANY,
    "a = [\n" + "1'[ a = 'x\n" * MANY,  # a quote within a word begins no text
    "a = [\n" + '1"[ a = "x\n' * MANY,
    "a = [\n" + '"\\\n["\\\n' * MANY,  # a backslash does not hide the end of a line
    "a = [# '''\r[" + "['''\r[" * MANY,  # a comment ends at a carriage return
    'a = ["""a""""" , ' + "[" * MANY,  # a text may end in five quotation marks
    'a = ["""a"""""" ,\n' + "[" * MANY,
    "\ufeff\ufeff''' ''' = " + "[" * MANY,
    "[a\n" * MANY + "b = " + "[" * MANY,
]
"""Each of these kills the parser that reads it unmeasured."""
# fmt: on


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_refused_and_nobody_dies(text: str) -> None:
    read = "import sys\nfrom tidlig.source.toml import *\n"
    read += "try: document(sys.stdin.buffer.read())\nexcept Unparsed: print('refused')\n"
    done = subprocess.run(
        [sys.executable, "-c", read], input=text.encode(), capture_output=True, check=False
    )
    assert (done.returncode, done.stdout.split()) == (0, [b"refused"]), done.stderr


def test_the_place_is_that_of_the_bracket() -> None:
    with pytest.raises(Unparsed) as refused:
        document(b"a = 1\nb = " + b"[" * 100)
    assert refused.value.span[:2] == (2, 5 + DEEPEST)
