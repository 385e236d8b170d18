"""Tests of harness.running."""

from pathlib import Path

import pytest

from harness.running import Result, environment, run, workshop, write
from harness.stub import stubbed


def test_a_command_runs_in_a_folder_with_what_it_prints_kept(tmp_path: Path) -> None:
    before = Path.cwd()
    with stubbed():
        result = run("check", "x y", folder=tmp_path, environment={"TIDLIG_LANG": "da"})
    expected = f"æøå check x y in {tmp_path.name} '' False\n"
    assert result == Result(1, expected, "TIDLIG_LANG")
    assert Path.cwd() == before


def test_what_a_person_has_set_is_not_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TIDLIG_LEDGER", "GITHUB_ACTIONS", "GIT_DIR"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("COLUMNS", "300")
    seen = environment(tmp_path / "memory", {"NO_COLOR": "2"})
    assert seen["COLUMNS"] == "80"
    assert seen["NO_COLOR"] == "2"
    assert not {"TIDLIG_LEDGER", "GITHUB_ACTIONS", "GIT_DIR"} & set(seen)


def test_a_workshop_is_gone_afterwards() -> None:
    with workshop() as (ledger, memory):
        write(ledger, {"allocations/a.toml": "å\r\n"})
        assert (ledger / "allocations/a.toml").read_bytes() == "å\r\n".encode()
        assert memory.is_dir()
    assert not ledger.exists()
