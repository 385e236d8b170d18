"""`tidlig diff` names the entry that a new finding comes from, in a large ledger as in a small one.

The finding stands at award `b`, the last of its year, which is the same before and after. What
changed is award `a`: it leads to the same program, and is the only one that can have made it.
"""

import subprocess
from pathlib import Path

import pytest

from harness.running import environment, run, write
from tidlig.index import ledger_files

PROGRAM = """[ledger]
format   = 1
language = "en"

[program.p]
name  = "P"
years = "2014-2015"
split = { 2014 = 100, 2015 = 100 }

[recipient.r]
name = "R"
kind = "municipality"
"""
AWARD = '\n[award.{0}]\nprogram = "p"\nrecipient = "r"\ndate = 2015-0{1}-01\namount = {2}\n'
SURROUNDINGS = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A"), ("EMAIL", "a@example.org"))
}


@pytest.mark.parametrize("whole_up_to", [1 << 30, -1])
@pytest.mark.parametrize("file_of_b", ["awards.toml", "other.toml"])
def test_a_new_finding_has_the_changed_entry_that_it_comes_from(
    whole_up_to: int, file_of_b: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, memory = tmp_path / "ledger", tmp_path / "memory"
    memory.mkdir()
    monkeypatch.setattr(ledger_files, "WHOLE_UP_TO", whole_up_to)
    last = AWARD.format("b", 9, 90)

    def written(amount: int) -> None:
        files = {"programs.toml": PROGRAM, "awards.toml": AWARD.format("a", 3, amount)}
        write(folder, {**files, file_of_b: files.get(file_of_b, "") + last})

    written(5)
    git = ["git", "-C", str(folder)]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "one"]):
        subprocess.run([*git, *words], check=True, env=environment(memory, SURROUNDINGS))
    written(50)
    done = run("diff", folder=folder, environment=environment(memory))
    (new,) = [line.split() for line in done.out.splitlines() if line.startswith("new   ")]
    assert new[1:3] == ["awards.toml:2:", "error:"], done.out
