"""Good files made bad, always in the same ways: a number decides what happens to which file."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from properties.hostile import HOSTILE
from properties.samples import GOOD

Mutation = Callable[[Random, str], bytes]

HEADINGS = (
    "[[{}]]",
    "[{}.a.b.c]",
    "[[{}.a]]",
    "[x.{}]",
    "[{}",
    "{}]",
    "[ {} ] [ledger]",
    '["{}"]',
    "[{}.]",
    "[]",
    "[awrad.x]",
    "[award]",
    "[ledger]",
    "[program.pakken]",
    "[program.pakken.strand]",
    "[program.pakken.split]",
    "[program]\npakken.strand = 1",
    "[award.A-æ]",
    "[award.'']",
    '[award."\\u001b[2J"]',
    "[award.__proto__]",
    "",
)
SETS = ("award = 1", "award = []", "award = [{}]", "award.tilsagn-1.amount = 1", "ledger = {}", "=")


def bytes_changed(random: Random, text: str) -> bytes:
    """Some bytes flipped, deleted, inserted, repeated, or everything after some byte gone."""
    data = bytearray(text.encode())
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(data))
        how = random.randrange(5)
        if how == 0:
            data[at] ^= 1 << random.randrange(8)
        elif how == 1:
            del data[at : at + random.randint(1, 9)]
        elif how == 2:
            data[at:at] = random.randbytes(random.randint(1, 4))
        elif how == 3:
            data[at:at] = data[at : at + random.randint(1, 200)]
        else:
            data[at:at] = bytes(random.choices(b"[]{}\"'=.,#\n\r\\-", k=random.randint(1, 3)))
    return bytes(data[: random.randrange(len(data))] if random.random() < 0.2 else data)


def tokens_swapped(random: Random, text: str) -> bytes:
    """Some words, texts or signs in the places of others of their kind, or gone."""
    tokens = re.findall(r'"[^"\n]*"|[\w-]+|\s+|.', text)
    for _ in range(random.randint(1, 2)):
        one = random.randrange(len(tokens))
        alike = [at for at, token in enumerate(tokens) if kind(token) == kind(tokens[one])]
        other = random.choice(alike)
        how = random.randrange(4)
        if how < 2:
            tokens[one], tokens[other] = tokens[other], tokens[one]
        elif how == 2:
            tokens[one] = tokens[other]
        else:
            tokens[one] = ""
    return "".join(tokens).encode()


def kind(token: str) -> str:
    """What a token is: a text, a word, a number or a sign."""
    if token.startswith('"'):
        return "text"
    return "number" if token[:1].isdigit() else "word" if token[:1].isalpha() else "sign"


def values_replaced(random: Random, text: str) -> bytes:
    """One value, at times two, of another type or out of all bounds."""
    lines = text.split("\n")
    pairs = [at for at, line in enumerate(lines) if re.match(r"[\w.]+ = .*[^\[]$", line)]
    for at in random.sample(pairs, random.randint(1, 2)):
        lines[at] = lines[at].split(" = ")[0] + " = " + random.choice(HOSTILE)
    return "\n".join(lines).encode()


def structure_broken(random: Random, text: str) -> bytes:
    """A heading of another form, gone, repeated, or something that is no entry above it all."""
    lines = text.split("\n")
    at = random.choice([at for at, line in enumerate(lines) if line.startswith("[")])
    how = random.randrange(5)
    if how < 2:
        lines[at] = random.choice(HEADINGS).replace("{}", lines[at].strip("[]"))
    elif how == 2:
        lines.append(lines[at])
    elif how == 3:
        lines.insert(0, random.choice(SETS))
    else:
        end = next((end for end in range(at, len(lines)) if not lines[end]), len(lines))
        part = lines[at:end]
        lines += part if random.random() < 0.5 else []
        lines[at:end] = part[:1] if random.random() < 0.5 else []
    return "\n".join(lines).encode()


FAMILIES: dict[Mutation, int] = {
    bytes_changed: 70,
    tokens_swapped: 50,
    values_replaced: 110,
    structure_broken: 50,
}


def ledgers_broken(family: Mutation) -> dict[str, dict[str, bytes]]:
    """The files of every ledger of a family, by the name of what was done."""
    found: dict[str, dict[str, bytes]] = {}
    for number in range(FAMILIES[family]):
        random = Random(f"{family.__name__} {number}")
        place = random.choice(sorted(GOOD))
        files = {name: text.encode() for name, text in GOOD.items()}
        files[place] = family(random, GOOD[place])
        found[f"{family.__name__}-{number}"] = files
    return found


def every_value() -> dict[str, dict[str, bytes]]:
    """Every hostile value once in the place of an amount, of years, of a date, and of an id."""
    found: dict[str, dict[str, bytes]] = {}
    for number, value in enumerate(HOSTILE):
        files = {name: text.encode() for name, text in GOOD.items()}
        extra = f'\n[award.x]\nprogram = "pakken"\nrecipient = {value}\namount = {value}\n'
        extra += f'date = {value}\nyears = {value}\n\n[outturn.x]\nprogram = "pakken"\n'
        extra += f"year = {value}\namount = {value}\n\n[note]\nnote = {value}\n"
        files["x.toml"] = extra.encode()
        found[f"every-value-{number}"] = files
    return found
