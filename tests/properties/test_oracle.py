"""The oracle itself, against what the finance acts and the design say by hand."""

from __future__ import annotations

import tomllib
from datetime import date
from fractions import Fraction
from itertools import pairwise

from properties import oracle, sums
from properties.amounts import NOTHING, ORE, Figure, figure, years

FIRST_PROGRAM = """
[program.pakken]
name = "Forebyggelsespakken"
years = "2014-2017"
total = "280 mio. kr."
split = { 2014 = "70 mio. kr.", 2015 = "70 mio. kr.", 2016 = "70 mio. kr.", 2017 = "70 mio. kr." }
date = 2014-01-01
strand.foraeldre = { name = "Forældre" }
strand.dagtilbud = { name = "Dagtilbud" }

[reprioritisation.satspulje-2015]
date = 2015-01-01
amount = "30 mio. kr."
years = "2016-2017"
from = { program = "pakken" }
to = { outside = "behandling" }

[appropriation.fl2015]
program = "pakken"
act = "FL2015"
date = 2015-01-01
strands.dagtilbud = { 2015 = "15 mio. kr.", 2016 = "8,5 mio. kr.", 2017 = "9,3 mio. kr." }

[appropriation.fl2015.strands.foraeldre]
2015 = "16 mio. kr."
2016 = "14,4 mio. kr."
2017 = "18,9 mio. kr."
2018 = "19,1 mio. kr."

[appropriation.fl2015.split]
2015 = "52,2 mio. kr."
2016 = "41,6 mio. kr."
2017 = "37,5 mio. kr."
2018 = "19,1 mio. kr."

[appropriation.fl2016]
program = "pakken"
act = "FL2016"
date = 2016-01-01
split = { 2016 = "24,2 mio. kr.", 2017 = "21,1 mio. kr.", 2018 = 0 }

[appropriation.fl2017]
program = "pakken"
act = "FL2017"
date = 2017-01-01
split = { 2017 = "21,2 mio. kr.", 2018 = 0 }
"""


def mio(text: str) -> Fraction:
    return Fraction(text) * ORE["mio. kr."]


def total_of(heading: str, as_of: date | None = None, text: str = FIRST_PROGRAM) -> Fraction:
    lines = sums.figures(oracle.movements(tomllib.loads(text), as_of))
    assert {line.program for line, _ in lines} == {"pakken"}
    return sums.totals(lines)["pakken", heading].ore


def test_the_first_program_goes_from_280_to_167_6_by_its_acts() -> None:
    ends = [date(2014, 12, 31), date(2015, 12, 31), date(2016, 12, 31), date(2017, 12, 31)]
    assert [total_of("budget", end) for end in ends] == [
        mio("280"),
        mio("220.4"),
        mio("167.5"),
        mio("167.6"),
    ]
    restated = [total_of("restated", end) for end in ends]
    changes = [after - before for before, after in pairwise(restated)]
    assert changes == [mio("-29.6"), mio("-52.9"), mio("0.1")]
    assert total_of("reprioritised") == mio("-30")


def test_an_act_absorbs_the_span_and_states_every_strand() -> None:
    lines = sums.figures(oracle.movements(tomllib.loads(FIRST_PROGRAM), date(2015, 6, 1)))
    budgets = {
        (line.strand, line.first, line.last): given.ore / ORE["mio. kr."]
        for (line, heading), given in lines.items()
        if heading == "budget"
    }
    assert budgets[None, 2016, 2017] == 0
    assert budgets["foraeldre", 2017, 2017] == Fraction("18.9")
    assert budgets[None, 2015, 2015] == Fraction("21.2")
    assert budgets["dagtilbud", 2018, 2018] == budgets[None, 2018, 2018] == 0


def test_a_strand_moves_its_money_out_of_a_span_that_is_not_split() -> None:
    text = """
    [program.pakken]
    years = "2016-19"
    total = "96 mio. kr."
    strand.a.split = { 2016 = "9,6 mio. kr.", 2017 = "60,5 mio. kr." }
    """
    lines = sums.figures(oracle.movements(tomllib.loads(text)))
    appropriated = [(*line[1:], given.ore) for (line, h), given in lines.items() if h == "budget"]
    assert sorted(appropriated, key=str) == [
        ("a", 2016, 2016, mio("9.6")),
        ("a", 2017, 2017, mio("60.5")),
        (None, 2016, 2019, mio("25.9")),
    ]


def test_an_open_program_is_appropriated_by_the_acts_that_name_its_years_first() -> None:
    text = """
    [program.pakken]
    years = "2015-"
    total = "unknown"
    [appropriation.fl2015]
    program = "pakken"
    date = 2015-01-01
    split = { 2015 = 0, 2016 = "68,2 mio. kr." }
    [appropriation.fl2016]
    program = "pakken"
    date = 2016-01-01
    split = { 2016 = "68,7 mio. kr.", 2017 = "69,9 mio. kr." }
    """
    assert total_of("appropriated", text=text) == mio("138.1")
    assert total_of("restated", text=text) == mio("0.5")


def test_a_rounded_amount_is_wrong_by_half_of_its_last_digit() -> None:
    written = {
        "ca. 49,2 mio. kr.": Figure(mio("49.2"), mio("0.05")),
        "ca. 280 mio. kr.": Figure(mio("280"), mio("0.5")),
        "ca. 1.250.000 kr.": Figure(mio("1.25"), Fraction(50)),
        "1.234.567,50 kr.": Figure(mio("1.2345675"), NOTHING),
        "-3,1 mio. kr.": Figure(mio("-3.1"), NOTHING),
        "250 t.kr.": Figure(mio("0.25"), NOTHING),
        "unknown": None,
    }
    assert {text: figure(text) for text in written} == written


def test_years_are_one_year_a_span_or_open() -> None:
    assert years(2014) == (2014, 2014)
    assert years("2016-19") == years("2016-2019") == (2016, 2019)
    assert years("2012-") == (2012, None)
