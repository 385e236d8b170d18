"""A git folder of our own over the objects of a repository, so that none of its settings is read.

Merging runs what settings of a repository name for files that attributes point out; the names may
come from other files that they include, so they cannot be taken out one by one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tidlig.ledger.repository import Repository

_OF_SHA256 = 64
_SHA256 = "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha256\n"


@contextmanager
def without_settings(repository: Repository, commit: str) -> Iterator[Repository]:
    """Give a repository with no settings, for a while; `commit` tells of what kind its ids are."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="tidlig-") as name:
        folder = Path(name).resolve()
        (folder / "objects").mkdir()
        (folder / "refs").mkdir()
        (folder / "HEAD").write_text("ref: refs/heads/none\n", "ascii")
        (folder / "config").write_text(_SHA256 if len(commit) == _OF_SHA256 else "", "ascii")
        shallow = repository.common / "shallow"
        if shallow.is_file():
            (folder / "shallow").write_bytes(shallow.read_bytes())
        yield Repository(folder, folder, repository.work_tree)
