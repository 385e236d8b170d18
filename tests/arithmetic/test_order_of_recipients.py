"""Recipients stand in the order of a Danish register: æ, ø and å last, and aa as å."""

from pathlib import Path

from harness.running import environment, run

LEDGER = """
[ledger]
format = 1

[program.p]
name = "P"
years = 2026
split = { 2026 = 100 }
"""

NAMES = ("Ærø Kommune", "aabenraa kommune", "Vejle Kommune", "Ålborg Forening", "Assens Kommune")


def test_the_balance_by_recipient_is_in_danish_order(tmp_path: Path) -> None:
    text = LEDGER
    for number, name in enumerate(NAMES):
        text += f'[recipient.r{number}]\nname = "{name}"\nkind = "other"\n'
        text += f'[award.a{number}]\nprogram = "p"\nrecipient = "r{number}"\n'
        text += "date = 2026-01-02\namount = 1\n"
    (tmp_path / "programs.toml").write_text(text, "utf-8")
    own = environment(tmp_path / "cache")
    printed = run("balance", "--by", "recipient", folder=tmp_path, environment=own).out
    found = sorted((printed.index(name), name) for name in NAMES)
    assert [name for _, name in found] == [
        "Assens Kommune", "Vejle Kommune", "Ærø Kommune", "aabenraa kommune", "Ålborg Forening",
    ]  # fmt: skip
