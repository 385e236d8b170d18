"""Makes a ledger of many awards, in order to the last check: the same for the same numbers.

Its text is written directly, since a million awards through a TOML writer take minutes. Only
`random()` is asked for chance, which is the same on every Python.
"""

import datetime as dt
import random
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

PROGRAMS, STRANDS, FIRST, LAST = 4, 5, 2014, 2017
MUNICIPALITIES, ORGANISATIONS = 98, 400
LARGEST = 400
"""The largest amount of a year, in thousands of kroner."""

ROUNDS = (dt.date(FIRST, 1, 1), dt.date(FIRST, 7, 1))
"""The day from which awards of each round are given."""

PURPOSES = (
    "Styrkelse af forældrenes kompetencer",
    "Tidlig opsporing i dagtilbud",
    "Partnerskab om fritidsaktiviteter",
    "Samarbejde mellem kommune og organisation",
    "Rådgivning af familier i udsatte positioner",
)

_YEARS = range(FIRST, LAST + 1)
_COUNTS = range(1, len(_YEARS) + 1)
_CHOICES = tuple(tuple(combinations(_YEARS, count)) for count in _COUNTS)
_DAYS = tuple(ROUNDS[0] + dt.timedelta(days=n) for n in range(365 + 60))
_ISO = tuple(day.isoformat() for day in _DAYS)
_RECIPIENTS = (
    *(f"kommune-{n}" for n in range(MUNICIPALITIES)),
    *(f"forening-{n}" for n in range(ORGANISATIONS)),
)


def write(folder: Path, awards: int, per_file: int = 1_000, seed: int = 1) -> None:
    """Write a ledger of some awards, so many a file; every second one has a payment."""
    chance = random.Random(seed)
    decisions = folder / "allocations"
    decisions.mkdir(parents=True, exist_ok=True)
    _write(folder / "programs.toml", _programs(awards))
    _write(folder / "recipients.toml", _recipients())
    _write(decisions / "rounds.toml", _rounds(awards))
    late = ""
    for start in range(0, awards, per_file):
        own, next_late = _awards(range(start, min(start + per_file, awards)), chance)
        _write(decisions / f"awards-{start // per_file:05d}.toml", own + late)
        late = next_late
    if late:
        _write(decisions / "payments.toml", late)


def write_register(path: Path, awards: int, seed: int = 1) -> None:
    """Write the register that has exactly these awards, as a financial system would list them."""
    chance = random.Random(seed)
    made = (_award(number, chance) for number in range(awards))
    lines = (f"{m.reference};{_named(m.recipient)};{m.total};{_ISO[m.day]}" for m in made)
    _write(path, "\n".join(("Sagsnr.;Modtager;Beløb;Dato", *lines, "")))


@dataclass(frozen=True, slots=True)
class _Award:
    """An award as the text of its entry, and what a payment and a register need of it."""

    text: str
    day: int
    total: int
    recipient: str
    reference: str


def _programs(awards: int) -> str:
    """Make programs whose strands have more than twice what chance asks of them."""
    yearly = _yearly(awards)
    whole = ", ".join(f"{year} = {yearly * STRANDS}" for year in _YEARS)
    part = ", ".join(f"{year} = {yearly}" for year in _YEARS)
    return "[ledger]\nformat = 1\n" + "".join(
        f'\n[program.program-{p}]\nname = "Program {p}"\nyears = "{FIRST}-{LAST}"\n'
        f'split = {{ {whole} }}\nact = "FL{FIRST}"\ndate = {FIRST}-01-01\n'
        + "".join(
            f'\n[program.program-{p}.strand.strand-{s}]\nname = "Strand {s}"\n'
            f"split = {{ {part} }}\n"
            for s in range(STRANDS)
        )
        for p in range(PROGRAMS)
    )


def _yearly(awards: int) -> int:
    """Give a strand's budget of a year: it would pay for one award in eight, and for forty."""
    return (awards // 8 + 40) * LARGEST * 1_000


def _recipients() -> str:
    return "\n".join(
        f'[recipient.{id}]\nname = "{_named(id)}"\n'
        f'kind = "{"municipality" if id.startswith("kommune") else "organisation"}"\n'
        for id in _RECIPIENTS
    )


def _named(recipient: str) -> str:
    return recipient.replace("-", " ").capitalize()


def _rounds(awards: int) -> str:
    """Make two rounds of each program, each with a pool of each strand, of half its budget."""
    frame = _yearly(awards) * len(_YEARS) // len(ROUNDS)
    return "\n".join(
        f'[round.round-{p}-{r}]\nprogram = "program-{p}"\nname = "Round {r + 1}"\n'
        f"decided = {decided}\n\n"
        + "\n".join(
            f'[pool.pool-{p}-{s}-{r}]\nprogram = "program-{p}"\nstrand = "strand-{s}"\n'
            f'round = "round-{p}-{r}"\nname = "Pool {s}"\nframe = {frame}\n'
            for s in range(STRANDS)
        )
        for p in range(PROGRAMS)
        for r, decided in enumerate(ROUNDS)
    )


def _awards(numbers: range, chance: random.Random) -> tuple[str, str]:
    """Make awards with payments of the odd ones, and apart those that stand in the next file."""
    own: list[str] = []
    late: list[str] = []
    for number in numbers:
        made = _award(number, chance)
        own.append(made.text)
        if number % 2:
            (late if number % 10 == 9 else own).append(_payment(number, made))
    return "".join(own), "".join(late)


def _award(number: int, chance: random.Random) -> _Award:
    """Make one award."""
    some = chance.random
    p, s, day = int(some() * PROGRAMS), int(some() * STRANDS), int(some() * 365)
    choices = _CHOICES[int(some() * len(_CHOICES))]
    years = choices[int(some() * len(choices))]
    thousands = [1 + int(some() * LARGEST) for _ in years]
    amount = ", ".join(f"{y} = {n}_000" for y, n in zip(years, thousands, strict=True))
    if some() < 0.5:
        purse = f'pool = "pool-{p}-{s}-{int(_DAYS[day] >= ROUNDS[1])}"'
    else:
        purse = f'program = "program-{p}"\nstrand = "strand-{s}"'
    recipient = _RECIPIENTS[int(some() * len(_RECIPIENTS))]
    reference = f"sag {number}/{FIRST}"
    text = (
        f"[award.tilsagn-{number:07d}]\n{purse}\n"
        f'recipient = "{recipient}"\n'
        f"date = {_ISO[day]}\namount = {{ {amount} }}\n"
        f'purpose = "{PURPOSES[number % len(PURPOSES)]}"\nreference = "{reference}"\n\n'
    )
    return _Award(text, day, sum(thousands) * 1_000, recipient, reference)


def _payment(number: int, award: _Award) -> str:
    """Make the payment of half an award, two months later."""
    return (
        f'[payment.udbetaling-{number:07d}]\naward = "tilsagn-{number:07d}"\n'
        f"date = {_ISO[award.day + 60 - 1]}\namount = {award.total // 2}\n\n"
    )


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
