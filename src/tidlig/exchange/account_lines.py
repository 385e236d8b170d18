"""Where the accounts of finance acts stand in a ledger, and what is proposed where they do not.

Programs and strands are found by their `account`, never by name: names are cut, and change. A
sub-account with the name of its main account is not of a strand; of any other that is not in the
ledger a strand is proposed, and of a main account a program.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tidlig.arithmetic.ledger import Ledger
from tidlig.exchange.finance_act_table import BEFORE, MEASURES, FinanceAct, SubAccount
from tidlig.exchange.stated_figures import Place
from tidlig.ledger.new_ids import propose_id
from tidlig.model.decisions import Program, Strand
from tidlig.model.findings import Note
from tidlig.model.messages import Message
from tidlig.sheets.tables import unusable


@dataclass(frozen=True, slots=True)
class Proposal:
    """A program or strand that a ledger does not have: its id, name and account.

    `program` is the id of a strand's program, and empty for a program.
    """

    id: str
    program: str
    name: str
    account: str

    @property
    def place(self) -> Place:
        """The ids of the program and the strand."""
        return (self.program, self.id) if self.program else (self.id, "")


@dataclass(frozen=True, slots=True)
class AccountLines:
    """The places of sub-accounts by account, what is proposed for them, and what is left out."""

    places: Mapping[str, Place]
    proposals: tuple[Proposal, ...]
    left_out: tuple[str, ...]
    """Main accounts of the files that nobody asked for, and the ledger does not have."""


def is_chosen(account: str, chosen: Sequence[str]) -> bool:
    """Whether an account is one of some, or lies in a group of them: "15.26" has "15.26.01"."""
    return any(account == group or account.startswith(f"{group}.") for group in chosen)


def account_lines(
    ledger: Ledger, acts: Sequence[FinanceAct], chosen: Sequence[str]
) -> AccountLines:
    """Find the places of the accounts that are chosen; without a choice, of those in the ledger.

    Raises `Unusable` where two programs or strands have an account of the acts.
    """
    finder = _Finder(ledger, _with_figures(acts), proposes_programs=bool(chosen))
    left_out: dict[str, None] = {}
    for sub in _newest_first(acts):
        if chosen and not is_chosen(sub.account, chosen):
            continue
        if finder.place(sub) is None:
            left_out[sub.main_account] = None
    return AccountLines(finder.places, tuple(finder.proposals.values()), tuple(sorted(left_out)))


def _with_figures(acts: Sequence[FinanceAct]) -> frozenset[str]:
    """The sub-accounts that any act states more or less than 0 for, beside the year before."""
    own = [measure for measure in MEASURES if measure != BEFORE]
    return frozenset(
        sub.account
        for act in acts
        for sub in act.sub_accounts
        if any(sub.ore[measure] for measure in own)
    )


def _newest_first(acts: Sequence[FinanceAct]) -> Iterable[SubAccount]:
    """Every sub-account of the acts in the order of accounts; the newest name comes first."""
    newest_first = sorted(acts, key=lambda act: act.year, reverse=True)
    subs = [sub for act in newest_first for sub in act.sub_accounts]
    return sorted(subs, key=lambda sub: sub.account)


class _Finder:
    """Finds the places of sub-accounts, and proposes one for those with figures."""

    def __init__(
        self, ledger: Ledger, with_figures: frozenset[str], *, proposes_programs: bool
    ) -> None:
        self._with_figures, self._proposes_programs = with_figures, proposes_programs
        self.places: dict[str, Place] = {}
        self.proposals: dict[str, Proposal] = {}
        self._owners = _owners(ledger)
        self._taken = {(program.id, "") for program in ledger.programs.values()}
        self._taken |= {
            (program.id, strand.id)
            for program in ledger.programs.values()
            for strand in program.strands
        }

    def place(self, sub: SubAccount) -> Place | None:
        """The place of a sub-account; None where there is none, and none is proposed."""
        if sub.account in self.places:
            return self.places[sub.account]
        place = self._own(sub.account) or self._within_main_account(sub)
        if place is not None:
            self.places[sub.account] = place
        return place

    def _within_main_account(self, sub: SubAccount) -> Place | None:
        main = self._own(sub.main_account)
        has_figures = sub.account in self._with_figures
        if main is None:
            if not (has_figures and self._proposes_programs):
                return None
            main = self._propose(sub.main_account, sub.main_name, "")
        program, strand = main
        if strand or sub.is_not_split or not has_figures:
            return main
        return self._propose(sub.account, sub.name, program)

    def _own(self, account: str) -> Place | None:
        """The one program or strand with an account, of the ledger or proposed."""
        owners = self._owners.get(account, [])
        if len(owners) > 1:
            first, second = owners[:2]
            message = Message(
                'both "{first}" and "{second}" have the account {account}',
                first=_name(first),
                second=_name(second),
                account=account,
            )
            notes = [Note(Message("and here"), second.at("account"))]
            help = Message("leave the account out of one of them")
            raise unusable(message, first.at("account"), help, None, notes)
        if owners:
            return _place(owners[0])
        proposal = self.proposals.get(account)
        if proposal is None:
            return None
        return proposal.place

    def _propose(self, account: str, name: str, program: str) -> Place:
        kind = Strand.kind if program else Program.kind
        table: dict[str, Any] = {"name": name}
        id = propose_id(self._is_taken(program), kind, table)
        proposal = Proposal(id, program, name, account)
        self.proposals[account] = proposal
        self._taken.add(proposal.place)
        return proposal.place

    def _is_taken(self, program: str) -> Callable[[str], bool]:
        return lambda id: ((program, id) if program else (id, "")) in self._taken


def _owners(ledger: Ledger) -> Mapping[str, list[Program | Strand]]:
    owners: dict[str, list[Program | Strand]] = {}
    for program in ledger.programs.values():
        entries: list[Program | Strand] = [program, *program.strands]
        for entry in entries:
            if entry.account is not None:
                owners.setdefault(entry.account, []).append(entry)
    return owners


def _place(entry: Program | Strand) -> Place:
    return (entry.program, entry.id) if isinstance(entry, Strand) else (entry.id, "")


def _name(entry: Program | Strand) -> str:
    return "/".join(filter(None, _place(entry)))
