"""requirements.lock holds what tidlig is shipped and tested with."""

import re
import tomllib

from harness.running import ROOT

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PINNED = dict(line.split("==") for line in LOCK.splitlines() if not line.startswith("#"))


def test_the_lock_holds_names_and_versions_only() -> None:
    wrong = [
        line
        for line in LOCK.splitlines()
        if not re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[0-9][0-9a-z.]*", line)
    ]
    assert wrong == []


def test_all_that_the_project_asks_for_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    asked = [*project["dependencies"], *(each for extra in extras for each in extra)]
    names = {re.split(r"[<>=~! \[]", requirement)[0] for requirement in asked}
    assert names - set(PINNED) == set()
