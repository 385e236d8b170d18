"""The parts of sentences: amounts with their unit, dates, acts, names, and lists of them."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from tidlig.arithmetic.acts import Act
from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.ledger import Ledger
from tidlig.documents.note.contents import Marked, without_marks
from tidlig.documents.note.footnotes import Footnotes
from tidlig.model.entry import When
from tidlig.model.money import KR, Money
from tidlig.model.years import Month, Years
from tidlig.render.figures import Writer, has_bounds
from tidlig.render.sentences import MONTHS, amount_in, sentence
from tidlig.render.style import Language

_FINANCE_ACT = re.compile("FL((?:19|20)[0-9]{2})")
"""The usual short name of the finance act of a year."""


class Phrases:
    """Writes parts of sentences in a unit and a language, and collects footnotes."""

    def __init__(self, ledger: Ledger, writer: Writer) -> None:
        """Take the ledger of the footnotes, and what writes figures."""
        self.ledger = ledger
        self.writer = writer
        self.language: Language = writer.language
        self.notes = Footnotes(ledger, writer.language)

    def say(self, key: str, **values: object) -> Marked:
        """Return a sentence of the note; texts of the ledger lose what looks like a mark."""
        safe = {
            name: without_marks(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        text = sentence(f"note {key}", self.language, **safe)
        return Marked(text.replace(f"{KR}.", KR))  # the full stop of the unit ends a sentence too

    # Amounts.

    def amount(self, figure: Figure | None, *, budget: Figure | None = None) -> str:
        """Write a figure with its unit; bounds as "between ... and ..."."""
        if figure is None or figure[:2] == (None, None):
            return self.writer.text(None)
        text = self.writer.text(figure, budget=budget)
        if has_bounds(figure):
            assert figure.least is not None
            assert figure.most is not None
            is_circa = text.startswith(self.writer.circa)
            least = f"{self.writer.circa} " * is_circa + self.writer.plain(figure.least)
            both = self.say("and", first=least, last=self.writer.plain(figure.most))
            return self.say("between", both=self.in_unit(both))
        return self.in_unit(text)

    def money(self, money: Money) -> str:
        """Write an amount with its unit."""
        return self.amount(Figure(money.ore, money.ore, money.half))

    def bare(self, money: Money) -> str:
        """Write an amount without its unit, as one of several."""
        return self.writer.text(Figure(money.ore, money.ore, money.half))

    def part(self, part: Figure | None, whole: Figure | None) -> str:
        """Write a part of a whole, with their unit once."""
        texts = {"part": self.writer.text(part), "whole": self.writer.text(whole)}
        return self.in_unit(self.say("part", **texts))

    def from_to(self, first: Money, last: Money) -> str:
        """Write what an amount was and is, with their unit once."""
        return self.in_unit(self.say("from to", first=self.bare(first), last=self.bare(last)))

    def in_unit(self, text: str) -> str:
        """Write the unit beside a figure, or beside several."""
        return Marked(amount_in(self.writer.unit, self.language, text))

    # Dates and years.

    def date(self, date: dt.date) -> str:
        """Write a day: "1. april 2015", "1 April 2015"."""
        month = MONTHS[self.language][date.month - 1]
        return self.say("day", day=date.day, month=month, year=date.year)

    def on(self, when: When) -> str:
        """Write when something was: "den 1. april 2015", or "i juni 2014" of a month alone."""
        if isinstance(when, Month):
            month = MONTHS[self.language][when.month - 1]
            return self.say("in month", month=month, year=when.year)
        return self.say("on day", date=self.date(when))

    def when(self, when: When) -> str:
        """Write a day, with "den" before it in Danish, or a month alone."""
        if isinstance(when, Month):
            return f"{MONTHS[self.language][when.month - 1]} {when.year}"
        return self.say("the day", date=self.date(when))

    def years(self, years: Sequence[int]) -> str:
        """Write years as a list: "2015, 2016 og 2017"."""
        return self.listed([str(year) for year in years])

    # Names.

    def act(self, act: Act, *, is_first: bool = False) -> str:
        """Name an act: "finansloven for 2014"; with a capital where it `is_first` of a sentence."""
        name = act.act or ""
        found = _FINANCE_ACT.fullmatch(name)
        if found is None:
            return without_marks(name) or self.say("first act" if is_first else "the first act")
        return self.say("Finance act" if is_first else "finance act", year=found[1])

    def listed(self, texts: Iterable[str]) -> str:
        """Join texts with commas, and "og" before the last."""
        *most, last = [without_marks(text) for text in texts] or [""]
        if not most:
            return last
        return self.say("and", first=Marked(", ".join(most)), last=last)

    def program(self, id: str | None) -> str:
        """Name a program with its account; one that is not in the ledger by what names it."""
        own = self.ledger.programs.get(id or "")
        if own is None:
            return without_marks(id or "")
        name = own.short or own.name
        return without_marks(f"{name} ({own.account})" if own.account else name)

    def strand(self, program: str | None, strand: str) -> str:
        """Name a strand."""
        own = self.ledger.programs.get(program or "")
        names = {each.id: each.name for each in own.strands} if own else {}
        return without_marks(names.get(strand, strand))


def joined(*texts: str) -> Marked:
    """Join sentences that are there to one text, with spaces between them."""
    return Marked(" ".join(without_marks(text) for text in texts if text))


def in_years(years: Years | None) -> str:
    """Write years as a ledger has them."""
    return "" if years is None else str(years)
