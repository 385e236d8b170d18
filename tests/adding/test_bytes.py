"""What stood in a file stays byte for byte, and hostile words do no harm."""

import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adding.ledgers import AT_THE_END, AWARD, FILES, ROUND, awards, bytes_in, made
from conftest import Tidlig
from harness.running import environment, run, workshop
from tidlig.source.writing import appended, entry_text

ENTRY = '[a.b]\nc = "d"\n'
ODD = [
    "a\nb",
    'a"b',
    "a\\b",
    "]\n[award.other]\n",
    '"""',
    "'''",
    "\x00\x01\x1b[31m\x7f",
    "\u2028\u202e\ufeff\u0085",
    "{ a = 1 }",
    "[1, 2]",
    '"quoted',
    "# no comment",
    "x" * 100_000,
    "=",
    "\U0001f600",
]


@pytest.mark.parametrize(
    ("before", "between"),
    [
        (b"", b""),
        (b"\xef\xbb\xbf", b""),
        (b"a = 1", b"\n\n"),
        (b"a = 1\n", b"\n"),
        (b"a = 1\n\n", b""),
        (b"a = 1\n \t\n", b""),
        (b"\xef\xbb\xbfa = 1", b"\n\n"),
        (b"# only\n", b"\n"),
        (b"\n", b""),
    ],
)
def test_one_blank_line_stands_between(before: bytes, between: bytes) -> None:
    assert appended(before, ENTRY) == before + between + ENTRY.encode()


def test_lines_end_as_in_the_file() -> None:
    assert appended(b"a = 1\r\n", ENTRY) == b'a = 1\r\n\r\n[a.b]\r\nc = "d"\r\n'
    assert appended(b"a = 1\r\nb = 2", ENTRY) == b'a = 1\r\nb = 2\r\n\r\n[a.b]\r\nc = "d"\r\n'


@given(st.binary(max_size=60))
def test_any_bytes_stay_before_what_is_added(before: bytes) -> None:
    after = appended(before, ENTRY)
    assert after.startswith(before)
    assert after.replace(b"\r\n", b"\n").endswith(ENTRY.encode())


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_from_a_value_and_a_key(text: str) -> None:
    import tomllib

    table = {text: text, "inner": {text: [text, {text: 1}]}}
    assert tomllib.loads(entry_text(("award", text), table)) == {"award": {text: table}}


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_text_is_one_value(tidlig: Tidlig, tmp_path: Path, text: str) -> None:
    made(tmp_path)
    result = tidlig("add", *AT_THE_END, "amount=1", f"purpose=.{text}")
    assert result.code == 0, result.err
    after = (tmp_path / ROUND).read_bytes()
    assert after.startswith(FILES[ROUND].encode())
    assert set(awards(after)) == {"givet", "ny"}
    assert awards(after)["ny"]["purpose"] == f".{text}".strip()
    assert "\x1b" not in result.out + result.err
    assert "\u202e" not in result.out + result.err


@pytest.mark.parametrize(
    "id", ["a b", "A", "../x", "x]\n[award.y", "", "å", "-x", "x" * 201, "a.b"]
)
def test_odd_ids_are_refused(tidlig: Tidlig, tmp_path: Path, id: str) -> None:
    before = bytes_in(made(tmp_path))
    result = tidlig("add", AWARD[0], "--", id, *AWARD[1:], "amount=1")
    assert (result.code, "is not an id" in result.err) == (2, True)
    assert bytes_in(tmp_path) == before


@pytest.mark.parametrize("word", ["=1", ".=1", "a..b=1", "amount.=1", "\udcff=1", "note=\udcff"])
def test_odd_keys_are_refused(tidlig: Tidlig, tmp_path: Path, word: str) -> None:
    before = bytes_in(made(tmp_path))
    result = tidlig("add", *AWARD, "amount=1", word)
    assert (result.code, "internal" in result.err) == (2, False)
    assert bytes_in(tmp_path) == before


@pytest.mark.parametrize(
    "word", ["x]\n[award.y=1", "amount.2015=1", "note.a=1", 'source=["a", 1]', "date=2015-02-30"]
)
def test_what_cannot_be_read_is_not_written(tidlig: Tidlig, tmp_path: Path, word: str) -> None:
    before = bytes_in(made(tmp_path))
    result = tidlig("add", "award", "pool=puljen", "recipient=odense", "amount=1", word, "--force")
    assert (result.code in (1, 2), "internal" in result.err) == (True, False)
    assert bytes_in(tmp_path) == before


@pytest.mark.parametrize(
    "file",
    ["/etc/x.toml", "../x.toml", "a/../../x.toml", ".x.toml", ".a/x.toml", "x.txt", "a\nb.toml",
     "out/x.toml", "a\\b.toml", "circle/x.toml", f"{'x' * 300}.toml", ""],
)  # fmt: skip
def test_no_file_leads_out_of_the_ledger(tmp_path: Path, file: str) -> None:
    with workshop() as (folder, memory):
        before = bytes_in(made(folder))
        is_linked = file.startswith(("out/", "circle/")) and sys.platform != "win32"
        if is_linked:
            (folder / "out").symlink_to(tmp_path)
            (folder / "circle").symlink_to(folder / "circle")
        words = (*AWARD, "amount=1", "--file", file)
        result = run("add", *words, folder=folder, environment=environment(memory))
        refused = 1 if is_linked else 2  # a linked folder is an error of the ledger already
        assert (result.code, "internal" in result.err) == (refused, False)
        assert bytes_in(folder) == before
        assert list(tmp_path.iterdir()) == []


def test_marks_line_ends_and_modes_are_kept(tidlig: Tidlig, tmp_path: Path) -> None:
    target = made(tmp_path) / ROUND
    old = b"\xef\xbb\xbf" + FILES[ROUND].encode().replace(b"\n", b"\r\n")
    target.write_bytes(old)
    target.chmod(0o640)
    assert tidlig("add", *AT_THE_END, "amount=1").code == 0
    new = target.read_bytes()
    assert new.startswith(old + b"\r\n\r\n[award.ny]\r\n")
    assert new.count(b"\n") == new.count(b"\r\n")
    assert sys.platform == "win32" or stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_within_the_ledger_stays_a_link(tidlig: Tidlig, tmp_path: Path) -> None:
    target = made(tmp_path) / ROUND
    target.rename(tmp_path / "kept.text")
    if sys.platform == "win32":
        pytest.skip("links need rights there")
    target.symlink_to(tmp_path / "kept.text")
    assert tidlig("add", *AT_THE_END, "amount=1").code == 0
    assert target.readlink() == tmp_path / "kept.text"
    assert set(awards((tmp_path / "kept.text").read_bytes())) == {"givet", "ny"}
