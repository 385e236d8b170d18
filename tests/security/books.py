"""A ledger whose every text and id holds what may not get through, in a repository of its kind.

Texts hold personal data, control and invisible characters, commands to CI, markup, mentions, links
and formulas; ids, of which the format is strict, hold CPR numbers.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import tomli_w

CPR = ("010190-1114", "0101901114", "311299-4321", "3112994321")
"""Two numbers with and without their dash: the sum of the first fits, the second is of after 2007.

Of the second only the form with a dash is known for one without a word beside it.
"""

PERSONAL = (*CPR[:3], "kirsten@example.dk", "12 34 56 78", "12345678")
"""What no output may hold."""

ATTACKS = (
    "=cmd|' /C calc'!A0",
    "a;=HYPERLINK(1) b,@SUM(1) c\t+1 d|-2+3",
    "\uff1dHYPERLINK(1)",
    "\x1b[2J\x1b]8;;https://evil.example\x07",
    "a\r\n::error file=x::y\n::set-output name=a::b",
    "::stop-commands::x ::add-mask::y",
    "##[error]x ##vso[task.complete result=Succeeded] ##teamcity[buildStop]",
    "\u202egnp\u2028\u00ad\u200b\u3164\U000e0041\ufeff",
    "@octocat @org/team #1 GH-2 org/repo#3 !4 1f3772c deadbeef",
    "https://evil.example www.evil.example <https://evil.example> [x](javascript:alert(1))",
    "<script>alert(1)</script> <img src=x onerror=y> ![x](http://evil.example/x.png)",
    "| a | b | `c` **d** _e_ <!-- f --> &lt;g&gt; \\",
    "{0} {{1}} %s %0A::error::x ]]> --",
)


def text(number: int) -> str:
    """The text of a number, different from all others: an attack first, then all personal data."""
    attack = ATTACKS[number % len(ATTACKS)]
    return f"{attack} {_personal(number)} {' '.join(ATTACKS)}"


def _personal(number: int) -> str:
    told = "CPR 010190-1114, 0101901114, kirsten@example.dk, tlf. 12 34 56 78 eller tlf. 12345678"
    return f"nr{number} {told}, 311299-4321"


def reference(number: int) -> str:
    """The text of a number without what is taken for the number of a file in a reference."""
    return text(number).replace(", 311299-4321", "")


class _Texts:
    """Hands out texts, each once."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self) -> str:
        self.number += 1
        return text(self.number)

    def reference(self) -> str:
        """A text for a reference, in which a number of after 2007 is taken for a case's."""
        return self().replace(", 311299-4321", "")


def tables() -> dict[str, Any]:
    """The tables of a ledger with an entry of every kind and every key that holds a text."""
    t = _Texts()
    every = {"note": t(), "tags": [t()]}
    return {
        "ledger": {"format": 1},
        "program": {
            "p-010190-1114": {
                "name": t(), "years": "2014-2015", "split": {"2014": 10_000_000, "2015": 5_000_000},
                "act": t(), "aliases": [t()], "short": t(), "source": ["s-010190-1114"], **every,
                "strand": {
                    "d-010190-1114": {
                        "name": t(), "aliases": [t()], "short": t(),
                        "split": {"2014": 4_000_000, "2015": 1}
                    }
                },
            },
            "q-cpr-010190-1114": {"name": t(), "years": 2014, "split": {"2014": "ca. 3 mio. kr."}},
        },
        "appropriation": {
            "f-010190-1114": {
                "program": "p-010190-1114", "act": t(), "date": dt.date(2014, 12, 1),
                "split": {"2014": 11_000_000}, "strands": {"d-010190-1114": {"2014": 4_500_000}},
                **every,
            }
        },
        "reprioritisation": {
            "o-010190-1114": {
                "date": dt.date(2014, 6, 1), "amount": 250_000, "years": 2014,
                "from": {"program": "p-010190-1114", "strand": "d-010190-1114"},
                "to": {"outside": t()}, "instrument": t(), **every,
            }
        },
        "agreement": {
            "a-010190-1114": {
                "program": "p-010190-1114", "name": t(), "parties": [t()], "total": 10, **every,
            }
        },
        "lapse": {
            "l-010190-1114": {
                "program": "p-010190-1114", "year": 2014, "amount": 1, "reason": t(),
                "date": dt.date(2015, 2, 1), **every,
            }
        },
        "amendment": {
            "e-010190-1114": {
                "award": "t-010190-1114", "date": dt.date(2014, 5, 1), "amount": 1, "reason": t(),
                "reference": t.reference(), **every,
            }
        },
        "carry-over": {
            "c-010190-1114": {
                "program": "p-010190-1114", "from": 2014, "to": 2015, "amount": 100_000,
                "date": dt.date(2015, 1, 5), **every,
            }
        },
        "round": {
            "r-010190-1114": {
                "program": "p-010190-1114", "name": t(), "announced": dt.date(2014, 1, 2), **every,
            }
        },
        "pool": {
            "a-010190-1114": {
                "program": "p-010190-1114", "strand": "d-010190-1114", "round": "r-010190-1114",
                "name": t(), "frame": 300_000, **every,
            },
            "hjaelp-cpr-010190-1114": {"program": "p-010190-1114", "name": t(), "frame": "unknown"},
        },
        "award": {
            "t-010190-1114": {
                "pool": "a-010190-1114", "recipient": "k-010190-1114", "date": dt.date(2014, 3, 1),
                "amount": 250_000, "years": 2014, "purpose": t(), "reference": t.reference(),
                "title": t(), **every,
            },
            "u-010190-1114": {
                "pool": "a-010190-1114", "recipient": "311299-4321", "date": dt.date(2014, 3, 1),
                "amount": 999_999, "years": 2014, "purpose": t(), "reference": t.reference(),
                **every,
            },
        },
        "payment": {
            "b-010190-1114": {
                "award": "t-010190-1114", "date": dt.date(2014, 4, 1), "amount": 300_000,
                "payee": "311299-4321", "reference": t.reference(), **every,
            }
        },
        "return": {
            "h-010190-1114": {
                "award": "t-010190-1114", "date": dt.date(2014, 9, 1), "amount": 5_000,
                "kind": "refund", "reason": t(), **every,
            }
        },
        "outturn": {
            "g-010190-1114": {"program": "p-010190-1114", "year": 2014, "amount": 123_456, **every}
        },
        "recipient": {
            "k-010190-1114": {"name": t(), "kind": "provider", "aliases": [t()], **every},
            "311299-4321": {
                "name": t(), "kind": "other", **every, "accept": {"personal-data": t()}
            },
        },
        "source": {
            "s-010190-1114": {
                "title": t(), "publisher": t(), "reference": t.reference(), **every,
                "url": "https://www.oim.dk/puljer",
            },
            "311299-4321": {"title": t(), "file": "bilag/note.txt"},
        },
        "statement": {
            "m-010190-1114": {
                "source": "311299-4321", "program": "p-010190-1114", "measure": "budget",
                "value": "12 mio. kr.", "locator": t(), "as_written": t(), **every,
                "accept": {"statement-contradicted": t()},
            },
            "311299-4321": {
                "source": "s-010190-1114", "program": "p-010190-1114", "measure": "awarded",
                "value": "1 mio. kr.", "as_written": t(),
            },
        },
        "register": {
            "l-010190-1114": {
                "kind": "payment", "columns": {"amount": "Beløb", "recipient": "Modtager"},
                "filters": {"Status": ["betalt"]}, "ignore": [t()], **every,
            }
        },
        "table": {
            "b-010190-1114": {
                "file": "linjer.csv", "kind": "award", "program": "p-010190-1114", "years": 2014,
                "columns": {
                    "id": "Nr", "recipient": "Modtager", "amount": "Beløb", "date": "Dato",
                    "purpose": text(50), "reference": "Sag",
                },
                "ignore": [text(51)], "title": t(), "accept": {"unread-column": t()}, **every,
            }
        },
    }  # fmt: skip


def files() -> dict[str, str]:
    """The files of the ledger: one is named as its texts are, and one cannot be read as a whole."""
    found = tables()
    grants = {kind: found.pop(kind) for kind in ("award", "payment", "return")}
    return {
        "programs.toml": tomli_w.dumps(found),
        f"tilsagn/{FILE}": f"# {text(0)!r}\n" + tomli_w.dumps(grants),
        "bilag/note.txt": "Ingen tal her.\n",
        "linjer.csv": lines(),
    }


FILE = "010190-1114 kirsten@example.dk =1 #1 @octocat ::error::x ##[x] \u202e\u00adx\x1b[2J.toml"
"""The name of a file, with all that a name can have."""

BROKEN = {
    "programs.toml": tomli_w.dumps(
        {
            "ledger": {"format": 1},
            "program": {
                "p-010190-1114": {
                    "name": text(1),
                    "years": 2014,
                    "total": text(2),
                    "split": text(3),
                    text(4): text(5),
                    "aliases": [{text(6): 1}],
                }
            },
            "award": {"t-010190-1114": {"pool": text(7), "recipient": text(8), "amount": text(9)}},
            "recipient": {text(10): {"name": 1, "kind": text(11), "cvr": text(12)}},
            text(13): {"x": {"y": text(14)}},
        }
    ),
    f"tilsagn/{FILE}": tomli_w.dumps({"award": {text(15): {text(16): text(17)}}}) + "x = [",
}
"""A ledger with a fault at every text, so that findings quote them."""


def lines() -> str:
    """The lines of a table, as CSV."""
    lines = io.StringIO()
    write = csv.writer(lines, delimiter=";").writerow
    write(["Nr", "Modtager", "Beløb", "Dato", "Sag", text(50), text(51), text(52)])
    write(
        [
            "l-010190-1115",
            "k-010190-1114",
            "1",
            "2014-04-01",
            reference(53),
            text(54),
            text(55),
            text(56),
        ]
    )
    return lines.getvalue()


def register() -> str:
    """What another system has of the payments, as CSV."""
    lines = io.StringIO()
    write = csv.writer(lines, delimiter=";").writerow
    write(["Modtager", "Beløb", "Status", "Dato", "Sag", text(20)])
    write([text(21), "1.000,00", "betalt", "2014-04-01", "010190-1114", ""])
    write([text(22), "300.000,00", "betalt", "2014-04-01", reference(23), ""])
    return lines.getvalue()
