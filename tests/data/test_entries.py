"""What the public record says beside the figures of the balance, entry by entry, in data/."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache

from harness.running import ROOT
from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger
from tidlig.model.decisions import Agreement, Appropriation
from tidlig.model.grants import Outturn, Pool
from tidlig.model.money import UNKNOWN, Money

HALF_OF_THE_LAST_DIGIT = 50_000_00
"""Half of 0.1 mio. kr., in øre: the accounts are published with one decimal."""


@cache
def ledger() -> Ledger:
    return open_ledger(Folder(ROOT / "data"))


def test_every_figure_of_the_accounts_is_rounded() -> None:
    """30 bookings on 15.26.01, with the 0.0 of 2021; 11 on 15.26.02 and 10 on 15.26.03."""
    amounts = [outturn.amount for outturn in ledger().of(Outturn)]
    assert len(amounts) == 30 + 11 + 10
    for amount in amounts:
        assert isinstance(amount, Money)
        assert amount.half == HALF_OF_THE_LAST_DIGIT


def test_the_figures_of_the_acts_are_exact() -> None:
    for act in ledger().of(Appropriation):
        for _, amount in act.split:
            assert isinstance(amount, Money)
            assert amount.exact


def test_agreements_have_no_date_in_the_sources() -> None:
    agreements = {agreement.program: agreement for agreement in ledger().of(Agreement)}
    assert {id: agreement.date for id, agreement in agreements.items()} == {
        "forebyggelsespakken": None,
        "satspulje-2016-19": None,
        "styrket-forebyggelse": None,
        "forebyggelsesprojektet": None,
    }


def test_the_parties_are_those_that_both_sources_name_and_the_note_has_the_rest() -> None:
    (agreement,) = (each for each in ledger().of(Agreement) if each.id == "finanslov-2014")
    assert agreement.parties == ("regeringen", "Venstre", "Det Konservative Folkeparti")
    assert agreement.note is not None
    assert "Ifølge nyheden: regeringen med Venstre, SF og Konservative." in agreement.note


def test_who_received_the_award_of_round_1_is_not_stated() -> None:
    assert ledger().awards["runde-1-tilsagn"].recipients is UNKNOWN


def test_who_takes_part_in_round_1() -> None:
    round = ledger().rounds["runde-1"]
    assert dict(round.participants) == {"municipality": 31, "organisation": 8, "provider": 3}


def test_who_may_apply_in_round_1_by_strand() -> None:
    eligible: dict[str | None, set[tuple[str, ...]]] = {}
    for pool in ledger().of(Pool):
        if pool.round == "runde-1":
            eligible.setdefault(pool.strand, set()).add(tuple(pool.eligible))
    assert eligible == {
        "foraeldre": {("municipality", "organisation")},
        "strategisk-samarbejde": {("organisation",)},
        "dagtilbud": {("municipality",)},
        "fritid": {("municipality",)},
        "partnerskab": {("municipality",)},
    }


def test_round_2_is_for_municipalities_and_providers_and_offers_eight_interventions() -> None:
    round = ledger().rounds["runde-2"]
    assert tuple(round.eligible) == ("municipality", "provider")
    assert round.interventions == 8


def test_the_project_of_2011_is_meant_for_two_to_four_municipalities() -> None:
    (expected,) = ledger().programs["forebyggelsesprojektet"].expected
    assert (expected.kind, expected.least, expected.most) == ("municipality", 2, 4)


def test_the_deadline_of_the_project_is_that_of_a_round() -> None:
    assert ledger().rounds["interessetilkendegivelser"].deadline == dt.date(2011, 2, 8)


def test_no_reason_for_a_negative_outturn_is_given_as_a_fact() -> None:
    for outturn in ledger().of(Outturn):
        for _, reason in outturn.accept:
            if "annullerede" in reason:
                assert "sandsynligvis" in reason
                assert "ingen kilde siger det" in reason


def test_a_program_is_the_only_entry_of_its_id() -> None:
    """So that `tidlig log ID` needs no kind."""
    ids = Counter(entry.id for entry in ledger().entries)
    assert {id: ids[id] for id in ledger().programs} == dict.fromkeys(ledger().programs, 1)
