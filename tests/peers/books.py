"""A ledger of 2 000 awards with every kind of entry, amount and place, the same each time."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from peers.texts import HOSTILE
from properties.books import Entries, Entry, Tables

AWARDS = 2_000
PLACES: list[Entry] = [
    {"program": "indsats"},
    {"program": "indsats", "strand": "a-b"},
    {"program": "indsats", "strand": "a_b"},
    {"program": "under_skov"},
    {"program": "under-skov"},
    {"program": "under-skov", "strand": "a"},
    {"program": "2014-pulje"},
    {"program": "uendelig"},
    {"program": "uendelig", "strand": "not-split"},
    {"program": "uden-ende"},
]
"""Ids that are near each other: as accounts they must not fall together."""


def ledger(chance: Random) -> Tables:
    """The whole ledger; its sums need not be in order, but it can be read."""
    pools = _pools(chance)
    awards = {f"t-{n}": _award(n, chance, list(pools)) for n in range(AWARDS)}
    settings: Entry = {"format": 1}
    return {
        "ledger": settings,
        "program": _programs(),
        "appropriation": _acts(),
        "reprioritisation": _moves(chance),
        "agreement": {f"a-{n}": _agreement(chance) for n in range(10)},
        "lapse": {f"b-{n}": _lapse(chance) for n in range(30)},
        "carry-over": {f"v-{n}": _carry_over(chance) for n in range(30)},
        "round": {"r-1": {"program": "indsats"}, "r-2": {"program": "uden-ende"}},
        "pool": pools,
        "award": awards,
        "amendment": {f"e-{n}": _amendment(chance) for n in range(100)},
        "payment": {f"u-{n}": _payment(chance) for n in range(1500)},
        "return": {f"r-{n}": _return(chance) for n in range(300)},
        "outturn": {f"o-{n}": _outturn(chance) for n in range(60)},
        "recipient": {f"m-{n}": {"name": text, "kind": "other"} for n, text in enumerate(HOSTILE)},
    }


def _programs() -> Entries:
    by_year = {str(year): "70 mio. kr." for year in range(2014, 2018)}
    return {
        "indsats": {
            "name": 'Indsats; "hjælp" til børn',
            "years": "2014-2017",
            "split": by_year,
            "act": "FL2014",
            "date": date(2014, 1, 1),
            "strand": {
                "a-b": {"name": "Streg", "split": {"2015": "1.234.567,89 kr."}},
                "a_b": {"name": "Bund", "split": {"2014": "0,01 kr.", "2015": "ca. 2,5 mio. kr."}},
                "c": {"name": "Ukendt", "split": {"2016": "unknown"}},
            },
        },
        "under_skov": {"name": "Uden dato", "years": "2014-2017", "total": "ca. 280 mio. kr."},
        "under-skov": {
            "name": "Ikke fordelt",
            "years": "2016-2019",
            "total": "96 mio. kr.",
            "date": date(2016, 1, 1),
            "strand": {"a": {"name": "A", "split": {"2017": 10_000_000, "2018": "-0,5 mio. kr."}}},
        },
        "2014-pulje": {"name": "Om året", "years": "2012-2016", "yearly": "ca. 10 mio. kr."},
        "uendelig": {
            "name": "Om året, uden ende",
            "years": "2012-",
            "yearly": "10 mio. kr.",
            "strand": {"not-split": {"name": "X", "split": {"2014": "3 mio. kr."}}},
        },
        "uden-ende": {
            "name": "Ukendt",
            "years": "2015-",
            "total": "unknown",
            "date": date(2015, 1, 1),
        },
    }


def _acts() -> Entries:
    return {
        "fl15": {
            "program": "indsats",
            "act": "FL2015",
            "date": date(2015, 1, 1),
            "split": {"2015": "52,2 mio. kr.", "2016": "ca. 41,6 mio. kr.", "2017": "unknown"},
            "strands": {"a-b": {"2015": "16 mio. kr."}, "a_b": {"2016": "unknown"}},
        },
        "fl16": {
            "program": "indsats",
            "act": "FL2016",
            "date": date(2016, 1, 1),
            "split": {"2016": "24.200.000,07 kr.", "2017": 0, "2018": "-1 mio. kr."},
            "strands": {"c": {"2016": "5,9 mio. kr.", "2017": 0}},
        },
        "fl17": {
            "program": "under_skov",
            "act": "FL2017",
            "date": date(2017, 1, 1),
            "split": {str(year): "60 mio. kr." for year in range(2014, 2018)},
        },
        "fl15-ny": {
            "program": "uden-ende",
            "act": "FL2015",
            "date": date(2015, 1, 1),
            "split": {"2015": "0 mio. kr.", "2016": "68,2 mio. kr."},
        },
        "fl16-ny": {
            "program": "uden-ende",
            "act": "FL2016",
            "date": date(2016, 1, 1),
            "split": {"2016": "68,7 mio. kr.", "2017": "69,9 mio. kr."},
        },
    }


def _moves(chance: Random) -> Entries:
    """Money moved between places, out and in; spans only where no act would cut them."""
    made: Entries = {}
    for number in range(40):
        ends: list[Entry] = chance.sample(PLACES, 2)
        if number % 4 == 0:
            ends[chance.randrange(2)] = {"outside": chance.choice(HOSTILE)}
        amount: Any = _amount(chance)
        if number % 3 == 0:
            amount = {str(year): _amount(chance) for year in chance.sample(range(2014, 2018), 2)}
        made[f"flyt-{number}"] = {
            "date": _day(chance),
            "amount": amount,
            "from": ends[0],
            "to": ends[1],
            "instrument": chance.choice(HOSTILE),
        }
    span = {"date": date(2015, 1, 1), "amount": "30 mio. kr.", "years": "2016-2017"}
    made["flyt-span"] = span | {"from": {"program": "under_skov"}, "to": {"program": "2014-pulje"}}
    return made


def _carry_over(chance: Random) -> Entry:
    year = chance.randrange(2014, 2017)
    moved = {"from": year, "to": year + 1, "amount": _amount(chance), "date": _day(chance)}
    return chance.choice(PLACES) | moved


def _pools(chance: Random) -> Entries:
    return {f"p-{n}": chance.choice(PLACES) | {"frame": "1 mia. kr."} for n in range(20)}


def _award(number: int, chance: Random, pools: list[str]) -> Entry:
    entry: Entry = {"date": _day(chance), "amount": _amount(chance)}
    if number % 3 == 0:
        entry["pool"] = chance.choice(pools)
    else:
        entry |= chance.choice(PLACES)
    if number % 4 == 0:
        years = sorted(chance.sample(range(2013, 2020), chance.randint(1, 4)))
        entry["amount"] = {str(year): _amount(chance) for year in years}
    elif number % 5 == 0:
        entry["years"] = chance.choice(["2014-2015", "2016", "2016-19"])
    if number % 7 == 0:
        entry["recipients"] = {"municipality": 31, "organisation": 8}
    else:
        entry["recipient"] = f"m-{chance.randrange(len(HOSTILE))}"
    if number % 2:
        entry["purpose"] = chance.choice(HOSTILE)
    return entry


def _payment(chance: Random) -> Entry:
    entry = {"award": f"t-{chance.randrange(AWARDS)}", "date": _day(chance)}
    if chance.randrange(9) == 0:
        entry["payee"] = f"m-{chance.randrange(len(HOSTILE))}"
    return entry | {"amount": _amount(chance)}


def _return(chance: Random) -> Entry:
    return {
        "award": f"t-{chance.randrange(AWARDS)}",
        "date": _day(chance),
        "amount": _amount(chance),
        "kind": chance.choice(["annulment", "refund"]),
        "reason": chance.choice(HOSTILE),
    }


def _amendment(chance: Random) -> Entry:
    return {
        "award": f"t-{chance.randrange(AWARDS)}",
        "date": _day(chance),
        "amount": _amount(chance),
        "reason": chance.choice(HOSTILE),
    }


def _agreement(chance: Random) -> Entry:
    entry: Entry = {"program": chance.choice(PLACES)["program"], "total": _amount(chance)}
    return entry | {"name": chance.choice(HOSTILE), "years": "2014-2015", "date": _day(chance)}


def _lapse(chance: Random) -> Entry:
    entry = chance.choice(PLACES) | {"year": chance.randrange(2014, 2018)}
    return entry | {"amount": _amount(chance), "date": _day(chance)}


def _outturn(chance: Random) -> Entry:
    entry = chance.choice(PLACES) | {"year": chance.randrange(2013, 2020)}
    if chance.randrange(2):
        entry["date"] = date(entry["year"] + 2, 1, 1)
    return entry | {"amount": _amount(chance)}


def _day(chance: Random) -> date:
    return date(2014, 1, 1) + timedelta(days=chance.randrange(5 * 365))


def _amount(chance: Random) -> Any:
    """An amount of any kind: exact to the øre, rounded, negative, 0, or unknown."""
    whole, rest = chance.randrange(3_000_000), chance.randrange(100)
    kinds = [
        whole,
        whole,
        f"{whole},{rest:02d} kr.",
        f"-{whole},{rest:02d} kr.",
        f"ca. {whole // 100_000},{rest % 10} mio. kr.",
        f"ca. {rest} t.kr.",
        0,
        "unknown",
    ]
    return chance.choice(kinds)
