"""Random ledgers whose entries are lines of tables, and what may be done to their files.

There are few recipients, amounts and days, and now and then something is at fault. Files are texts
by their paths; two of the tables may read one file, and lines of one may be recipients of others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

Files = dict[str, str]

SETTINGS = """[ledger]
format   = 1
language = "en"
currency = "DKK"

[program.tidlig]
name  = "Tidlig"
years = "2014-2017"
split = { 2014 = "5 t.kr.", 2015 = 6000, 2016 = 7000, 2017 = 8000 }

[program.tidlig.strand.familier]
name = "Familier"

[pool.a]
program = "tidlig"
frame   = 4000

[pool.b]
program = "tidlig"
strand  = "familier"
"""
RECIPIENTS = """[recipient.aero]
name    = "Ærø Kommune"
kind    = "municipality"
cvr     = "28856075"
aliases = ["Ærø"]

[recipient.odense]
name = "Odense Kommune"
kind = "municipality"
"""
AWARDS = """
[table.tilsagn]
file    = "tabeller/tilsagn.csv"
kind    = "award"
columns = { id = "Nr", recipient = "Modtager", amount = "Beløb", date = "Dato", pool = "Pulje" }
decimal = ","
"""
MADE = """
[table.nye]
file      = "nye.csv"
kind      = "award"
columns   = { id = "Nr", recipient = "Modtager", amount = "Beløb", date = "Dato" }
program   = "tidlig"
decimal   = ","
recipient = { create = true, kind = "organisation" }
"""
PAID = """
[table.betalt]
file    = "{file}"
kind    = "payment"
columns = {{ id = "Nr", award = "{award}", amount = "{amount}", date = "Dato" }}
decimal = ","
"""
WHO = """
[table.hvem]
file    = "hvem.csv"
kind    = "recipient"
columns = { id = "Nr", name = "Navn", cvr = "CVR" }
kind_of = "organisation"
"""
ENTRIES = """
[award.fast]
pool      = "a"
recipient = "odense"
date      = 2015-01-01
amount    = 500

[payment.fast]
award  = "{award}"
date   = 2016-01-01
amount = 300

[amendment.fast]
award  = "{award}"
date   = 2016-02-01
amount = 50
"""

NAMES = ("aero", "Ærø Kommune", "ærø", "28856075", "Odense Kommune", "odense")
NEW = ("Fonden", "Foreningen Å", "Odense Kommune")
AMOUNTS = ("100", "1.000,00", "250,50", "250,50", "ca. 70 kr.", "unknown", "9.000", "0,05")
DAYS = ("2014-12-31", "2015-02-26", "2015-02-27", "2016-05-01", "2018-01-01")


def ledger(random: Random, *, may_fail: bool = True) -> Files:
    """Make a ledger with a table or several; half of those that may have a fault do."""
    at_fault = may_fail and random.random() < 0.5
    lines = [_award(random, n, NAMES, at_fault) for n in range(1, random.randint(2, 9))]
    files = {
        "programs.toml": SETTINGS,
        "recipients.toml": RECIPIENTS,
        "tables.toml": AWARDS,
        "tabeller/tilsagn.csv": _written("Nr;Modtager;Beløb;Dato;Pulje", lines),
    }
    ways: list[_Way] = [_add_made, _add_paid, _add_who, _add_toml, _add_note]
    for way in random.sample(ways, random.randint(0, len(ways))):
        way(files, random, at_fault)
    return files


_Way = Callable[[Files, Random, bool], None]


def _award(random: Random, number: int, names: tuple[str, ...], at_fault: bool) -> str:
    faults = {"Ukendt": 0.05, "": 0.03}
    name = random.choice(names)
    amount, day, pool = random.choice(AMOUNTS), random.choice(DAYS), random.choice("ab")
    if at_fault:
        name = next((text for text, chance in faults.items() if random.random() < chance), name)
        amount = "mange" if random.random() < 0.05 else amount
        number = 1 if random.random() < 0.05 else number
        pool = "c" if random.random() < 0.05 else pool
        day = "31-31-2015" if random.random() < 0.03 else day
    return f"T {number};{name};{amount};{day};{pool}"


def _written(head: str, lines: list[str]) -> str:
    return "\n".join((head, *lines)) + "\n"


def _add_made(files: Files, random: Random, at_fault: bool) -> None:
    """Add a table that makes recipients."""
    names = (*NAMES, *NEW)
    lines = [_award(random, n, names, at_fault) for n in range(20, 20 + random.randint(1, 6))]
    files["tables.toml"] += MADE
    files["nye.csv"] = _written(
        "Nr;Modtager;Beløb;Dato", [line.rpartition(";")[0] for line in lines]
    )


def _add_paid(files: Files, random: Random, at_fault: bool) -> None:
    """Add a table of payments on lines of the first: in a file of its own, or beside them."""
    lines = files["tabeller/tilsagn.csv"].splitlines()
    paid = [random.choice(("10", "200,25", "unknown", "5.000")) for _ in lines[1:]]
    if random.random() < 0.5:
        both = [f"{line};{amount}" for line, amount in zip(lines[1:], paid, strict=True)]
        files["tabeller/tilsagn.csv"] = _written(f"{lines[0]};Udbetalt", both)
        file, award, amount = "tabeller/tilsagn.csv", "Nr", "Udbetalt"
    else:
        ids = [line.partition(";")[0] for line in lines[1:]]
        rows = [
            f"U{n};{random.choice(ids) if random.random() < 0.9 or not at_fault else 'T 99'};"
            f"{amount};{random.choice(DAYS)}"
            for n, amount in enumerate(paid)
        ]
        files["betalt.csv"] = _written("Nr;Sag;Sum;Dato", rows)
        file, award, amount = "betalt.csv", "Sag", "Sum"
    files["tables.toml"] += PAID.format(file=file, award=award, amount=amount)


def _add_who(files: Files, random: Random, at_fault: bool) -> None:
    """Add a table of recipients, whom lines of others may name."""
    del at_fault
    files["tables.toml"] += WHO.replace("kind_of", "constants.kind")
    files["hvem.csv"] = _written("Nr;Navn;CVR", ["f1;Fonden;", "f2;Foreningen Å;35209115"])
    lines = files["tabeller/tilsagn.csv"].splitlines()
    row = random.randrange(1, len(lines))
    cells = lines[row].split(";")
    cells[1] = random.choice(("Fonden", "f2", "35209115"))
    lines[row] = ";".join(cells)
    files["tabeller/tilsagn.csv"] = _written(lines[0], lines[1:])


def _add_note(files: Files, random: Random, at_fault: bool) -> None:
    """Add a column that nobody reads, with a person's number in a cell."""
    del at_fault
    head, *lines = files["tabeller/tilsagn.csv"].splitlines()
    row = random.randrange(len(lines))
    noted = [f"{line};{'010203-1235' if n == row else ''}" for n, line in enumerate(lines)]
    files["tabeller/tilsagn.csv"] = _written(f"{head};Note", noted)


def _add_toml(files: Files, random: Random, at_fault: bool) -> None:
    """Add entries in TOML on lines, one of which a line may have, too."""
    lines = files["tabeller/tilsagn.csv"].splitlines()[1:]
    award = random.choice(lines).partition(";")[0].lower().replace(" ", "-")
    files["entries.toml"] = ENTRIES.format(award=award)
    if at_fault and random.random() < 0.3:
        files["entries.toml"] += ENTRIES.partition("[payment")[0].replace("fast", award)


Change = Callable[[Files, Random], Files]


def line_changed(files: Files, random: Random) -> Files:
    """Change one character of a cell of a CSV file."""
    path = _a_csv(files, random)
    head, _, rest = files[path].partition("\n")
    digits = [place for place, sign in enumerate(rest) if sign.isdigit()]
    if not digits:
        return files
    place = random.choice(digits)
    digit = random.choice("123456789".replace(rest[place], ""))
    return {**files, path: f"{head}\n{rest[:place]}{digit}{rest[place + 1 :]}"}


def line_gone(files: Files, random: Random) -> Files:
    """Take a line out."""
    path = _a_csv(files, random)
    lines = files[path].splitlines(keepends=True)
    gone = random.randrange(1, len(lines)) if len(lines) > 1 else 0
    return {**files, path: "".join(line for n, line in enumerate(lines) if n != gone or not n)}


def heading_changed(files: Files, random: Random) -> Files:
    """Change one character of a heading in a `[table]`, which no column has then."""
    del random
    return {**files, "tables.toml": files["tables.toml"].replace('"Beløb"', '"Beløc"', 1)}


def constant_changed(files: Files, random: Random) -> Files:
    """Let lines of a table turn their sign, or no longer."""
    del random
    was, now = ("negate = true\n", "") if "negate" in files["tables.toml"] else ("", "")
    text = files["tables.toml"].replace(was, now)
    return {**files, "tables.toml": text if was else text.rstrip("\n") + "\nnegate = true\n"}


def line_accepted(files: Files, random: Random) -> Files:
    """Accept a finding of a line."""
    del random
    accepted = '\n[table.tilsagn.accept.t-1]\nmissing-source = "in order"\n'
    return {**files, "tables.toml": files["tables.toml"] + accepted}


def recipient_renamed(files: Files, random: Random) -> Files:
    """Give a recipient another name, so that a line may no longer find it."""
    was, now = random.choice(
        (("Odense Kommune", "Odense By"), ('"Ærø"', '"Ø"'), ("28856075", "12345674"),
         ("recipient.odense", "recipient.odensee"))
    )  # fmt: skip
    return {**files, "recipients.toml": files["recipients.toml"].replace(was, now)}


def currency_changed(files: Files, random: Random) -> Files:
    """Write another currency in the settings."""
    del random
    text = files["programs.toml"].replace('"DKK"', '"SEK"').replace("5 t.kr.", "5 t.SEK")
    return {**files, "programs.toml": text}


def table_gone(files: Files, random: Random) -> Files:
    """Take the last table out; its file stays."""
    del random
    head, _, _ = files["tables.toml"].rpartition("\n[table.")
    return {**files, "tables.toml": head or "# none\n"}


def tables_turned(files: Files, random: Random) -> Files:
    """Write the tables in another order."""
    del random
    parts = [part for part in files["tables.toml"].split("\n[table.") if part.strip()]
    whole = "".join(f"\n[table.{part}" for part in reversed(parts))
    return {**files, "tables.toml": whole}


def file_gone(files: Files, random: Random) -> Files:
    """Remove the file of a table."""
    gone = _a_csv(files, random)
    return {path: text for path, text in files.items() if path != gone}


def files_exchanged(files: Files, random: Random) -> Files:
    """Give two CSV files the names of each other."""
    del random
    one, *others = sorted(path for path in files if path.endswith(".csv"))
    if not others:
        return files
    return {**files, one: files[others[0]], others[0]: files[one]}


def _a_csv(files: Mapping[str, str], random: Random) -> str:
    return random.choice(sorted(path for path in files if path.endswith(".csv")))


CHANGES: tuple[Change, ...] = (
    line_changed, line_gone, heading_changed, constant_changed, line_accepted, recipient_renamed,
    currency_changed, table_gone, tables_turned, file_gone, files_exchanged,
)  # fmt: skip
