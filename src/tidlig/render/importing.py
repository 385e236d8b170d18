"""The preview of an import: how the file was read, what becomes of its lines, what changes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tidlig import __version__
from tidlig.arithmetic.movements import sum_money
from tidlig.ledger.drafts import HowRead, PlannedLine, Status
from tidlig.ledger.folder import shown_path
from tidlig.ledger.import_names import kind_by_name
from tidlig.ledger.importing import ImportPlan
from tidlig.matching.items import whole_amount
from tidlig.model.entry import Entry
from tidlig.model.messages import sentence as message_text
from tidlig.model.money import Money
from tidlig.model.texts import Identifier, Verbatim, identifier
from tidlig.render import changes
from tidlig.render.addition import Effects, effect_sections
from tidlig.render.grid import EMPTY, Cell, Column, Grid, Row
from tidlig.render.sections import Lines, Pairs, Section, SectionedPage, as_text, one_line
from tidlig.render.sentences import SENTENCES, sentence, word
from tidlig.render.style import Language, Style, label
from tidlig.render.tables import Paint, plain_paint
from tidlig.render.values import counted
from tidlig.source.values import shown

_MOST_ROWS = 20
"""So many lines that changed, or are refused, are listed one by one."""

_MOST_FILES = 4

_ENCODINGS = {"utf-8": "UTF-8", "utf-16": "UTF-16", "windows-1252": "Windows-1252"}


def import_as_text(
    plan: ImportPlan,
    effects: Effects | None,
    style: Style,
    width: int | None = None,
    paint: Paint = plain_paint,
) -> str:
    """Write the preview of an import; `effects` are what it does to the money, if that is known."""
    page = _Preview(plan, style)
    sections = [*page.sections()]
    made = plan.change
    if made is not None and made.compared is not None and effects is not None:
        sections += effect_sections(made.compared, effects, style, "import does")
        number = len(made.compared.findings.new)
        key = "import findings" if number else "import no findings"
        written = _files_of(plan)
        sections.append(
            Section("", Lines([sentence(key, style.language, number=number, file=written)]))
        )
    elif made is None:
        sections.append(Section("", Lines([sentence("import nothing", style.language)])))
    source = [Identifier(plan.request.read.file), Verbatim(f"tidlig {__version__}")]
    return as_text(SectionedPage(("", ""), ("", ""), sections, source), width, paint)


def read_as_line(how: HowRead, language: Language) -> str:
    """Write how a file was read: its lines, encoding, signs and dates, as far as they are known."""
    parts = [sentence("import read, lines", language, number=how.lines)]
    if how.sheet is not None:
        parts.append(sentence("import sheet", language, name=how.sheet))
    if how.encoding is not None:
        parts.append(_ENCODINGS.get(how.encoding, how.encoding))
    if how.delimiter is not None:
        is_tab = how.delimiter == "\t"
        parts.append(word("import tab", language) if is_tab else f'"{how.delimiter}"')
    if how.decimal is not None:
        parts.append(word(f"import decimal {how.decimal}", language))
    if how.dates is not None:
        parts.append(word(f"import dates {how.dates}", language))
    if how.left_out > 0:
        parts.append(sentence("import left out", language, number=how.left_out))
    return f"{how.file}: {', '.join(parts)}"


def question(plan: ImportPlan, language: Language) -> str:
    """Ask whether to write what a plan has."""
    parts = [counted(entries, language) for entries in _new_by_kind(plan).values()]
    changed = len(plan.of(Status.CHANGED)) if plan.request.update else 0
    if changed:
        parts.append(sentence("import changes", language, number=changed))
    return sentence("import question", language, what=_listed(parts, language))


def written_as_text(plan: ImportPlan) -> str:
    """Say what was written."""
    parts = [counted(entries, "en") for entries in _new_by_kind(plan).values()]
    changed = len(plan.of(Status.CHANGED)) if plan.request.update else 0
    if changed:
        parts.append(sentence("import changes", "en", number=changed))
    return f"written: {_listed(parts, 'en')} in {_files_of(plan)}"


def _files_of(plan: ImportPlan) -> str:
    """The files that an import writes."""
    replacements = plan.change.replacements if plan.change is not None else ()
    return ", ".join(shown_path(replacement.path) for replacement in replacements[:_MOST_FILES])


def _listed(parts: Sequence[str], language: Language) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + word("import and", language) + parts[-1]


def _new_by_kind(plan: ImportPlan) -> dict[str, list[Entry]]:
    by_kind: dict[str, list[Entry]] = defaultdict(list)
    for line in (*plan.of(Status.NEW), *plan.recipients):
        assert line.entry is not None
        by_kind[line.kind].append(line.entry)
    return by_kind


class _Preview:
    """Builds the sections of a preview that are about lines."""

    def __init__(self, plan: ImportPlan, style: Style) -> None:
        self.plan, self.style, self.language = plan, style, style.language

    def sections(self) -> Iterator[Section]:
        how = self.plan.request.read
        columns = ", ".join(f"{heading} -> {self._key(key)}" for heading, key in how.columns)
        pairs = [(word("import columns", self.language), columns)] if columns else []
        if how.unread:
            pairs.append((word("import unread", self.language), ", ".join(how.unread)))
        yield Section(read_as_line(how, self.language), Pairs(pairs, 1))
        rows = list(self._rows())
        if rows:
            columns_of_grid = (Column(), Column("", is_words=True, least=12), Column(),
                               Column("", is_words=True, least=20))  # fmt: skip
            yield Section("", Grid(columns_of_grid, tuple(rows)))
        if self.plan.recipients:
            yield Section("", Lines([self._recipients()]))

    def _key(self, key: str) -> str:
        """Write a key in the reader's language."""
        kind, dot, own = key.rpartition(".")
        name = f"key {own}"
        text = word(name, self.language) if name in SENTENCES else own
        return f"{kind}{dot}{text}"

    def _say(self, key: str, **values: object) -> str:
        return sentence(f"import {key}", self.language, **values)

    def _rows(self) -> Iterator[Row]:
        by_kind: dict[str, list[PlannedLine]] = defaultdict(list)
        for line in self.plan.of(Status.NEW):
            by_kind[line.kind].append(line)
        for kind, lines in by_kind.items():
            yield self._row(
                len(lines), self._new(kind, len(lines)), self._sum(lines), self._lines(lines)
            )
        there = self.plan.of(Status.THERE)
        if there:
            reference = self._reference(there[0]) if len(there) == 1 else ""
            detail = ", ".join(filter(None, (self._lines(there), reference)))
            yield self._row(len(there), self._say("there"), self._sum(there), detail)
        yield from self._changed()
        yield from self._refused()
        yield from self._gone()

    def _row(self, number: int | None, words: str, amount: str, detail: str) -> Row:
        count = "" if number is None else str(number)
        cells = (Cell(count), Cell(words), Cell(one_line(amount)), Cell(one_line(detail)))
        return Row(cells)

    def _new(self, kind: str, number: int) -> str:
        key = f"import new {kind}"
        if key in SENTENCES:
            return sentence(key, self.language, number=number)
        return self._say("new", kind=kind)

    def _changed(self) -> Iterator[Row]:
        lines = self.plan.of(Status.CHANGED)
        for line in lines[:_MOST_ROWS]:
            reason = "" if self.plan.request.update else self._say("not updated")
            place = [self._lines([line]), self._reference(line), reason]
            for change in line.changes:
                words = f"{self._say('changed')} {self._key(change.key)}"
                before, after = (self._value(value, change.key) for value in
                                 (change.before, change.after))  # fmt: skip
                detail = ", ".join(filter(None, place))
                yield self._row(1, words, f"{before} -> {after}", detail)
        yield from self._more(lines)

    def _value(self, value: object, key: str) -> str:
        return changes.value(value, key, self.style) or "-"

    def _refused(self) -> Iterator[Row]:
        lines = self.plan.of(Status.REFUSED)
        for line in lines[:_MOST_ROWS]:
            assert line.problem is not None
            text = f"{self._lines([line])}: {message_text(line.problem.message)}"
            yield self._row(1, self._say("refused"), "", text)
        yield from self._more(lines)

    def _gone(self) -> Iterator[Row]:
        gone = self.plan.gone
        for entry in gone[:_MOST_ROWS]:
            amount = self._in_full(_amounts([entry]))
            detail = f"{identifier(entry.kind, entry.id)}, {self._say('stays')}"
            yield self._row(1, self._say("gone"), amount, detail)
        yield from self._more(gone)

    def _more(self, items: Sequence[object]) -> Iterator[Row]:
        if len(items) > _MOST_ROWS:
            more = self._say("more", number=len(items) - _MOST_ROWS)
            yield Row((EMPTY, Cell(more), EMPTY, EMPTY))

    def _sum(self, lines: Sequence[PlannedLine]) -> str:
        return self._in_full(_amounts(line.entry for line in lines if line.entry is not None))

    def _in_full(self, amounts: Sequence[Money] | None) -> str:
        return self.style.in_full(sum_money(amounts)) if amounts else ""

    def _reference(self, line: PlannedLine) -> str:
        reference = getattr(line.there, "reference", None) or line.id
        return Identifier(reference)

    def _lines(self, lines: Sequence[PlannedLine]) -> str:
        return self._say("line", lines=spans_of(line.line for line in lines))

    def _recipients(self) -> str:
        """Name the new recipients, after their kind where their name does not say it."""
        new = self.plan.recipients
        head = self._say("recipients", number=len(new))
        by_kind: dict[str, list[str]] = defaultdict(list)
        for recipient in new[:_MOST_ROWS]:
            name, kind = recipient.table["name"], recipient.table["kind"]
            is_plain = kind_by_name(name) == kind
            by_kind["" if is_plain else label(kind, self.language)].append(name)
        parts = [", ".join(names) for kind, names in by_kind.items() if not kind]
        parts += [f"{kind}: {', '.join(names)}" for kind, names in by_kind.items() if kind]
        if len(new) > _MOST_ROWS:
            parts.append(self._say("more", number=len(new) - _MOST_ROWS))
        return f"{head}: {'; '.join(parts)}"


def _amounts(entries: Iterable[Entry]) -> list[Money] | None:
    """The amounts of entries; None where one has none that is known."""
    amounts = []
    for entry in entries:
        stated = getattr(entry, "amount", None)
        amount = None if stated is None else whole_amount(stated)
        if amount is None:
            return None
        amounts.append(amount)
    return amounts


_MOST_SPANS = 8


def spans_of(lines: Iterable[int | str]) -> str:
    """Write lines as spans: "2-9, 11"; other places as they are."""
    found: list[list[int]] = []
    others: list[str] = []
    for line in lines:
        if isinstance(line, str):
            others.append(shown(line))
        elif found and line in (found[-1][-1], found[-1][-1] + 1):
            found[-1].append(line)
        else:
            found.append([line])
    texts = [str(span[0]) if span[0] == span[-1] else f"{span[0]}-{span[-1]}" for span in found]
    texts += others
    most = texts[:_MOST_SPANS]
    return ", ".join(most if len(texts) <= _MOST_SPANS else [*most, "..."])
