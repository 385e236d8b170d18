"""Keys and values of entries, written for people in the words of a language.

Amounts are never rounded: they stand in the unit of the report where that loses nothing, else in
kroner. Other entries are called by their names.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import singledispatchmethod
from typing import Any

from tidlig.arithmetic.related import EntryName
from tidlig.model.decisions import End, StrandSplit
from tidlig.model.description import PLACEHOLDER
from tidlig.model.entry import Acceptance, Entry, KindCount, KindRange, YearAmount
from tidlig.model.grants import Applications, KindDate
from tidlig.model.money import Money, Unit, Unknown, in_unit, rounded
from tidlig.model.personal import joined
from tidlig.model.records import Recipient, Stated, Statement
from tidlig.model.references import namings
from tidlig.model.tables import AlsoMade, Constant, KeyColumn, LineAcceptance
from tidlig.model.texts import Identifier
from tidlig.model.years import Month, Years
from tidlig.render import values
from tidlig.render.entry_words import ENTRY_WORDS, MONTHS
from tidlig.render.sentences import SENTENCES, sentence, unit_name
from tidlig.render.style import Language, label

_NAMING = ("program", "round", "pool", "award", "recipient", "source")
"""Keys whose value is the id of an entry of that kind."""

_OF_ONE = frozenset(("kind",))
"""Keys whose value is said of one entry, and not of many."""


@dataclass(frozen=True)
class EntryWriter:
    """Writes keys and values; `names` are those of entries by kind and id."""

    language: Language
    unit: Unit
    names: Mapping[EntryName, str]

    def say(self, key: str, **texts: object) -> str:
        """Return a sentence."""
        return sentence(key, self.language, **texts)

    def key(self, key: str) -> str:
        """Return the word of a key."""
        return self.say(f"key {key}") if f"key {key}" in ENTRY_WORDS else key

    def value(self, key: str, value: object, entry: Entry) -> str:
        """Write the value that a key of an entry has; nothing where it has none."""
        if value in (None, ()):
            return ""
        if key == "measure":
            return self._measure(str(value))
        if key == "strand" and isinstance(value, str):
            program = getattr(entry, "program", None)
            return self.name("strand", f"{program}/{value}", value)
        if isinstance(value, str):
            return self._word(key, value)
        if key in _NAMING and isinstance(value, tuple):
            return ", ".join(self.name(key, id, id) for id in value)
        return self.text(value)

    def name(self, kind: str, id: str, otherwise: str) -> str:
        """Return the name of an entry, or what else it is called."""
        return self.names.get((kind, id), otherwise)

    def _word(self, key: str, value: str) -> str:
        kind = "recipient" if key == "payee" else key
        if kind in _NAMING:
            return self.name(kind, value, value)
        for prefix in ("one", "value") if key in _OF_ONE else ("value", "one"):
            if f"{prefix} {value}" in ENTRY_WORDS and key in _WORDED:
                return self.say(f"{prefix} {value}")
        return value

    @singledispatchmethod
    def text(self, value: Any) -> str:
        """Write a value."""
        return values.text(value)

    @text.register
    def _(self, value: Money) -> str:
        return self.money(value)

    @text.register
    def _(self, value: Unknown) -> str:
        del value
        return self.say("not stated")

    @text.register
    def _(self, value: bool) -> str:
        return self.say("yes") if value else ""

    @text.register
    def _(self, value: Stated) -> str:
        return value.text

    @text.register
    def _(self, value: Month) -> str:
        return f"{MONTHS[self.language][value.month - 1]} {value.year}"

    @text.register
    def _(self, value: Years) -> str:
        return str(value)

    @text.register
    def _(self, value: KindCount) -> str:
        return self.count(value.number, value.kind)

    @text.register
    def _(self, value: KindRange) -> str:
        number = str(value.least)
        if value.most != value.least:
            number += f"-{value.most}"
        return f"{number} {self.say(f'value {value.kind}')}"

    @text.register
    def _(self, value: KindDate) -> str:
        return f"{self.text(value.date)} ({self.say(f'value {value.kind}')})"

    @text.register
    def _(self, value: Applications) -> str:
        who = _joined(map(self.text, value.applicants), self.say("and"))
        who = who or ", ".join(self.say(f"value {kind}") for kind in value.kinds)
        number = "" if value.applications is None else str(value.applications)
        text = self.say("from whom", number=number, who=who) if number and who else number or who
        if value.pool is not None:
            text += f" ({self.name('pool', value.pool, value.pool)})"
        return text

    @text.register
    def _(self, value: End) -> str:
        if value.outside:
            return value.outside
        program = self.name("program", value.program or "", value.program or "")
        if value.strand is None:
            return program
        name = f"{value.program}/{value.strand}"
        own = self.names.get(("strand", name))
        return Identifier(name) if own is None else f"{program}, {own}"

    @text.register
    def _(self, value: StrandSplit) -> str:
        return f"{value.strand}: {self.text(value.split)}"

    @text.register
    def _(self, value: Acceptance) -> str:
        return f"{value.check}: {value.reason}"

    @text.register
    def _(self, value: KeyColumn | Constant | AlsoMade | LineAcceptance) -> str:
        return values.text(value)

    @text.register(dt.date)
    def _(self, value: dt.date) -> str:
        return value.isoformat()

    @text.register(tuple)
    def _(self, value: tuple[Any, ...]) -> str:
        if value and isinstance(value[0], YearAmount):
            return self._by_year(value)
        has_commas = any(isinstance(item, Applications | StrandSplit) for item in value)
        texts = (self._item(item) for item in value)
        return ("; " if has_commas else ", ").join(texts)

    def _item(self, item: object) -> str:
        is_word = isinstance(item, str) and f"value {item}" in ENTRY_WORDS
        return self.say(f"value {item}") if is_word else self.text(item)

    def _by_year(self, amounts: Iterable[YearAmount]) -> str:
        """Write amounts by year in one unit, which stands once."""
        rows = list(amounts)
        unit = self.unit_of(row.amount for row in rows if isinstance(row.amount, Money))
        parts = [f"{row.year} {self._amount(row.amount, unit)}" for row in rows]
        return f"{'; '.join(parts)} {unit_name(unit, self.language)}"

    def _amount(self, amount: Money | Unknown, unit: Unit) -> str:
        if isinstance(amount, Money):
            return self.figure(amount, unit)
        return self.say("not stated")

    def count(self, number: int, kind: str) -> str:
        """Write how many there are of a kind."""
        return f"{number} {self.say(f'one {kind}' if number == 1 else f'value {kind}')}"

    def measured(self, statement: Statement, on: Entry) -> str:
        """Say what a statement measures, but for what the entry that it is shown with says."""
        parts = [self._measure(statement.measure)]
        for key in ("strand", "round", "pool", "support", "kinds", "years"):
            value = getattr(statement, key)
            if value and value != on.id and value != getattr(on, key, None):
                parts.append(self.value(key, value, statement))
        return ", ".join(parts)

    def _measure(self, measure: str) -> str:
        """Return the word of what a statement can measure: a heading, a key or a count."""
        for word in (f"key {measure}", measure):
            if word in SENTENCES and measure not in _MEASURED_OTHERWISE:
                return self.say(word)
        return label(_MEASURED_OTHERWISE.get(measure, measure), self.language)

    # Amounts.

    def unit_of(self, amounts: Iterable[Money]) -> Unit:
        """Return the unit of some amounts: the report's where it loses nothing, else kroner."""
        shown = list(amounts)
        if all(rounded(money.ore, self.unit)[1] for money in shown):
            return self.unit
        kroner = self.unit.whole
        is_whole = all(rounded(money.ore, kroner)[1] for money in shown)
        return kroner if is_whole else kroner._replace(decimals=2)

    def figure(self, money: Money, unit: Unit) -> str:
        """Write an amount in a unit, without the unit's name."""
        written = in_unit(Money(money.ore), unit, self.language)
        return written if money.exact else f"{self.say('circa')} {written}"

    def money(self, money: Money, *, with_bounds: bool = False) -> str:
        """Write an amount with its unit, and its bounds where it is inexact."""
        unit = self.unit_of([money])
        text = f"{self.figure(money, unit)} {unit_name(unit, self.language)}"
        if money.exact or not with_bounds:
            return text
        finer = unit._replace(decimals=unit.decimals + 1)
        least, most = (in_unit(Money(ore), finer, self.language) for ore in (money.low, money.high))
        return f"{text} ({self.say('bounds', least=least, most=most)})"


_MEASURED_OTHERWISE = {"pools": "number of pools", "frame": "pool frame"}
"""Words of statements that mean something else where they head a table."""

_WORDED = ("kind", "support", "status", "unspent", "basis", "control", "dates")
"""Keys whose values are words of ours."""


def _joined(texts: Iterable[str], last: str) -> str:
    """Join texts with commas, and a word before the last."""
    parts = list(texts)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def described(entry: Entry, on: Entry, writer: EntryWriter) -> str:
    """Describe an entry that depends on another in a few words, without what the other says.

    The description of its kind has the templates. Recipients have their names; other entries keep
    the ids that a command takes.
    """
    values_of, templates = _values_and_templates(entry, on)
    recipients = {naming.key for naming in namings(type(entry)) if naming.kind == Recipient.kind}
    names = {name: text for name, text in writer.names.items() if name[0] == Recipient.kind}
    own = replace(writer, names=names)
    texts = {
        key: own.value("recipient" if key in recipients else key, value, entry)
        for key, value in values_of.items()
    }
    return joined(", ", filter(None, (_filled(each, texts) for each in templates)))


def _values_and_templates(entry: Entry, on: Entry) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what a description can be filled with, and its templates."""
    values_of = dict(values.keys_and_name(entry))
    templates = entry.described.listed_under.get(on.kind)
    if templates is not None:
        return values_of, templates
    above = {"program": getattr(on, "program", None), on.kind: on.id}
    own = {key: value for key, value in values_of.items() if value != above.get(key)}
    return own, entry.described.listed_as


def _filled(template: str, texts: Mapping[str, str]) -> str:
    """Fill in a template; nothing if any of its keys has no value."""
    wanted = PLACEHOLDER.findall(template)
    if not all(texts.get(key) for key in wanted):
        return ""
    return texts[wanted[0]] if template == f"{{{wanted[0]}}}" else template.format_map(texts)
