"""A ledger that is not remembered, made of its files: with all its entries, or with sums."""

import datetime as dt
from dataclasses import replace

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.summaries.condensing import condensed
from tidlig.arithmetic.summaries.parts import Part, foreign, merged
from tidlig.arithmetic.summaries.question import EVERYTHING, Question
from tidlig.ledger.checking import run_checks
from tidlig.ledger.memory.forms import Form
from tidlig.ledger.memory.gathering import contents, parts
from tidlig.ledger.memory.remembering import Known, Remembering
from tidlig.ledger.memory.summing import summed
from tidlig.ledger.open import documents_of, has_tables, merge_contents, table_files
from tidlig.model.contents import Contents


class Making:
    """What a ledger is made of, and what was found out on the way."""

    def __init__(self, remembering: Remembering) -> None:
        """Keep the files, and where what is made of them is remembered."""
        self.remembering = remembering
        self.files, self.how = remembering.files, remembering.how
        self.origin = remembering.origin
        self._parts: dict[Question, list[Part]] = {}

    def known(self, *questions: Question) -> Known:
        """Make the ledger; files are read once for it and for the questions that follow."""
        if self.remembering.is_whole:
            ledger = self._ledger(tuple(contents(self.files, self.how)))
            found = Known(ledger, run_checks(ledger), self.files)
        else:
            made = self._summed(EVERYTHING, *questions)
            seen = tuple(part.contents for part in made)
            if has_tables(seen):  # lines of tables are in no sums
                self.remembering.is_whole = True
                return self.known()
            found = Known(
                *summed(self._ledger(seen), made, tuple(foreign(made)), self.files, self.how),
                self.files,
            )
        self.remembering.remember("ledger", _without_what_checks_need(found))
        return found

    def for_balance(self, question: Question) -> Known:
        """Make what a balance needs."""
        whole = self.remembering.remembered("ledger") or self.known(question)
        if not whole.checked.readable:
            return whole
        ledger, date = whole.ledger, question.as_of
        as_of = None if date is None else dt.date.fromordinal(date)
        if ledger.mass is None:
            ledger = ledger.until(as_of)
        elif question != EVERYTHING:
            made = self._summed(question)
            counted, cells = merged(made, foreign(made), question)
            mass = replace(ledger.mass, counted=counted, cells=cells)
            ledger = replace(ledger, mass=mass, as_of=as_of)
        return replace(
            whole,
            ledger=condensed(ledger, by_recipient=question.by_recipient),
            newest=_newest(whole.ledger),
            later=whole.ledger.size - ledger.size,
        )

    def _summed(self, *questions: Question) -> list[Part]:
        """Give the parts of all files for the first question; the others are asked with it."""
        missing = [each for each in dict.fromkeys(questions) if each not in self._parts]
        forms = [Form(is_whole=False, question=each) for each in missing]
        made = parts(self.files, self.how, forms) if forms else []
        self._parts.update(zip(missing, made, strict=True))
        return self._parts[questions[0]]

    def _ledger(self, seen: tuple[Contents, ...]) -> Ledger:
        names = (*documents_of(seen).values(), *table_files(seen))
        self.remembering.has_tables = has_tables(seen)
        self.files.documents = {name: self.files.mark(self.origin, name) for name in names}
        return merge_contents(self.origin, seen)


def _newest(ledger: Ledger) -> dt.date | None:
    """The date of the last entry; of awards, payments and returns that are summed, of the last."""
    dates = {getattr(entry, "date", None) for entry in ledger.entries}
    dates |= {movement.date for movement in ledger.movements}
    return max((date for date in dates if date is not None), default=None)


def _without_what_checks_need(known: Known) -> Known:
    """Leave out of a large ledger what nobody asks for when the checks have been run."""
    if known.ledger.mass is None:
        return known
    seen = (replace(each, declared=(), faults=(), found=None) for each in known.ledger.contents)
    return replace(known, ledger=replace(known.ledger, contents=tuple(seen)))
