"""Completion in a shell: of ids, by scanning the files, and of names of checks and headings.

Errors are silent and propose nothing: a shell is waiting.
"""

import gc
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tidlig
from tidlig.cli.parameters import Completer

if TYPE_CHECKING:
    from tidlig.source.ids import Declared

MOST = 200
"""How many completions are proposed at most; of more, their common prefixes are."""

_REGISTERED = r"^from tidlig\.checks\.(\w+) import \1$"

Typed = Mapping[str, Any]
"""The values typed before, by parameter."""


def ids(*kinds: str) -> Completer:
    """Complete ids of some kinds, or of all; an id that two kinds have gets its kind before it."""

    def complete(typed: Typed, incomplete: str) -> list[str]:
        entries = _entries(typed, kinds)
        names = _names(entries)
        if "." in incomplete:
            names += [entry.address for entry in entries]
        return proposals(names, incomplete) or proposals(_unique_strands(entries), incomplete)

    return _quietly(complete)


def _entries(typed: Typed, kinds: Collection[str]) -> list["Declared"]:
    """Scan the ledger for entries of some kinds, or of all."""
    from tidlig.source.ids import declared

    folder = _folder(typed)
    entries = list(declared(folder))
    if any(entry.kind == "table" for entry in entries):
        entries += _lines(folder)
    return [entry for entry in entries if entry.kind in kinds] if kinds else entries


def _lines(folder: Path) -> Iterator["Declared"]:
    """What the lines of a ledger's tables are."""
    from tidlig.index.cache_folder import cache_folder
    from tidlig.index.ledger_files import How
    from tidlig.index.store import Store
    from tidlig.ledger.cached_ledger import declared_by_lines
    from tidlig.ledger.folder import Folder
    from tidlig.source.ids import Declared

    for kind, id in declared_by_lines(Folder(folder), How(Store(cache_folder()), processes=1)):
        yield Declared(kind, id)


def _names(entries: Sequence["Declared"]) -> list[str]:
    """Return ids, or addresses with the kind where two entries have the same id."""
    times = Counter(entry.id for entry in entries)
    return [entry.id if times[entry.id] == 1 else entry.address for entry in entries]


def _unique_strands(entries: Iterable["Declared"]) -> list[str]:
    """Return the last parts of ids that only one entry has: strands without their program."""
    last_parts = Counter(entry.id.rpartition("/")[2] for entry in entries)
    return [part for part, times in last_parts.items() if times == 1]


def pairs(typed: Typed, incomplete: str) -> Sequence[str]:
    """Complete KEY=VALUE of an entry to be added: its keys, and ids where a key takes them.

    bash takes the equal sign for a word of its own, and typer leaves out one that is last.
    """
    return _quietly(_pairs)(typed, incomplete)


def _pairs(typed: Typed, incomplete: str) -> Sequence[str]:
    from tidlig.model.kinds import ALL_KINDS
    from tidlig.source.given import key_order

    kind = typed["kind"]
    words = [word for word in typed.get("words") or () if word != "="]
    keys = key_order(ALL_KINDS[kind])
    key, equals, value = incomplete.partition("=")
    if equals:
        return [f"{key}={id}" for id in _ids_of_key(typed, key, value)]
    if _is_value(typed, incomplete, keys):
        return _ids_of_key(typed, words[-1], incomplete)
    given = {word.partition("=")[0] for word in words}
    return proposals([f"{name}=" for name in keys if name not in given], incomplete)


def _is_value(typed: Typed, incomplete: str, keys: Collection[str]) -> bool:
    """Whether a word is a value whose key and equal sign are words before it."""
    last = [*(typed.get("words") or ("",))][-1]
    return last == "=" or (not incomplete and last in keys)


def _ids_of_key(typed: Typed, key: str, value: str) -> list[str]:
    """Complete the id of an entry that a key takes."""
    from tidlig.model.kinds import ALL_KINDS
    from tidlig.model.references import namings

    kinds = {naming.key: naming.kind for naming in namings(ALL_KINDS[typed["kind"]])}
    own = _entries(typed, (kinds[key],)) if key in kinds else []
    return proposals([entry.id.rpartition("/")[2] for entry in own], value)


def strands(typed: Typed, incomplete: str) -> Sequence[str]:
    """Complete strands, without their program if it was typed before."""
    return _quietly(_strands)(typed, incomplete)


def _strands(typed: Typed, incomplete: str) -> list[str]:
    program = typed.get("program")
    ids = [entry.id for entry in _entries(typed, ("strand",))]
    if program:
        start = f"{program}/"
        ids = [id.removeprefix(start) for id in ids if id.startswith(start)]
    return proposals(ids, incomplete)


def checks(typed: Typed, incomplete: str) -> list[str]:
    """Complete names of checks, also after commas."""
    del typed
    return listed(check_names(), incomplete)


def check_names() -> list[str]:
    """Return the names of all checks, from the source of their list: importing it is slow."""
    import re

    text = (Path(tidlig.__file__).parent / "checks" / "__init__.py").read_text("utf-8")
    return [name.replace("_", "-") for name in re.findall(_REGISTERED, text, re.MULTILINE)]


def balance_headings(typed: Typed, incomplete: str) -> list[str]:
    """Complete what balance has under --columns, also after commas; of lines where it shows these.

    Words of both languages are proposed once a letter is typed.
    """
    from tidlig.arithmetic.movements import HEADINGS as OF_LINES
    from tidlig.render.balance_headings import HEADINGS, words
    from tidlig.render.style import typed_words

    if typed.get("detail") or typed.get("by") in ("pool", "recipient"):
        return _headings(OF_LINES, typed_words(OF_LINES), incomplete)
    return _headings([*HEADINGS, *OF_LINES], [*words(), *typed_words(OF_LINES)], incomplete)


def sort_headings(typed: Typed, incomplete: str) -> list[str]:
    """Complete a heading that balance puts rows in order by."""
    del typed
    from tidlig.render.balance_headings import HEADINGS, words

    return [] if "," in incomplete else _headings([*HEADINGS], words(), incomplete)


def followed_headings(typed: Typed, incomplete: str) -> list[str]:
    """Complete a heading that history can follow of any kind of entry."""
    del typed
    from tidlig.arithmetic.followed_figure import headings_of
    from tidlig.model.kinds import ALL_KINDS
    from tidlig.render.sentences import SENTENCES

    known = dict.fromkeys(heading for kind in ALL_KINDS.values() for heading in headings_of(kind))
    words = [word for heading in known for word in SENTENCES[heading]]
    return [] if "," in incomplete else _headings([*known], words, incomplete)


def moved_headings(typed: Typed, incomplete: str) -> list[str]:
    """Complete the headings that a log may choose, also after commas."""
    del typed
    from tidlig.arithmetic.log import HEADINGS
    from tidlig.render.log_words import heading_names

    return _headings(HEADINGS, heading_names(), incomplete)


def _headings(names: Sequence[str], words: Iterable[str], incomplete: str) -> list[str]:
    """Complete headings by name, and once a letter is typed by the words of reports.

    Words have hyphens for their spaces, as they may be typed; those with other signs are left out.
    """
    plain = [name.replace(" ", "-") for name in names]
    if incomplete.rpartition(",")[2]:
        hyphened = (word.replace(" ", "-") for word in words)
        plain += sorted(word for word in hyphened if word.replace("-", "").isalnum())
    return listed(list(dict.fromkeys(plain)), incomplete)


def listed(known: Sequence[str], incomplete: str) -> list[str]:
    """Complete the last name of a comma-separated list; names already in it are left out."""
    before, comma, last = incomplete.rpartition(",")
    listed_before = before.split(",")
    others = [name for name in known if name not in listed_before]
    return [f"{before}{comma}{name}" for name in proposals(others, last)]


def proposals(known: Iterable[str], incomplete: str) -> list[str]:
    """Return the names that start as typed; of more than `MOST`, the longest few enough prefixes.

    A shell that completes the common prefix of its proposals must not skip any name.
    """
    matches = list(dict.fromkeys(name for name in known if name.startswith(incomplete)))
    if len(matches) <= MOST:
        return matches
    start = _common_prefix(min(matches), max(matches))
    prefixes = [start]
    longest = max(map(len, matches))
    for length in range(len(start) + 1, longest + 1):
        longer = list(dict.fromkeys(name[:length] for name in matches))
        if len(longer) > MOST:
            break
        prefixes = longer
    return prefixes


def _common_prefix(first: str, last: str) -> str:
    """Return the common prefix of two names, and so of all between them in order."""
    for index, (one, other) in enumerate(zip(first, last, strict=False)):
        if one != other:
            return first[:index]
    return first


def _quietly(complete: Completer) -> Completer:
    """Wrap a completer so that it proposes nothing on any error."""

    def quiet(typed: Typed, incomplete: str) -> Sequence[str]:
        was_enabled = gc.isenabled()
        gc.disable()  # garbage collection would take a third of the time, and find nothing
        try:
            return complete(typed, incomplete)
        except Exception:
            return []
        finally:
            if was_enabled:
                gc.enable()

    return quiet


def _folder(typed: Typed) -> Path:
    from tidlig.ledger.locate import ledger_folder

    folder = typed.get("ledger")
    return ledger_folder(Path(folder) if folder else None)
