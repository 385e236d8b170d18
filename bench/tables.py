"""Writes results as a page of Markdown: where peers are faster, targets, tables, how they grow."""

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence

from bench.faster_peers import faster_peers, is_compared
from bench.growing import LONGEST, NEAR_LINEAR, Growth, growths
from bench.reasons import WHERE_THE_TIME_GOES, reasons
from bench.refusing import ALLOWED, named, told, wild
from bench.results import Group, Results, Timing
from bench.targets import BALANCE_COLD, BALANCE_WARM, Verdict, verdicts
from bench.work import FLOOR

READING = """\
Written by `make bench`, not by hand. Figures are to be compared within this page alone: another
machine, or this one on another day, has others. In each round all works of a table are run, in an
order of chance. Before the rounds each peer has to give the sums of `tidlig balance` by program,
strand and year, to the øre.

- **least** is the quickest run, which other programs disturbed least; all ratios and targets are
  made of it. **median** and **most** are beside it, and **CPU** is the least processor time of a
  run, of user and system and of all its processes.
- Above each table stands how far the middle run of `python -c pass` is from its quickest. Above
  20 % the machine was not quiet, and the run is refused.
- All runs on two cores at most; **one core** is on one and in one process. **no .pyc** is a source
  without compiled files that can write none, as in many a container; its libraries have theirs.
- **cold** has an empty cache folder, and **warm** one that was asked the same of the same files.
  **new question** has seen the same files, but was never asked this. **one file changed** is warm
  after some bytes of one file became others, which no round before had. What the system remembers
  of files is there throughout, for tidlig as for the peers: no disk is timed.
- The time is from the start of a program to its end, with its output to a pipe.
- **peak** is the memory of the largest process: of a command with several, they are not added up.
  It cannot be told below some 10 MB, which the process that measures has itself.
- **x python** is how many times as long as `python -c pass` a work takes; **x cold** and **x
  warm**, how many times as long as `tidlig balance` in that state: above 1, tidlig is faster.
- The peers read journals that `tidlig export` wrote of the same ledger, as a user gets them: with
  tags, and with payments, which tidlig reads too. beancount remembers a journal that took over a
  second to load (**warm**; below that, warm is cold); hledger and Ledger remember nothing.
"""


GROWTH = f"""\
The quickest run of each work on ledgers of several sizes, in entries. The exponent between two
sizes is the logarithm of the ratio of times, divided by that of the ratio of sizes: 1 grows as its
input, 2 as the square of it. What every run costs, such as the start of Python, makes it lower. In
all it is to be at most {NEAR_LINEAR}. What takes over {LONGEST} s is not tried on more.
"""


def page(results: Results, date: str) -> str:
    """Give the whole page; the date is that of the measuring."""
    groups = "\n".join(_group(group, results) for group in results.groups)
    machine = "\n".join(f"- {name}: {value}" for name, value in results.machine)
    every = (*results.groups, *results.growth)
    commands = {t.name: t.command for group in every for t in group.timings}
    held = list(verdicts(results))
    listed = "\n".join(f"- {name}: `{command}`" for name, command in commands.items())
    return (
        f"# Benchmarks\n\n{_not_trusted(every)}{_peers(results)}\n{READING}\n"
        f"## Targets\n\n{targets(held)}\n{reasons(held)}\n{WHERE_THE_TIME_GOES}\n"
        f"{groups}\n{_growth(results)}"
        f"## On what\n\nMeasured on {date}, in {results.rounds} rounds, or fewer of what takes "
        f"minutes, on {_cores(results.cores)}.\n\n{machine}\n\n"
        f"## Commands\n\nThose of tidlig are run in the ledger's folder.\n\n{listed}\n"
    )


def targets(found: Iterable[Verdict]) -> str:
    """Give a table of the targets, what was measured, and whether they are met."""
    rows = [(v.target.work, v.target.wording, *_outcome(v)) for v in found]
    return table(("work", "target", "measured", ""), rows, left=2)


def timings(group: Group, results: Results) -> str:
    """Give a table of what was timed on one ledger."""
    heads = (
        "work",
        "least",
        "median",
        "most",
        "CPU",
        "runs",
        "peak",
        "x python",
        "x cold",
        "x warm",
    )
    measures = [results.timing(group.ledger, name) for name in (FLOOR, BALANCE_COLD, BALANCE_WARM)]
    return table(heads, [tuple(_row(timing, measures)) for timing in group.timings])


def exponents(found: Iterable[Growth], sizes: Sequence[int]) -> str:
    """Give a table of how works grow: the quickest run of each size, and the exponents."""
    steps = [f"{one:_} - {other:_}" for one, other in itertools.pairwise(sizes)]
    heads = ("work", "ledger", *(f"{size:_}" for size in sizes), *steps, "in all", "")
    rows = [_growth_row(growth, len(sizes)) for growth in found]
    return table([head.replace("_", " ") for head in heads], rows, left=2)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> str:
    """Give a table of Markdown, all but so many columns of it to the right."""
    lines = [heads, ["---"] * left + ["---:"] * (len(heads) - left), *rows]
    cells = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def seconds(value: float) -> str:
    """Give a time with three digits that count: 1.23 s, 45.6 ms."""
    return _digits(value, "s") if value >= 1 else _digits(value * 1_000, "ms")


def _not_trusted(groups: Iterable[Group]) -> str:
    """Say which figures nobody should trust, if any; such a page is never written to the docs."""
    lines = [f"- {named(group)}: {told(group)}" for group in wild(groups)]
    if not lines:
        return ""
    said = f"**Not to be trusted:** `{FLOOR}` varied by more than {ALLOWED * 100:.0f} % meanwhile."
    return "\n".join([said, "", *lines, "", ""])


def _peers(results: Results) -> str:
    """Say first where another program is faster."""
    if not is_compared(results):
        return "No other program was timed beside tidlig.\n"
    rows = [(f.ledger, f.peer, f.ours, _digits(f.times, "x")) for f in faster_peers(results)]
    if not rows:
        return "No other program was faster in anything that was timed.\n"
    heads = ("ledger", "faster", "than", "times")
    return f"Where another program is faster:\n\n{table(heads, rows, left=3)}"


def _growth(results: Results) -> str:
    """Give how works grow with their ledgers, unless that was not measured."""
    if not results.growth:
        return ""
    sizes = sorted({group.size for group in results.growth})
    spreads = "\n".join(f"- {named(group)}: {told(group)}" for group in results.growth)
    rows = exponents(growths(results.growth), sizes)
    return f"## Growth\n\n{GROWTH}\n{rows}\n{spreads}\n\n"


def _growth_row(growth: Growth, columns: int) -> tuple[str, ...]:
    times = [seconds(each) for each in growth.seconds]
    steps = [_digits(step) for step in growth.steps]
    in_all = "" if growth.exponent is None else _digits(growth.exponent)
    return (
        growth.work,
        growth.ledger,
        *_padded(times, columns),
        *_padded(steps, columns - 1),
        in_all,
        growth.why or _verdict(growth.is_near_linear),
    )


def _padded(cells: Sequence[str], columns: int) -> list[str]:
    return [*cells, *[""] * (columns - len(cells))]


def _group(group: Group, results: Results) -> str:
    notes = "".join(f"\n{note}\n" for note in (f"{told(group)}.", *group.notes))
    return f"## {group.ledger}\n{notes}\n{timings(group, results)}"


def _row(timing: Timing, measures: Sequence[Timing | None]) -> Iterator[str]:
    yield timing.name
    if timing.failure:
        yield from (f"({timing.failure})", "", "", "", "", _memory(timing.peak), "", "", "")
        return
    yield from (seconds(each) for each in (timing.least, timing.median, max(timing.seconds)))
    yield seconds(min(timing.cpu)) if timing.cpu else ""
    yield str(len(timing.seconds))
    yield _memory(timing.peak)
    yield from (_digits(timing.least / m.least) if m else "" for m in measures)


def _outcome(verdict: Verdict) -> tuple[str, str]:
    figure = verdict.figure
    if figure is None:
        return "not measured", ""
    if figure.value == math.inf:
        return f"({figure.where})", _verdict(verdict.met)
    where = f" ({figure.where})" if figure.where else ""
    return _digits(figure.value, figure.unit) + where, _verdict(verdict.met)


def _verdict(met: bool | None) -> str:
    return "" if met is None else "met" if met else "**not met**"


def _cores(count: int) -> str:
    return "one core" if count == 1 else f"{count} cores"


def _memory(peak: int) -> str:
    return f"{peak / 1e6:.0f} MB" if peak else ""


def _digits(value: float, unit: str = "") -> str:
    decimals = 0 if value >= 100 or isinstance(value, int) else 1 if value >= 10 else 2
    return f"{value:.{decimals}f} {unit}".rstrip()
