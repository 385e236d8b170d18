"""What statements are about, by name, and why the ledger contradicts one, in a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import display_name
from tidlig.arithmetic.statements import Why
from tidlig.model.grants import Pool, Round
from tidlig.model.personal import joined
from tidlig.model.records import Statement
from tidlig.model.texts import Identifier
from tidlig.render.sentences import sentence
from tidlig.render.style import Style
from tidlig.render.values import address


@dataclass(frozen=True, slots=True)
class Names:
    """The names of what statements are about, in a ledger."""

    ledger: Ledger

    def scope(self, statement: Statement) -> Iterator[str]:
        """Yield the names of the strand, the round and the pool of a statement; else its id."""
        if statement.strand is not None:
            yield self._strand(statement.program or "", statement.strand)
        named: tuple[tuple[str | None, Round | Pool | None], ...] = (
            (statement.round, self.ledger.rounds.get(statement.round or "")),
            (statement.pool, self.ledger.pools.get(statement.pool or "")),
        )
        for id, entry in named:
            if id is not None:
                yield Identifier(id) if entry is None or entry.name is None else entry.name

    def of_group(self, why: Why) -> str:
        """Return the name of the source, year, strand or pool that makes a difference."""
        if why.what == "strand":
            return self._strand(*why.id.split("/", 1))
        if why.what == "year":
            return why.id
        of_kind = self.ledger.pools if why.what == "pool" else self.ledger.sources
        name = display_name(of_kind[why.id])
        return Identifier(why.id) if name is None else name

    def _strand(self, program: str, strand: str) -> str:
        own = self.ledger.programs.get(program)
        names = {} if own is None else {each.id: each.name for each in own.strands}
        return names.get(strand, Identifier(strand))


MOST_ENTRIES = 3
"""So many entries are named that made a statement untrue; of more, their number."""


def why_text(why: Why | None, names: Names, style: Style) -> str:
    """Say why the ledger contradicts a statement, in a sentence; nothing where it is not known."""
    if why is None:
        return ""
    language = style.language
    entries: str = joined(", ", map(address, why.entries[:MOST_ENTRIES]))
    more = len(why.entries) - MOST_ENTRIES
    if more > 0:
        entries = sentence("why: and more", language, entries=entries, number=more)
    if why.until is not None:
        return Identifier(sentence("why: true until", language, date=why.until, entries=entries))
    what = entries or sentence(_GROUPS[why.what], language, name=names.of_group(why))
    return Identifier(sentence("why: difference", language, what=what))


_GROUPS = {
    "source": "why: from source",
    "year": "why: of year",
    "strand": "why: of strand",
    "pool": "why: of pool",
}
