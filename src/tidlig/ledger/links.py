"""Links and names that a revision has in a ledger's folder: which may not be passed over.

Behind a link there may be a folder with entries; what the revision does not hold, nobody can tell.
"""

from collections.abc import Mapping
from posixpath import dirname, isabs, join, normpath
from typing import Protocol

from tidlig.ledger.blobs import Blobs
from tidlig.ledger.head import LINK, SUBMODULE
from tidlig.source.files import LINKED_FOLDER, Unreadable, misnamed

_FACT = "a link is not followed at a revision"
_FILE = Unreadable(_FACT, "put the file in its place")
_UNTOLD = Unreadable(_FACT, "put what it leads to in its place, or remove it")
_MOST = 40
"""So many links are followed, as by Linux."""


class Kept(Protocol):
    """What a tree says of a path."""

    @property
    def mode(self) -> str:
        """What stands there: a file, a link, a submodule."""

    @property
    def blob(self) -> str:
        """The id of its bytes."""


def lead_on(listed: Mapping[str, Kept]) -> bool:
    """Tell whether there are links: what they lead to may stand elsewhere in the repository."""
    return any(kept.mode == LINK and not _is_toml(path) for path, kept in listed.items())


def fault_of_name(path: str, listed: Mapping[str, Kept], blobs: Blobs) -> Unreadable | None:
    """Say why a file or link may not be passed over; None where it may, or can be read."""
    if listed[path].mode != LINK:
        return misnamed(path)
    return _FILE if _is_toml(path) else _fault_of_link(path, listed, blobs)


def _is_toml(path: str) -> bool:
    return path.lower().endswith(".toml")


def _fault_of_link(path: str, listed: Mapping[str, Kept], blobs: Blobs) -> Unreadable | None:
    """Say why a link is refused; not one to a file, which has another ending, as documents have."""
    for _ in range(_MOST):
        kept = listed.get(path)
        if kept is None:
            is_folder = path == "." or any(each.startswith(f"{path}/") for each in listed)
            return LINKED_FOLDER if is_folder else _UNTOLD
        if kept.mode != LINK:
            return _UNTOLD if kept.mode == SUBMODULE else None
        leads = blobs.one(kept.blob).decode("utf-8", "surrogateescape")
        if isabs(leads):
            return _UNTOLD
        path = normpath(join(dirname(path), leads))
    return _UNTOLD
