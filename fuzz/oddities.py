"""What is put where it does not belong: odd texts, amounts, dates and names."""

from __future__ import annotations

import datetime as dt

TEXTS = (
    "", " ", "\t", "\n", "a\nb", "\u00a0", "\u00ad", "\u200b", "\u202e", "\u2066x", "\u2028",
    "\ufeff", "\U000e0041", "\ufffd", "\U0001f4b0", "e\u0301", "ﬁ", "İ", "ß", "Ærø", "\x00",
    "\x1b[31m", "\x7f", "\x85", "=1+1", "+1", "-1", "@SUM(A1)", "::error::x", "##[error]x",
    "##vso[task.complete]", "<b>", "&amp;", "[x](http://x.dk)", "`", "|", "\\", "%s", "{0}", "'",
    '"', "x" * 300, "æ" * 5_000, "010190-1234", "a@example.dk", "../../etc/passwd", "/dev/zero",
)  # fmt: skip

AMOUNTS: tuple[object, ...] = (
    0, 1, -1, 2**31, 2**53 + 1, 2**63 - 1, -(2**63), 10**12, "0 kr.", "1 kr.", "-1 kr.", "0,01 kr.",
    "ca. 1 kr.", "ca. 2 mio. kr.", "2,5 mio. kr.", "1 mia. kr.", "999.999 mia. kr.", "unknown",
    "ukendt", "1.000,005 kr.", "1e9 kr.", "1 t.kr.", "１ kr.", "49.2 mio. kr.", 1.5, True,
)  # fmt: skip

DAYS = (
    dt.date(1, 1, 1), dt.date(1899, 12, 31), dt.date(1970, 1, 1), dt.date(2014, 12, 31),
    dt.date(2015, 1, 1), dt.date(2016, 2, 29), dt.date(2038, 1, 19), dt.date(9999, 12, 31),
)  # fmt: skip

YEARS = (
    "2014", "2014-2017", "2015-", "2017-2014", "2014-2014", "0001-9999", "9999-", "2014-15", "",
    "-",
    "1000-1001", "2014-2113",
)  # fmt: skip

IDS = (
    "a", "A", "1", "-", "a-b", "a_b", "æ", "x" * 200, "2014", "ledger", "award", "program", "Å-1",
    "con", "__proto__", "a.b", "a/b", " ", "", "\u0430", "a\u0301", "sag-010190-1234",
)  # fmt: skip

NAMES = (
    "x.toml", "X.TOML", "x.Toml", ".x.toml", "x.toml~", "x.toml.bak", "æ.toml", "a b.toml",
    "-x.toml", "a\nb.toml", "a\x1bb.toml", "a\udcff.toml", "con.toml", "deep/er/x.toml",
    "programs.toml/x.toml", ".git/x.toml", "node_modules/x.toml", "\u202ex.toml",
)  # fmt: skip

CELLS = (
    "", " ", "0", "-0", "1", "1,5", "1.5", "1.234", "1,234", "1.234.567,89", "1,234,567.89", "(5)",
    "5-", "1 234", "kr. 5", "5 kr.", "NaN", "inf", "1e5", "1E+05", "01-02-2015", "2015-02-01",
    "1/2/15", "31-02-2015", "42005", "I alt", "Total", "TRUE", "#N/A", "#REF!", "35209115",
    "9" * 40, "-" * 20,
)  # fmt: skip
