"""What a reviewer must see first of a change: each alarm, with what was before and is now."""

from collections.abc import Iterator

from tidlig.arithmetic.alarming import Warned
from tidlig.arithmetic.differing import Difference
from tidlig.model.entry import Entry
from tidlig.model.texts import Identifier
from tidlig.render.difference_entries import parts, value
from tidlig.render.entries import address
from tidlig.render.layout import Row, Table
from tidlig.render.shown import Style

MOST = 4
"""So many changes are shown of one alarm; all stand with the entries."""

_NOTHING = "\N{EN DASH}"


def alarms(different: Difference, style: Style) -> Table:
    """Give the table of alarms, each over what raises it."""
    rows: list[Row] = []
    for each in different.alarms:
        about, *changes = told(each, style)
        rows.append(Row(style.word(each.alarm), (about,), stands_out=True))
        rows += [Row("", (change,)) for change in changes]
    return Table("", ("",), tuple(rows), frozenset({0}))


def told(each: Warned, style: Style) -> Iterator[str]:
    """Give what an alarm is about, then what was before and is now."""
    if isinstance(each.about, Entry):
        yield address(each.about)
    else:
        yield Identifier("/".join(part for part in each.about if part))
    if each.was is not None and each.money is not None:
        before, after = style.in_full(each.was), style.in_full(each.money)
        yield f"{style.word('remaining')}: {before} -> {after}"
    changes = [
        f"{name}: {value(before, key.key) or _NOTHING} -> {value(after, key.key) or _NOTHING}"
        for key in each.keys
        for name, before, after in parts(key.key, key.before, key.after)
    ]
    yield from changes[:MOST]
    if len(changes) > MOST:
        yield style.word("changes more").format(number=len(changes) - MOST)
