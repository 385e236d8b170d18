"""Footnotes: the sources of entries. The same entries have one footnote, however often used."""

from collections.abc import Iterable, Iterator

from tidlig.arithmetic.accounts import program_of
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import sources
from tidlig.documents.note.contents import Footnote, Marked, mark
from tidlig.model.entry import Entry
from tidlig.model.personal import joined, masked
from tidlig.model.records import Source, Statement
from tidlig.model.texts import Identifier, Verbatim
from tidlig.render.sentences import sentence
from tidlig.render.style import Language
from tidlig.render.values import address, counted

MOST_NAMED = 6
"""So many entries of a kind are named in a footnote; more are counted."""


class Footnotes:
    """The footnotes of a note, in the order in which they were first asked for."""

    def __init__(self, ledger: Ledger, language: Language) -> None:
        """Take the ledger that the sources are in."""
        self.ledger = ledger
        self.language: Language = language
        self._numbers: dict[tuple[str, ...], int] = {}
        self._entries: list[tuple[Entry, ...]] = []

    def of(self, entries: Iterable[Entry | None]) -> Marked:
        """Return the mark for the sources of some entries together; nothing of none."""
        own = {entry.address: entry for entry in entries if entry is not None}
        if not own:
            return Marked("")
        key = tuple(own)
        if key not in self._numbers:
            self._numbers[key] = len(self._entries) + 1
            self._entries.append(tuple(own.values()))
        return mark(self._numbers[key])

    def each(self, entries: Iterable[Entry | None]) -> Marked:
        """Return a mark for each of some entries."""
        marks = dict.fromkeys(self.of([entry]) for entry in entries)
        return Marked("".join(marks))

    def stated(self, statement: Statement) -> Marked:
        """Return the mark for a statement: one for all of a source's own on a program."""
        program = program_of(statement, self.ledger)
        return self.of(
            each
            for each in self.ledger.of(Statement)
            if each.source == statement.source and program_of(each, self.ledger) == program
        )

    def all(self) -> tuple[Footnote, ...]:
        """Return every footnote."""
        return tuple(
            Footnote(number, tuple(self._sources(entries)), self._named(entries))
            for number, entries in enumerate(self._entries, start=1)
        )

    def _sources(self, entries: Iterable[Entry]) -> Iterator[tuple[str, str | None]]:
        """Yield the sources of entries, each with its address; or that none is stated."""
        cited: dict[tuple[str, str], tuple[str, str | None]] = {}
        for entry in entries:
            locator = entry.locator if isinstance(entry, Statement) and entry.locator else ""
            for each in sources(self.ledger, entry):
                source = each.source
                cited[source.id, locator] = (self._written(source, locator), _web(source))
        if not cited:
            yield sentence("note no source", self.language), None
        yield from cited.values()

    def _written(self, source: Source, locator: str) -> str:
        """Write a source: title, publisher, date, reference and place, as far as known."""
        parts: list[str | None] = [source.title, source.publisher]
        if source.date is None:
            parts.append(Verbatim(sentence("note undated", self.language)))
        else:
            parts.append(Verbatim(source.date.isoformat()))
        parts += [Identifier(source.reference or ""), locator]
        return joined(", ", (part for part in parts if part))

    def _named(self, entries: tuple[Entry, ...]) -> str:
        """Name the entries, or count them where they are many."""
        by_kind: dict[str, list[Entry]] = {}
        for entry in entries:
            by_kind.setdefault(entry.kind, []).append(entry)
        named = joined(", ", map(self._of_kind, by_kind.values()))
        key = "note entry" if len(entries) == 1 else "note entries"
        return joined("", (sentence(key, self.language), " ", named))

    def _of_kind(self, entries: list[Entry]) -> str:
        """Name the entries of a kind, or count them where they are many."""
        if len(entries) > MOST_NAMED:
            return Verbatim(counted(entries, self.language))
        return joined(", ", map(address, entries))


def _web(source: Source) -> str | None:
    """Return the address of a source on the web, if it opens safely and holds nothing personal."""
    url = source.url or ""
    if masked(url) != url:
        return None
    is_web = url.lower().startswith(("https://", "http://"))
    return url if is_web and url.isprintable() and not set(url) & set("<>\"'`\\ ") else None
