"""Who may read a file that takes another's place: who might read the old one, and nobody else.

A file is never given to another owner. Its group and its list of further users (a POSIX ACL) are
kept where the old file is our own; where they are not kept, they may do no more than anybody may.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

KEEPS_MODES = hasattr(os, "fchmod") and hasattr(os, "fchown") and hasattr(os, "geteuid")
"""Whether files have owners and modes; on Windows a folder says who may read its files."""

_ACL = "system.posix_acl_access"
_GET, _SET, _REMOVE = (getattr(os, f"{verb}xattr", None) for verb in ("get", "set", "remove"))
_PLAIN, _GROUP, _OTHERS = 0o777, 0o070, 0o007


@dataclass(frozen=True, slots=True)
class Permissions:
    """The status of a file and its list of users, None where that is not known."""

    status: os.stat_result
    acl: bytes | None

    @property
    def is_own(self) -> bool:
        """Whether it is this user's."""
        return self.status.st_uid == os.geteuid()

    @property
    def at_birth(self) -> int:
        """The mode to make the new file with; of a file of someone else's, less the umask."""
        return 0o600 if not KEEPS_MODES or self.is_own else self.status.st_mode & 0o707

    def give(self, descriptor: int) -> None:
        """Give them to a new file, before anything is written into it."""
        if not KEEPS_MODES:
            return
        old = self.status
        if self.is_own:
            with suppress(OSError):
                os.fchown(descriptor, -1, old.st_gid)
        new = os.fstat(descriptor)
        mode = old.st_mode if self.is_own else new.st_mode & ~_GROUP | old.st_mode & _GROUP
        if self.acl != b"" or new.st_gid != old.st_gid:
            mode &= ~_GROUP | (mode & _OTHERS) << 3
        _call(_REMOVE, descriptor, _ACL)
        os.fchmod(descriptor, mode & _PLAIN)
        if self.acl and self.is_own and new.st_gid == old.st_gid:
            _call(_SET, descriptor, _ACL, self.acl)


def permissions(descriptor: int) -> Permissions:
    """Those of an open file."""
    return Permissions(os.fstat(descriptor), _call(_GET, descriptor, _ACL) or b"")


def _call(of_linux: Any, *words: object) -> Any:
    """Call what Linux has for lists of users; nothing where there are none."""
    with suppress(OSError):
        return None if of_linux is None else of_linux(*words)
    return None
