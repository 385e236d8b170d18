"""What may happen to a cache: each damage is done to records at random."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

SOMEBODY = 12345
"""The number of a user who is not this one."""

Damage = Callable[[Path, Random], None]


def records(cache: Path) -> list[Path]:
    return sorted(path for path in cache.glob("*/*") if path.is_file())


def chosen(cache: Path, random: Random) -> list[Path]:
    """Some of the records: one, a few, or all."""
    found = records(cache)
    number = random.choice((1, min(3, len(found)), len(found)))
    return random.sample(found, min(number, len(found)))


def truncated(cache: Path, random: Random) -> None:
    for path in chosen(cache, random):
        data = path.read_bytes()
        path.write_bytes(data[: random.randrange(len(data) or 1)])


def bits_flipped(cache: Path, random: Random) -> None:
    for path in chosen(cache, random):
        data = bytearray(path.read_bytes())
        for _ in range(random.choice((1, 1, 8)) if data else 0):
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)
        path.write_bytes(data)


def lengthened(cache: Path, random: Random) -> None:
    for path in chosen(cache, random):
        path.write_bytes(path.read_bytes() + random.randbytes(random.randint(1, 99)))


def of_another_version(cache: Path, random: Random) -> None:
    """A record as another version would seal it: at this key, under another magic or key."""
    for path in chosen(cache, random):
        data = path.read_bytes()
        path.write_bytes(
            random.choice((b"tidlig record 2\n" + data[16:], data[:16] + bytes(20) + data[36:]))
        )


def exchanged(cache: Path, random: Random) -> None:
    """Whole records in each other's places."""
    found = records(cache)
    contents = [path.read_bytes() for path in found]
    random.shuffle(contents)
    for path, data in zip(found, contents, strict=True):
        path.write_bytes(data)


def of_somebody_else(cache: Path, random: Random) -> None:
    """Records that another user owns or may write, with anything in them."""
    for path in chosen(cache, random):
        if os.geteuid() == 0 and random.random() < 0.5:
            os.chown(path, SOMEBODY, SOMEBODY)
        else:
            path.chmod(0o666)


def deleted(cache: Path, random: Random) -> None:
    for path in chosen(cache, random):
        path.unlink()


def emptied(cache: Path, random: Random) -> None:
    for path in chosen(cache, random):
        path.write_bytes(b"")


def turned_into_something_else(cache: Path, random: Random) -> None:
    """Folders, pipes and links in the places of records."""
    for path in chosen(cache, random):
        path.unlink()
        kind = random.choice(("folder", "pipe", "link", "loop"))
        if kind == "folder":
            path.mkdir()
        elif kind == "pipe":
            os.mkfifo(path)
        else:
            path.symlink_to("/etc/passwd" if kind == "link" else path)


DAMAGES: tuple[Damage, ...] = (
    truncated, bits_flipped, lengthened, of_another_version, exchanged, of_somebody_else, deleted,
    emptied, turned_into_something_else,
)  # fmt: skip
