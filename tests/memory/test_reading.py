"""What is read, and how often: the same from files and revisions, and no more than needed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.repositories import repository
from harness.running import write
from memory.states import Told, by_sums, directly, of_folder
from tidlig.index import build as working
from tidlig.index import ledger_files
from tidlig.index import store as glimpses
from tidlig.index.ledger_files import PROCESSES, How
from tidlig.index.store import Store
from tidlig.ledger import file_records
from tidlig.ledger.cached_ledger import for_balance
from tidlig.ledger.locate import locate

FILES = 1000

LEDGER = """\
[ledger]
format = 1

[program.tidlig]
name = "Tidlig hjælp"
years = "2014-2017"
split = { 2014 = "1 mio. kr.", 2015 = "1 mio. kr." }

[recipient.gladsaxe]
name = "Gladsaxe"
kind = "municipality"
"""


def awards(number: int, amount: int = 1_000, year: int = 2014) -> str:
    """A file with an award, and a payment on that of the file before."""
    text = (
        f"[award.tilsagn-{number}]\nprogram = 'tidlig'\nrecipient = 'gladsaxe'\n"
        f"date = {year}-05-01\namount = {amount + number}\n"
    )
    if number % 3 == 0 and number:
        text += (
            f"[payment.betaling-{number}]\naward = 'tilsagn-{number - 1}'\n"
            f"date = 2015-06-01\namount = {500 + number}\n"
        )
    return text


def books(files: int) -> dict[str, str]:
    many = {f"allocations/{number:04}.toml": awards(number) for number in range(files)}
    return {"programs.toml": LEDGER, **many}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of a thousand files, which have not changed for a while."""
    folder = tmp_path_factory.mktemp("large")
    write(folder, books(FILES))
    settled(folder)
    return folder


def settled(folder: Path) -> None:
    """Wait until the files of a folder are no longer new."""
    time.sleep(glimpses.SETTLED / 1e9 + 0.1)
    assert folder.is_dir()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Counts the files that are hashed, and those that are parsed, in this one process."""
    counts = {"hashed": 0, "parsed": 0}

    def counting(what: str, function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            counts[what] += 1
            return function(*arguments)

        return call

    for module in (ledger_files, working):
        monkeypatch.setattr(module, "digest", counting("hashed", module.digest))
    reader = counting("parsed", file_records.read_record)
    monkeypatch.setattr(file_records, "read_record", reader)
    monkeypatch.setenv(PROCESSES, "1")
    return counts


def read(folder: Path, cache: Path) -> Told:
    return by_sums(of_folder(folder), Store(str(cache)))


def test_of_a_thousand_files_the_one_that_changed_is_read(
    large: Path, counted: dict[str, int], tmp_path: Path
) -> None:
    how = How(Store(str(tmp_path)), whole_up_to=-1)
    for_balance(of_folder(large), how)
    assert counted["parsed"] == FILES + 1
    counted.update(hashed=0, parsed=0)
    for_balance(of_folder(large), how)
    assert counted == {"hashed": 0, "parsed": 0}
    file = large / "allocations" / "0005.toml"
    before = file.read_bytes()
    file.write_bytes(before.replace(b"1005", b"9999"))
    try:
        assert b"9999" in file.read_bytes()
        for_balance(of_folder(large), how)
        assert counted == {"hashed": 1, "parsed": 1}
    finally:
        file.write_bytes(before)


def test_touching_files_costs_a_hash_of_each_and_no_reading(
    large: Path, counted: dict[str, int], tmp_path: Path
) -> None:
    how = How(Store(str(tmp_path)), whole_up_to=-1)
    for_balance(of_folder(large), how)
    counted.update(hashed=0, parsed=0)
    touched = sorted(large.glob("allocations/00[0-4]*.toml"))
    for file in touched:
        os.utime(file)
    for_balance(of_folder(large), how)
    assert counted == {"hashed": len(touched), "parsed": 0}


def test_a_change_that_leaves_size_and_time_as_they_were_is_seen(tmp_path: Path) -> None:
    folder, cache = tmp_path / "ledger", tmp_path / "cache"
    write(folder, books(3))
    file = folder / "allocations" / "0001.toml"
    status = file.stat()
    first = read(folder, cache)
    file.write_bytes(file.read_bytes().replace(b"1001", b"1002"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file.stat().st_size == status.st_size
    assert read(folder, cache) != first
    assert read(folder, cache) == directly(of_folder(folder))


@pytest.mark.long
@pytest.mark.parametrize("processes", ["1", "2", "5"])
def test_any_number_of_processes_say_the_same(
    processes: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ledger"
    write(folder, books(150))
    monkeypatch.setattr(working, "PAYS_FROM", 1)
    monkeypatch.setattr(working, "_AT_ONCE", 2_000)
    monkeypatch.setenv(PROCESSES, processes)
    expected = directly(of_folder(folder))
    assert by_sums(of_folder(folder)) == expected
    assert read(folder, tmp_path / "cache") == expected
    assert read(folder, tmp_path / "cache") == expected


def test_a_revision_is_read_as_files_are_and_shares_what_is_remembered(
    tmp_path: Path, counted: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = repository(tmp_path / "books")
    made.commit(books(20))
    monkeypatch.chdir(made.folder)
    expected = directly(of_folder(made.folder))
    cache = tmp_path / "cache"
    assert read(made.folder, cache) == expected
    parsed = counted["parsed"]
    for _ in range(2):
        assert by_sums(locate(None, "HEAD"), Store(str(cache))) == expected
    assert counted["parsed"] == parsed
    made.commit({"allocations/0005.toml": awards(5, 7_000)})
    changed = by_sums(locate(None, "HEAD"), Store(str(cache)))
    assert changed == directly(of_folder(made.folder)) != expected
    assert counted["parsed"] > parsed
    assert by_sums(locate(None, "HEAD~1"), Store(str(cache))) == expected


def test_payments_that_look_alike_in_two_files_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    twice = (
        "[payment.{}]\naward = 'tilsagn-1'\ndate = 2015-06-01\namount = 100\nreference = 'B 7'\n"
    )
    write(
        folder,
        {
            "programs.toml": LEDGER,
            "a.toml": awards(1) + twice.format("en"),
            "b.toml": twice.format("to"),
            "c.toml": awards(2) + awards(5, year=2018),
            "d.toml": awards(4, year=2018),
        },
    )
    said = by_sums(of_folder(folder))
    assert said == directly(of_folder(folder))
    for check in ("duplicate-payment", "outside-years"):
        assert any(check in finding for finding in said.findings)


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("a", "a"), ("b", "b"), ("b", "d")])
def test_returns_that_look_alike_are_found_in_one_file_or_two(
    tmp_path: Path, first: str, second: str
) -> None:
    files = {"a": awards(1), "b": "", "c": awards(2), "d": ""}
    once = "[return.{}]\naward = 'tilsagn-1'\ndate = 2015-06-01\namount = 100\nkind = 'annulment'\n"
    files[first] += once.format("en")
    files[second] += once.format("to")
    write(tmp_path, {"programs.toml": LEDGER} | {f"{name}.toml": files[name] for name in files})
    said = by_sums(of_folder(tmp_path))
    assert said == directly(of_folder(tmp_path))
    assert any("duplicate-decision" in finding for finding in said.findings)


def test_a_payment_in_another_file_outside_the_years_is_found(tmp_path: Path) -> None:
    late = "[payment.sent]\naward = 'tilsagn-1'\ndate = 2031-06-01\namount = 100\n"
    write(tmp_path, {"programs.toml": LEDGER, "a.toml": awards(1), "b.toml": late})
    said = by_sums(of_folder(tmp_path))
    assert said == directly(of_folder(tmp_path))
    assert any("outside-years" in finding for finding in said.findings)


def test_a_statement_counts_payments_in_other_files(tmp_path: Path) -> None:
    paid = "[payment.en]\naward = 'tilsagn-1'\ndate = 2015-06-01\namount = 100\n"
    told = (
        "[source.s]\ntitle = 'S'\n[statement.udbetalt]\nsource = 's'\nprogram = 'tidlig'\n"
        "measure = 'paid'\nvalue = 7\n"
    )
    write(tmp_path, {"programs.toml": LEDGER, "a.toml": awards(1), "b.toml": paid, "s.toml": told})
    said = by_sums(of_folder(tmp_path))
    assert said == directly(of_folder(tmp_path))
    contradicted = [found for found in said.findings if "statement-contradicted" in found]
    assert any("Money(ore=10000, half=0)" in finding for finding in contradicted)


@pytest.mark.parametrize(
    ("measure", "ore"),
    [("unused", 199_899_900), ("used", 100_100), ("uncommitted", 199_899_900)],
)
def test_a_statement_of_what_is_left_has_the_awards_of_other_files(
    tmp_path: Path, measure: str, ore: int
) -> None:
    """2 mio. kr. less an award of 1.001 kr., all of it closed in 2018."""
    told = (
        "[source.s]\ntitle = 'S'\n[statement.s]\nsource = 's'\nprogram = 'tidlig'\n"
        f"measure = '{measure}'\nvalue = '7 kr.'\nas_of = 2018-01-01\n"
    )
    cited = awards(1) + "source = 's'\n"  # else a check would ask for it, whatever is stated
    write(tmp_path, {"programs.toml": LEDGER, "a.toml": cited, "s.toml": told})
    said = by_sums(of_folder(tmp_path))
    assert said == directly(of_folder(tmp_path))
    contradicted = [found for found in said.findings if "statement-contradicted" in found]
    assert any(f"Money(ore={ore}, half=0)" in finding for finding in contradicted)
