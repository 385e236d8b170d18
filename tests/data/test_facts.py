"""The ledger in data/ against the public figures it is made of, in mio. kr., written out here.

The figures of what is left were worked out by hand from the finance acts and their accounts.
"""

import json
import re
from collections import Counter
from typing import Any

import pytest

from data.left import (
    LEFT,
    NOT_KNOWN,
    Tidlig,
    balance,
    by_strand,
    by_year,
    figures,
    plus_minus,
    program,
    said,
)
from harness.running import ROOT

PACKAGE = "forebyggelsespakken"
SATSPULJE = "satspulje-2016-19"
TREATMENT = "behandling-boern-unge"
FAMILY = "styrket-forebyggelse"
PROJECT = "forebyggelsesprojektet"


# Forebyggelsespakken -----------------------------------------------------------------------------


def test_nothing_remains_of_the_package_when_its_years_are_over(tidlig: Tidlig) -> None:
    report = balance(tidlig, PACKAGE, "--as-of", "2019-01-01", today="2019-01-01")
    package = program(report, PACKAGE)
    assert figures(package["total"], "binding", "budget", "used", *LEFT) == {
        "binding": "167.6",
        "budget": "167.6",
        "used": "131.4",
        "remaining": "0.0",
        "unused": "36.2",
        "estimate": "0.0",
    }
    assert by_year(report, PACKAGE, "used") == {
        2014: "45.5",
        2015: "45.2",
        2016: "21.6",
        2017: "19.1",
        2018: "0.0",
    }
    assert by_year(report, PACKAGE, "unused") == {
        2014: "24.5",
        2015: "7.0",
        2016: "2.6",
        2017: "2.1",
        2018: "0.0",
    }
    assert package["joined"] == []


def test_the_accounts_are_rounded_by_sub_account(tidlig: Tidlig) -> None:
    """1 entry for 2014, 6 for 2015, 7 for 2016 and 6 for 2017, each give or take 0.05."""
    report = balance(tidlig, PACKAGE, "--as-of", "2019-01-01")
    package = program(report, PACKAGE)
    assert plus_minus(package["total"], ("used", "unused")) == {"used": "1.0", "unused": "1.0"}
    in_year = {year["year"]: year["used"].get("plus_minus", "0") for year in package["by_year"]}
    assert in_year == {2014: "50000", 2015: "300000", 2016: "350000", 2017: "300000", 2018: "0"}


def test_the_package_today_with_what_was_booked_after_its_years(tidlig: Tidlig) -> None:
    report = balance(tidlig, PACKAGE)
    total = program(report, PACKAGE)["total"]
    assert figures(total, "agreed", "binding", "used", "lapsed", "unsettled", *LEFT) == {
        "agreed": "280.0",
        "binding": "167.6",
        "used": "128.6",
        "lapsed": "0.0",
        "unsettled": "39.0",
        "remaining": "0.0",
        "unused": "39.0",
        "estimate": "0.0",
    }
    after = {2018: "3.1", 2019: "-0.4", 2020: "0.1", 2021: "0.0"}
    unused = by_year(report, PACKAGE, "unused")
    assert {year: unused[year] for year in after} == after


def test_the_package_as_the_note_of_april_2015_knew_it(tidlig: Tidlig) -> None:
    report = balance(tidlig, PACKAGE, "--as-of", "2015-04-01")
    package = program(report, PACKAGE)
    assert package["act"] == "FL2015"
    assert figures(package["total"], "binding", "used", *LEFT) == {
        "binding": "122.2",
        "used": "49.2",
        "remaining": "3.0..52.2",
        "unused": "20.8..70.0",
        "estimate": "98.2",
    }
    states = {year["year"]: year["state"] for year in package["by_year"]}
    assert states == {
        2014: "closed",
        2015: "open",
        2016: "estimate",
        2017: "estimate",
        2018: "estimate",
    }
    assert by_year(report, PACKAGE, "remaining")[2015] == "3.0..52.2"
    assert by_year(report, PACKAGE, "unused")[2014] == "20.8..70.0"
    estimates = by_year(report, PACKAGE, "estimate")
    assert [estimates[year] for year in (2016, 2017, 2018)] == ["41.6", "37.5", "19.1"]


def test_the_award_of_round_1_is_exact_only_for_both_years_together(tidlig: Tidlig) -> None:
    report = balance(tidlig, PACKAGE, "--as-of", "2015-04-01")
    (together,) = program(report, PACKAGE)["joined"]
    assert together["years"] == [2014, 2015]
    assert figures(together, "budget", "used", "left") == {
        "budget": "122.2",
        "used": "49.2",
        "left": "73.0",
    }
    assert plus_minus(together, ("used", "left")) == {"used": "0.05", "left": "0.05"}


def test_the_package_before_any_award(tidlig: Tidlig) -> None:
    """FL2014 binds 2014 alone: its 70.0 of each later year are estimates."""
    report = balance(tidlig, PACKAGE, "--as-of", "2014-12-31")
    assert figures(program(report, PACKAGE)["total"], "agreed", "binding", "used", *LEFT) == {
        "agreed": "280.0",
        "binding": "70.0",
        "used": "0.0",
        "remaining": "70.0",
        "unused": "0.0",
        "estimate": "210.0",
    }


def test_the_strands_of_the_package(tidlig: Tidlig) -> None:
    """The partnership and what is not split by strand have the amount that nobody stated."""
    report = balance(tidlig, PACKAGE)
    assert by_strand(report, PACKAGE, "budget") == {
        "foraeldre": "34.2",
        "dagtilbud": "16.4",
        "strategisk-samarbejde": "0.0",
        "fritid": "5.6",
        "dokumentation": "16.6",
        "partnerskab": "22.4..?",
        "udvikling": "2.4",
        None: "?..70.0",
    }
    assert by_strand(report, PACKAGE, "used") == {
        "foraeldre": "27.4",
        "dagtilbud": "12.8",
        "strategisk-samarbejde": "0.0",
        "fritid": "2.8",
        "dokumentation": "14.5",
        "partnerskab": "23.7",
        "udvikling": "2.9",
        None: "44.5",
    }
    unused = by_strand(report, PACKAGE, "unused")
    assert (unused["foraeldre"], unused["udvikling"]) == ("6.8", "-0.5")
    assert (unused["partnerskab"], unused[None]) == ("-1.3..?", "?..25.5")


def test_an_amount_that_was_moved_to_reference_municipalities_is_not_told(tidlig: Tidlig) -> None:
    """Nobody stated it: the partnership has 12.1 and more in 2015, the year 52.2."""
    report = balance(tidlig, PACKAGE)
    moved = {"entry": "reprioritisation.referencekommuner", "program": PACKAGE}
    assert report["unknown"] == [moved]
    assert by_year(report, PACKAGE, "budget")[2015] == "52.2"


# The others -------------------------------------------------------------------------------------


def test_96_were_agreed_and_70_4_appropriated(tidlig: Tidlig) -> None:
    report = balance(tidlig, SATSPULJE)
    total = program(report, SATSPULJE)["total"]
    assert figures(total, "agreed", "binding", "budget", "used", *LEFT) == {
        "agreed": "96.0",
        "binding": "70.4",
        "budget": "70.4",
        "used": "59.7",
        "remaining": "0.0",
        "unused": "10.7",
        "estimate": "0.0",
    }
    assert by_year(report, SATSPULJE, "unused") == {
        2016: "0.4",
        2017: "7.7",
        2018: "-0.8",
        2019: "1.2",
        2020: "2.1",
        2021: "0.1",
    }
    budgets = by_year(report, SATSPULJE, "budget")
    assert [budgets[year] for year in range(2016, 2020)] == ["9.6", "41.2", "16.1", "3.5"]


def test_the_25_9_that_no_act_states_are_on_no_line_of_the_budget(tidlig: Tidlig) -> None:
    """FL2016 states 70.1 of the 96."""
    report = balance(tidlig, SATSPULJE, "--as-of", "2016-06-01")
    total = program(report, SATSPULJE)["total"]
    assert figures(total, "agreed", "budget", "binding", "estimate") == {
        "agreed": "96.0",
        "budget": "70.1",
        "binding": "9.6",
        "estimate": "60.5",
    }


def test_treatment_has_accounts_of_2016_to_2021(tidlig: Tidlig) -> None:
    report = balance(tidlig, TREATMENT)
    treatment = program(report, TREATMENT)
    assert figures(treatment["total"], "binding", "used", *LEFT) == {
        "binding": "569.1",
        "used": NOT_KNOWN,
        "remaining": NOT_KNOWN,
        "unused": NOT_KNOWN,
        "estimate": "227.7",
    }
    assert treatment["not_known"] == [2015, 2022, 2023]
    assert figures(treatment["known"], "used", "unused") == {"used": "409.5", "unused": "11.8"}
    assert said(treatment["unreported"]) == "147.8"


def test_the_years_of_treatment(tidlig: Tidlig) -> None:
    report = balance(tidlig, TREATMENT)
    assert by_year(report, TREATMENT, "budget") == {
        2015: "0.0",
        2016: "68.7",
        2017: "70.3",
        2018: "69.8",
        2019: "70.6",
        2020: "71.0",
        2021: "70.9",
        2022: "71.9",
        2023: "75.9",
        2024: "75.9",
        2025: "75.9",
        2026: "75.9",
    }
    unused = by_year(report, TREATMENT, "unused")
    accounts = {2016: "1.0", 2017: "1.2", 2018: "2.9", 2019: "2.7", 2020: "1.6", 2021: "2.4"}
    assert {year: unused[year] for year in accounts} == accounts
    assert {unused[year] for year in (2015, 2022, 2023)} == {NOT_KNOWN}
    assert unused[2026] == "0.0"


def test_8_were_set_aside_and_nothing_else_is_known(tidlig: Tidlig) -> None:
    total = program(balance(tidlig, PROJECT), PROJECT)["total"]
    assert figures(total, "agreed", "budget", "used", *LEFT) == {
        "agreed": "8.0",
        "budget": NOT_KNOWN,
        "used": NOT_KNOWN,
        "remaining": NOT_KNOWN,
        "unused": NOT_KNOWN,
        "estimate": NOT_KNOWN,
    }


def test_10_a_year_without_an_end_have_no_sum(tidlig: Tidlig) -> None:
    total = program(balance(tidlig, FAMILY), FAMILY)["total"]
    assert figures(total, "agreed", "budget", *LEFT) == {
        "agreed": NOT_KNOWN,
        "budget": NOT_KNOWN,
        "remaining": NOT_KNOWN,
        "unused": NOT_KNOWN,
        "estimate": NOT_KNOWN,
    }


def test_no_total_has_money_that_is_not_binding(tidlig: Tidlig) -> None:
    """167.6 + 70.4 + 569.1 are appropriated; 384 agreed and 227.7 estimated stand apart."""
    totals = balance(tidlig)["totals"]
    assert figures(totals, "binding", "remaining", "estimate") == {
        "binding": "807.1",
        "remaining": "0.0",
        "estimate": "227.7",
    }


@pytest.mark.parametrize("as_of", ["2011-06-01", "2014-06-01", "2015-04-01", "2019-01-01", None])
def test_what_is_left_is_the_budget_less_what_is_used(tidlig: Tidlig, as_of: str | None) -> None:
    """Of every year whose figures are exact; the three states never share one."""
    options = () if as_of is None else ("--as-of", as_of)
    for part in balance(tidlig, *options)["programs"]:
        for year in part["by_year"]:
            cells = [year[heading] for heading in ("budget", "used", *LEFT)]
            if not all(cell and cell["least"] == cell["most"] for cell in cells):
                continue
            budget, used, *left = (int(cell["least"]) for cell in cells)
            assert budget - used == sum(left)
            assert sum(figure != 0 for figure in left) <= 1


def test_10_a_year_are_told_beside_the_sums_as_agreed(tidlig: Tidlig) -> None:
    (amount,) = balance(tidlig)["open"]
    assert amount == {
        "program": FAMILY,
        "heading": "agreed",
        "entry": "agreement.satspulje-2012",
        "from": 2012,
        "yearly": "10000000",
    }


def test_the_lines_that_the_unknown_amount_moves_have_no_figure(tidlig: Tidlig) -> None:
    """Empty is not known: 0 would say that nothing was moved to the partnership."""
    unknown = [
        (line["strand"], *line["years"])
        for line in balance(tidlig, PACKAGE)["lines"]
        if line["budget"] is None and line["reprioritised"] is None
    ]
    assert unknown == [(None, 2014, 2017), ("partnerskab", 2014, 2017)]


# The checks -------------------------------------------------------------------------------------


def findings(tidlig: Tidlig) -> Any:
    result = tidlig("check", "--format", "json", cwd=ROOT)
    assert result.code == 0
    return json.loads(result.out)["findings"]


def test_the_ledger_is_in_order_and_its_warnings_are_true(tidlig: Tidlig) -> None:
    assert Counter(finding["check"] for finding in findings(tidlig)) == {
        "unexplained-change": 3,  # FL2015-16 of the package; FL2018 of 15.26.02; FL2018-23 of .03
        "outturn-exceeds-budget": 2,  # 0.4 in 2019 of the package; 16.9 of 16.1 in 2018 of 15.26.02
        "awards-below-outturn": 2,  # the package has few, and the two others no awards
        "year-not-settled": 3,  # the three programs that have accounts
    }


def test_the_change_that_fl2015_leaves_unexplained_is_29_6_with_both_acts(tidlig: Tidlig) -> None:
    """From 210.0 to 150.4 is -59.6, of which the sources explain 30.0."""
    finding = next(
        finding
        for finding in findings(tidlig)
        if finding["check"] == "unexplained-change" and PACKAGE in finding["message"]
    )
    assert "FL2015 by -29.600.000 kr." in finding["message"]
    assert "FL2016 by -52.900.000 kr." in finding["message"]  # from 98.2 to 45.3
    assert finding["location"]["file"] == "data/allocations/fl2016.toml"
    assert finding["notes"][0]["location"]["file"] == "data/allocations/fl2015.toml"


def test_a_change_that_looks_like_price_adjustment_is_accepted_as_just_that(
    tidlig: Tidlig,
) -> None:
    out = tidlig("check", cwd=ROOT).out
    accepted = [line for line in out.splitlines() if "accepted[unexplained-change]" in line]
    assert len(accepted) == 4  # FL2016 of 15.26.03, and FL2017 of all three accounts
    assert all("ligner en prisregulering, men ingen kilde siger det" in line for line in accepted)


def test_chosen_years_that_are_estimates_have_nothing_that_may_be_awarded(tidlig: Tidlig) -> None:
    """As of 2015-04-01 the act binds 2015 alone: the page says nothing of years not chosen."""
    years = ("--years", "2016-2017", "--as-of", "2015-04-01")
    page = tidlig("balance", PACKAGE, *years, cwd=ROOT).out
    assert "Til rådighed  intet i 2016-2017" in page


def test_the_figures_of_a_page_in_english_have_one_decimal_mark(tidlig: Tidlig) -> None:
    """Statements and notes are quoted as their sources write them."""
    page, _, _ = tidlig("show", PACKAGE, "--lang", "en", cwd=ROOT).out.partition("\nStatements")
    figures = re.findall(r"(?<![\w.,-])-?\d+[.,]\d(?![\d.,])", page)
    assert len(figures) > 20
    assert [figure for figure in figures if "," in figure] == []
