"""The commands that are timed beside `balance` and `check`: one line of `QUESTIONS` for each."""

import datetime as dt
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.generating import MUNICIPALITIES

REGISTER = "../register.csv"
"""The register that `reconcile --against` reads, as seen from the ledger's folder."""

_FIRST_DAY = dt.date(2015, 1, 1)


@dataclass(frozen=True, slots=True)
class Question:
    """A command: as it is asked again, and as it is asked when it was never asked before.

    `again` is the same in each round. In `new`, `{id}`, `{recipient}`, `{date}` and `{number}`
    become others in each round. Either may be left out.
    """

    name: str
    again: str = ""
    new: str = ""


QUESTIONS = (
    Question("balance", new="balance --as-of {date}"),
    Question("show", "show tilsagn-0000000", "show {id}"),
    Question("log --recipient", "log --recipient kommune-0", "log --recipient {recipient}"),
    Question("pools", "pools", "pools --as-of {date}"),
    Question("reconcile", "reconcile", "reconcile --as-of {date}"),
    Question("reconcile --against", again=f"reconcile --against {REGISTER} --kind award"),
    Question("diff", again="diff HEAD~1 HEAD"),
    Question("history", "history program-0", "history {id}"),
    Question(
        "add --dry-run",
        new="add award pool=pool-0-0-0 recipient={recipient} date={date} amount={number} --dry-run",
    ),
)
"""What is asked of ledgers that are made; `balance` and `check` are asked again elsewhere.

A new command is one line here; `targets.QUICK` has those that are to be answered at once.
"""

ON_DATA = (
    Question("balance", new="balance --as-of {date}"),
    Question("show", "show {first}", "show {id}"),
    Question("pools", "pools", "pools --as-of {date}"),
    Question("reconcile", "reconcile", "reconcile --as-of {date}"),
)
"""What is asked of the ledger of the repository, which has few awards and no recipients."""

MINUTES = (
    *("log --recipient", "pools", "reconcile", "reconcile --against", "history", "add --dry-run"),
)
"""What is left out of ledgers of more than `AT_MOST` awards, where it takes minutes."""

AT_MOST = 200_000


def asked(awards: int) -> tuple[Question, ...]:
    """Give what is asked of a made ledger of so many awards."""
    return tuple(q for q in QUESTIONS if awards <= AT_MOST or q.name not in MINUTES)


def made_ids(awards: int) -> Sequence[str]:
    """Give ids of a made ledger's awards from all over it, at most 97 and never the first."""
    step = max(awards // 97, 1)
    return [f"tilsagn-{number:07d}" for number in range(step // 2 + 1, awards, step)][:97]


def stated_ids(ledger: Path) -> Sequence[str]:
    """Give the ids of a ledger's awards, pools, rounds and programs, as its files have them."""
    return list(_stated(ledger))


def filled(words: str, number: int, ids: Sequence[str]) -> list[str]:
    """Give the words of a command, with what stands in braces made others for each number."""
    values = {
        "id": ids[number % len(ids)],
        "first": ids[0],
        "recipient": f"kommune-{number % MUNICIPALITIES}",
        "date": (_FIRST_DAY + dt.timedelta(days=number)).isoformat(),
        "number": str(1_000 + number),
    }
    return words.format(**values).split()


def _stated(ledger: Path) -> Iterator[str]:
    for path in sorted(ledger.rglob("*.toml")):
        tables = tomllib.loads(path.read_text("utf-8"))
        for kind in ("award", "pool", "round", "program"):
            yield from tables.get(kind, ())
