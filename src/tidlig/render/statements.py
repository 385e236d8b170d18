"""Published figures beside the ledger's own, in full: what is compared is never rounded here."""

from collections.abc import Iterable, Iterator, Sequence

from tidlig.arithmetic.accounts import accepts
from tidlig.arithmetic.statements import Figure, StatementResult, Verdict, stated
from tidlig.model.money import Money, grouped, kroner
from tidlig.model.records import Statement
from tidlig.model.texts import Identifier
from tidlig.render.style import Style
from tidlig.render.tables import Row, Table, trimmed

_OTHERWISE = {"pools": "number of pools", "frame": "pool frame", "not stated": "not said"}
"""Words of statements that mean something else where they head a table."""

_TEXTS = frozenset({0, 3})
"""The columns of words, counted from 0: source and verdict."""


def statements(shown: Iterable[StatementResult], style: Style) -> Table:
    """Give the table of statements; of several sources for one figure, the first names it."""
    rows: list[Row] = []
    program, figure = "", ""
    for each in shown:
        if (each.statement.program or "") != program:
            program = each.statement.program or ""
            rows.append(Row(Identifier(program), ("",) * 5))
        name = _measured(each.statement, style)
        rows.append(_row(each, "" if name == figure else name, style))
        figure = name
    headings = ("source", "stated", "ledger", "verdict", "difference")
    words = tuple(style.word(heading) for heading in headings)
    return trimmed(Table(style.word("measured"), words, tuple(rows), _TEXTS, fixed=1))


def summary(shown: Sequence[StatementResult], style: Style) -> str:
    """Count the verdicts in one line."""
    counts = {verdict: sum(each.verdict is verdict for each in shown) for verdict in Verdict}
    parts = [f"{number} {style.word(verdict)}" for verdict, number in counts.items() if number]
    return f"{style.word('statements')}: {', '.join(parts)}"


def doubts(shown: Iterable[StatementResult], style: Style) -> Iterator[str]:
    """Say of each statement that cannot be judged why not, and of those accepted the reason."""
    for each in shown:
        if each.doubt is not None:
            place = f" ({each.doubt.entry.address})" if each.doubt.entry is not None else ""
            yield f"{each.statement.id}: {_word(each.doubt.reason, style)}{place}"
        if each.verdict is Verdict.CONTRADICTED and accepts(each):
            reasons = [reason for _, reason in each.statement.accept]
            yield f"{each.statement.id}: {style.word('accepted')}: {'; '.join(reasons)}"


def told(each: StatementResult, style: Style) -> list[tuple[str, str]]:
    """Say what the ledger has to a statement: its figure, the verdict, and why or how far off."""
    figure = [] if each.ledger is None else [(style.word("ledger"), _figure(each.ledger))]
    apart = _difference(each, style)
    why = "" if each.doubt is None else next(doubts([each], style)).partition(": ")[2]
    verdict = ", ".join(filter(None, (style.word(each.verdict), apart or why)))
    return [*figure, (style.word("verdict"), verdict)]


def _row(each: StatementResult, name: str, style: Style) -> Row:
    cells = (
        ", ".join(each.statement.source),
        _stated(each.statement),
        "" if each.ledger is None else _figure(each.ledger),
        style.word(each.verdict),
        _difference(each, style),
    )
    return Row(name, cells, stands_out=each.verdict is Verdict.CONTRADICTED, indent=2)


def _measured(statement: Statement, style: Style) -> str:
    """Say in words what a statement measures."""
    scope = [statement.strand, statement.round, statement.pool]
    parts = [_word(statement.measure, style), *(id for id in scope if id is not None)]
    if statement.support is not None:
        parts.append(style.word(f"{statement.support} support"))
    if statement.kinds:
        parts.append(" + ".join(style.word(kind) for kind in statement.kinds))
    if statement.years is not None:
        parts.append(str(statement.years))
    if statement.as_of is not None:
        parts.append(f"{style.word('as of')} {statement.as_of}")
    return ", ".join(parts)


def _figure(figure: Figure) -> str:
    return kroner(figure) if isinstance(figure, Money) else grouped(figure)


def _stated(statement: Statement) -> str:
    """Write a figure as its source does, with the ledger's own writing where that is another."""
    text, written = statement.value.text, statement.as_written
    if written is None or " ".join(written.split()) == text:
        return text
    return f"{written} ({text})"


def _difference(each: StatementResult, style: Style) -> str:
    """Write how far the two are apart: at the least, where either is rounded."""
    if not each.difference:
        return ""
    if not isinstance(each.ledger, Money):
        return f"{each.difference:+d}"
    figure = kroner(Money(each.difference), plus=True)
    said = stated(each.statement)
    if each.ledger.exact and isinstance(said, Money) and said.exact:
        return figure
    return style.word("apart at least").format(figure=figure)


def _word(word: str, style: Style) -> str:
    return style.word(_OTHERWISE.get(word, word))
