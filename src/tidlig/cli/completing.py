"""Completing what is typed in a shell: ids by a quick look at the files, and names of checks.

Whatever goes wrong, nothing is proposed and nothing is said: a shell is waiting.
"""

import gc
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tidlig
from tidlig.cli.parameters import Completer

MOST = 200
"""So many proposals are made at most; of more, their common beginnings are."""

if TYPE_CHECKING:
    from tidlig.source.headings import Declared

_REGISTERED = r"^from tidlig\.checks\.(\w+) import \1$"

Typed = Mapping[str, Any]
"""What has been typed before, by parameter."""


def ids(*kinds: str) -> Completer:
    """Complete ids of some kinds, or of all; those of several kinds with their kind before."""

    def complete(typed: Typed, incomplete: str) -> list[str]:
        from tidlig.source.headings import declared

        found = list(declared(_folder(typed)))
        wanted = [each for each in found if not kinds or each.kind in kinds]
        times = Counter(each.id for each in wanted)
        names = (each.id if times[each.id] == 1 else each.address for each in wanted)
        addresses = (each.address for each in wanted) if "." in incomplete else ()
        return proposals([*names, *addresses], incomplete) or proposals(_alone(wanted), incomplete)

    return _quietly(complete)


def _alone(found: Iterable["Declared"]) -> list[str]:
    """Give the strands that need no program before them."""
    own = Counter(each.id.rpartition("/")[2] for each in found)
    return [id for id, times in own.items() if times == 1]


def strands(typed: Typed, incomplete: str) -> Sequence[str]:
    """Complete strands, alone where a program has been named before."""
    return _quietly(_strands)(typed, incomplete)


def _strands(typed: Typed, incomplete: str) -> list[str]:
    from tidlig.source.headings import declared

    program = typed.get("program")
    found = [each.id for each in declared(_folder(typed)) if each.kind == "strand"]
    if program:
        found = [id.partition("/")[2] for id in found if id.partition("/")[0] == program]
    return proposals(found, incomplete)


def checks(typed: Typed, incomplete: str) -> list[str]:
    """Complete the names of checks, after commas too."""
    del typed
    return listed(check_names(), incomplete)


def check_names() -> list[str]:
    """Give the names of all checks by the text of their list, much quicker than by importing it."""
    import re

    text = (Path(tidlig.__file__).parent / "checks" / "__init__.py").read_text("utf-8")
    return [name.replace("_", "-") for name in re.findall(_REGISTERED, text, re.MULTILINE)]


def headings(typed: Typed, incomplete: str) -> list[str]:
    """Complete headings, after commas too."""
    del typed
    from tidlig.arithmetic.headings import HEADINGS

    return listed(HEADINGS, incomplete)


def listed(known: Sequence[str], incomplete: str) -> list[str]:
    """Propose names for the last place of a list with commas."""
    before, comma, last = incomplete.rpartition(",")
    taken = before.split(",")
    fresh = [name for name in known if name not in taken]
    return [f"{before}{comma}{name}" for name in proposals(fresh, last)]


def proposals(known: Iterable[str], incomplete: str) -> list[str]:
    """Give what begins as typed; of too many, as long beginnings as there are few enough of.

    A shell that completes what its proposals have in common must not be led past any.
    """
    found = list(dict.fromkeys(name for name in known if name.startswith(incomplete)))
    if len(found) <= MOST:
        return found
    first, last = min(found), max(found)
    pairs = enumerate(zip(first, last, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), len(first))
    shown = [first[:same]]
    for length in range(same + 1, max(map(len, found)) + 1):
        longer = list(dict.fromkeys(name[:length] for name in found))
        if len(longer) > MOST:
            break
        shown = longer
    return shown


def _quietly(complete: Completer) -> Completer:
    def quiet(typed: Typed, incomplete: str) -> Sequence[str]:
        collecting = gc.isenabled()
        gc.disable()  # a third of the time goes with looking for garbage that there is none of
        try:
            return complete(typed, incomplete)
        except Exception:
            return []
        finally:
            if collecting:
                gc.enable()

    return quiet


def _folder(typed: Typed) -> Path:
    from tidlig.ledger.finding import ledger_folder

    named = typed.get("ledger")
    return ledger_folder(Path(named) if named else None)
