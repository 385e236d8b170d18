"""A kind of entry is described once: a made-up kind works everywhere, and half of one nowhere.

The made-up kind is added to a copy of the program, in the places that CONTRIBUTING names. No other
file of the copy knows of it.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from harness.repositories import Repository, repository
from harness.running import ROOT, Result, environment, write
from tidlig.arithmetic.rules_of_kinds import unruled
from tidlig.model import registry
from tidlig.model.completeness import undescribed
from tidlig.model.kinds import ALL_KINDS, UNCHECKED
from tidlig.source.schema import unread

pytestmark = pytest.mark.long

CLASS = '''

@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Entry):
    """A correction of the accounts, decided by someone (efterpostering)."""

    kind: ClassVar[str] = "correction"
    described: ClassVar[Description] = Description(
        words=Words("efterpostering", "correction", "Efterposteringer", "Corrections"),
        folder="corrections",
        id_from=(("program", "strand", "year"),),
        several=("date",),
        moves=("outturn",),
        figures=("outturn",),
        listed_as=("{decided_by}", "{year}"),
    )
    program: Ident
    year: Annotated[Year, "The finance year that is corrected."]
    amount: Amount
    date: dt.date
    strand: Ident | None = None
    decided_by: Annotated[
        Ident | None, "The id of who decided it.", RefersTo("recipient")
    ] = None
'''

RULE = """    "correction": lambda entry, _: [
        Movement(
            Line(entry.program, entry.strand or UNSPLIT, one(entry.year)),
            "outturn", entry.amount, entry, entry.date,
        )
    ] if isinstance(entry.amount, Money) else [],
"""  # fmt: skip

ROW = "| `correction.ID` | `program`, `year`, `amount`, `date` | `strand`, `decided_by` |\n"

MODEL = "src/tidlig/model/grants.py"
REGISTRY = "src/tidlig/model/registry.py"
CHARGING = "src/tidlig/arithmetic/charging.py"
PAGE = "docs/format.md"
PLACES = {
    MODEL: ("\n", CLASS),
    REGISTRY: ('    "recipient": ', '    "correction": "grants.Correction",\n    "recipient": '),
    CHARGING: ('    "outturn": _of_outturn,\n', f'    "outturn": _of_outturn,\n{RULE}'),
    PAGE: ("| `recipient.ID` |", f"{ROW}| `recipient.ID` |"),
}
"""What adding the kind takes: by file, a text and what stands in its place."""

FILES = {
    "programs.toml": """[ledger]
format   = 1
language = "en"

[program.tidlig]
name  = "Tidlig indsats"
years = "2014-2017"
split = { 2014 = "10 mio. kr.", 2015 = "10 mio. kr." }

[program.tidlig.strand.foraeldre]
name = "Forældre"

[recipient.styrelsen]
name = "Styrelsen"
kind = "state"

[outturn.tidlig-2015]
program = "tidlig"
year    = 2015
amount  = "7 mio. kr."
""",
    "corrections.toml": """[correction.sen-regning]
program    = "tidlig"
year       = 2015
amount     = "2 mio. kr."
date       = 2016-03-01
decided_by = "styrelsen"
""",
}


class Program:
    """A copy of the program, and where its cache is."""

    def __init__(self, folder: Path, memory: Path) -> None:
        self.folder, self.memory = folder, memory

    def replace(self, file: str, old: str, new: str) -> None:
        """Replace a text of a file; a lone line end stands for the end of the file."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old == "\n" or text.count(old) == 1, (file, old)
        path.write_text(text + new if old == "\n" else text.replace(old, new), encoding="utf-8")

    def python(self, *arguments: str, cwd: Path, env: Mapping[str, str] | None = None) -> Result:
        """Run Python with the copy."""
        paths = {"PYTHONPATH": f"{self.folder / 'src'}:{ROOT / 'tests'}"}
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=cwd,
            env=environment(self.memory, paths, env),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    def run(self, *arguments: str, cwd: Path, env: Mapping[str, str] | None = None) -> Result:
        """Run tidlig."""
        return self.python("-m", "tidlig", *arguments, cwd=cwd, env=env)


def copied(folder: Path) -> Program:
    """A copy of the program with the made-up kind in it."""
    shutil.copytree(ROOT / "src", folder / "program" / "src")
    shutil.copytree(ROOT / "docs", folder / "program" / "docs")
    memory = folder / "memory"
    memory.mkdir()
    program = Program(folder / "program", memory)
    for file, (old, new) in PLACES.items():
        program.replace(file, old, new)
    return program


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return copied(tmp_path_factory.mktemp("kinds"))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return write(tmp_path / "ledger", FILES)


def test_a_kind_takes_no_more_than_four_places() -> None:
    assert len(PLACES) <= 4


def test_it_is_read_and_summed_with_and_without_the_cache(program: Program, ledger: Path) -> None:
    for _ in range(2):
        for by in ((), ("--by", "recipient"), ("--years", "2015")):
            balance = program.run("balance", *by, "--format", "csv", cwd=ledger)
            assert balance.code == 0
            assert "9000000" in balance.out


def test_it_is_summed_in_a_large_ledger_too(program: Program, ledger: Path) -> None:
    script = (
        "from pathlib import Path\n"
        "from tidlig.ledger.folder import Folder\n"
        "from tidlig.index.build import How\n"
        "from tidlig.ledger.cached_ledger import for_balance\n"
        "found = for_balance(Folder(Path('.')), How(whole_up_to=-1)).ledger\n"
        "print(sum(line['outturn'].ore for line in found.lines.values()))\n"
    )
    done = program.python("-c", script, cwd=ledger)
    assert (done.out, done.err) == ("900000000\n", "")


def test_unknown_amounts_of_it_are_in_no_sum(program: Program, ledger: Path) -> None:
    unknown = FILES["corrections.toml"].replace("2 mio. kr.", "unknown")
    write(ledger, {"corrections.toml": unknown})
    for _ in range(2):
        balance = program.run("balance", "--years", "2015", cwd=ledger)
        assert balance.code == 0
        assert "sen-regning" in balance.out


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ('"styrelsen"', '"nogen"', 'error[unknown-reference]: there is no recipient "nogen"'),
        ('"tidlig"', '"sen"', 'error[unknown-reference]: there is no program "sen"'),
        ('"2 mio. kr."', '"to"', "error[ambiguous-amount]"),
        ('"2 mio. kr."', '"-2 mio. kr."', "warning[negative-amount]"),
        ("year ", "jahr ", "error[unknown-key]"),
        ("2016-03-01", "1", "error[wrong-type]"),
    ],
)
def test_it_is_checked(program: Program, ledger: Path, old: str, new: str, finding: str) -> None:
    write(ledger, {"corrections.toml": FILES["corrections.toml"].replace(old, new)})
    assert finding in program.run("check", cwd=ledger).out


def test_it_is_shown_alone_and_where_it_belongs(program: Program, ledger: Path) -> None:
    own = program.run("show", "sen-regning", cwd=ledger).out
    assert re.match(r"Correction, .* correction\.sen-regning\n +corrections\.toml:1\n", own)
    assert re.search(r"decided_by +styrelsen", own)
    assert re.search(r"tidlig +2015 +outturn +2\.0", own)
    above = program.run("show", "tidlig", cwd=ledger).out
    assert "Corrections (1)" in above
    assert re.search(r"sen-regning .*2\.0 .*Styrelsen, 2015", above)
    danish = program.run("show", "tidlig", "--lang", "da", cwd=ledger).out
    assert "Efterposteringer (1)" in danish
    assert "Corrections (1)" in program.run("show", "styrelsen", cwd=ledger).out


WORDS = ("program=tidlig", "year=2014", "amount=1 mio. kr.", "date=2015-03-01")


def test_it_is_added_with_an_id_and_a_file_of_its_own(program: Program, ledger: Path) -> None:
    added = program.run("add", "correction", *WORDS, "--yes", cwd=ledger)
    assert added.code == 0, added.err
    (file,) = (ledger / "corrections").iterdir()
    assert re.fullmatch(r"tidlig-2014-2015-03-01-[a-z]{5}\.toml", file.name)
    assert "[correction.tidlig-2014-2015-03-01-" in file.read_text(encoding="utf-8")
    lacking = program.run("add", "correction", "year=2014", cwd=ledger)
    assert "a correction needs program, amount, date" in lacking.err


def test_prompts_say_what_its_keys_mean(program: Program, ledger: Path) -> None:
    script = (
        "from tidlig.cli.add import _meaning\n"
        "from tidlig.model.kinds import KINDS\n"
        "print(_meaning(KINDS['correction'], 'decided_by'))\n"
    )
    assert program.python("-c", script, cwd=ledger).out == "The id of who decided it.\n"


def test_its_ids_and_its_name_are_completed(program: Program, ledger: Path) -> None:
    for line, word in (("show se", "sen-regning"), ("add co", "correction")):
        words = {"COMP_WORDS": f"tidlig {line}", "COMP_CWORD": "2"}
        shell = {"_TIDLIG_COMPLETE": "complete_bash", **words}
        assert program.run(cwd=ledger, env=shell).out.split() == [word]


def test_a_difference_follows_the_ids_that_it_names(program: Program, tmp_path: Path) -> None:
    books: Repository = repository(tmp_path / "books")
    before = books.commit(FILES)
    more = FILES["corrections.toml"].replace("2 mio. kr.", "1 mio. kr.")
    changed = books.commit({"corrections.toml": more})
    books.commit({
        "programs.toml": FILES["programs.toml"].replace("styrelsen", "soest"),
        "corrections.toml": more.replace("styrelsen", "soest").replace("sen-regning", "regning"),
    })  # fmt: skip
    amount = program.run("diff", f"{before}..{changed}", cwd=books.folder).out
    assert re.search(r"~ correction.sen-regning  amount 2,000,000 -> 1,000,000", amount), amount
    money = program.run("diff", f"{before}..{changed}", "--all", cwd=books.folder).out
    assert re.search(r"outturn.*-1", money), money
    names = program.run("diff", f"{changed}..", "--format", "json", cwd=books.folder).out
    found = [(entry["op"], entry["id"]) for entry in json.loads(names)["entries"]]
    assert found == [("renamed", "regning"), ("renamed", "soest")]


def test_it_is_exported(program: Program, ledger: Path) -> None:
    schema = json.loads(program.run("schema", "correction", cwd=ledger).out)
    assert schema["properties"]["decided_by"]["description"] == "The id of who decided it."
    assert schema["required"] == ["program", "year", "amount", "date"]
    assert "correction" in json.loads(program.run("schema", cwd=ledger).out)["properties"]
    journal = program.run("export", "--to", "hledger", cwd=ledger).out
    assert re.search(r"2016-03-01 \(correction.sen-regning\) Tidlig indsats", journal), journal


def test_it_is_documented(program: Program, ledger: Path) -> None:
    page = program.folder / PAGE
    script = ROOT / "tests" / "harness" / "format_page.py"
    assert program.python(str(script), str(page), cwd=ledger).err == ""
    written = page.read_text(encoding="utf-8")
    assert ROW in written
    assert "| `decided_by` of correction | The id of who decided it. |" in written
    explained = program.run("explain", "unknown-table", cwd=ledger).out
    assert "`correction`" in explained


def test_our_own_kinds_leave_nothing_out() -> None:
    assert list(undescribed(ALL_KINDS, ALL_KINDS)) == []
    assert list(unruled(ALL_KINDS.values())) == []
    assert list(unread(ALL_KINDS.values())) == []


def test_each_kind_is_checked_here_or_at_each_start() -> None:
    assert registry.CHECKED_BY_TESTS | UNCHECKED.keys() == ALL_KINDS.keys()


FOLDER = '        folder="corrections",\n'
MOVES = '        moves=("outturn",),\n        figures=("outturn",),\n        listed_as=("{decided'
BROKEN = {
    "no folder": (MODEL, FOLDER, "", "'folder'"),
    "no place": (MODEL, FOLDER, "        folder=None,\n", "where new entries are written"),
    "no words": (MODEL, '"efterpostering", ', '"", ', "has no name in reports"),
    "no docstring": (
        MODEL,
        '"""A correction of the accounts, decided by someone (efterpostering)."""',
        "",
        "has no docstring",
    ),
    "no meaning": (
        MODEL,
        'Annotated[Year, "The finance year that is corrected."]',
        "Year",
        'does not say what "year" means',
    ),
    "no kind that a key names": (
        MODEL,
        '"The id of who decided it.", RefersTo("recipient")',
        '"The id of who decided it."',
        'which kind of entry "decided_by" names',
    ),
    "a kind that is none": (
        MODEL,
        'it.", RefersTo("recipient")',
        'it.", RefersTo("minister")',
        'which kind of entry "decided_by" names',
    ),
    "ids of nothing": (
        MODEL,
        '        id_from=(("program", "strand", "year"),),\n        several=("date",),',
        "        id_from=(),",
        "does not say what its ids are made of",
    ),
    "ids of other keys": (
        MODEL,
        '"year"),),\n        several=("date",)',
        '"minister"),),\n        several=("date",)',
        'names a key in "id_from" that it does not have: minister',
    ),
    "a list of other keys": (
        MODEL,
        "{decided_by}",
        "{minister}",
        'names a key in "listed_as" that it does not have: minister',
    ),
    "no figures in lists": (
        MODEL,
        MOVES,
        MOVES.replace('        figures=("outturn",),\n', ""),
        "lists show none of it",
    ),
    "no date": (
        MODEL,
        "    date: dt.date\n    strand: Ident | None = None\n    decided",
        "    date: dt.date | None = None\n    strand: Ident | None = None\n    decided",
        "may have no date",
    ),
    "no amount": (
        MODEL,
        'corrected."]\n    amount: Amount\n',
        'corrected."]\n    amount: Annotated[str, "How much."]\n',
        "has no key with an amount",
    ),
    "a type that is not read": (
        MODEL,
        'Annotated[Year, "The finance year that is corrected."]',
        'Annotated[float, "The finance year that is corrected."]',
        "of a type that is not in _SCHEMAS",
    ),
    "a table that the cache does not know": (
        MODEL,
        CLASS,
        CLASS.replace(
            "\n@dataclass",
            "\n@dataclass(frozen=True, slots=True, kw_only=True)\nclass Act:\n"
            '    """An act."""\n\n    name: Annotated[str, "Its name."]\n\n\n@dataclass',
            1,
        ).replace("    date: dt.date\n", '    date: dt.date\n    act: Annotated[Act, "An act."]\n'),
        "of a class that the registry does not name: grants.Act",
    ),
    "another name in the registry": (
        REGISTRY,
        '"correction":',
        '"rectification":',
        'has the kind "correction", and the registry says "rectification"',
    ),
    "no rule": (CHARGING, RULE, "", "has no rule: add one to CHARGE_RULES"),
    "a rule, and no heading": (
        MODEL,
        MOVES,
        MOVES.replace('moves=("outturn",)', "moves=()"),
        'name its headings in "moves"',
    ),
    "a heading that is none": (
        MODEL,
        MOVES,
        MOVES.replace('moves=("outturn",)', 'moves=("corrected",)'),
        'under "corrected", which is no heading',
    ),
    "budgets and charges": (
        MODEL,
        MOVES,
        MOVES.replace('moves=("outturn",)', 'moves=("outturn", "carried")'),
        "make it two kinds",
    ),
    "money on awards that are only summed": (
        MODEL,
        "    date: dt.date\n    strand: Ident | None = None\n    decided",
        "    date: dt.date\n    award: Ident\n    strand: Ident | None = None\n    decided",
        "that a large ledger has only sums of: award",
    ),
    "a rule for no kind": (
        CHARGING,
        RULE,
        RULE + '    "rectification": _of_outturn,\n',
        'there is a rule for "rectification", which is no kind of entry',
    ),
}
"""What can be left out or wrong: the file, a text and what stands in its place, and the error."""


@pytest.mark.parametrize("what", BROKEN)
def test_half_a_kind_cannot_be_imported(what: str, broken: Program, ledger: Path) -> None:
    file, old, new, sentence = BROKEN[what]
    path = broken.folder / file
    before = path.read_text(encoding="utf-8")
    broken.replace(file, old, new)
    try:
        done = broken.python("-c", "import tidlig.ledger.open, tidlig.ledger.checking", cwd=ledger)
    finally:
        path.write_text(before, encoding="utf-8")
    assert done.code == 1
    assert sentence in done.err.splitlines()[-1]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return copied(tmp_path_factory.mktemp("broken"))
