"""Real repositories in folders of tests, and a count of what git is asked."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from harness.running import write

_SET = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Åse",
    "GIT_AUTHOR_EMAIL": "aase@example.dk",
    "GIT_COMMITTER_NAME": "Bo",
    "GIT_COMMITTER_EMAIL": "bo@example.dk",
}
_WHEN = "2024-01-{day:02}T12:00:00+0100"
_SHIM = """#!/bin/sh
(
    while :; do case "$1" in -c | -C) shift 2 ;; -*) shift ;; *) break ;; esac; done
    echo "$@" >> "{log}"
)
exec "{real}" "$@"
"""


@dataclass
class Repository:
    """A repository, and how many commits have been made in it: each is a day later."""

    folder: Path
    commits: int = 0

    def git(self, *words: str) -> str:
        """Run git in the repository, and give what it prints."""
        when = _WHEN.format(day=self.commits + 1)
        done = subprocess.run(
            ["git", *words],
            cwd=self.folder,
            env={**os.environ, **_SET, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when},
            capture_output=True,
            check=True,
        )
        return done.stdout.decode().strip()

    def commit(self, files: Mapping[str, str | None], subject: str = "Change the books") -> str:
        """Write files, or remove those that are None, and commit all; give the commit's id."""
        write(self.folder, {path: text for path, text in files.items() if text is not None})
        for path, text in files.items():
            if text is None:
                (self.folder / path).unlink()
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject)
        self.commits += 1
        return self.git("rev-parse", "HEAD")


def repository(folder: Path) -> Repository:
    """Make a repository, with a branch called main."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Repository(folder)
    made.git("init", "-q", "-b", "main")
    return made


def counting(folder: Path) -> tuple[dict[str, str], Path]:
    """Give an environment in which git writes a line into a file, and the file.

    A line is what git is asked: its command and what comes after.
    """
    folder.mkdir()
    log, real = folder / "log", shutil.which("git")
    shim = folder / "git"
    shim.write_text(_SHIM.format(log=log, real=real))
    shim.chmod(0o755)
    log.touch()
    return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}, log


def without_git(folder: Path) -> dict[str, str]:
    """Give an environment in which there is no git."""
    folder.mkdir(exist_ok=True)
    return {"PATH": f"{folder}{os.pathsep}{Path(sys.executable).parent}"}
