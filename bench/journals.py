"""Has our own export write a ledger for each peer, once, and never timed."""

import hashlib
from pathlib import Path

import tidlig
from bench.running import UNTIMED, ran

ENDINGS = {"hledger": "hledger", "ledger": "ledger", "beancount": "beancount"}
"""The formats of `tidlig export`, and what a journal's name ends with."""


class Unwritten(Exception):
    """A journal that could not be written, and why."""


def journal(ledger: Path, format: str, home: Path, cache: Path) -> Path:
    """Give a ledger's journal in a format, kept as long as ledger and source are the same."""
    path = home / f"{_origin(ledger)}.{ENDINGS[format]}"
    if not path.exists():
        for old in (*home.glob(f"*.{ENDINGS[format]}"), *home.glob(".unfinished.*")):
            old.unlink()  # another version's, and what a killed export left
        unfinished = path.with_name(f"unfinished.{ENDINGS[format]}")
        done = ran(
            ["tidlig", "export", "--to", format, "-o", str(unfinished)],
            ledger,
            {"TIDLIG_CACHE_DIR": str(cache)},
            UNTIMED,
        )
        if done.failure:
            raise Unwritten(f"`tidlig export --to {format}`: {done.failure}")
        unfinished.rename(path)
    return path


def _origin(ledger: Path) -> str:
    """Name what a journal is made of, and the code that writes it."""
    origin = hashlib.blake2b(digest_size=4)
    code = Path(tidlig.__file__).parent.rglob("*.py")
    for path in (*sorted(code), *sorted(ledger.rglob("*.toml"))):
        origin.update(path.read_bytes())
    return origin.hexdigest()
