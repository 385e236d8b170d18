"""Mutations of a file as bytes, and as words and signs; what it says does not matter."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from fuzz import oddities
from properties.hostile import HOSTILE
from properties.mutations import bytes_changed, structure_broken, tokens_swapped

Mutation = Callable[[Random, bytes], bytes]

_PAIR = re.compile(r"^([\w.\"-]+\s*=\s*)(.+)$", re.MULTILINE)
_NUMBER = re.compile(r"\d[\d_.,]*")
_WORD = re.compile(r'"[^"\n]*"')


def bytes_mutated(chance: Random, data: bytes) -> bytes:
    """Some bytes flipped, deleted, inserted or repeated, or the end cut off."""
    if len(data) < 50:  # so much may be deleted
        return data[: chance.randint(0, len(data))] + chance.randbytes(3)
    return bytes_changed(chance, data.decode("utf-8", "replace"))


def tokens_mutated(chance: Random, data: bytes) -> bytes:
    """Some words, texts or signs in the places of others, or gone."""
    text = data.decode("utf-8", "replace")
    return tokens_swapped(chance, text) if text else b"="


def structure_mutated(chance: Random, data: bytes) -> bytes:
    """A heading of another form, gone or repeated, or something that is no entry above it all."""
    text = data.decode("utf-8", "replace")
    has_heading = re.search(r"^\[", text, re.MULTILINE)
    return structure_broken(chance, text) if has_heading else data + b"\n[award.x]\n"


def value_replaced(chance: Random, data: bytes) -> bytes:
    """One value of another type, or out of all bounds."""
    return _one(chance, data, _PAIR, lambda found: found[1] + chance.choice(HOSTILE))


def number_replaced(chance: Random, data: bytes) -> bytes:
    """One number greater, smaller, of another sign, or one that machines trip over."""

    def other(found: re.Match[str]) -> str:
        value = int(re.sub(r"\D", "", found[0])[:30])
        others = (
            value + 1, value - 1, -value, value * 10, value * 10**6, value // 10, 0, 2**63 - 1,
            2**63, 10**18, 2014, 99999,
        )  # fmt: skip
        return str(chance.choice(others))

    return _one(chance, data, _NUMBER, other)


def text_replaced(chance: Random, data: bytes) -> bytes:
    """One text by another of the file, or with something odd in it."""
    texts = _WORD.findall(data.decode("utf-8", "replace"))

    def other(found: re.Match[str]) -> str:
        if chance.random() < 0.5:
            return str(chance.choice(texts))
        odd = chance.choice(oddities.TEXTS)
        escaped = "".join(
            f"\\U{ord(sign):08x}" if sign < "!" or sign in '\\"' else sign for sign in odd
        )
        inner = found[0][1:-1]
        at = chance.randint(0, len(inner))
        return f'"{inner[:at]}{escaped}{inner[at:]}"'

    return _one(chance, data, _WORD, other)


def lines_mutated(chance: Random, data: bytes) -> bytes:
    """Lines swapped, doubled, gone or joined; other line ends."""
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    how = chance.randrange(6)
    if how == 0:
        lines[one], lines[other] = lines[other], lines[one]
    elif how == 1:
        lines.insert(other, lines[one])
    elif how == 2:
        del lines[min(one, other) : max(one, other) + 1]
    elif how == 3:
        lines[one : one + 2] = [b"".join(lines[one : one + 2])]
    end = chance.choice((b"\r\n", b"\r")) if how == 4 else b"\n"
    return end.join(lines if how != 5 else lines[: max(one, 1)])


def encoding_changed(chance: Random, data: bytes) -> bytes:
    """The same text in another encoding, or with a mark of one."""
    text = data.decode("utf-8", "replace")
    encoding = chance.choice(("utf-8-sig", "utf-16", "utf-32", "latin-1", "cp1252", "utf-7"))
    return text.encode(encoding, "replace")


def _one(
    chance: Random, data: bytes, pattern: re.Pattern[str], other: Callable[[re.Match[str]], str]
) -> bytes:
    """Replace one of the places where a pattern is found, at times all of them."""
    text = data.decode("utf-8", "replace")
    found = list(pattern.finditer(text))
    if not found:
        return data
    one = chance.choice(found)
    new = text[: one.start()] + other(one) + text[one.end() :]
    return new.encode("utf-8", "replace")


OF_TEXTS: tuple[Mutation, ...] = (
    bytes_mutated,
    tokens_mutated,
    structure_mutated,
    value_replaced,
    number_replaced,
    number_replaced,
    text_replaced,
    text_replaced,
    lines_mutated,
    encoding_changed,
)
"""What is done to a file; what leaves most ledgers readable stands twice."""
