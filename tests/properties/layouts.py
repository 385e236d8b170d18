"""One ledger as files in many ways: other places, order and formatting, the same content."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import tomli_w

from properties.books import Entry, Tables

PLACES = (
    "programs.toml",
    "recipients.toml",
    "allocations/runde-1.toml",
    "allocations/2015/fl.toml",
    "a.toml",
)


def plain(ledger: Tables) -> dict[str, str]:
    """The whole ledger in one file, as the library writes it."""
    return {"programs.toml": tomli_w.dumps(ledger)}


def scattered(ledger: Tables, random: Random) -> dict[str, str]:
    """The entries in some order over several files, as the library writes them."""
    return {place: tomli_w.dumps(part) for place, part in parts(ledger, random).items()}


def restyled(ledger: Tables, random: Random) -> dict[str, str]:
    """The entries in some order over several files, as no two people would write them."""
    return {place: styled(part, random) for place, part in parts(ledger, random).items()}


def parts(ledger: Tables, random: Random) -> dict[str, dict[str, Any]]:
    """Which entries stand in which file, in an order of their own."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    found["programs.toml"]["ledger"] = ledger["ledger"]
    entries = [(kind, ident) for kind in ledger if kind != "ledger" for ident in ledger[kind]]
    random.shuffle(entries)
    most = random.randint(1, len(PLACES))
    for kind, ident in entries:
        tables = found[random.choice(PLACES[:most])]
        tables.setdefault(kind, {})[ident] = shuffled(ledger[kind][ident], random)
    return {place: shuffled(tables, random) for place, tables in found.items()}


def shuffled(table: Entry, random: Random) -> Entry:
    """The same table, and all tables in it, with keys in another order."""
    keys = list(table)
    random.shuffle(keys)
    return {
        key: shuffled(table[key], random) if isinstance(table[key], dict) else table[key]
        for key in keys
    }


def written(folder: Path, files: dict[str, str]) -> Path:
    """The folder, with the files in it and no others."""
    for place, text in files.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def styled(tables: dict[str, Any], random: Random) -> str:
    """One file: every table by a heading, with comments and blank lines wherever they may stand."""
    lines = ["\ufeff# Noter: [award.x] amount = 1" if random.random() < 0.3 else ""]
    for kind, entries in tables.items():
        if kind == "ledger":
            lines += section(["ledger"], entries, random)
            continue
        for ident, entry in entries.items():
            lines += section([kind, ident], entry, random)
    end = random.choice(["\n", "\r\n"])
    return end.join(lines) + random.choice(["", end])


def section(path: list[str], table: Entry, random: Random) -> list[str]:
    """A table under its heading; tables in it stand inline, dotted or under their own headings."""
    space = random.choice(["", "", " "])
    heading = f"[{space}{f'{space}.{space}'.join(key(part, random) for part in path)}{space}]"
    lines = ["", heading + comment(random)]
    later: list[str] = []
    for name, value in table.items():
        form = random.choice(["inline", "dotted", "section"]) if isinstance(value, dict) else ""
        if form == "section":
            later += section([*path, name], value, random)
        elif form == "dotted" and value:
            lines += dotted([name], value, random)
        else:
            lines.append(pair([name], value, random))
        lines += [""] * random.randint(0, 1) + ["  # ..."] * random.choice([0, 0, 0, 1])
    return lines + later


def dotted(path: list[str], table: Entry, random: Random) -> list[str]:
    """A table by dotted keys, one line for each value."""
    lines: list[str] = []
    for name, value in table.items():
        deeper = isinstance(value, dict) and value
        there = [*path, name]
        lines += dotted(there, value, random) if deeper else [pair(there, value, random)]
    return lines


def pair(path: list[str], value: object, random: Random) -> str:
    equals = random.choice(["=", " = ", "   =\t"])
    keys = random.choice([".", ".", " . "]).join(key(part, random) for part in path)
    return random.choice(["", "", "    "]) + keys + equals + text(value, random) + comment(random)


def key(name: str, random: Random) -> str:
    return random.choice([name, name, f'"{name}"', f"'{name}'"])


def comment(random: Random) -> str:
    return random.choice(["", "", "", '  # "ca. 3 mio. kr." {[', "#"])


def text(value: object, random: Random) -> str:
    """A value in one of the ways TOML has of writing it."""
    if isinstance(value, dict):
        inner = (f"{key(name, random)} = {text(one, random)}" for name, one in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, str):
        basic = json.dumps(value, ensure_ascii=random.random() < 0.5)
        return random.choice([basic, f"'{value}'", f'""{basic}""', f"'''\n{value}'''"])
    if isinstance(value, date):
        return value.isoformat()
    assert isinstance(value, int)
    return random.choice([str(value), f"{value:_}", f"{value:+}"])
