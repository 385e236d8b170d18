"""Holds that the peers get what tidlig gets, so that it is the same table that is timed.

Compared is what remains of each line (program, strand and year), to the øre.
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.running import UNTIMED, ran

QUERY = (
    "SELECT root(account, 5) AS line, sum(position) AS uncommitted "
    "WHERE account ~ '^Assets:Uncommitted' GROUP BY line"
)
"""The query for beancount that gives what remains by program, strand and year."""

Figures = Mapping[tuple[str, ...], Decimal]
"""What remains in kroner, by program, strand and years as a name of an account has them."""


class Disagreeing(Exception):
    """Figures that are not those of `tidlig balance`."""


class Unanswered(Exception):
    """A program that gives no figures, and why."""


def agree(ledger: Path, format: str, journal: Path, cache: Path) -> None:
    """Raise `Disagreeing` unless a peer gets from its journal what tidlig gets from the ledger.

    What is unknown to tidlig is not compared: a journal has the known amounts of it.
    """
    theirs, ours = read(format, journal), own(ledger, cache)
    known = (key for key in ours.keys() | theirs if ours.get(key, 0) is not None)
    differing = sorted(key for key in known if ours.get(key) != theirs.get(key))
    if differing:
        key = differing[0]
        raise Disagreeing(
            f"{format} has {theirs.get(key)} where tidlig has {ours.get(key)} for {':'.join(key)}, "
            f"and {len(differing) - 1} others differ"
        )


def own(ledger: Path, cache: Path) -> Mapping[tuple[str, ...], Decimal | None]:
    """Ask tidlig what remains; None is unknown."""
    command = ["tidlig", "balance", "--format", "json"]
    lines = json.loads(_said(command, ledger, {"TIDLIG_CACHE_DIR": str(cache)}))["lines"]
    rows = ((_line(line), _known(line["uncommitted"])) for line in lines)
    return {key: kroner for key, kroner in rows if kroner != 0}


def read(format: str, journal: Path) -> Figures:
    """Ask the peer that reads a format what remains."""
    command = [word.format(journal) for word in COMMANDS[format]]
    rows = csv.reader(_said(command, journal.parent).splitlines())
    figures: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for account, amount in rows:
        if ":" in account:
            figures[_parts(account)] += _kroner(amount)
    return {key: kroner for key, kroner in figures.items() if kroner}


COMMANDS = {
    "hledger": (
        *("hledger", "-f", "{}", "balance", "uncommitted"),
        *("--flat", "--depth", "4", "--no-total", "-O", "csv"),
    ),
    "ledger": (
        *("ledger", "-f", "{}", "balance", "uncommitted", "--flat", "--no-total"),
        *("--balance-format", "%(quoted(account)),%(quoted(scrub(display_total)))\n"),
    ),
    "beancount": ("bean-query", "--format", "csv", "{}", QUERY),
}
"""What each peer is asked, so that it answers in two columns: account and amount."""


def _said(command: Sequence[str], folder: Path, changes: Mapping[str, str] | None = None) -> str:
    done = ran(command, folder, changes, UNTIMED)
    if done.failure:
        raise Unanswered(f"{command[0]}: {done.failure}")
    return done.out


def _line(line: Mapping[str, Any]) -> tuple[str, ...]:
    years = dict.fromkeys(str(year) for year in line["years"])
    return (line["program"], line["strand"] or "not-split", "-".join(years))


def _known(amount: str | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)


def _parts(account: str) -> tuple[str, ...]:
    """Give the parts of an account's name that say the line, as all peers would write them."""
    plain = account.strip().replace(" ", "-").lower().removeprefix("assets:")
    return tuple(plain.split(":")[1:4])


def _kroner(amount: str) -> Decimal:
    return Decimal(re.sub(r"[^0-9.-]", "", amount) or "0")
