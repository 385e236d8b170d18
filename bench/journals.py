"""Has our own export write a ledger for each peer, once, and never timed."""

import hashlib
from pathlib import Path

from bench.running import ran

ENDINGS = {"hledger": "hledger", "ledger": "ledger", "beancount": "beancount"}
"""The formats of `tidlig export`, and what a journal's name ends with."""


class Unwritten(Exception):
    """A journal that could not be written, and why."""


def journal(ledger: Path, format: str, home: Path, tool: Path) -> Path:
    """Give a ledger's journal in a format, kept as long as the tool's source is the same."""
    path = home / f"{_source(tool)}.{ENDINGS[format]}"
    if not path.exists():
        for old in home.glob(f"*.{ENDINGS[format]}"):
            old.unlink()
        unfinished = path.with_name(f"unfinished.{ENDINGS[format]}")
        done = ran(["tidlig", "export", "--to", format, "-o", str(unfinished)], ledger)
        if done.failure:
            raise Unwritten(f"`tidlig export --to {format}`: {done.failure}")
        unfinished.rename(path)
    return path


def _source(tool: Path) -> str:
    """Name the code that writes journals."""
    source = hashlib.blake2b(digest_size=4)
    for path in sorted(tool.rglob("*.py")):
        source.update(path.read_bytes())
    return source.hexdigest()
