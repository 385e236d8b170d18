"""What a page is of: finished reports on some programs of a ledger, as of a date."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tidlig.arithmetic.accounts import Reconciliation, program_of
from tidlig.arithmetic.entry_report import PartRow
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.overview import ProgramOverview
from tidlig.arithmetic.pools import Pools
from tidlig.ledger.places import Places
from tidlig.model.findings import Finding
from tidlig.model.messages import Catalogue
from tidlig.model.records import Source
from tidlig.render.balance_headings import Sort
from tidlig.render.balance_overview import MOST_IN_ORDER, Rows
from tidlig.render.balance_report import BalanceReport
from tidlig.render.figures import Writer
from tidlig.render.reconcile import Part, ReconcileReport
from tidlig.render.report import Context
from tidlig.render.sentences import sentence
from tidlig.render.style import Language


@dataclass(frozen=True)
class Subject:
    """A ledger as of a date, and all that a page says of some of its programs.

    `awards` are those of the ledger, with what they come to. `is_unit_fixed` says that the unit was
    asked for.
    """

    ledger: Ledger
    context: Context
    programs: Sequence[ProgramOverview]
    reconciliation: Reconciliation
    pools: Pools
    awards: Sequence[PartRow]
    findings: Sequence[Finding]
    places: Places
    catalogue: Catalogue
    is_unit_fixed: bool = False

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.context.style.language

    def say(self, key: str, **values: object) -> str:
        """Return a sentence."""
        return sentence(key, self.language, **values)

    @cached_property
    def overview(self) -> BalanceReport:
        """The balance of all programs; of many, those first of which most remains."""
        sort = Sort("remaining") if len(self.programs) > MOST_IN_ORDER else None
        return BalanceReport(
            self.ledger, self.programs, self.context, self.is_unit_fixed, rows=Rows(sort=sort)
        )

    @cached_property
    def writer(self) -> Writer:
        """What writes the figures of the overview, in its unit."""
        return self.overview.figure_writer()

    def balance_of(self, program: ProgramOverview) -> BalanceReport:
        """The balance of one program, with its years and strands."""
        return BalanceReport(
            self.ledger, [program], self.context, self.is_unit_fixed, is_of_one=True
        )

    def bridge_of(self, program: str) -> ReconcileReport:
        """How the budget of a program came about."""
        steps = tuple(step for step in self.reconciliation.bridge if step.program == program)
        return self._reconcile(Part.BRIDGE, replace(self.reconciliation, bridge=steps))

    def statements_of(self, program: str | None) -> ReconcileReport:
        """The published figures of a program, or those that are of none."""
        own = tuple(
            result
            for result in self.reconciliation.statements
            if program_of(result.statement, self.ledger) == program
        )
        return self._reconcile(Part.STATEMENTS, replace(self.reconciliation, statements=own))

    def _reconcile(self, part: Part, reconciliation: Reconciliation) -> ReconcileReport:
        return ReconcileReport(
            self.ledger, reconciliation, self.context, (part,), is_unit_fixed=self.is_unit_fixed
        )

    def pools_of(self, program: str) -> Pools:
        """The rounds and pools of a program."""
        rows = tuple(row for row in self.pools.rows if row.program == program)
        return replace(self.pools, rows=rows)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The ledger's sources, in the order in which the page numbers them."""
        return tuple(self.ledger.of(Source))

    @cached_property
    def source_links(self) -> Mapping[str, str]:
        """Where on the page each source is, by its id."""
        return {source.id: f"#s{number}" for number, source in enumerate(self.sources, 1)}

    @cached_property
    def program_links(self) -> Mapping[str, str]:
        """Where on the page each program is, by its name, if no other has that."""
        names = [program.program.name for program in self.programs]
        return {name: f"#p{at}" for at, name in enumerate(names, 1) if names.count(name) == 1}

    def numbered(self) -> Iterator[tuple[str, ProgramOverview]]:
        """Yield the programs with what each is called on the page."""
        for number, program in enumerate(self.programs, 1):
            yield f"p{number}", program
