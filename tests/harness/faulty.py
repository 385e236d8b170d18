"""Ledgers with many faults: more than GitHub shows, of many checks, and with hostile texts."""

PROGRAM = """\
[ledger]
format = 1

[program.p]
name  = "Program"
years = 2024
total = "100 mio. kr."

[program.q]
name  = "Another"
years = "2024-2025"
total = "10 mio. kr."
split = { 2024 = "5 mio. kr.", 2025 = "6 mio. kr." }

[recipient.odense]
name = "Odense"
kind = "municipality"

[round.r]
program  = "p"
deadline = 2024-03-01
decided  = 2024-02-01
accept   = { outside-years = "nothing to accept" }
"""

_POOL = """\
[pool.pool-{n}]
program = "p"
frame   = 1_000_000

[award.over-{n}]
pool      = "pool-{n}"
recipient = "odense"
date      = 2024-06-01
amount    = 1_000_{n:03}

[payment.over-{n}]
award  = "over-{n}"
date   = 2024-05-01
amount = 2_000_000
"""

_LATE = """\
[reprioritisation.late-{n}]
date   = {year}-01-01
from   = {{ outside = "elsewhere" }}
to     = {{ program = "p" }}
amount = 1_000
"""

_TWICE = """\
[award.back-{n}]
program   = "p"
recipient = "odense"
date      = 2024-06-01
amount    = 500_000

[return.twice-{n}]
award  = "back-{n}"
date   = 2024-07-01
amount = 1_000_000
kind   = "annulment"
accept = {{ returns-exceed-award = "number {n} is known" }}
"""


def many() -> dict[str, str]:
    """Files of a ledger that can be read and has more than forty findings, and some accepted."""
    pools = [_POOL.format(n=n) for n in range(1, 13)]
    late = [_LATE.format(n=n, year=2030 + n) for n in range(1, 15)]
    return {
        "programs.toml": PROGRAM,
        "allocations/puljer 1.toml": "\n".join(pools[:6]),
        "allocations/ærø/puljer.toml": "\n".join(pools[6:]),
        "allocations/sent.toml": "\n".join(late),
        "allocations/retur.toml": "\n".join(_TWICE.format(n=n) for n in (1, 2)),
    }


def moved(files: dict[str, str], lines: int = 7) -> dict[str, str]:
    """The same ledger with blank lines before every heading of every file."""
    return {
        path: ("\n" * lines + text).replace("\n[", "\n" * lines + "\n[")
        for path, text in files.items()
    }


UNREADABLE = {
    "programs.toml": PROGRAM.replace('"Another"', "1.000"),
    "allocations/broken.toml": "[recipient.odense\n",
    "allocations/puljer.toml": _POOL.format(n=1),
}
"""A ledger of which a file is no TOML, and a name is no text."""

EMPTY = {"programs.toml": "[ledger]\nformat = 1\n"}
"""A ledger of nothing but its settings."""

HOSTILE = (
    "\x1b[2J\x1b]8;;http://example.dk\x07gone",
    "%0A::error::gone",
    "::error::gone",
    "\n::error::gone,line=1",
    "\r\n::set-output name=a::b\n",
    "##[stop-commands]x",
    "##vso[task.complete result=Succeeded]",
    "a\u202eb\u2028c",
    "</testcase></testsuite>]]>",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](http://example.dk/x.png)",
    "`code` **bold** | cell | _a_ <!-- -->",
    "{0} {{1}}",
    "&lt;b&gt; &#x3c;",
    "\ufffe\uffff",
    "::endgroup::",
)
"""Texts that would be obeyed somewhere, were they not escaped."""


def _quoted(text: str) -> str:
    """Write a text as TOML's basic string."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in plain) + '"'


def hostile_keys() -> dict[str, str]:
    """Files of a ledger with unknown keys and references that are hostile."""
    keys = "\n".join(f"{_quoted(text)} = 1" for text in HOSTILE)
    awards = "\n".join(
        f"[award.a-{n}]\npool = {_quoted(text)}\nrecipient = {_quoted(text)}\n"
        "date = 2024-01-01\namount = 1\n"
        for n, text in enumerate(HOSTILE)
    )
    head, _, rest = PROGRAM.partition("[recipient.odense]\n")
    return {"programs.toml": f"{head}[recipient.odense]\n{keys}\n{rest}", "awards.toml": awards}


def hostile_reasons() -> dict[str, str]:
    """Files of a ledger that can be read, with hostile names, reasons and names of files."""
    files = {"programs.toml": PROGRAM.replace('"Program"', _quoted(HOSTILE[0]))}
    for n, text in enumerate(HOSTILE, start=1):
        late = _LATE.format(n=n, year=2030 + n)
        files[f"accepted-{n}.toml"] = f"{late}accept = {{ outside-years = {_quoted(text)} }}\n"
        files[f"{text.replace('/', '')} {n}.toml"] = _LATE.format(n=n + 100, year=2130 + n)
    return files
