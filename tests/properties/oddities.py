"""Files that are made to break a reader: too deep, too large, no text, or no files at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

Maker = Callable[[Path], None]

MEGABYTE = 1024**2
DEEP = 100_000
NOTE = b'[pool.x]\nprogram = "pakken"\nname = "Pulje"\n'
HIDDEN = "hemmeligt-9317"

TEXTS: dict[str, bytes] = {
    "arrays nested deep": b"x = " + b"[" * DEEP,
    "arrays nested deep and closed": b"x = " + b"[" * DEEP + b"]" * DEEP,
    "arrays nested over lines": b"x = " + b"[\n" * DEEP,
    "tables nested deep": b"x = " + b"{a=" * DEEP + b"1" + b"}" * DEEP,
    "brackets closed in strings only": b"x = " + b'["]",' * DEEP,
    "brackets closed in literal strings only": b"x = " + b"[']]',{a=" * DEEP,
    "brackets closed in long strings only": b"x = " + b"['''\n]\n''', \"\"\"]\"\"\"," * DEEP,
    "brackets closed in comments only": b"x = " + b"[ # ] ]\n" * DEEP,
    "a quote in a comment before brackets": b"# it's \"\nx = " + b"[" * DEEP,
    "long quotes in a comment before brackets": b"# '''\nx = " + b"[" * DEEP,
    "an escaped quote before brackets": b'x = ["\\"", ' + b"[" * DEEP,
    "an escaped backslash before brackets": b'x = ["\\\\", ' + b'["\\\\",' * DEEP,
    "quotes at the end of a long string": b'x = ["""a""""", ' + b"[" * DEEP,
    "a key of quotes before brackets": b'"\'" = ' + b"[" * DEEP,
    "a string that never ends before brackets": b'x = "\ny = ' + b"[" * DEEP,
    "dotted keys deep": b".".join([b"a"] * 50_000) + b" = 1",
    "a heading deep": b"[" + b".".join([b"a"] * 50_000) + b"]\nb = 1",
    "headings deep one by one": b"".join(
        b"[" + b".".join([b"a"] * depth) + b"]\n" for depth in range(1, 600)
    ),
    "a number of 100 000 digits": NOTE + b"frame = " + b"9" * 100_000,
    "a float of 100 000 digits": NOTE + b"frame = 0." + b"9" * 100_000,
    "a hexadecimal number without end": NOTE + b"frame = 0x" + b"f" * 100_000,
    "an amount of 100 000 digits": NOTE + b'frame = "' + b"9" * 100_000 + b' kr."',
    "an amount with 100 000 decimals": NOTE + b'frame = "1,' + b"9" * 100_000 + b' kr."',
    "an amount of 100 000 groups": NOTE + b'frame = "1' + b".000" * 100_000 + b' kr."',
    "years of 100 000 digits": NOTE + b"frame = { " + b"2" * 100_000 + b" = 1 }",
    "an id of 100 000 letters": b"[pool." + b"x" * 100_000 + b"]\n",
    "one line of two megabytes": b"# " + b"x" * 2 * MEGABYTE + b"\n[",
    "five thousand unknown keys": b"".join(b"k%d = 1\n" % n for n in range(5_000)),
    "Latin-1": NOTE + 'note = "Rådgivning på dansk"'.encode("latin-1"),
    "UTF-16": (NOTE.decode() + 'note = "Rådgivning"').encode("utf-16"),
    "UTF-32": NOTE.decode().encode("utf-32"),
    "a surrogate": NOTE + b'note = "\xed\xa0\x80"',
    "NUL bytes": NOTE + b'note = "a\x00b"',
    "nothing but NUL": b"\x00" * 4096,
    "a bare carriage return": NOTE.replace(b"\n", b"\r"),
    "half a BOM": b"\xef\xbb" + NOTE,
}
FINE: dict[str, bytes] = {
    "nothing": b"",
    "a BOM alone": b"\xef\xbb\xbf",
    "a BOM": b"\xef\xbb\xbf" + NOTE,
    "CRLF": NOTE.replace(b"\n", b"\r\n"),
    "comments": b"# [[[[ { \" ''' \n" * 1000,
    "brackets in a string": NOTE + b'note = "' + b"[{" * 1000 + b'"',
    "brackets in a comment": NOTE + b"# " + b"[{" * DEEP,
    "brackets in a long string": NOTE + b"note = '''" + b'["\n' * 1000 + b"'''",
}


def folder(place: Path) -> None:
    (place / "x.toml").mkdir()


def unreadable(place: Path) -> None:
    (place / "x.toml").write_bytes(NOTE)
    (place / "x.toml").chmod(0)


def link_broken(place: Path) -> None:
    (place / "x.toml").symlink_to("nowhere.toml")


def link_to_itself(place: Path) -> None:
    (place / "x.toml").symlink_to("x.toml")


def link_out(place: Path) -> None:
    outside = place.parent / "outside.toml"
    outside.write_text(f'{HIDDEN} = "{HIDDEN}"\n')
    (place / "x.toml").symlink_to(outside)


def link_of_a_folder_out(place: Path) -> None:
    outside = place.parent / "outside"
    outside.mkdir()
    (outside / "x.toml").write_text(f'{HIDDEN} = "{HIDDEN}"\n')
    (place / "deeper").symlink_to(outside)


def link_in_a_circle(place: Path) -> None:
    (place / "deeper").symlink_to(place)


def pipe(place: Path) -> None:
    os.mkfifo(place / "x.toml")


def device(place: Path) -> None:
    (place / "x.toml").symlink_to("/dev/zero")


def large_and_empty(place: Path) -> None:
    with (place / "x.toml").open("wb") as file:
        file.truncate(200 * MEGABYTE)


def large_and_full(place: Path) -> None:
    with (place / "x.toml").open("wb") as file:
        for _ in range(200):
            file.write(b"# en kommentar.\n" * (MEGABYTE // 16))


def name_of_control_characters(place: Path) -> None:
    (place / "a\x1b[2J\nb.toml").write_bytes(b"x")


def folders_deep(place: Path) -> None:
    deep = place.joinpath(*["d"] * 200)
    deep.mkdir(parents=True)
    (deep / "x.toml").write_bytes(NOTE)


PLACES: dict[str, Maker] = {
    maker.__name__.replace("_", " "): maker
    for maker in (folder, large_and_empty, folders_deep, name_of_control_characters)
}
if hasattr(os, "mkfifo"):
    PLACES |= {
        maker.__name__.replace("_", " "): maker
        for maker in (
            link_broken,
            link_to_itself,
            link_out,
            link_of_a_folder_out,
            link_in_a_circle,
            pipe,
            device,
        )
    }
    if os.geteuid():
        PLACES["unreadable"] = unreadable


def room_for_large(place: Path) -> bool:
    """Half a gigabyte is free."""
    return shutil.disk_usage(place).free > 512 * MEGABYTE
