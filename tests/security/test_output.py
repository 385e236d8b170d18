"""Promised: whatever a ledger's texts, ids, file names and history hold, no output lets it through.

Not personal data, no control character or invisible letter, no command to a CI, no formula, no
mention, no link and no markup: in any command, in any format, on stdout or stderr. The commands and
formats are those that the program declares; one without a line here fails the first test.
"""

from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path

import pytest

from harness.repositories import Repository, repository
from harness.running import Result, environment, run, write
from security import books
from security.judges import faults
from tidlig.cli.parameters import parameters
from tidlig.cli.parse import COMMANDS, command
from tidlig.model.kinds import KINDS

pytestmark = pytest.mark.long

IDS = {kind: list(entries) for kind, entries in books.tables().items() if kind != "ledger"}
SHOWN = [f"{kind}.{id}" for kind, ids in IDS.items() for id in ids]
PROGRAM, STRAND = "p-010190-1114", "d-010190-1114"
KEYS = (f"note={books.text(41)}", f"reference={books.reference(42)}")

LINES: dict[str, list[list[str]]] = {
    "balance": [
        [], ["--detail"], ["--by", "pool"], ["--by", "recipient"],
        ["--by", "recipient", "--detail"],
        [PROGRAM], [f"{PROGRAM}/{STRAND}"], ["--at", "HEAD"], [books.text(43)], ["--lang", "en"],
    ],
    "check": [
        [], ["--strict"], ["--base", "HEAD~1"], ["--at", "HEAD"], ["--merge", "HEAD~1", "HEAD"],
    ],
    "reconcile": [
        [], ["--statements"], ["--bridge"], ["--accounts"],
        ["--against", "betalt.csv", "--kind", "payment"],
        ["--against", "betalt.csv", "--kind", "payment", "--filter", f"{books.text(20)}=x"],
        ["--against", "betalt.csv", "--kind", "payment", "--column", f"amount={books.text(44)}"],
    ],
    "diff": [[], ["HEAD~1"], ["HEAD~1", "HEAD", "--all"], [books.text(45)]],
    "show": [*([id] for id in SHOWN), [f"{PROGRAM}/{STRAND}"], [books.text(46)], ["hjaelp"]],
    "log": [[], [PROGRAM], ["--recipient", "311299-4321"], ["--pool", "a-010190-1114"]],
    "history": [[PROGRAM], [f"{PROGRAM}/{STRAND}"], [books.text(47)]],
    "pools": [[], [PROGRAM]],
    "report": [["-o", "side.html"], [books.text(65), "-o", "side.html"]],
    "chart": [["flow", "-o", "figur.svg"], [books.text(66), "-o", "figur.svg"]],
    "list": [["award"], ["recipient"], ["payment"], ["source"], [books.text(67)]],
    "awards": [[], ["--text", books.text(68)]],
    "note": [[PROGRAM], [books.text(69)], [PROGRAM, "-o", "notat.html"]],
    "explain": [[], ["personal-data"], [books.text(48)]],
    "export": [[], ["--kind", "recipient"], ["--kind", "payment"]],
    "import": [
        ["betalt.csv", "--kind", "payment", "--dry-run"],
        ["betalt.csv", "--kind", "payment", "--dry-run", "--skip-refused"],
        ["betalt.csv", "--kind", "award", "--columns", f"amount={books.text(62)}", "--dry-run"],
    ],
    "table": [["--template", "award"], ["--template", books.text(64)]],
    "add": [
        ["payment", "award=t-010190-1114", "date=2014-05-01", "amount=1 kr.", *KEYS, "--dry-run"],
        ["pool", "program=p-010190-1114", f"name={books.text(49)}", "frame=1 kr.", "--dry-run"],
        ["recipient", f"name={books.text(50)}", "kind=other", "--dry-run"],
        ["award", f"pool={books.text(51)}", f"amount={books.text(52)}", "--dry-run"],
        ["payment", "b-010190-1114", "award=t-010190-1114", "date=2014-05-01", "amount=1 kr."],
        [books.text(53), f"{books.text(54)}={books.text(55)}"],
    ],
    "edit": [["award.t-010190-1114"], [books.text(57)], ["hjaelp"]],
    "rename": [
        ["award.t-010190-1114", "ny", "--dry-run"],
        ["program.p-010190-1114", "ny", "--dry-run"],
        [books.text(58), books.text(59)],
        ["award.t-010190-1114", books.text(60)],
        ["award.t-010190-1114", "010190-1114"],
    ],
    "remove": [
        ["award.t-010190-1114"],
        ["program.p-010190-1114", "--with-dependents", "--dry-run"],
        *([id, "--with-dependents", "--dry-run", "--force"] for id in SHOWN),
        [books.text(61)],
    ],
    "init": [[]],
    "schema": [[]],
    "git-setup": [[]],
    "cache": [["info"], [books.text(56)]],
}  # fmt: skip
"""What each command is run with; formats are added where a command has them."""


def formats(name: str) -> list[tuple[str, list[str]]]:
    """The formats that a command declares, as a word and the options that ask for it."""
    if name == "table":
        return [("csv", [])]
    found = [("text", list[str]())]
    for each in parameters(command(name)):
        if each.name in ("format", "to"):
            assert issubclass(each.type, Enum)
            found = [(form.value, [each.names[0], form.value]) for form in each.type]
    return found


def lines(name: str) -> Iterator[tuple[str, list[str]]]:
    """Every line of a command, with the format that it asks for."""
    for words in LINES[name]:
        for form, options in formats(name):
            yield form, [*words, *options]


@pytest.fixture(scope="module")
def books_in_git(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The ledger, committed in two steps by somebody whose name and words are of its kind."""
    made = repository(tmp_path_factory.mktemp("books") / "data =1 @octocat #1")
    made.git("config", "user.name", "x")
    files = books.files()
    grants = next(path for path in files if path.startswith("tilsagn/"))
    author = f"{books.FILE} ::error::x"
    write(made.folder, {path: text for path, text in files.items() if path != grants})
    _commit(made, author, 60)
    write(made.folder, {grants: files[grants]})
    _commit(made, author, 61)
    write(made.folder, {"betalt.csv": books.register()})
    return made


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("broken"), books.BROKEN)


def _commit(made: Repository, author: str, number: int) -> None:
    subject = books.text(number).replace("\r", " ").replace("\n", " ")
    made.git("add", "-A")
    made.git("-c", f"user.name={author}", "commit", "-q", "-m", subject, f"--author={author} <a@b>")
    made.commits += 1


def _run(name: str, words: list[str], folder: Path, memory: Path) -> Result:
    added = {"GITHUB_STEP_SUMMARY": str(memory / "summary.md")} if "github" in words else {}
    return run(name, *words, folder=folder, environment=environment(memory, added))


def _faults(result: Result, form: str, folder: Path) -> list[str]:
    is_report = form not in ("json", "sarif", "gitlab", "junit") or result.out
    return [
        *(faults(result.out, form, _commits(folder)) if is_report else []),
        *faults(result.err, "text"),
    ]


@cache
def _commits(folder: Path) -> list[str]:
    """The first digits of the ledger's own commits, which a report may name; no test commits."""
    if not (folder / ".git").exists():
        return []
    return [id[:10] for id in Repository(folder).git("rev-list", "--all").split()]


def test_every_command_is_run() -> None:
    assert set(LINES) == set(COMMANDS)


def test_every_kind_of_entry_has_a_text_in_every_key_that_holds_one() -> None:
    from tidlig.checks.personal_data import _of_kind

    tables = books.tables()
    for kind, cls in KINDS.items():
        written = {key for entry in tables[kind].values() for key in entry}
        texts = {each.removesuffix("_") for each in _of_kind(cls.__qualname__)} - {"id", "file"}
        assert texts <= written | set(_NOT_TEXTS.get(kind, ())), kind


_NOT_TEXTS = {
    "register": ("delimiter", "sheet", "account", "currency"),
    "source": ("file",),
    "table": ("delimiter", "currency"),
}
"""Keys of text that are not free: what stands in them is looked up, or leads to a file."""


_SLOWEST = ("show", "check")
"""Commands whose formats and entries take longest."""


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.long if name in _SLOWEST else ()) for name in COMMANDS],
)
def test_nothing_gets_through_any_command_in_any_format(
    name: str, books_in_git: Repository, tmp_path: Path
) -> None:
    where = tmp_path / "new =1 @octocat" if name == "init" else books_in_git.folder
    where.mkdir(exist_ok=True)
    for form, words in lines(name):
        result = _run(name, words, where, tmp_path)
        assert "internal error" not in result.err, (words, result.err)
        assert _faults(result, form, where) == [], words


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_gets_through_when_a_ledger_cannot_be_read(
    name: str, broken: Path, tmp_path: Path
) -> None:
    if name == "init":
        pytest.skip("init reads no ledger")
    words = LINES[name][0]
    for form, options in formats(name):
        result = _run(name, [*words, *options], broken, tmp_path)
        assert "internal error" not in result.err, result.err
        assert _faults(result, form, broken) == [], form


@pytest.mark.parametrize("form", [form for form, _ in formats("check")])
def test_nothing_gets_through_a_report_of_a_check(
    form: str, books_in_git: Repository, broken: Path, tmp_path: Path
) -> None:
    for folder in (books_in_git.folder, broken):
        target = tmp_path / f"report.{form}"
        result = _run("check", ["--report", f"{form}={target}"], folder, tmp_path)
        assert faults(target.read_text("utf-8"), form) == []
        assert _faults(result, "text", folder) == []


def test_nothing_gets_through_a_job_summary(
    books_in_git: Repository, broken: Path, tmp_path: Path
) -> None:
    for folder in (books_in_git.folder, broken):
        _run("check", ["--format", "github"], folder, tmp_path)
        assert faults((tmp_path / "summary.md").read_text("utf-8"), "md") == []
