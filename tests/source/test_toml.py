"""Tests of tidlig.source.toml: held against the parser of the standard library, and the limits."""

import gc
import tomllib
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from harness.running import ROOT
from tidlig.model.messages import sentence
from tidlig.source.files import LARGEST_FILE
from tidlig.source.toml import Unparsed, WrittenFloat, document

# fmt: off
GOOD = [
    "", "\n", "# æøå\n", "a = 1", "a = 1\r\nb = 2\r\n", "\ta\t=\t1\t", '"" = 1', "'a b' = 1",
    '"\\u00e6.b" = 1', "a.b.c = 1\na.d = 2", "1.2 = 3", "a-_1 = 1", "[a]\n[a.b]\n[c.d]\n[c]",
    "[[a]]\nb = 1\n[[a]]\n[a.c]\nd = 1", "a = {}", "a = { b = 1, c.d = 2 }", "a = [\n1, # x\n2,\n]",
    "a = [[], [1, 'x'], { b = 1 }]", "a = +0\nb = -0\nc = 1_000", "a = 0xFF\nb = 0o17\nc = 0b11",
    "a = 1.50\nb = -1e5\nc = 1_0.0_1", "a = nan\nb = -inf\nc = +inf", "a = true\nb = false",
    'a = "\\b\\t\\n\\f\\r\\"\\\\\\u00e6\\U0001F600"', "a = 'C:\\x'", 'a = """\nx\\\n   y"z"""',
    "a = '''\n'x''''", 'a = """""""" # eight',
    "a = 2015-02-26\nb = 07:32:00\nc = 2015-02-26 07:32:00", "a = 123456789012345678901234567890",
    "a = 2015-02-26T07:32:00.5Z\nb = 2015-02-26T07:32:00+01:00",
    'a = "\ufeff"', "a = 'tab\there'", "[a]\nb.c = 1\nb.d.e = 2", "a = 1 # no \" end '",
]
BAD = [
    "a", "a =", "= 1", "a = 1 b = 2", "a == 1", "a = 1\na = 2", "[a]\n[a]", "a.b = 1\na = 2",
    "a = {}\n[a.b]", "a = []\n[[a]]", "[[a]]\n[a]", "[a]\nb.c = 1\n[a.b]", "[a", "[a b]", "[a]]",
    "[[a]", "[]", "[a..b]", "[a.]", "a. = 1", "æ = 1", "a b = 1", "a = 'x", 'a = "x', 'a = """x',
    "a = '''x", 'a = "\\e"', 'a = "\\x41"', 'a = "\\ud800"', 'a = "\\U00110000"', 'a = "\x00"',
    "a = 1 # \x7f", "a = 1\r", "a = 'x\n'", "a = [1", "a = [1 2]", "a = [1,,2]", "a = { b = 1, }",
    "a = {\nb = 1 }", "a = { b = 1 c = 2 }", "a = 007", "a = 1__0", "a = _1", "a = 1_", "a = .5",
    "a = 5.", "a = 1.e1", "a = 1,5", "a = 1.250.000", "a = 0xG", "a = -0x1", "a = 0X1", "a = True",
    "a = INF", "a = x", "a = 2015-02-30", "a = 2015-2-26", "a = 07:32", "a = 24:00:00",
    "a = 2015-02-26T07:32", "a = 0000-01-01", "a = 2015-01-01T00:00:60Z",
    "a = {b=}", "a = {b=,c=1}", "a = {,}", "a = [,]", "a = [b = 1]", "{a = 1}",
    "\ufeff\ufeffa = 1",
]
# fmt: on

LEDGER = [path.read_text("utf-8") for path in sorted((ROOT / "data").rglob("*.toml"))]
PIECES = [*"[]{}\"'#\n\\=,. 12_-+:ae\t\x00", '"""', "'''", "\r\n", "[[", "[a]\n", "nan", "1e5", "æ"]


def by_the_standard_library(text: str) -> dict[str, Any] | None:
    """The tables of a text as tomllib reads them; nothing where it refuses the text."""
    try:
        return tomllib.loads(text, parse_float=WrittenFloat)
    except ValueError:
        return None


def by_us(text: str) -> dict[str, Any] | None:
    try:
        return document(text.encode())
    except Unparsed:
        return None


@pytest.mark.parametrize("text", GOOD)
def test_what_is_toml_has_the_values_that_the_standard_library_reads(text: str) -> None:
    expected = by_the_standard_library(text)
    assert expected is not None
    assert by_us(text) == expected


@pytest.mark.parametrize("text", BAD)
def test_what_is_not_toml_is_refused_as_the_standard_library_does(text: str) -> None:
    assert by_the_standard_library(text) is None
    assert by_us(text) is None


@pytest.mark.parametrize("text", LEDGER)
def test_a_real_ledger_is_read_as_the_standard_library_does(text: str) -> None:
    assert by_us(text) == by_the_standard_library(text)


@given(st.data())
def test_a_ledger_with_pieces_lost_and_put_in_is_taken_or_refused_alike(
    data: st.DataObject,
) -> None:
    lines = data.draw(st.sampled_from(LEDGER)).splitlines(keepends=True)
    start = data.draw(st.integers(0, len(lines) - 1))
    text = "".join(lines[start : start + 8])
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        lost = data.draw(st.integers(0, 4))
        text = text[:at] + data.draw(st.sampled_from(["", *PIECES])) + text[at + lost :]
    assert by_us(text) == by_the_standard_library(text)


values = st.recursive(
    st.booleans() | st.integers() | st.text() | st.dates() | st.datetimes() | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), values, max_size=4))
def test_what_was_written_is_read_again(tables: dict[str, Any]) -> None:
    assert document(tomli_w.dumps(tables).encode()) == tables


def test_a_number_with_decimals_stays_as_it_was_written() -> None:
    assert document(b"a = 1.500\nb = -1_0.5e+3") == {
        "a": WrittenFloat("1.500"),
        "b": WrittenFloat("-1_0.5e+3"),
    }


def refused(data: bytes) -> Unparsed:
    with pytest.raises(Unparsed) as refusal:
        document(data)
    return refusal.value


def test_a_byte_order_mark_is_no_text() -> None:
    assert document(b"\xef\xbb\xbfa = 1") == {"a": 1}


@pytest.mark.parametrize(
    ("data", "message", "place"),
    [
        (b"a = 1\nb = '\xe6'\n", "byte 0xE6 (it may be in Windows-1252)", (2, 6)),
        ("æ\nø".encode("cp1252"), "byte 0xE6 (it may be in Windows-1252)", (1, 1)),
        (b"\xef\xbb\xbfa = '\xff'", "byte 0xFF (it may be in Windows-1252)", (1, 6)),
        ("[a]".encode("utf-16"), "(it may be in UTF-16)", (1, 1)),
    ],
)
def test_a_file_in_another_encoding_is_refused(
    data: bytes, message: str, place: tuple[int, int]
) -> None:
    fault = refused(data)
    assert message in sentence(fault.message)
    assert fault.span[:2] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = 1\nb = x\n", (2, 5)),
        ('note = "æøå" x\n', (1, 14)),
        ("\ufeffa = x", (1, 5)),
        ("a = 1\r\nb = x\r\n", (2, 5)),
        ("a = 1\na = 2\n", (2, 1)),
        ("[a]\n[b]\n[a]\n", (3, 2)),
    ],
)
def test_the_place_of_a_fault_counts_characters_from_1(text: str, place: tuple[int, int]) -> None:
    assert refused(text.encode()).span[:2] == place


def test_a_file_of_the_largest_size_is_read_and_no_larger() -> None:
    most = b"#" * LARGEST_FILE
    assert document(most) == {}
    assert sentence(refused(most + b"#").message).endswith("is not read")


def test_a_number_has_a_thousand_digits_at_most_or_thereabouts() -> None:
    assert document(b"a = " + b"1" * 900) == {"a": int("1" * 900)}
    fault = refused(b"b = 1\na = -" + b"1" * 2_000)
    assert sentence(fault.message) == "the number has more digits than can be read"
    assert fault.span[:2] == (2, 6)


@pytest.mark.parametrize("text", ["a = 1", "a = x"])
def test_the_garbage_collector_is_left_as_it_was(text: str) -> None:
    by_us(text)
    assert gc.isenabled()
    gc.disable()
    try:
        by_us(text)
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("text", ["# " + "=" * 5_000, "_" * 5_000 + " = 1", f'a = "{"x" * 5_000}"'])
def test_a_long_line_is_no_long_number(text: str) -> None:
    assert by_us(text) == by_the_standard_library(text)


def test_a_second_byte_order_mark_is_refused_at_its_place() -> None:
    with pytest.raises(Unparsed, match="second byte order mark") as refused:
        document(b"\xef\xbb\xbf\xef\xbb\xbfa = 1\n")
    assert refused.value.span[:2] == (1, 1)
