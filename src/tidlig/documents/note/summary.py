"""The summary: what remains, what is unused, and of joined years what is not committed (T3-T6)."""

import re
from collections.abc import Iterator

from tidlig.arithmetic.figures import NOTHING, Figure
from tidlig.arithmetic.line_states import State, each_of
from tidlig.arithmetic.overview import JoinedLeft, YearLeft, negative
from tidlig.arithmetic.part_overview import PartOverview
from tidlig.documents.note.contents import Items, Marked, Section
from tidlig.documents.note.phrases import Phrases, joined
from tidlig.documents.note.subject import Subject
from tidlig.model.years import Years, one
from tidlig.render.balance_answers import Answer, Answers
from tidlig.render.balance_reasons import awards_not_split
from tidlig.render.figures import has_bounds, has_money

_NUMBER = re.compile("[0-9][0-9.,]*")
_YEAR = re.compile("(?:19|20)[0-9]{2}[.,]?")


class Summary:
    """Writes the summary of a program."""

    def __init__(self, subject: Subject, phrases: Phrases) -> None:
        """Take what the note is of, and what writes it."""
        self.subject = subject
        self.phrases = phrases
        self.say = phrases.say
        self.program = subject.overview
        self._explained: set[Years] = set()

    def section(self) -> Section:
        """Return the section."""
        return Section(self.say("Summary"), (Items(tuple(self._items())),))

    def _items(self) -> Iterator[str]:
        yield from self._remaining()
        yield from self._unused()
        yield from self._joined()
        yield from self._answers("Unreported", "Overspent", "Agreed")

    # What remains.

    def _remaining(self) -> Iterator[str]:
        """Say what remains of each open year, or why nothing does or is known."""
        own = self.program
        if own.is_over and own.total.remaining == NOTHING:
            yield self.say("over", years=own.program.years)
            return
        rows = [row for row in own.by_year if self._is_said(row, State.OPEN)]
        spans = [row for row in own.joined if self._is_open_span(row)]
        for row in rows:
            yield joined(self._open(row), *self._why(row.year))
        yield from map(self._span, spans)
        if not rows and not spans:
            yield from self._answers("Remaining")

    def _is_said(self, row: YearLeft, state: State) -> bool:
        return row.state is state and _is_whole(row.left.binding) and has_money(row.left.binding)

    def _open(self, row: YearLeft) -> str:
        left = row.left
        budget, remaining = left.binding, left.remaining
        values = {
            "year": row.year,
            "budget": self.phrases.amount(budget),
            "budget_notes": self._budget_notes(one(row.year)),
        }
        if remaining is None or None in remaining[:2]:
            return self.say("open, not known", **values)
        if remaining[:2] == (0, 0):
            return self.say("open, nothing", **values)
        if remaining.most is not None and remaining.most < 0:
            over = self.phrases.amount(negative(remaining))
            return self.say("open, overspent", over=over, **values)
        if budget is not None and remaining[:2] == budget[:2]:
            return self.say("open, all", **values)
        text = self.phrases.amount(remaining, budget=budget)
        return joined(self.say("open", remaining=text, **values), self._awarded(row))

    def _awarded(self, row: YearLeft) -> str:
        """Say what was awarded of a year, where that is exact and of this year alone."""
        used = row.left.used
        if row.has_accounts or not _is_whole(used) or not has_money(used) or has_bounds(used):
            return ""
        notes = self._use_notes(one(row.year))
        return self.say("awarded of it", used=self.phrases.amount(used), used_notes=notes)

    def _why(self, year: int) -> Iterator[str]:
        """Say which awards give a year bounds, once for the years that they join."""
        for years, figure in awards_not_split(self.program):
            if one(year).within(years) and years not in self._explained:
                self._explained.add(years)
                yield self.say(
                    "why",
                    awarded=self.phrases.amount(figure),
                    years=self._span_of(years),
                    used_notes=self.phrases.notes.of(self.subject.moving("awarded", in_=years)),
                )

    def _is_open_span(self, row: JoinedLeft) -> bool:
        """Whether joined years have a budget that is not split, and something of it remains."""
        is_span = row.years in self.program.spans_in(State.OPEN)
        figures = (row.left.binding, row.left.remaining)
        return is_span and all(map(_is_whole, figures))

    def _span(self, row: JoinedLeft) -> str:
        return self.say(
            "joined, remaining",
            years=row.years,
            budget=self.phrases.amount(row.left.binding),
            remaining=self.phrases.amount(row.left.remaining, budget=row.left.binding),
            budget_notes=self._budget_notes(row.years),
            used_notes=self._use_notes(row.years),
        )

    # What is unused.

    def _unused(self) -> Iterator[str]:
        """Say what is unused of each closed year, and in all."""
        own = self.program
        rows = list(self._closed_and_known())
        yield from map(self._closed, rows)
        yield from self._after_period()
        if not rows and not own.not_known:
            yield from self._answers("Unused")
        elif own.is_over and not own.not_known and len(rows) > 1:
            yield from self._in_all()
        yield from self._unsettled(rows)

    def _closed_and_known(self) -> Iterator[YearLeft]:
        for row in self.program.by_year:
            if self._is_said(row, State.CLOSED) and row.year not in self.program.not_known:
                yield row

    def _unsettled(self, rows: list[YearLeft]) -> Iterator[str]:
        """Say that unused money is not settled, where accounts say that there is any."""
        unsettled = self.program.total.unsettled
        has_accounts = any(row.has_accounts for row in rows)
        is_any = _is_whole(unsettled) and has_money(unsettled)
        if has_accounts and is_any and not self._has_settled():
            yield self.say("unsettled")

    def _has_settled(self) -> bool:
        return bool(self.subject.carry_overs or self.subject.lapses) or bool(
            self.program.program.unspent
        )

    def _closed(self, row: YearLeft) -> str:
        left, years = row.left, one(row.year)
        values = {
            "year": row.year,
            "budget": self.phrases.amount(left.binding),
            "budget_notes": self._budget_notes(years),
        }
        if not _is_whole(left.used) or not _is_whole(left.unused):
            return joined(self.say("closed, not known", **values), *self._no_accounts(row))
        unused, used = left.unused, left.used
        assert unused is not None
        values["used_notes"] = self._use_notes(years)
        if has_bounds(unused) or has_bounds(used):
            values["unused"] = self.phrases.amount(unused, budget=left.binding)
            text = self.say("closed, bounds", **values)
            return joined(text, *self._why(row.year), *self._no_accounts(row))
        values["used"] = self.phrases.amount(used)
        if unused.most is not None and unused.most < 0:
            over = self.phrases.amount(negative(unused))
            text = self.say("closed, overspent", over=over, **values)
        else:
            text = self.say("closed", unused=self.phrases.amount(unused), **values)
        return joined(text, *self._lapsed(row), *self._no_accounts(row))

    def _lapsed(self, row: YearLeft) -> Iterator[str]:
        """Say how much of what is unused has lapsed."""
        lapsed, unused = row.left.lapsed, row.left.unused
        if not _is_whole(lapsed) or not has_money(lapsed):
            return
        if unused is not None and lapsed is not None and lapsed[:2] == unused[:2]:
            yield self.say("all lapsed")
        else:
            yield self.say("of which lapsed", lapsed=self.phrases.amount(lapsed))

    def _no_accounts(self, row: YearLeft) -> Iterator[str]:
        if not row.has_accounts:
            yield self.say("no accounts", year=row.year)

    def _after_period(self) -> Iterator[str]:
        """Say what was booked after the period, in years without any budget."""
        own = self.program
        last = own.program.years.last
        years = [
            row.year
            for row in own.by_year
            if row.year > last and row.has_accounts and not has_money(row.left.binding)
        ]
        if not years:
            return
        span = Years(years[0], years[-1])
        used = PartOverview(own, None, span).total.used
        if _is_whole(used) and has_money(used):
            notes = self._use_notes(span)
            yield self.say("after period", used=self.phrases.amount(used), years=span, notes=notes)

    def _in_all(self) -> Iterator[str]:
        total = self.program.total
        budget, unused = total.binding, total.unused
        if not _is_whole(budget) or not _is_whole(unused):
            return
        assert unused is not None
        if unused.most is not None and unused.most < 0:
            over = self.phrases.amount(negative(unused))
            yield self.say("overspent in all", over=over, budget=self.phrases.amount(budget))
        else:
            yield self.say("unused in all", part=self.phrases.part(unused, budget))

    # Joined years, and what the balance says besides.

    def _joined(self) -> Iterator[str]:
        estimates = self.program.years_in(State.ESTIMATE)
        for row in self.program.joined:
            has_estimates = any(one(year).within(row.years) for year in estimates)
            figures = (row.uncommitted, row.left.binding)
            if all(map(_is_whole, figures)) and not has_estimates and not self._is_open_span(row):
                entries = self.subject.budget_entries(row.years)
                awards = self.subject.moving("awarded", "returned", in_=row.years)
                used = self.phrases.notes.of(awards)
                yield self.say(
                    "joined",
                    years=self._span_of(row.years),
                    part=self.phrases.part(row.uncommitted, row.left.binding),
                    notes=Marked(self.phrases.notes.each(entries) + used),
                )

    def _answers(self, *keys: str) -> Iterator[str]:
        """Yield answers of the balance by their labels, where it has them."""
        labels = [self.phrases.writer.say(key) for key in keys]
        for answer in self._of_balance():
            if answer.label in labels:
                yield self._answer(answer)

    def _answer(self, answer: Answer) -> str:
        """Write an answer of the balance, with the marks of what its figures come from."""
        own = self.program
        notes = Marked("")
        if answer.label == self.phrases.writer.say("Agreed"):
            notes = self.phrases.notes.each(self.subject.agreements)
        elif _has_figure(answer.text):
            years = [row.year for row in own.by_year]
            if answer.label == self.phrases.writer.say("Unreported"):
                years = list(own.unreported_years)
            entries = (self.subject.budget_entries(one(year)) for year in years)
            notes = self.phrases.notes.each(entry for own in entries for entry in own)
            notes = notes or self.phrases.notes.each(self.subject.unknown)
        is_known = not answer.text.startswith(self.phrases.writer.say("not stated"))
        key = "answer" if is_known else "answer, not known"
        return self.say(key, label=answer.label, text=answer.text, notes=notes)

    def _of_balance(self) -> list[Answer]:
        answers = Answers(self.phrases.writer, self.subject.day.year)
        return answers.of_program(self.program)

    # Parts of sentences.

    def _span_of(self, years: Years) -> str:
        if years.last == years.first + 1:
            return self.phrases.years(each_of(years))
        return str(years)

    def _budget_notes(self, years: Years) -> Marked:
        return self.phrases.notes.each(self.subject.budget_entries(years))

    def _use_notes(self, years: Years) -> Marked:
        return self.phrases.notes.of(self.subject.use_entries(years))


def _has_figure(text: str) -> bool:
    """Whether an answer has a number that is no year."""
    return any(not _YEAR.fullmatch(number) for number in _NUMBER.findall(text))


def _is_whole(figure: Figure | None) -> bool:
    """Whether a figure is known, if within bounds."""
    return figure is not None and None not in figure[:2]
