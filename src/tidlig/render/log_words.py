"""What a row of the log says of an entry: its act or id, and what it does, in a few words."""

from collections.abc import Callable
from dataclasses import dataclass

from tidlig.arithmetic.charging import BudgetLine
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.log import GROUPS, HEADINGS, EntryRow, LogRow
from tidlig.arithmetic.movements import MOVED, UNSPLIT
from tidlig.model.decisions import Appropriation, CarryOver, End, Program, Reprioritisation, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Amendment, Award, Outturn, Payment, Return
from tidlig.model.money import Money
from tidlig.model.personal import masked
from tidlig.render.sentences import sentence
from tidlig.render.style import Language
from tidlig.render.values import id_of


@dataclass(frozen=True, slots=True)
class LogWords:
    """Describes rows of a log of some programs and strands, in a language.

    `subjects` are the ids of recipients that the log is about, which rows need not name. `amount`
    writes an amount in the unit of the log.
    """

    ledger: Ledger
    lines: frozenset[BudgetLine]
    language: Language
    amount: Callable[[Money], str]
    subjects: frozenset[str] = frozenset()

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the log."""
        return sentence(f"log: {key}", self.language, **values)

    def of_entry(self, row: EntryRow) -> str:
        """Describe an entry: "FL2015: ændring ved senere FL"."""
        entry = row.entry
        if isinstance(entry, Outturn):
            return self._of_accounts(row, entry)
        name = self._name(entry)
        does = self._first_and_change(row) if row.heading == "budget" else self._does(row)
        return f"{name}: {does}" if name else does

    def of_line(self, row: LogRow, owner: EntryRow, *, with_id: bool) -> str:
        """Describe a line of an entry: its strand, and what else tells it from the others.

        `with_id` adds the id of the entry, where a row is of several.
        """
        program, strand = row.movement.line.program, row.movement.line.strand
        parts = []
        if len({id for id, _ in self.lines}) > 1:
            parts.append(self.program_name(program))
        parts.append(self.strand_name(program, strand))
        if isinstance(row.entry, Appropriation) and not row.years.single:
            parts.append(self.say("replaced by the act"))
        if len({other.heading for other in owner.rows}) > 1:
            parts.append(self.say(f"moved, {row.heading}"))
        if with_id and owner.number > 1:
            parts.append(masked(id_of(row.entry)))
        return ", ".join(parts)

    def program_name(self, id: str) -> str:
        """Return what a program is called where there is little space."""
        program = self.ledger.programs[id]
        return program.short or program.name

    def strand_name(self, program: str, strand: str) -> str:
        """Return what a strand is called, or that money is not split."""
        if strand == UNSPLIT:
            return sentence("not split by strand", self.language)
        names = {each.id: each.name for each in self.ledger.programs[program].strands}
        return names.get(strand, strand)

    def _of_accounts(self, row: EntryRow, entry: Outturn) -> str:
        if row.number > 1:
            return self.say("accounts of, entries", years=entry.year, number=row.number)
        accounts = self.say("accounts of", years=entry.year)
        has_others = len(self.lines) > 1
        if entry.strand is None or not has_others:
            return accounts
        return f"{accounts}, {self.strand_name(entry.program, entry.strand)}"

    def _name(self, entry: Entry) -> str:
        """Return the act that an entry is of, else its id; a program's own is in the heading."""
        owner: Entry | None = entry
        if isinstance(entry, Strand):
            owner = self.ledger.programs.get(entry.program)
        if isinstance(owner, Program | Appropriation):
            return masked(owner.act or "")
        return masked(id_of(entry))

    def _does(self, row: EntryRow) -> str:
        """Say what an entry does, in more words than what it is counted as where there are any."""
        entry = row.entry
        described: str | None = None
        if isinstance(entry, Reprioritisation):
            described = self._reprioritised(row, entry)
        elif isinstance(entry, CarryOver):
            described = self.say("carried from to", from_=entry.from_, to=entry.to)
        elif isinstance(entry, Award):
            described = self._with_recipient("awarded to", entry.recipient)
        elif isinstance(entry, Amendment):
            described = self.say("amended")
        elif isinstance(entry, Return) and row.heading == "returned":
            key = "refunded" if entry.type == "refund" else "annulled"
            described = sentence(f"pools: {key}", self.language)
        elif isinstance(entry, Payment):
            described = self._with_recipient("paid to", entry.payee)
        return described or self.say(f"moved, {row.heading}")

    def _first_and_change(self, row: EntryRow) -> str:
        """Say which part of an act's amount is for years that none stated before."""
        return self.say(
            "first and change",
            years=row.years_of("appropriated"),
            appropriated=self.amount(row.moved("appropriated")),
            restated=self.amount(row.moved("restated")),
        )

    def _reprioritised(self, row: EntryRow, entry: Reprioritisation) -> str:
        has_from, has_to = (self._is_in(end, row) for end in (entry.from_, entry.to))
        is_within = entry.from_.program == entry.to.program
        if has_from and has_to and is_within and len({id for id, _ in self.lines}) == 1:
            return self.say("reprioritised within")
        from_ = self._end(entry.from_, entry.to)
        to = self._end(entry.to, entry.from_)
        if has_from and has_to:
            return self.say("reprioritised between", from_=from_, to=to)
        if has_from:
            return self.say("reprioritised to", to=to)
        return self.say("reprioritised from", from_=from_)

    def _is_in(self, end: End, row: EntryRow) -> bool:
        return end.program is not None and (end.program, end.strand or UNSPLIT) in row.lines

    def _end(self, end: End, other: End) -> str:
        """Name an end of a reprioritisation: within one program, the strand alone."""
        if end.program is None:
            return end.outside or ""
        if end.program not in self.ledger.programs:
            return end.program
        if end.program == other.program:
            strand = end.strand or UNSPLIT
            if strand == UNSPLIT:
                return self.say("the program itself")
            return self.strand_name(end.program, strand)
        name = self.ledger.programs[end.program].name
        return f"{name}, {self.strand_name(end.program, end.strand)}" if end.strand else name

    def _with_recipient(self, key: str, id: str | None) -> str | None:
        if id is None or id in self.subjects:
            return None
        recipient = self.ledger.recipients.get(id)
        return self.say(key, who=id if recipient is None else recipient.name)


_LANGUAGES: tuple[Language, ...] = ("da", "en")
_OTHER_NAMES = {
    "used": ("forbrug",),
    "returned": ("annulleret", "tilbagebetalt"),
    "budget": ("bevilling med bo", "budget with estimates"),
}
"""What headings are called in Danish beside their words in the log."""


def heading_names() -> dict[str, str]:
    """Return the headings that a log may choose, by each of their names in lower case.

    A name that has spaces may be typed with hyphens.
    """
    names = {heading: heading for heading in HEADINGS}
    for heading in MOVED:
        for language in _LANGUAGES:
            names[sentence(f"log: moved, {heading}", language).casefold()] = heading
    for heading, others in _OTHER_NAMES.items():
        names.update(dict.fromkeys(others, heading))
    return {**{name.replace(" ", "-"): heading for name, heading in names.items()}, **names}


def shown_headings(language: Language) -> list[str]:
    """Return the word of each heading that a log may choose, in a language."""
    if language == "en":
        return list(HEADINGS)
    moved = [sentence(f"log: moved, {heading}", "da") for heading in MOVED]
    return [*moved, *(sentence(heading, "da") for heading in GROUPS)]
