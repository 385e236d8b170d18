"""Tools of editors for TOML read the schema that a new ledger points at."""

import json
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from tidlig.ledger.starting import start_ledger
from tidlig.source.json_schema import schema

TOOLS = {"taplo": ("lint",), "tombi": ("lint", "--offline", "--no-cache")}


def lint(tool: str, *paths: Path) -> tuple[int, str]:
    """Run a tool over files, and give its exit code and all it said."""
    found = shutil.which(tool, path=sysconfig.get_path("scripts")) or shutil.which(tool)
    if found is None:
        pytest.skip(f"{tool} is not installed: pip install {tool}")
    done = subprocess.run(
        [found, *TOOLS[tool], *map(str, paths)],
        cwd=paths[0].parent,
        env={"NO_COLOR": "1", "HOME": str(paths[0].parent)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A new ledger's folder."""
    start_ledger(tmp_path, demo=True)
    return tmp_path / "data"


def test_the_schema_of_a_new_ledger_is_that_of_the_command(new: Path) -> None:
    assert json.loads((new / "tidlig.schema.json").read_text("utf-8")) == schema()


def test_every_file_of_a_new_ledger_points_at_its_schema(new: Path) -> None:
    for path in new.rglob("*.toml"):
        line = path.read_text("utf-8").partition("\n")[0]
        assert (path.parent / line.removeprefix("#:schema ")).samefile(new / "tidlig.schema.json")


@pytest.mark.parametrize("tool", TOOLS)
def test_a_new_ledger_is_in_order_to_an_editor(tool: str, new: Path) -> None:
    code, said = lint(tool, *sorted(new.rglob("*.toml")))
    assert code == 0, said


FAULTS = {
    "a wrong key": ("purpose   =", "porpose   =", "porpose"),
    "a wrong table": ("[award.skoler-1-proevekoebing]", "[awrd.x]", "awrd"),
    "a point for a comma": ('"2,5 mio. kr."', '"2.5 mio. kr."', "2.5 mio. kr."),
    "a float": ("1_250_000", "49.2", "49.2"),
    "a missing key": ('kind   = "annulment"\n', "", "kind"),
}
"""What is changed in the file of a round, and what a tool names then."""


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("tool", TOOLS)
def test_an_editor_reports(fault: str, tool: str, new: Path) -> None:
    before, after, named = FAULTS[fault]
    path = new / "allocations" / "runde-1.toml"
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), "utf-8")
    code, said = lint(tool, path)
    assert code == 1
    assert named in said or (tool, fault) == ("tombi", "a float")  # it names the types


def test_a_thousand_with_a_point_is_told_by_an_editor_that_knows_types(new: Path) -> None:
    path = new / "allocations" / "runde-1.toml"
    path.write_text(path.read_text("utf-8").replace("1_250_000", "1.000"), "utf-8")
    assert lint("tombi", path)[0] == 1
