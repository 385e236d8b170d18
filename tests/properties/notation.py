"""Strategies for amounts and years, in every notation that a ledger may use."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from properties.books import Entry

FIRST_YEAR, LAST_YEAR = 2013, 2018

finance_years = st.integers(FIRST_YEAR, LAST_YEAR)
first_days = st.builds(date, finance_years, st.just(1), st.just(1))
days = first_days | st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


def grouped(kroner: int) -> str:
    """A number with a full stop between thousands."""
    return f"{kroner:,}".replace(",", ".")


kroner = st.integers(0, 300_000_000) | st.integers(0, 30).map(lambda tens: tens * 10_000_000)
exact_amounts = st.one_of(
    kroner,
    kroner.map(lambda given: -given),
    st.builds("{},{} mio. kr.".format, st.integers(0, 99), st.integers(0, 9)),
    st.builds("{:d} mio. kr.".format, st.integers(-5, 300)),
    st.builds("{},{:02d} kr.".format, st.integers(0, 999_999_999).map(grouped), st.integers(0, 99)),
    st.builds("{} t.kr.".format, st.integers(0, 999)),
    st.builds("{},{:03d} mia. kr.".format, st.integers(0, 2), st.integers(0, 999)),
)
rounded_amounts = st.one_of(
    st.builds("ca. {},{} mio. kr.".format, st.integers(0, 99), st.integers(0, 9)),
    st.builds("ca. {} mio. kr.".format, st.integers(1, 300)),
    st.builds("ca. {} kr.".format, st.integers(0, 99_999_999).map(grouped)),
    st.builds("ca. {} t.kr.".format, st.integers(0, 999)),
    st.builds("ca. -{},{} mio. kr.".format, st.integers(1, 9), st.integers(0, 9)),
)
known_amounts = exact_amounts | rounded_amounts
amounts = st.integers(0, 19).flatmap(
    lambda roll: (
        st.just("unknown") if roll == 0 else exact_amounts if roll < 14 else rounded_amounts
    )
)


def tables_by_year(years: list[int], least: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    """Amounts for some of the years."""
    if not years:
        return st.just({})
    return st.dictionaries(
        st.sampled_from([str(year) for year in years]),
        amounts,
        min_size=least,
        max_size=4,
    )


@st.composite
def spans(draw: st.DrawFn, over: int = 0) -> str | int:
    """Years as they are written: a span in full or with its last year short, or one year."""
    first = draw(finance_years)
    last = first + draw(st.integers(over, 4))
    if last == first:
        return first
    return draw(st.sampled_from([f"{first}-{last}", f"{first}-{last % 100:02d}"]))


@st.composite
def charges(draw: st.DrawFn) -> Entry:
    """An amount charged to the year of the date, to a span, or year by year."""
    form = draw(st.sampled_from(["date", "span", "years"]))
    if form == "years":
        first = draw(finance_years)
        return {"amount": draw(tables_by_year(list(range(first, first + 4)), least=1))}
    extra: Entry = {"years": draw(spans())} if form == "span" else {}
    return {"amount": draw(amounts)} | extra
