"""A made-up ledger that lives for some commits: the same each time, and readable at each.

Awards are given, changed, moved to other files, paid, returned and taken out; money is
reprioritised; acts restate; programs, strands and pools come; files are renamed and reordered.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

Table = dict[str, Any]
Book = dict[tuple[str, str], tuple[str, Table]]
"""Entries by kind and id: the file that each stands in, and its keys."""

HEAD = '[ledger]\nformat = 1\nlanguage = "en"\n\n'
YEARS = (2024, 2025, 2026)
FILES = ("allocations/a.toml", "allocations/b.toml", "allocations/år 2/c.toml", "programs.toml")


def states(number: int, seed: int) -> Iterator[dict[str, str]]:
    """Give the files of a ledger, by path, at one commit after the other."""
    chance = random.Random(seed)
    book = _begun()
    for step in range(number):
        yield _files(book, chance)
        for turn in range(chance.randint(1, 4)):
            chance.choice(CHANGES)(book, chance, f"{step}-{turn}")


def _begun() -> Book:
    book: Book = {}
    for id in ("one", "two"):
        split = {str(year): 1_000_000 for year in YEARS}
        program = {"name": id, "years": "2024-2026", "split": split, "date": "2024-01-01"}
        strand = {"strand": {"s": {"name": "S", "split": {"2024": 300_000}}}}
        book["program", id] = "programs.toml", program | strand
        pool = {"program": id, "frame": 900_000, "strand": "s"}
        book["pool", f"{id}-pool"] = "allocations/a.toml", pool
    for id in ("r1", "r2", "r3"):
        book["recipient", id] = "recipients.toml", {"name": id.upper(), "kind": "municipality"}
    return book


def _date(chance: random.Random) -> str:
    return f"{chance.choice(YEARS)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _award(book: Book, chance: random.Random, id: str) -> None:
    pool = chance.random() < 0.5
    of = {"pool": f"{chance.choice(('one', 'two'))}-pool"} if pool else {"program": "two"}
    rounded = chance.random() < 0.3
    amount = "ca. 1,5 mio. kr." if rounded else chance.randint(1, 90) * 10_000
    table = {**of, "date": _date(chance), "amount": amount, "recipient": "r1"}
    book["award", id] = chance.choice(FILES), table


def _some(book: Book, chance: random.Random, *kinds: str) -> tuple[str, str] | None:
    found = [key for key in book if key[0] in kinds]
    return chance.choice(found) if found else None


def _amount(book: Book, chance: random.Random, id: str) -> None:
    del id
    key = _some(book, chance, "award", "payment")
    if key:
        file, table = book[key]
        book[key] = file, table | {"amount": chance.randint(1, 90_000)}


def _recipient(book: Book, chance: random.Random, id: str) -> None:
    del id
    key = _some(book, chance, "award")
    if key:
        file, table = book[key]
        book[key] = file, table | {"recipient": chance.choice(("r1", "r2", "r3"))}


def _note(book: Book, chance: random.Random, id: str) -> None:
    key = _some(book, chance, "award", "recipient", "pool", "program")
    if key:
        file, table = book[key]
        book[key] = file, table | {"note": f"note {id}"}


def _move(book: Book, chance: random.Random, id: str) -> None:
    del id
    key = _some(book, chance, "award", "payment", "pool", "reprioritisation", "recipient")
    if key:
        book[key] = chance.choice(FILES), book[key][1]


def _rename(book: Book, chance: random.Random, id: str) -> None:
    del chance, id
    for key, (file, table) in book.items():
        if file == "allocations/b.toml":
            book[key] = "renamed/b.toml", table


def _remove(book: Book, chance: random.Random, id: str) -> None:
    del id
    key = _some(book, chance, "award")
    if key:
        for other in [each for each in book if book[each][1].get("award") == key[1]]:
            del book[other]
        del book[key]


def _pay(book: Book, chance: random.Random, id: str) -> None:
    key = _some(book, chance, "award")
    if key:
        kind = chance.choice(("payment", "return"))
        more = {"kind": "refund"} if kind == "return" else {"payee": "r2"}
        table = {"award": key[1], "date": _date(chance), "amount": 5_000 + len(book)}
        book[kind, id] = chance.choice(FILES), table | more


def _shift(book: Book, chance: random.Random, id: str) -> None:
    to = chance.choice(({"program": "two"}, {"outside": "x"}))
    table = {"date": _date(chance), "amount": 10_000, "years": 2025}
    ends = {"from": {"program": "one"}, "to": to, "instrument": "aftale"}
    book["reprioritisation", id] = chance.choice(FILES), table | ends


def _act(book: Book, chance: random.Random, id: str) -> None:
    del id
    split = {str(year): chance.randint(50, 150) * 10_000 for year in YEARS[1:]}
    strands = {"s": {"2025": 100_000}}
    book["appropriation", "fl2025"] = (
        "acts.toml",
        {"program": "one", "act": "FL2025", "date": "2025-01-01", "split": split}
        | {"strands": strands},
    )


def _program(book: Book, chance: random.Random, id: str) -> None:
    table = {"name": id, "years": "2025-2026", "total": chance.randint(1, 9) * 100_000}
    book["program", f"p{id}"] = chance.choice(FILES), table


def _strand(book: Book, chance: random.Random, id: str) -> None:
    del chance
    file, table = book["program", "two"]
    strands = table["strand"] | {f"s{id}": {"name": "New", "split": {"2025": 1_000}}}
    book["program", "two"] = file, table | {"strand": strands}


Change = Callable[[Book, random.Random, str], None]
CHANGES: tuple[Change, ...] = (
    _award, _award, _award, _amount, _recipient, _note, _move, _rename, _remove, _pay, _pay,
    _shift, _act, _program, _strand,
)  # fmt: skip


def _files(book: Book, chance: random.Random) -> dict[str, str]:
    """Write the entries into their files, in any order."""
    files = {"programs.toml": HEAD}
    items = list(book.items())
    chance.shuffle(items)
    for (kind, id), (file, table) in items:
        files[file] = files.get(file, "") + _table(f"{kind}.{id}", table)
    return files


def _table(heading: str, table: Table) -> str:
    strands = table["strand"] if heading.startswith("program.") and "strand" in table else {}
    own = {key: value for key, value in table.items() if not (strands and key == "strand")}
    keys = [f"{key} = {_value(key, value)}" for key, value in own.items()]
    text = "\n".join((f"[{heading}]", *keys, "", ""))
    for id, strand in strands.items():
        text += _table(f"{heading}.strand.{id}", strand)
    return text


def _value(key: str, value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_value('', v)}" for k, v in value.items()) + " }"
    return str(value) if key == "date" or isinstance(value, int) else f'"{value}"'
