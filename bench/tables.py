"""Writes results as a page of Markdown: targets, a table for each ledger, and how to read them."""

from collections.abc import Iterable, Iterator, Sequence

from bench.results import Group, Results, Timing
from bench.targets import BALANCE_COLD, BALANCE_WARM, Verdict, verdicts
from bench.work import FLOOR

READING = """\
Written by `make bench`, not by hand. Each figure is the median of its rounds. Figures are to be
compared within this page alone: another machine, or this one on another day, has others. In each
round all works of a table are run once, in an order of chance. Before the rounds each peer has to
give the sums of `tidlig balance` by program, strand and year, to the øre.

- **cold** has an empty cache folder, and **warm** one that has seen the same files. **one file
  changed** is warm after some bytes of one file became others, which no round before had. What the
  system remembers of files is there throughout, for tidlig as for the peers: no disk is timed.
- The time is from the start of a program to its end, with its output to a pipe.
- **peak** is the memory of the largest process: of a command with several, they are not added up.
  It cannot be told below some 10 MB, which the process that measures has itself.
- **x python** is how many times as long as `python -c pass` a work takes; **x cold** and **x
  warm**, how many times as long as `tidlig balance` in that state: above 1, tidlig is faster.
- The peers read journals that `tidlig export` wrote of the same ledger, as a user gets them: with
  tags, and with payments, which tidlig reads too. beancount remembers a journal that took over a
  second to load (**warm**; below that, warm is cold); hledger and Ledger remember nothing.
"""


def page(results: Results, date: str) -> str:
    """Give the whole page; the date is that of the measuring."""
    groups = "\n".join(_group(group, results) for group in results.groups)
    machine = "\n".join(f"- {name}: {value}" for name, value in results.machine)
    told = {t.name: t.command for group in results.groups for t in group.timings}
    commands = "\n".join(f"- {name}: `{command}`" for name, command in told.items())
    return (
        f"# Benchmarks\n\n{READING}\n## Targets\n\n{targets(verdicts(results))}\n{groups}\n"
        f"## On what\n\nMeasured on {date}, in {results.rounds} rounds, or fewer of what takes "
        f"minutes.\n\n{machine}\n\n"
        f"## Commands\n\nThose of tidlig are run in the ledger's folder.\n\n{commands}\n"
    )


def targets(found: Iterable[Verdict]) -> str:
    """Give a table of the targets, what was measured, and whether they are met."""
    rows = [(v.target.work, v.target.wording, *_outcome(v)) for v in found]
    return table(("work", "target", "measured", ""), rows, left=2)


def timings(group: Group, results: Results) -> str:
    """Give a table of what was timed on one ledger."""
    heads = ("work", "median", "from - to", "rounds", "peak", "x python", "x cold", "x warm")
    measures = [results.timing(group.ledger, name) for name in (FLOOR, BALANCE_COLD, BALANCE_WARM)]
    return table(heads, [tuple(_row(timing, measures)) for timing in group.timings])


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> str:
    """Give a table of Markdown, all but so many columns of it to the right."""
    lines = [heads, ["---"] * left + ["---:"] * (len(heads) - left), *rows]
    cells = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def seconds(value: float) -> str:
    """Give a time with three digits that count: 1.23 s, 45.6 ms."""
    return _digits(value, "s") if value >= 1 else _digits(value * 1_000, "ms")


def _group(group: Group, results: Results) -> str:
    notes = "".join(f"\n{note}\n" for note in group.notes)
    return f"## {group.ledger}\n{notes}\n{timings(group, results)}"


def _row(timing: Timing, measures: Sequence[Timing | None]) -> Iterator[str]:
    yield timing.name
    if timing.failure:
        yield from (f"({timing.failure})", "", "", _memory(timing.peak), "", "", "")
        return
    yield seconds(timing.median)
    yield f"{seconds(min(timing.seconds))} - {seconds(max(timing.seconds))}"
    yield str(len(timing.seconds))
    yield _memory(timing.peak)
    yield from (_digits(timing.median / m.median) if m else "" for m in measures)


def _outcome(verdict: Verdict) -> tuple[str, str]:
    if verdict.figure is None:
        return "not measured", ""
    unit = "GB" if "GB" in verdict.target.wording else "x"
    return _digits(verdict.figure, unit), "met" if verdict.met else "**not met**"


def _memory(peak: int) -> str:
    return f"{peak / 1e6:.0f} MB" if peak else ""


def _digits(value: float, unit: str = "") -> str:
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{decimals}f} {unit}".rstrip()
