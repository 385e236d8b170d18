"""Makes a ledger of many awards: the same for the same numbers, and in order.

python bench/generating.py FOLDER AWARDS FILES
"""

import datetime as dt
import random
import sys
from pathlib import Path
from typing import Any

import tomli_w

PROGRAMS, STRANDS, FIRST, LAST = 4, 5, 2014, 2017
RECIPIENTS = 98


def write(folder: Path, awards: int, files: int, seed: int = 1) -> None:
    """Write a ledger of some awards, half of them with a payment, over some files."""
    chance = random.Random(seed)
    (folder / "allocations").mkdir(parents=True, exist_ok=True)
    _dump(folder / "programs.toml", _programs(awards))
    per_file = awards // files
    for number in range(files):
        made = _awards(range(number * per_file, (number + 1) * per_file), chance)
        _dump(folder / "allocations" / f"round-{number:05d}.toml", made)


def _programs(awards: int) -> dict[str, Any]:
    """Make programs whose budget covers every award there can be."""
    yearly = awards * 4_000_000
    years = range(FIRST, LAST + 1)
    programs = {
        f"program-{p}": {
            "name": f"Program {p}",
            "years": f"{FIRST}-{LAST}",
            "split": {str(year): yearly for year in years},
            "act": f"FL{FIRST}",
            "date": dt.date(FIRST, 1, 1),
            "strand": {
                f"strand-{s}": {
                    "name": f"Strand {s}",
                    "split": {str(year): yearly // STRANDS for year in years},
                }
                for s in range(STRANDS)
            },
        }
        for p in range(PROGRAMS)
    }
    recipients = {
        f"kommune-{n}": {"name": f"Kommune {n}", "kind": "municipality"} for n in range(RECIPIENTS)
    }
    return {"ledger": {"format": 1}, "program": programs, "recipient": recipients}


def _awards(numbers: range, chance: random.Random) -> dict[str, Any]:
    awards, payments = {}, {}
    for number in numbers:
        id = f"tilsagn-{number:07d}"
        day = dt.date(FIRST, 1, 1) + dt.timedelta(days=chance.randrange(365))
        years = chance.sample(range(FIRST, LAST + 1), chance.randint(1, 4))
        awards[id] = {
            "program": f"program-{chance.randrange(PROGRAMS)}",
            "strand": f"strand-{chance.randrange(STRANDS)}",
            "recipient": f"kommune-{chance.randrange(RECIPIENTS)}",
            "date": day,
            "amount": {str(year): chance.randint(1, 400) * 1_000 for year in sorted(years)},
            "purpose": "Styrkelse af forældrenes kompetencer",
        }
        if number % 2:
            payments[f"udbetaling-{number:07d}"] = {
                "award": id,
                "date": day + dt.timedelta(days=30),
                "amount": 1_000,
            }
    return {"award": awards, "payment": payments}


def _dump(path: Path, document: dict[str, Any]) -> None:
    path.write_bytes(tomli_w.dumps(document).encode())


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
