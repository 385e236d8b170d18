"""Uses and money that may meet, and the least and the most that is taken from some of it.

Which line covers a use that fits several is not known, so what is taken from some lines has bounds:
a cheapest maximum flow gives them exactly.
"""

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from tidlig.arithmetic.by_strand import ByStrand
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.arithmetic.use_network import MOVED, Asked, UseNetwork, are_covered
from tidlig.arithmetic.uses import Bounds, Counts, Item, Part, Place, Turn, Use
from tidlig.model.years import Years

MOST_VARYING = 6
"""Amounts of unknown size in a group beyond which bounds are not worked out: each doubles them."""


@dataclass
class Group:
    """Uses and parts that may meet, directly or through others.

    Any amount may be in the `open_rooms`. Of what has a line that is `obscure`, nothing is known.
    `turns` say what is used before what, beside the two parts of a line.
    """

    uses: list[Use] = field(default_factory=list)
    lines: dict[Line, list[Part]] = field(default_factory=dict)
    rooms: dict[Place, int] = field(default_factory=dict)
    open_rooms: set[Place] = field(default_factory=set)
    is_obscure: bool = False
    turns: Sequence[Turn] = ()

    @cached_property
    def strands(self) -> frozenset[str]:
        """The strands of lines, and of uses, which may overdraw their own."""
        return frozenset({line.strand for line in self.lines} | {use.strand for use in self.uses})

    @cached_property
    def varying(self) -> int:
        """How many amounts are of unknown size, but for lapses, which take what is left."""
        parts = sum(part.varies for parts in self.lines.values() for part in parts)
        uses = sum(use.varies and use.kind != "lapse" for use in self.uses)
        return parts + uses + len(self.open_rooms)

    @property
    def _is_not_known(self) -> bool:
        return self.is_obscure or self.varying > MOST_VARYING

    @cached_property
    def _items(self) -> ByStrand[Item]:
        """Everything that may be taken from, or overdrawn."""
        places = dict.fromkeys(place for use in self.uses for place in use.places)
        parts = (part for parts in self.lines.values() for part in parts)
        return ByStrand((*parts, *places), _strand_of_item)

    @cached_property
    def _has_lapses(self) -> bool:
        return any(use.kind == "lapse" for use in self.uses)

    def taken(self, asked: Asked) -> Bounds | None:
        """Return what is taken from the parts and places that count; None if it is not known.

        Lapses of the figure are subtracted. A part of any size counts for what it has above
        what is taken from it, unless it moves within the figure.
        """
        if not self.uses:
            return Bounds(0, 0)
        whole = self._taken_wholly(asked)
        if whole is not None or self._is_not_known:
            return whole
        smaller = None if asked.nets else self._smaller(asked.strand)
        return (smaller or self).taken_in_part(asked)

    def taken_in_part(self, asked: Asked) -> Bounds:
        """Return the same of a group of which all is known and only some parts count."""
        if self._years is not None:
            counts = asked.counts
            counted = {line.years.first for line, (part,) in self.lines.items() if counts(part)}
            return self._years.taken(counted)
        if not self._in_turn:
            return self._network.taken(asked)
        least = min(
            self._network.taken(choice).least + constant
            for choice, constant in self._choices(asked, whole_if_first=True)
        )
        return Bounds(least, min(map(self._most, (asked, *self._with_all_seconds(asked)))))

    def _most(self, asked: Asked) -> int:
        return max(
            self._network.taken(choice).most - constant
            for choice, constant in self._choices(asked, whole_if_first=False)
        )

    def _with_all_seconds(self, asked: Asked) -> Iterator[Asked]:
        """Yield the figure with all seconds of a turn of which only some count: as much, or more.

        Nothing is taken from any of them before the firsts are.
        """
        counts = asked.counts
        wholes: dict[Part, bool] = {}
        for firsts, seconds in self._in_turn:
            if any(map(counts, seconds)) and not any(map(counts, firsts)):
                wholes.update(dict.fromkeys(seconds, True))
        if not all(map(counts, wholes)):
            yield asked.with_counts(_Chosen(counts, wholes))

    def _smaller(self, strand: str | None) -> "Group | None":
        """Return the group without the strands that have no say in a figure of one strand.

        A strand whose own money covers its uses needs none of what is not split by strand. That it
        may take some of it only leaves others less, and never more: what the figure can be at the
        least, and at the most, it also is where such strands keep to their own.
        """
        if strand in (None, UNSPLIT) or not self._is_plain:
            return None
        kept = {UNSPLIT, str(strand), *self._needy}
        if kept >= self.strands:
            return None
        key = frozenset(kept)
        if key not in self._smaller_groups:
            lines = {line: parts for line, parts in self.lines.items() if line.strand in kept}
            uses = [use for use in self.uses if use.strand in kept]
            self._smaller_groups[key] = Group(uses, lines)
        return self._smaller_groups[key]

    @cached_property
    def _smaller_groups(self) -> "dict[frozenset[str], Group]":
        return {}

    @cached_property
    def _is_plain(self) -> bool:
        """Whether nothing but what is not split by strand joins strands, and all of it is known."""
        if self.rooms or self.varying or self._has_carried:
            return False
        return not any(use.of_any_strand or use.kind in ("lapse", MOVED) for use in self.uses)

    @cached_property
    def _has_carried(self) -> bool:
        return any(use.carried is not None for use in self.uses)

    @cached_property
    def _needy(self) -> frozenset[str]:
        """The strands whose own money does not cover their uses."""
        uses = ByStrand(self.uses, lambda use: use.strand)
        lines = ByStrand(self.lines.items(), lambda each: each[0].strand)
        return frozenset(
            strand
            for strand in self.strands
            if strand != UNSPLIT and not are_covered(uses.of(strand), dict(lines.of(strand)))
        )

    def _taken_wholly(self, asked: Asked) -> Bounds | None:
        """Return what is taken where nothing counts, or everything; else None."""
        if self._has_lapses:
            return None
        counted = set(map(asked.counts, self._items.of(asked.strand)))
        if self._items.has_others(asked.strand):
            counted.add(False)
        if counted == {False} and not any(map(asked.nets_use, self.uses)):
            return Bounds(0, 0)
        if counted == {True} and not self.rooms and not self.is_obscure:
            return self._all_uses(asked)
        return None

    def _all_uses(self, asked: Asked) -> Bounds:
        """Return what all uses take: one of unknown size is fixed if it moves within the figure."""
        sizes = [(use, asked.nets_use(use) or not use.varies) for use in self.uses]
        least = sum(use.known for use, is_fixed in sizes if is_fixed)
        return Bounds(least, sum(use.known if is_fixed else use.ore for use, is_fixed in sizes))

    @cached_property
    def _years(self) -> "_SingleYears | None":
        """The group as spans of years over single years, where it is no more than that."""
        if not self._is_of_plain_years:
            return None
        ore = {line.years.first: part.ore for line, (part,) in self.lines.items()}
        years = _SingleYears(self.uses, ore)
        return years if years.is_covered else None

    @property
    def _is_of_plain_years(self) -> bool:
        if self.rooms or self.varying or len(self.strands) != 1 or not self._has_single_years:
            return False
        is_more = self._has_lapses or self._has_carried
        return not is_more and not any(use.of_any_strand for use in self.uses)

    @property
    def _has_single_years(self) -> bool:
        """Whether each line is of one year, in one part."""
        return all(line.years.single and len(parts) == 1 for line, parts in self.lines.items())

    @cached_property
    def _in_turn(self) -> list[Turn]:
        """What is used before what: by the turns, else of the lines that have two parts."""
        turns = list(filter(all, map(self._own, self.turns)))
        known = {part for turn in turns for part in sum(turn, ())}
        return [*turns, *(turn for turn in self._of_lines() if known.isdisjoint(turn.firsts))]

    def _of_lines(self) -> Iterator[Turn]:
        for parts in self.lines.values():
            if [part.is_first for part in parts] == [True, False]:
                first, second = parts
                yield Turn((first,), (second,))

    def _own(self, turn: Turn) -> Turn:
        """Return what the group has of a turn."""
        return Turn(*(tuple(part for part in parts if part.line in self.lines) for parts in turn))

    def _choices(self, asked: Asked, *, whole_if_first: bool) -> Iterator[tuple[Asked, int]]:
        """Yield what to count in place of one side of a turn.

        The least of the first is the lesser of what both give and what the first has, the most of
        the second what both give above the first. With each choice comes what to add to the
        least, or to take from the most.
        """
        counted = ({whole_if_first}, {not whole_if_first})
        mixed = [
            turn
            for turn in self._in_turn
            if tuple(set(map(asked.counts, parts)) for parts in turn) == counted
        ]
        for whole in product((True, False), repeat=len(mixed)):
            if _breaks_the_order(mixed, whole, whole_if_first=whole_if_first):
                continue
            chosen = _Chosen(asked.counts, {})
            constant = 0
            for (firsts, seconds), is_whole in zip(mixed, whole, strict=True):
                chosen.wholes.update(dict.fromkeys((*firsts, *seconds), is_whole))
                if is_whole is not whole_if_first:
                    constant += sum(part.ore for part in firsts)
            yield asked.with_counts(chosen), constant

    def spans_of(self, lines: Collection[Line]) -> set[Years]:
        """Return the years of those of some lines that the group has, or has uses of."""
        uses = {(use.strand, use.years[0], use.years[-1]) for use in self.uses if use.kind == MOVED}
        return {
            line.years for line in lines if line in self.lines or (line.strand, *line.years) in uses
        }

    def netted(self, asked: Asked, moved: AbstractSet[Line]) -> Bounds | None:
        """Return what is taken if what moves from line to line nets; None if it cannot be told.

        The money that moves does not count where its line does: all of it is taken.
        """
        if self._is_not_known or self.varying or self._has_lapses or self._in_turn:
            return None
        parts = [part for line in self.lines.keys() & moved for part in self.lines[line]]
        ore = sum(part.ore for part in filter(asked.counts, parts))
        taken = self._network.netted(asked, moved) if self.uses else Bounds(0, 0)
        return Bounds(taken.least + ore, taken.most + ore)

    def used(self, counts: Callable[[str, int], bool], *, by_strand: bool) -> Bounds | None:
        """Return what awards use of the strands and years that count; None if it is not known."""
        counted = [_counted(use, counts, by_strand=by_strand) for use in self._awards]
        if None not in counted:
            return _sum_of_counted(self._awards, counted)
        if self._is_not_known:
            return None
        if self._years is not None and len(self._awards) == len(self.uses):
            (strand,) = self.strands
            return self._years.taken({year for year in self._years.ore if counts(strand, year)})
        return self._network.used(counts, by_strand=by_strand)

    @cached_property
    def _awards(self) -> list[Use]:
        return [use for use in self.uses if use.kind == "award"]

    @cached_property
    def _network(self) -> UseNetwork:
        return UseNetwork(self.uses, self.lines, self.rooms, self.open_rooms)


def _breaks_the_order(
    turns: Sequence[Turn], whole: Sequence[bool], *, whole_if_first: bool
) -> bool:
    """Whether a turn has its first side while one within it, whose seconds it has, has the other.

    Turns come before those within them. What is used is the lesser of all, and of the firsts with
    the lesser of each turn within.
    """
    chosen = list(zip(turns, whole, strict=True))
    return any(
        is_outer is whole_if_first is not is_inner
        and not set(outer.seconds).isdisjoint(inner.seconds)
        for number, (outer, is_outer) in enumerate(chosen)
        for inner, is_inner in chosen[number + 1 :]
    )


def _sum_of_counted(awards: Sequence[Use], counted: Sequence[bool | None]) -> Bounds:
    """Add up the awards that count, each wholly or not at all."""
    whole = [use for use, is_counted in zip(awards, counted, strict=True) if is_counted]
    least = sum(use.ore for use in whole if not use.varies)
    return Bounds(least, sum(use.ore for use in whole))


def _counted(use: Use, counts: Callable[[str, int], bool], *, by_strand: bool) -> bool | None:
    """Return whether an award counts wherever it lies, or nowhere; None if that depends."""
    in_years = {counts(use.strand, year) for year in use.years}
    if not use.years:
        return False
    if len(in_years) > 1 or (by_strand and use.of_any_strand):
        return None
    (is_counted,) = in_years
    return None if is_counted and use.rooms else is_counted


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Counts as `counts` does, but for some parts, which do or do not."""

    counts: Counts
    wholes: dict[Part, bool]

    def __call__(self, item: Part | Place) -> bool:
        """Whether what is taken from a part, or overdrawn at a place, counts."""
        if isinstance(item, Part) and item in self.wholes:
            return self.wholes[item]
        return self.counts(item)


class _SingleYears:
    """Uses over spans of years, all of one strand, and the money of single years.

    To fill year after year, and of the uses that fit it first that which ends first, gives a
    maximum flow (Glover 1967, on convex bipartite graphs).
    """

    def __init__(self, uses: Sequence[Use], ore: Mapping[int, int]) -> None:
        """Take the money by year, in øre."""
        self.ore = dict(sorted(ore.items()))
        self._uses = sorted(uses, key=lambda use: use.years[0])
        self._needed = sum(use.ore for use in uses)
        self.is_covered = all(map(self._has_no_gap, uses)) and self._flow(self.ore) == self._needed
        """Whether the years cover all uses; then what they take is worked out here."""

    def _has_no_gap(self, use: Use) -> bool:
        """Whether each year between a use's first and last that has money may cover it."""
        between = {year for year in self.ore if use.years[0] <= year <= use.years[-1]}
        return between.issubset(use.years)

    def taken(self, counted: set[int]) -> Bounds:
        """Return what is taken from some years."""
        within = {year: ore for year, ore in self.ore.items() if year in counted}
        without = {year: ore for year, ore in self.ore.items() if year not in counted}
        if not within or not without:
            whole = self._needed if within else 0
            return Bounds(whole, whole)
        return Bounds(self._needed - self._flow(without), self._flow(within))

    def _flow(self, ore: Mapping[int, int]) -> int:
        """Return the most øre of uses that some years can cover."""
        waiting: list[list[int]] = []
        upcoming = iter(self._uses)
        following = next(upcoming, None)
        filled = 0
        for year, room in ore.items():
            while following is not None and following.years[0] <= year:
                heapq.heappush(waiting, [following.years[-1], following.ore])
                following = next(upcoming, None)
            filled += _fill(room, year, waiting)
        return filled


def _fill(room: int, year: int, waiting: list[list[int]]) -> int:
    """Cover the uses that end first with the money of a year; return how much was used."""
    left = room
    while waiting and left:
        last, needed = waiting[0]
        if last < year:
            heapq.heappop(waiting)
            continue
        given = min(left, needed)
        left -= given
        waiting[0][1] -= given
        if not waiting[0][1]:
            heapq.heappop(waiting)
    return room - left


def groups(
    uses: Iterable[Use],
    parts: Iterable[Part],
    rooms: Mapping[Place, int],
    open_rooms: Iterable[Place] = (),
    obscure: Collection[Line] = (),
    turns: Sequence[Turn] = (),
) -> list[Group]:
    """Return the groups of uses and parts that can meet; any amount may be in the open rooms."""
    of_lines: dict[Line, list[Part]] = {}
    for part in parts:
        of_lines.setdefault(part.line, []).append(part)
    owners: dict[object, Group] = {
        line: Group(lines={line: own}, is_obscure=line in obscure, turns=turns)
        for line, own in of_lines.items()
    }
    owners.update((room, Group(rooms={room: ore}, turns=turns)) for room, ore in rooms.items())
    for room in open_rooms:
        owners[room].open_rooms.add(room)
    index = _index(of_lines)
    for use in uses:
        met = {id(owners[key]): owners[key] for key in _met(use, index) if key in owners}
        group = _joined(list(met.values()), owners)
        group.uses.append(use)
        if not met:
            owners[use] = group
    return list({id(group): group for group in owners.values()}.values())


def _index(lines: Iterable[Line]) -> dict[int, list[Line]]:
    by_year: dict[int, list[Line]] = {}
    for line in lines:
        for year in range(line.years.first, line.years.last + 1):
            by_year.setdefault(year, []).append(line)
    return by_year


def _met(use: Use, index: dict[int, list[Line]]) -> Iterator[object]:
    yield from use.rooms
    if use.carried is not None and use.takes_carried:
        yield from filter(use.fits, use.carried.lines)
    for year in use.years:
        yield from (line for line in index.get(year, ()) if use.fits(line))


def _joined(met: list[Group], owners: dict[object, Group]) -> Group:
    if not met:
        return Group()
    largest = max(met, key=lambda group: len(group.lines) + len(group.rooms))
    for group in met:
        if group is not largest:
            largest.uses += group.uses
            largest.lines.update(group.lines)
            largest.rooms.update(group.rooms)
            largest.open_rooms |= group.open_rooms
            largest.is_obscure |= group.is_obscure
            owners.update(dict.fromkeys((*group.lines, *group.rooms), largest))
    return largest


def _strand_of_item(item: Item) -> str:
    return item.strand if isinstance(item, Place) else item.line.strand


def groups_with(groups: list[Group], strand: str | None) -> list[Group]:
    """Return the groups that may have something of a strand, or of any."""
    if strand is None:
        return groups
    return [group for group in groups if strand in group.strands]
