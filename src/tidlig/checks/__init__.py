"""Every check, in the order of the questions they answer: one module each, named for its fault."""

from tidlig.checks.act_before_program import act_before_program
from tidlig.checks.act_cuts_span import act_cuts_span
from tidlig.checks.ambiguous_amount import ambiguous_amount
from tidlig.checks.award_before_decision import award_before_decision
from tidlig.checks.award_outside_its_year import award_outside_its_year
from tidlig.checks.awards_below_outturn import awards_below_outturn
from tidlig.checks.awards_exceed_outturn import awards_exceed_outturn
from tidlig.checks.awards_exceed_pool import awards_exceed_pool
from tidlig.checks.bad_id import bad_id
from tidlig.checks.bad_years import bad_years
from tidlig.checks.budget_overspent import budget_overspent
from tidlig.checks.carry_over_exceeds_remaining import carry_over_exceeds_remaining
from tidlig.checks.check import Check, Group, Scope
from tidlig.checks.conflicting_acts import conflicting_acts
from tidlig.checks.duplicate_award import duplicate_award
from tidlig.checks.duplicate_decision import duplicate_decision
from tidlig.checks.duplicate_id import duplicate_id
from tidlig.checks.duplicate_payment import duplicate_payment
from tidlig.checks.duplicate_recipient import duplicate_recipient
from tidlig.checks.figure_not_in_source import figure_not_in_source
from tidlig.checks.frames_exceed_budget import frames_exceed_budget
from tidlig.checks.invalid_cvr import invalid_cvr
from tidlig.checks.lapse_exceeds_unused import lapse_exceeds_unused
from tidlig.checks.missing_act import missing_act
from tidlig.checks.missing_key import missing_key
from tidlig.checks.missing_source import missing_source
from tidlig.checks.mixed_price_levels import mixed_price_levels
from tidlig.checks.negative_amount import negative_amount
from tidlig.checks.outside_years import outside_years
from tidlig.checks.outturn_exceeds_budget import outturn_exceeds_budget
from tidlig.checks.payee_differs_from_recipient import payee_differs_from_recipient
from tidlig.checks.payment_before_award import payment_before_award
from tidlig.checks.payments_exceed_award import payments_exceed_award
from tidlig.checks.personal_data import personal_data
from tidlig.checks.program_without_amount import program_without_amount
from tidlig.checks.returns_exceed_award import returns_exceed_award
from tidlig.checks.round_out_of_order import round_out_of_order
from tidlig.checks.source_changed import source_changed
from tidlig.checks.split_differs_from_total import split_differs_from_total
from tidlig.checks.statement_contradicted import statement_contradicted
from tidlig.checks.strands_exceed_program import strands_exceed_program
from tidlig.checks.toml_syntax import toml_syntax
from tidlig.checks.unexplained_change import unexplained_change
from tidlig.checks.unknown_key import unknown_key
from tidlig.checks.unknown_reference import unknown_reference
from tidlig.checks.unknown_table import unknown_table
from tidlig.checks.unread_column import unread_column
from tidlig.checks.unreadable_file import unreadable_file
from tidlig.checks.unreadable_table import unreadable_table
from tidlig.checks.unused_accept import unused_accept
from tidlig.checks.wrong_type import wrong_type
from tidlig.checks.year_not_settled import year_not_settled

CHECKS: tuple[Check, ...] = (
    toml_syntax,
    unreadable_file,
    unreadable_table,
    unknown_table,
    unknown_key,
    missing_key,
    wrong_type,
    ambiguous_amount,
    bad_years,
    bad_id,
    duplicate_id,
    unknown_reference,
    act_before_program,
    conflicting_acts,
    act_cuts_span,
    split_differs_from_total,
    strands_exceed_program,
    awards_exceed_pool,
    budget_overspent,
    carry_over_exceeds_remaining,
    lapse_exceeds_unused,
    returns_exceed_award,
    payments_exceed_award,
    frames_exceed_budget,
    outturn_exceeds_budget,
    awards_below_outturn,
    awards_exceed_outturn,
    year_not_settled,
    unexplained_change,
    missing_act,
    program_without_amount,
    outside_years,
    negative_amount,
    award_before_decision,
    award_outside_its_year,
    payment_before_award,
    round_out_of_order,
    payee_differs_from_recipient,
    duplicate_payment,
    duplicate_recipient,
    duplicate_award,
    duplicate_decision,
    invalid_cvr,
    personal_data,
    statement_contradicted,
    figure_not_in_source,
    source_changed,
    missing_source,
    mixed_price_levels,
    unread_column,
    unused_accept,
)

__all__ = ["CHECKS", "Check", "Group", "Scope"]
