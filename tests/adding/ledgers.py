"""A small ledger that entries are added to, and what its files must be afterwards."""

import tomllib
from pathlib import Path

from harness.running import write

ROUND = "allocations/runde-1.toml"
FILES = {
    "programs.toml": """[ledger]
format   = 1
currency = "DKK"
language = "en"

[program.tidlig]
name  = "Tidlig indsats"
years = "2014-2017"
split = { 2014 = "10 mio. kr.", 2015 = "500 mio. kr." }
date  = 2014-01-01

[program.tidlig.strand.foraeldre]
name = "Forældre"

[program.anden]
name  = "En anden"
years = "2014-2017"
total = "10 mio. kr."
date  = 2014-01-01

[recipient.odense]
name = "Odense Kommune"
kind = "municipality"

[source.notat]
title = "Notat"
""",
    ROUND: """# Fra notatet.

[round.runde-1]
program = "tidlig"
source  = "notat"

[pool.puljen]
program = "tidlig"
round   = "runde-1"

[award.givet]
pool      = "puljen"
recipient = "odense"
date      = 2015-02-01
amount    = "2 mio. kr."  # i februar""",
}
"""Its last line has no end, and a comment."""

AWARD = ("award", "pool=puljen", "recipient=odense", "date=2015-03-01")
"""Words that add an award, but for the amount."""

AT_THE_END = (AWARD[0], "ny", *AWARD[1:], "--file", ROUND)
"""The same with an id, at the end of the file of its round."""


def made(folder: Path) -> Path:
    """Write the ledger in a folder."""
    return write(folder, FILES)


def bytes_in(folder: Path) -> dict[str, bytes]:
    """All files of a folder, hidden ones too, by path."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def awards(data: bytes) -> dict[str, dict[str, object]]:
    """The awards of a file, read by another parser than tidlig's."""
    found: dict[str, dict[str, object]] = tomllib.loads(data.decode("utf-8-sig"))["award"]
    return found
