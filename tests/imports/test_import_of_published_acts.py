"""`tidlig import finanslov` of the published acts, as a command: a new ledger, and ours."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from harness.running import ROOT, environment, run
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger
from tidlig.model.money import Money

FOLDER = Path(os.environ.get("TIDLIG_REAL_FILES", ROOT.parent / "shared" / "data")) / "finanslov"
ACTS = [str(FOLDER / f"finanslov_y{year}.tsv") for year in range(2014, 2024)]
ACCOUNTS = [f"--account=15.26.0{number}" for number in (1, 2, 3)]
BINDING = "--binding=2020=FL2021"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the published finance acts are not on this machine"
)


def budgets(folder: Path) -> Mapping[tuple[str, str], tuple[Money, Money]]:
    """The budget and the outturn of each account and year, strand by strand."""
    ledger = open_ledger(Folder(folder))
    figures = {}
    for program in ledger.programs.values():
        accounts = {strand.id: str(strand.account) for strand in program.strands}
        for line, moved in ledger.lines_of(program.id).items():
            account = accounts.get(line.strand, str(program.account))
            if account.startswith("15.26.0") and (moved["budget"].ore or moved["outturn"].ore):
                figures[account, str(line.years)] = (moved["budget"], moved["outturn"])
    return figures


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.rglob("*.toml"))}


@pytest.mark.long
def test_a_new_ledger_gets_the_budgets_and_outturn_of_ours_and_the_second_time_nothing(
    tmp_path: Path,
) -> None:
    own = environment(tmp_path / "memory")
    ledger = tmp_path / "ledger"
    ledger.mkdir()
    (ledger / "programs.toml").write_text('[ledger]\nformat = 1\ncurrency = "DKK"\n')
    first = run(
        "import", "finanslov", *ACTS, *ACCOUNTS, BINDING, "--yes", folder=ledger, environment=own
    )
    assert (first.code, "written:" in first.err) == (0, True)
    assert budgets(ledger) == budgets(ROOT / "data")
    before = files(ledger)
    second = run("import", "finanslov", *ACTS, BINDING, "--yes", folder=ledger, environment=own)
    assert (second.code, "written:" in second.err) == (0, False)
    assert files(ledger) == before


def test_our_ledger_has_all_of_it_and_keeps_its_bytes(tmp_path: Path) -> None:
    own = environment(tmp_path / "memory")
    ledger = shutil.copytree(ROOT / "data", tmp_path / "data")
    before = files(ledger)
    result = run("import", "finanslov", *ACTS, BINDING, "--yes", folder=ledger, environment=own)
    assert (result.code, "written:" in result.err) == (0, False)
    assert files(ledger) == before


def test_a_faulty_act_writes_nothing_until_it_is_said_which_holds(tmp_path: Path) -> None:
    own = environment(tmp_path / "memory")
    ledger = shutil.copytree(ROOT / "data", tmp_path / "data")
    before = files(ledger)
    result = run("import", "finanslov", *ACTS, "--yes", folder=ledger, environment=own)
    assert (result.code, result.err.count("error: FL2020 has")) == (2, 3)
    assert files(ledger) == before
