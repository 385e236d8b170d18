"""A file of 8 MiB is read or refused in seconds, whatever stands in it; what is refused is told.

The process never dies of it. What a ledger needs is read, up to the bounds.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.running import Result
from security.effort import effort
from tidlig.model.findings import Location
from tidlig.model.messages import sentence
from tidlig.source import positions
from tidlig.source.faults import MOST_FAULTS
from tidlig.source.positions import Lines, thinned
from tidlig.source.reading import read
from tidlig.source.toml import MOST_SIGNS, MOST_TABLES, Unparsed, crowd, document

pytestmark = pytest.mark.long

Tidlig = Callable[..., Result]
Books = Callable[[dict[str, str]], Path]

LARGEST = 8 * 1024 * 1024
START = (
    '[ledger]\nformat = 1\n\n[program.p]\nname = "P"\nyears = "2014-2017"\ntotal = "280 mio. kr."\n'
)


def filled(unit: str, before: str = "", after: str = "") -> bytes:
    """Fill a file with as many of something as it may hold."""
    room = LARGEST - len(f"{before}{after}".encode())
    return f"{before}{unit * (room // len(unit.encode()))}{after}".encode()


REFUSED = {
    "dots": (filled("."), "a key has more than 64 names"),
    "a heading of names": (filled("a.", "[", "a]"), "a key has more than 64 names"),
    "a key of names": (filled("a.", "", "a = 1"), "a key has more than 64 names"),
    "tables in double brackets": (filled("[[a]]\n"), "more than 1.000.000 tables"),
    "headings": (filled("[a]\n"), "more than 1.000.000 tables"),
    "names in headings": (filled("[a.a.a.a.a.b]\n"), "more than 1.000.000 tables"),
    "tables in a list": (filled("{},", "a = ["), "more than 1.000.000 tables"),
    "signs of equality": (filled("="), "signs stand here in a row"),
    "signs of equality after a value": (filled("=", 'a = "x" '), "signs stand here in a row"),
    "minuses": (filled("-", "a = "), "signs stand here in a row"),
    "minuses and pluses": (filled("-+", "a = [1, "), "signs stand here in a row"),
    "pluses in a table": (filled("+", "a = {b = "), "signs stand here in a row"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_too_much_for_the_parser_is_refused_before_it(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import toml_rs

    data, message = REFUSED[kind]
    monkeypatch.setattr(toml_rs, "loads", None)
    with pytest.raises(Unparsed) as refused:
        document(data)
    assert message in sentence(refused.value.message)
    assert sentence(refused.value.help)


CRASHES = ("=", "a = =", "a = -", "a = +", "a = [-", "a = {b = -", 'a = "x" =', "a = 1, b = -")


@pytest.mark.parametrize("before", CRASHES)
@pytest.mark.parametrize("times", [MOST_SIGNS - 3, MOST_SIGNS, 200_000])
def test_signs_in_a_row_do_not_kill_the_process(before: str, times: int) -> None:
    """In a process of its own, which the parser's own calls took down."""
    code = (
        "from tidlig.source.toml import Unparsed, document\n"
        f"try: document({before!r}.encode() + {before[-1:]!r}.encode() * {times})\n"
        "except Unparsed: print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, b"refused")


@pytest.mark.parametrize("sign", ["=", "-", "+"])
def test_a_ruler_in_a_comment_or_a_text_may_be_as_long_as_it_likes(sign: str) -> None:
    ruler = sign * MOST_SIGNS * 3
    text = f'# {ruler}\na = "{ruler}"\nb = """\n{ruler}\n"""\nc = \'{ruler}\' # {ruler}\n'
    assert document(text.encode())["b"] == f"{ruler}\n"


def test_dots_in_a_comment_or_a_text_may_be_as_many_as_they_like() -> None:
    dots = "." * 500
    assert document(f'# {dots}\na = "{dots}"\nb = """{dots}"""'.encode())["a"] == dots
    many = ", ".join(["1.5"] * 200)
    assert len(document(f"a = [{many}]".encode())["a"]) == 200


def test_a_key_of_64_names_is_read_and_one_of_65_is_not() -> None:
    assert crowd(".".join("a" * 64) + " = 1") is None
    assert crowd(".".join("a" * 65) + " = 1") is not None
    assert crowd("[" + ".".join("a" * 64) + "]\nb = 1") is None
    assert crowd("[" + ".".join("a" * 65) + "]\nb = 1") is not None
    assert crowd("a = {" + ".".join("a" * 65) + " = 1}") is not None
    assert crowd("[x]\n" + '"a".' * 70 + "a = 1") is not None


def test_as_many_tables_as_a_file_of_8_mib_can_need_are_read() -> None:
    """The shortest award, which a million tables are three times as many as."""
    award = '[award.a00001]\nprogram="p"\ndate=2015-01-01\namount=1\nrecipients={other=1}\n'
    most = LARGEST // len(award)
    assert 3 * most < MOST_TABLES
    assert crowd(award * 20_000) is None


FAULTY = {
    "unknown keys": "[award.a]\n" + "".join(f"k{n} = 1\n" for n in range(5_000)),
    "unknown tables": "".join(f"[k{n}]\n" for n in range(5_000)),
    "entries that lack all": "".join(f"[award.a{n}]\n" for n in range(5_000)),
    "wrong values of a list": f"[award.a]\nsource = [{'1, ' * 5_000}]\n",
    "unknown keys on one line": f"[award]\na = {{{', '.join(f'k{n} = 1' for n in range(5_000))}}}",
    "comments": "# ring 12 34 56 78\n" * 5_000,
}


@pytest.mark.parametrize("kind", FAULTY)
def test_the_first_thousand_faults_of_a_file_are_told_and_that_there_are_more(kind: str) -> None:
    faults = read("a.toml", FAULTY[kind].encode()).faults
    assert len(faults) == MOST_FAULTS + 1 == 1_001
    message = sentence(faults[-1].problem.message)
    assert message == "the file has more than 1.000 faults: these are the first"
    assert faults[-1].check == faults[-2].check


def test_a_thousand_faults_are_all_told() -> None:
    faults = read("a.toml", "".join(f"[k{n}]\n" for n in range(1_000)).encode()).faults
    assert len(faults) == 1_000
    assert not any("more than" in sentence(fault.problem.message) for fault in faults)


def test_comments_that_could_hide_a_cpr_number_behind_others_are_an_error(
    tidlig: Tidlig, ledger: Books
) -> None:
    """Warnings in great number, and behind them an error that is not looked for any more."""
    ledger({"programs.toml": START + "# ring 12 34 56 78\n" * 1_200 + "# cpr 010190-1234\n"})
    told = tidlig("check", "--format", "concise")
    assert told.code == 1
    assert "error: the file has more than 1.000 faults" in told.out


def test_a_table_with_very_many_faults_is_one(tidlig: Tidlig, ledger: Books) -> None:
    ledger({"programs.toml": f"{START}[award.a]\nsource = [{'1,' * 100_100}]\n"})
    told = tidlig("check", "--format", "concise")
    assert told.out.startswith(
        "programs.toml:8:1: error: 100.102 things are wrong in this table [wrong-type]\n"
    )
    assert told.code == 1


def test_more_faults_are_no_more_work_than_those_that_are_told() -> None:
    def text(number: int) -> bytes:
        return "".join(f"[k{n}]\n" for n in range(number)).encode()

    works = [effort(read, "a.toml", text(number)) for number in (1_500, 4_500)]
    assert works[1] < 2 * works[0]


@pytest.mark.parametrize("letter", ["a", "å"])
def test_places_on_one_long_line_take_steps_in_line_with_their_number(
    letter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line as long as a file was gone through from its start for each place on it."""
    entries = [f'a{n} = {{purpose = "{letter * 40}"}}' for n in range(4_000)]
    data = f"award = {{{', '.join(entries)}}}".encode()
    wanted = [Location("a", ("award", f"a{n}", "purpose")) for n in range(4_000)]
    found = positions.spans(data, wanted)
    text = data.decode()
    for place in (*wanted[:5], *wanted[-5:]):
        start = text.index(f"{place.path[1]} = ") + len(f"{place.path[1]} = {{purpose = ") + 1
        assert found[place][:2] == (1, start)
    read_in = 0

    class Counted(bytes):
        """Counts the bytes that are cut out of a line."""

        def __getitem__(self, part: slice) -> bytes:  # type: ignore[override]
            nonlocal read_in
            cut = bytes(self)[part]
            read_in += len(cut)
            return cut

    lines = Lines(data)
    monkeypatch.setattr(lines, "_lines", [Counted(line) for line in data.split(b"\n")])
    for column in range(0, len(data), 40):
        lines.column(0, column)
    assert read_in < 2 * len(data) + 1_024 * (len(data) // 40)


@pytest.mark.parametrize("text", ["", "a", "æøå", "a" * 3_000, "æ" * 3_000, "a€æ" * 1_500])
def test_the_column_of_a_byte_is_that_of_its_character(text: str) -> None:
    lines = Lines(f"first\n{text}\nlast".encode())
    for number in range(len(text) + 1):
        assert lines.column(1, len(text[:number].encode())) == number + 1


def test_an_error_at_the_end_of_a_long_line_is_shown_around_its_mark(
    tidlig: Tidlig, ledger: Books
) -> None:
    ledger({"programs.toml": f'{START}[award.a]\npurpose = "{"x" * 8_000_000}" y\n'})
    told = tidlig("check")
    assert len(told.out) < 1_000
    mark, line = [each for each in told.out.splitlines() if each.endswith(("^", 'x" y'))][::-1][:2]
    assert line[mark.index("^")] == "y"
    assert told.code == 1


def test_very_many_findings_are_counted_and_the_first_shown_in_full(
    tidlig: Tidlig, ledger: Books
) -> None:
    """Awards of one line each, on one line together, each paid twice as much as it is."""
    awards = [
        f'a{n} = {{program = "p", date = 2015-01-01, amount = 1, recipients = {{other = {n}}}}}'
        for n in range(1_200)
    ]
    paid = [f'p{n} = {{award = "a{n}", date = 2015-01-02, amount = 2}}' for n in range(1_200)]
    text = f"award = {{{', '.join(awards)}}}\npayment = {{{', '.join(paid)}}}\n{START}"
    ledger({"programs.toml": text})
    told = tidlig("check", "--select", "payments-exceed-award")
    assert told.out.count("error[payments-exceed-award]") == 1_000
    assert "\nand 200 more: tidlig check --format concise lists them all\n" in told.out
    assert "1200 errors, no warnings" in told.out
    assert max(map(len, told.out.splitlines())) < 300
    concise = tidlig("check", "--select", "payments-exceed-award", "--format", "concise")
    assert concise.out.count("[payments-exceed-award]") == 1_200
    for each in (told, concise):
        assert each.code == 1


THIN = """# first
[ledger]
format = 1

[award.a]   # one
purpose = "x" # [award.b]
[award.a.accept]
x = "y"

  [award.b]\r
amount = { 2014 = 1 }
[payment.p]
award = "a"
[[round.r.applications]]
applications = 1
[[round.r.applications]]
applications = 2
[payment.q]
award = "b"
"""
PLACES = [
    ("award", "a", "purpose"), ("award", "b", "amount", "2014"), ("award", "b", "amount"),
    ("award", "a", "accept", "x"), ("payment", "q", "award"), ("payment", "q"), ("payment", "p"),
    ("round", "r", "applications", 1, "applications"), ("award", "none"), ("payment", "q", "date"),
    ("award", "c", "amount"), ("round", "r", "applications", 0), ("other", "x"),
]  # fmt: skip
UNUSUAL = (
    '[award."c"]\namount = 1\n', "[award . c]\namount = 1\n", "award.c.amount = 1\n",
    "[award]\nc = { amount = 1 }\n", "x = [\n[1],\n[true]\n]\n[award.c]\namount = 3\n",
    "x = '''\n[award.c]\n'''\n[award.c]\namount = 4\n",
    'x = """\n[award.c]"""\n[award.c]\namount = 1\n',
    "[true]\n[award.c]\namount = 1\n",
)  # fmt: skip


@pytest.mark.parametrize("unusual", ["", *UNUSUAL])
@pytest.mark.parametrize("place", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_a_place_is_the_same_whatever_else_is_asked_for(
    unusual: str, place: tuple[str | int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is only looked into where something is wanted; in the whole all stand as they do."""
    for text in (f"{THIN}{unusual}", f"{unusual}{THIN}"):
        wanted = [Location("a", place)]
        found = positions.spans(text.encode(), wanted)
        with monkeypatch.context() as patch:
            patch.setattr(positions, "thinned", lambda data, _: data)
            assert positions.spans(text.encode(), wanted) == found


def test_tables_that_nobody_asks_for_are_left_out() -> None:
    text = thinned(THIN.encode(), {("payment", "q")}).decode()
    assert text.count("\n") == THIN.count("\n")
    assert 'award = "b"' in text
    assert "amount" not in text
