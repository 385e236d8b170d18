"""Finance acts to drafts: acts, estimates and accounts as a ledger writes them.

An act is an appropriation with the figures of its own year and the estimates of the three after;
the first act of a program that the ledger does not have stands in the program itself. What an act
says was used, two years before, is an outturn for each strand, rounded as it is published ("ca.").

An act's zeros are stated where they are news: for years of the program or that an earlier act
stated, and for a strand that no earlier act names, or whose figures become 0. Outturn of 0 is
stated once something has been booked on a program, and not for each strand.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from tidlig.arithmetic.ledger import Ledger
from tidlig.exchange.account_lines import AccountLines, Proposal, account_lines
from tidlig.exchange.finance_act_pages import Figure, Page, act_pages, in_mio
from tidlig.exchange.finance_act_table import LONGEST_NAME, FinanceAct
from tidlig.exchange.stated_figures import Statement, figures_of, same_act
from tidlig.ledger.drafts import PlainDraft
from tidlig.model.decisions import Appropriation, Program, Strand
from tidlig.model.findings import Location
from tidlig.model.grants import Outturn
from tidlig.model.messages import Message
from tidlig.model.years import OPEN_END, Years
from tidlig.sheets.tables import unusable

_LINES = ("program", "strand")


@dataclass(frozen=True, slots=True)
class FinanceActDrafts:
    """What acts give: drafts in the order of acts, and remarks on what was left out or chosen."""

    drafts: tuple[PlainDraft, ...]
    remarks: tuple[Message, ...]


def finance_act_drafts(
    ledger: Ledger,
    acts: Sequence[FinanceAct],
    chosen: Sequence[str] = (),
    binding: Mapping[int, int] | None = None,
) -> FinanceActDrafts:
    """The drafts of acts for accounts that are chosen, or those of the ledger.

    `binding` says for years of which act their figures are taken: its own, or the next act's column
    for the year before, which may differ where a published file is faulty. Where they differ and
    nothing is said, `Unusable` is raised with each row, and it is where two files are of one act.
    """
    ordered = _in_order(acts)
    _refuse_currency(ledger, ordered[0])
    lines = account_lines(ledger, ordered, chosen)
    _refuse_nothing(ordered, lines, chosen)
    pages = act_pages(ordered, lines, binding or {})
    writer = _Writer(ledger, lines, pages)
    drafts = writer.drafts()
    return FinanceActDrafts(tuple(drafts), tuple(_remarks(lines, pages)))


def _refuse_currency(ledger: Ledger, act: FinanceAct) -> None:
    currency: str = ledger.settings.currency
    if currency != "DKK":
        message = Message(
            "finance act tables are in kroner, and the ledger is in {currency}", currency=currency
        )
        help = Message("import them into a ledger in DKK")
        raise unusable(message, Location(act.file), help)


def _in_order(acts: Sequence[FinanceAct]) -> list[FinanceAct]:
    ordered = sorted(acts, key=lambda act: act.year)
    for first, second in pairwise(ordered):
        if first.year == second.year:
            message = Message(
                "{first} and {second} are both of {act}",
                first=first.file,
                second=second.file,
                act=first.name,
            )
            help = Message("name one file for each act")
            raise unusable(message, Location(second.file), help)
    return ordered


def _refuse_nothing(acts: Sequence[FinanceAct], lines: AccountLines, chosen: Sequence[str]) -> None:
    """Refuse files that have nothing of what is asked for."""
    if lines.places:
        return
    where = Location(acts[0].file)
    if chosen:
        message = Message("no file has figures on {accounts}", accounts=tuple(chosen))
        mains = sorted({sub.main_account for act in acts for sub in act.sub_accounts})
        help = Message("the files have {first} to {last}", first=mains[0], last=mains[-1])
    else:
        message = Message("the ledger has no program with an account of the files")
        help = Message("say which accounts are meant, as --account 15.26.01")
    raise unusable(message, where, help)


class _Writer:
    """Writes drafts act by act, and knows what is stated so far."""

    def __init__(self, ledger: Ledger, lines: AccountLines, pages: Sequence[Page]) -> None:
        self._ledger, self._lines, self._pages = ledger, lines, pages
        self._stated = figures_of(ledger)
        self._proposals = {one.place: one for one in lines.proposals}
        new = {one.id for one in lines.proposals if not one.program}
        self._years = {id: _years_of(id, pages) for id in new}
        self._years |= {program.id: program.years for program in ledger.programs.values()}

    def drafts(self) -> Iterator[PlainDraft]:
        """Sources, programs and strands that are new, and then each act with what was booked."""
        proposed: list[PlainDraft] = []
        stated: list[PlainDraft] = []
        acts: dict[int, FinanceAct] = {}
        for page in self._pages:
            opened, own = self._of_page(page)
            proposed += opened
            stated += own
            if own or opened:
                acts |= {act.year: act for act in page.acts}
        drafted = {_place_of(draft) for draft in stated if draft.kind in _LINES}
        proposed += [draft for draft in self._known() if _place_of(draft) not in drafted]
        for year in sorted(acts):
            yield from self._source(acts[year])
        yield from sorted(proposed, key=lambda draft: draft.kind != "program")
        yield from stated

    def _of_page(self, page: Page) -> tuple[list[PlainDraft], list[PlainDraft]]:
        """What is proposed for a page, and what it states; nothing where it states nothing."""
        figures = list(self._act(page))
        outturn = list(self._outturn(page))
        if not figures and not outturn:
            return [], []
        opened = list(self._proposed(page, has_figures=bool(figures)))
        has_own_act = any(draft.kind == "program" for draft in opened)
        return opened, outturn if has_own_act else [*figures, *outturn]

    def _known(self) -> Iterator[PlainDraft]:
        """The programs and strands of the ledger that the acts have figures of, as they are."""
        at = {page.program: page.act.at(page.line) for page in self._pages}
        for program in self._ledger.programs.values():
            if program.id not in at:
                continue
            yield PlainDraft("program", program.id, _own_table(program), at[program.id])
            for strand in program.strands:
                if (program.id, strand.id) in self._lines.places.values():
                    yield PlainDraft("strand", strand.id, _own_table(strand), at[program.id])

    def _proposed(self, page: Page, *, has_figures: bool) -> Iterator[PlainDraft]:
        """What the ledger lacks for a page: its program with this act in it, and strands."""
        program = self._proposals.pop((page.program, ""), None)
        is_first = program is not None and has_figures
        if program is not None:
            yield self._program(program, page, has_figures=has_figures)
        for place, strand in list(self._proposals.items()):
            if place[0] == page.program and place[1] and _is_used(page, place[1]):
                del self._proposals[place]
                yield _new_strand(strand, page, has_figures=is_first)

    def _program(self, proposal: Proposal, page: Page, *, has_figures: bool) -> PlainDraft:
        """A program with its first act: control is on the six digits of its account."""
        table: dict[str, Any] = {"name": proposal.name, "account": proposal.account}
        years_of = self._years[proposal.id]
        table["years"] = years_of.first if years_of.single else str(years_of)
        if has_figures:
            years = self._years_stated(page)
            table |= {"split": _split(page, None, years), "act": page.act.name, "date": page.date}
        table |= {"control": "program", "source": _sources(page)}
        return PlainDraft("program", proposal.id, table, page.act.at(page.line))

    def _act(self, page: Page) -> Iterator[PlainDraft]:
        """What a page states of budgets, if it is news."""
        years = self._years_stated(page)
        if not self._is_news(page, years):
            return
        strands = [strand for strand in page.figures if strand and self._names(page, strand)]
        program = self._ledger.programs.get(page.program)
        if program is not None and same_act(program.act, page.act.name):
            yield from _first_act(page, program)
        else:
            yield self._appropriation(page, years, strands)
        self._stated.statements += _statements(page, years, strands)

    def _years_stated(self, page: Page) -> list[int]:
        """The years with an amount, those of the program, and those that an earlier act stated."""
        place = (page.program, "")
        return [
            year
            for year in page.years
            if page.has_amount(year)
            or _is_in(year, self._years[page.program])
            or self._stated.latest(place, year, page.date) is not None
        ]

    def _is_news(self, page: Page, years: Sequence[int]) -> bool:
        """Whether an act says more than that a program has ended, or has not begun."""
        if not page.is_zero:
            return True
        place = (page.program, "")
        if any(self._stated.latest(place, year, page.date) for year in years):
            return True
        is_within = any(_is_in(year, self._years[page.program]) for year in page.years)
        return is_within and self._stated.is_known(place, page.date)

    def _names(self, page: Page, strand: str) -> bool:
        """Whether an act names a strand: with an amount, as new, or as one that becomes 0."""
        place = (page.program, strand)
        if _has_amounts(page.figures[strand]) or not self._stated.is_known(place, page.date):
            return True
        return any(self._stated.latest(place, year, page.date) for year in page.years)

    def _appropriation(
        self, page: Page, years: Sequence[int], strands: Sequence[str]
    ) -> PlainDraft:
        act = page.act
        own = self._own_act(page)
        table: dict[str, Any] = {"program": page.program, "act": act.name, "date": page.date}
        if own is not None:
            table |= {"act": own.act, "date": own.date}
        else:
            table["source"] = _sources(page)
        table["split"] = _split(page, None, years)
        if strands:
            table["strands"] = {strand: _split(page, strand, years) for strand in strands}
        id = f"{act.name.lower()}-{page.program}" if own is None else own.id
        return PlainDraft("appropriation", id, table, page.act.at(page.line))

    def _own_act(self, page: Page) -> Appropriation | None:
        """The ledger's entry of an act and a program, whatever its id."""
        acts = self._ledger.of(Appropriation)
        return next(
            (
                act
                for act in acts
                if act.program == page.program and same_act(act.act, page.act.name)
            ),
            None,
        )

    def _outturn(self, page: Page) -> Iterator[PlainDraft]:
        """What the accounts say of two years before, of each strand that anything is booked on."""
        year = page.act.year - 2
        own = self._own_outturn(page.program, year)
        figures = {
            strand: figure for strand, figure in page.outturn.items() if figure.ore or strand in own
        }
        if not figures and page.outturn and self._stated.is_booked_before(page.program, year):
            figures = {"": replace(next(iter(page.outturn.values())), ore=0)}
        for strand, figure in figures.items():
            yield _outturn(page, strand, figure, own.get(strand))
        if page.is_booked:
            self._stated.add_booking(page.program, year)

    def _own_outturn(self, program: str, year: int) -> Mapping[str, Outturn]:
        """The ledger's outturn of a program in a year, by strand."""
        return {
            outturn.strand or "": outturn
            for outturn in self._ledger.of(Outturn)
            if outturn.program == program and outturn.year == year
        }

    def _source(self, act: FinanceAct) -> Iterator[PlainDraft]:
        """The source of an act, where the ledger has none."""
        id = act.name.lower()
        if id not in self._ledger.sources:
            programs = {page.program for page in self._pages if page.act is act}
            table = {
                "title": f"Finansloven for {act.year}, kontotal",
                "publisher": "Finansministeriet",
                "date": dt.date(act.year, 1, 1),
                "reference": ", ".join(sorted(self._accounts(programs))),
            }
            yield PlainDraft("source", id, table, act.at(act.sheet.heading_line))

    def _accounts(self, programs: Collection[str]) -> set[str]:
        return {
            account.rpartition(".")[0]
            for account, (program, _) in self._lines.places.items()
            if program in programs
        }


def _new_strand(proposal: Proposal, page: Page, *, has_figures: bool) -> PlainDraft:
    """A strand of a program; with its part of the program's first act, where that names it."""
    table: dict[str, Any] = {"program": proposal.program, "name": proposal.name}
    table["account"] = proposal.account
    years = _years_with_amounts(page, proposal.id)
    if has_figures and years:
        table["split"] = _split(page, proposal.id, years)
    table["source"] = _sources(page)
    line = page.outturn[proposal.id].line
    return PlainDraft("strand", proposal.id, table, page.act.at(line))


def _statements(page: Page, years: Sequence[int], strands: Sequence[str]) -> Iterator[Statement]:
    """What a page states of its program and some of its strands."""
    for strand in strands:
        ore = {year: page.figures[strand][year].ore for year in years}
        yield Statement(page.date, (page.program, strand), ore)
    yield Statement(page.date, (page.program, ""), {year: page.total(year) for year in years})


def _first_act(page: Page, program: Program) -> Iterator[PlainDraft]:
    """What the act says that stands in a program of the ledger, and in its strands."""
    line = page.act.at(page.line)
    years = [year for year in page.years if page.has_amount(year) or _is_in(year, program.years)]
    table = {**_own_table(program), "split": _split(page, None, years)}
    yield PlainDraft("program", program.id, table, line)
    for strand in program.strands:
        own_years = _years_with_amounts(page, strand.id)
        if own_years:
            table = {**_own_table(strand), "split": _split(page, strand.id, own_years)}
            yield PlainDraft("strand", strand.id, table, line)


def _own_table(entry: Program | Strand) -> dict[str, Any]:
    """What a program or strand of the ledger has to have, as it is."""
    if isinstance(entry, Strand):
        return {"program": entry.program, "name": entry.name}
    return {"name": entry.name, "years": str(entry.years)}


def _place_of(draft: PlainDraft) -> tuple[str, str]:
    """The kind and address of a draft of a program or strand."""
    return draft.kind, f"{draft.table.get('program', '')}/{draft.id}"


def _outturn(page: Page, strand: str, figure: Figure, own: Outturn | None) -> PlainDraft:
    """The outturn of a strand; it is published rounded, so it is about what it says."""
    act, year = page.act, page.act.year - 2
    table: dict[str, Any] = {"program": page.program}
    if strand:
        table["strand"] = strand
    table |= {"year": year, "amount": f"ca. {in_mio(figure.ore, act.decimals)}"}
    id = "-".join(filter(None, (f"r{year}", page.program, strand)))
    if own is None:
        table |= {"date": page.date, "source": act.name.lower()}
    else:
        id = own.id
    return PlainDraft("outturn", id, table, act.at(figure.line))


def _sources(page: Page) -> str | list[str]:
    """The source of a page, or both where its own year's figures are from another act."""
    id = page.act.name.lower()
    return id if page.other is None else [id, page.other.name.lower()]


def _split(page: Page, strand: str | None, years: Sequence[int]) -> dict[str, str]:
    """What a page states for its program, or a strand, in some years."""
    split = {}
    for year in years:
        ore = page.total(year) if strand is None else page.figures[strand][year].ore
        split[str(year)] = in_mio(ore, page.act.decimals) if ore else "0 kr."
    return split


def _has_amounts(by_year: Mapping[int, Figure]) -> bool:
    return any(figure.ore for figure in by_year.values())


def _years_with_amounts(page: Page, strand: str) -> list[int]:
    figures = page.figures.get(strand, {})
    return [year for year in page.years if year in figures and figures[year].ore]


def _is_in(year: int, years: Years) -> bool:
    return years.first <= year <= years.last


def _years_of(program: str, pages: Sequence[Page]) -> Years:
    """The years of a program that the ledger does not have.

    They begin with the first act that states an amount, or the first outturn, and end with the last
    year that the last act to state it gives an amount; without an end where that is the last year
    that any act states.
    """
    own = [page for page in pages if page.program == program]
    begun = [page.act.year for page in own if not page.is_zero]
    booked = [page.act.year - 2 for page in own if page.is_booked]
    first = min((*begun, *booked))
    return Years(first, _last_year(own, first) if begun else max(booked))


def _last_year(pages: Sequence[Page], first: int) -> int:
    """The last year that the pages of a program give an amount, the last statement of each."""
    latest = {year: page.has_amount(year) for page in pages for year in page.years}
    last = max((year for year, has_amount in latest.items() if has_amount), default=first)
    return OPEN_END if last == max(latest) else max(first, last)


def _is_used(page: Page, strand: str) -> bool:
    """Whether a page has an amount on a strand, stated or booked."""
    outturn = page.outturn.get(strand)
    is_booked = outturn is not None and outturn.ore != 0
    return is_booked or _has_amounts(page.figures.get(strand, {}))


def _remarks(lines: AccountLines, pages: Sequence[Page]) -> Iterator[Message]:
    """What was not taken, what was taken from elsewhere, and names that may not be whole."""
    if len(lines.left_out) == 1:
        yield Message(
            "1 account of the files is not in the ledger and left out; --account {account} takes "
            "it too",
            account=lines.left_out[0],
        )
    elif lines.left_out:
        yield Message(
            "{number} accounts of the files are not in the ledger and left out; --account takes "
            "them too",
            number=len(lines.left_out),
        )
    others = {page.act.year: page.other for page in pages if page.other is not None}
    for year, other in others.items():
        yield Message(
            "the figures of {year} are from the column for the year before of {act}",
            year=str(year),
            act=other.name,
        )
    for proposal in lines.proposals:
        if len(proposal.name) >= LONGEST_NAME:
            yield Message(
                'the name "{name}" may be cut in the file, at {most} characters',
                name=proposal.name,
                most=LONGEST_NAME,
            )
