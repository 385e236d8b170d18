"""What turns or takes away an amount is said by someone before anything matches."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from harness.running import Result
from registers.test_reports import BOOKS

Tidlig = Callable[..., Result]
Reconcile = Callable[..., Result]
LEDGER = """
[award.a]
program = "p"
recipient = "r"
reference = "T-1"
date = 2015-02-01
amount = 9_000

[payment.p1]
award = "a"
date = 2015-03-01
amount = 6_000
reference = "U-1"

[payment.p2]
award = "a"
date = 2015-04-01
amount = 2_500
reference = "U-2"

[return.p3]
award = "a"
date = 2015-05-01
amount = 400
kind = "refund"
"""
MAPPING = """
[register.finans]
kind = "payment"
columns = { reference = "Sagsnr.", recipient = "Modtager", amount = "Beløb", date = "Dato" }
"""
HEAD = "Sagsnr.;Modtager;Beløb;Dato;"
ROWS = (
    "U-1;Køge Kommune;6.000,00;01-03-2015;",
    "U-2;Køge Kommune;2.500,00;01-04-2015;",
    ";Køge Kommune;400,00;01-05-2015;",
)


@pytest.fixture
def reconcile(ledger: Callable[[Mapping[str, str]], Path], tidlig: Tidlig) -> Reconcile:
    """Hold two payments and a refund against a text, by a mapping of the ledger if there is one."""

    def run(text: str, *options: str, mapping: str = "") -> Result:
        files = {"programs.toml": BOOKS + LEDGER + mapping, "register.csv": text}
        ledger(files)
        how = ("--register", "finans") if mapping else ("--kind", "payment")
        return tidlig("reconcile", "--against", "register.csv", *how, *options)

    return run


def table(heading: str, *values: str) -> str:
    rows = [row + value for row, value in zip(ROWS, values, strict=True)]
    return "\n".join([HEAD + heading, *rows, ""])


@pytest.mark.parametrize(
    ("heading", "values", "word", "option", "key"),
    [
        ("D/K", ("D", "D", "K"), "turns the sign", "--sign D/K=VALUE", "sign"),
        ("Debet/Kredit", ("D", "D", "K"), "turns the sign", "--sign Debet/Kredit=VALUE", "sign"),
        ("+/-", ("+", "+", "-"), "turns the sign", '--sign "+/-=VALUE"', "sign"),
        ("Fortegn", ("", "", "-"), "turns the sign", "--sign Fortegn=VALUE", "sign"),
        ("Status", ("ok", "ok", "x"), "which lines count", "--filter Status=VALUE", "filters"),
        ("Annulleret", ("", "ja", ""), "which lines count", "--filter Annulleret=", "filters"),
        ("Tilstand", ("1", "1", "1"), "which lines count", "--filter Tilstand=VALUE", "filters"),
        ("Enhed", ("Nord", "", "Syd"), "what unit", "--filter Enhed=VALUE", "filters"),
    ],
)
@pytest.mark.parametrize("mapping", ["", MAPPING])
def test_a_column_that_looks_as_if_it_changed_amounts_is_asked_about(
    heading: str, values: tuple[str, ...], word: str, option: str, key: str, mapping: str,
    reconcile: Reconcile,
) -> None:  # fmt: skip
    result = reconcile(table(heading, *values), mapping=mapping)
    assert (result.code, result.out) == (2, "")
    assert f'error: "{heading}" has ' in result.err
    assert f"nobody says {'whether it ' if 'sign' in word else ''}{word}" in result.err
    assert option in result.err
    assert f"in [register.NAME] {key} and ignore" in result.err
    ignored = reconcile(table(heading, *values), "--without", heading, mapping=mapping)
    assert ignored.code == 1
    assert f'note: not read: "{heading}"' in ignored.err


@pytest.mark.parametrize(
    ("heading", "values"),
    [("D/K", ("", "", "")), ("Status", ("", "", "")), ("Enhed", ("kr.", "kr.", "DKK"))],
)
def test_a_column_without_anything_to_say_needs_no_word(
    heading: str, values: tuple[str, ...], reconcile: Reconcile
) -> None:
    result = reconcile(table(heading, *values))
    assert result.code == 1
    assert "400" in result.out


def test_a_column_of_units_must_have_that_of_the_amounts(reconcile: Reconcile) -> None:
    text = table("Enhed", "t.kr.", "t.kr.", "t.kr.")
    for options in ((), ("--filter", "Enhed=t.kr.")):
        result = reconcile(text, *options)
        assert result.code == 2
        assert '"t.kr." stands under "Enhed", and the amounts are read in kr.' in result.err
        assert "--register-unit t.kr" in result.err
        assert "--without Enhed" in result.err
    assert reconcile(text, "--register-unit", "t.kr").code == 1
    mixed = table("Enhed", "kr.", "mio. kr.", "kr.")
    assert '"mio. kr." stands under' in reconcile(mixed).err
    assert reconcile(mixed, "--filter", "Enhed=kr.").code == 1


def test_lines_that_a_filter_takes_need_no_other_word(reconcile: Reconcile) -> None:
    text = table("Status;D/K", "ok;D", "ok;D", "x;K")
    result = reconcile(text, "--filter", "Status=ok", "--filter", "D/K=D", "--format", "json")
    assert result.code == 1
    assert json.loads(result.out)["in_all"]["register"]["amount"] == "8500"


def test_a_column_that_has_a_word_of_ours_is_what_it_says(reconcile: Reconcile) -> None:
    text = table("x", "", "", "").replace("Modtager", "Enhed")
    result = reconcile(text, "--columns", "recipient=Enhed")
    assert result.code == 1
    assert 'recipient = "Enhed"' in result.err


def test_every_other_column_that_is_not_read_is_named_in_one_line(reconcile: Reconcile) -> None:
    lines = table("Område;Bilagstype", "Syd;A", "Nord;A", ";B")
    result = reconcile(lines)
    assert 'note: not read: "Område", "Bilagstype"\n' in result.err
    found = json.loads(reconcile(lines, "--format", "json").out)
    assert found["register"]["not_read"] == ["Område", "Bilagstype"]
    assert "not read" not in reconcile(lines, "--filter", "Område=", "--filter", "Bilagstype=B").err


@pytest.mark.parametrize("value", ["K", "k"])
def test_lines_with_the_value_that_turns_the_sign_count_as_less(
    value: str, reconcile: Reconcile
) -> None:
    result = reconcile(table("D/K", "D", "D", "K"), "--sign", f"D/K={value}", "--format", "json")
    found = json.loads(result.out)
    assert result.code == 0
    assert found["in_all"]["register"]["amount"] == "8100"  # 6.000 + 2.500 - 400
    assert (found["register"]["sign"], found["register"]["turned"]) == ({"D/K": [value]}, 1)
    assert 'note: 1 line counts with the other sign, for what "D/K" has' in result.err


def test_the_mapping_of_a_register_may_say_what_turns_the_sign(reconcile: Reconcile) -> None:
    mapping = MAPPING + 'sign = { "D/K" = "K" }\nignore = ["Status"]\n'
    result = reconcile(table("D/K;Status", "D;ok", "D;ok", "K;ok"), mapping=mapping)
    assert result.code == 0
    other = reconcile(table("D/K", "D", "D", "K"), "--sign", "D/K=D", mapping=mapping[:-20])
    assert other.code == 1


def test_a_value_that_no_line_has_turns_nothing_and_is_refused(reconcile: Reconcile) -> None:
    result = reconcile(table("D/K", "D", "D", "K"), "--sign", "D/K=Kredit")
    assert result.code == 2
    assert 'no line has "Kredit" under "D/K"' in result.err
    assert '"D", "K"' in result.err


def test_payments_below_zero_are_turned(reconcile: Reconcile) -> None:
    amounts = ("-6.000,00", "-2.500,00", "400,00")
    rows = [row.rstrip(";").split(";") for row in ROWS]
    lines = [f"{a};{b};{amount};{d}" for (a, b, _, d), amount in zip(rows, amounts, strict=True)]
    text = "\n".join([HEAD.rstrip(";"), *lines, "I alt;;-8.100,00;", ""])
    assert reconcile(text).code == 1
    result = reconcile(text, "--negate")
    assert result.code == 0
    assert "note: all amounts count with the other sign" in result.err
    assert "the lines add up to it" in result.err
    assert reconcile(text, mapping=MAPPING + "negate = true\n").code == 0


SIDES = """Sagsnr.;Modtager;Debet;Kredit;Dato
U-1;Køge Kommune;6.100,00;100,00;01-03-2015
U-2;Køge Kommune;2.500,00;;01-04-2015
;Køge Kommune;;400,00;01-05-2015
"""


@pytest.mark.parametrize(
    "options", [(), ("--columns", "debit=Debet,credit=Kredit"), ("--columns", "credit=Kredit")]
)
def test_amounts_of_two_columns_are_debit_less_credit(
    options: tuple[str, ...], reconcile: Reconcile
) -> None:
    result = reconcile(SIDES, *options)
    assert result.code == 0, result.out
    assert "8,100" in result.out or "8.100" in result.out
    assert "note: amounts are debit less credit" in result.err


def test_the_mapping_of_a_register_may_name_two_columns(reconcile: Reconcile) -> None:
    mapping = MAPPING.replace('amount = "Beløb"', 'debit = "Debet", credit = "Kredit"')
    assert reconcile(SIDES, mapping=mapping).code == 0


def test_a_line_without_any_of_two_amounts_is_refused(reconcile: Reconcile) -> None:
    result = reconcile(SIDES + "U-3;Køge Kommune;;;01-06-2015\n")
    assert result.code == 2
    assert 'the amount is missing, under "Debet"' in result.err
    assert "register.csv:5:18" in result.err


def test_two_columns_have_decimals_in_one_way(reconcile: Reconcile) -> None:
    result = reconcile(SIDES.replace("400,00", "400.00"))
    assert result.code == 2
    assert "decimals in two ways" in result.err


def test_debit_and_credit_beside_an_amount_are_asked_about(reconcile: Reconcile) -> None:
    text = table("Debet;Kredit", "6.000,00;", "2.500,00;", ";400,00")
    result = reconcile(text)
    assert result.code == 2
    assert "--without Debet" in result.err
    assert "--without Kredit" in result.err
    columns = ("--columns", "debit=Debet,credit=Kredit")
    assert reconcile(text, *columns).code == 0


@pytest.mark.parametrize(
    ("total", "code"),
    [
        ("I alt;;8.600,00;500,00;", 0),
        ("I alt;;8.100,00;;", 0),
        ("I alt;;8.600,00;;", 0),
        ("I alt;;8.700,00;600,00;", 1),
        ("I alt;;8.600,00;400,00;", 1),
    ],
)
def test_a_total_of_two_columns_is_held_against_each(
    total: str, code: int, reconcile: Reconcile
) -> None:
    assert reconcile(f"{SIDES}{total}\n").code == code


@pytest.mark.parametrize(("total", "code"), [("8.900,00", 0), ("8.100,00", 0), ("8.000,00", 1)])
def test_a_total_may_be_of_the_column_or_of_the_lines_with_their_signs(
    total: str, code: int, reconcile: Reconcile
) -> None:
    text = table("D/K", "D", "D", "K") + f"I alt;;{total};;\n"
    assert reconcile(text, "--sign", "D/K=K").code == code


VOIDED = SIDES.replace("Dato", "Status;Dato").replace("01-0", "ok;01-0")
VOIDED += "U-7;Køge Kommune;300,00;;slettet;01-06-2015\n"
COUNTED = ("--filter", "Status=ok")


@pytest.mark.parametrize(
    ("total", "code"),
    [
        ("I alt;;8.900,00;500,00;;", 0),  # each column, of all lines
        ("I alt;;8.600,00;500,00;;", 0),  # each column, of the lines that count
        ("I alt;;8.400,00;;;", 0),  # 8.900 - 500
        ("I alt;;8.100,00;;;", 0),  # 8.600 - 500
        ("I alt;;8.100,00;0,00;;", 0),
        ("I alt;;8.600,00;0,00;;", 1),  # the debit alone is no net
        ("I alt;;8.000,00;;;", 1),
        ("I alt;;8.100,00;500,00;;", 1),
    ],
)
def test_a_total_of_two_columns_may_be_of_a_column_or_the_net_of_all_lines_or_those_that_count(
    total: str, code: int, reconcile: Reconcile
) -> None:
    assert reconcile(f"{VOIDED}{total}\n", *COUNTED).code == code


@pytest.mark.parametrize(
    ("total", "under"), [("8.600,00;400,00", "Kredit"), ("8.500,00;500,00", "Debet")]
)
def test_the_column_is_named_whose_total_does_not_fit(
    total: str, under: str, reconcile: Reconcile
) -> None:
    text = f"{SIDES}I alt;;{total};\n"
    for format in ("table", "md"):
        result = reconcile(text, "--format", format)
        assert f'I alt, under "{under}"' in result.out.replace("\\", "")
        assert f' kr., under "{under}"' in result.err
    assert f'under ""{under}""' in reconcile(text, "--format", "csv").out
    found = json.loads(reconcile(text, "--format", "json").out)
    assert found["register"]["total"]["under"] == under


@pytest.mark.parametrize(
    ("total", "code"),
    [("8.900,00", 0), ("8.100,00", 0), ("9.200,00", 0), ("8.400,00", 0), ("8.700,00", 1)],
)
def test_a_total_with_signs_may_be_of_the_lines_that_count(
    total: str, code: int, reconcile: Reconcile
) -> None:
    text = table("D/K;Status", "D;ok", "D;ok", "K;ok")
    text += f"U-7;Køge Kommune;300,00;01-06-2015;D;slettet\nI alt;;{total};;;\n"
    assert reconcile(text, "--sign", "D/K=K", *COUNTED).code == code


def test_a_total_may_have_the_sign_that_the_report_counts(reconcile: Reconcile) -> None:
    rows = HEAD + "\nU-1;Køge Kommune;-6.000,00;01-03-2015;\nU-2;Køge Kommune;-2.500,00;"
    rows += "01-04-2015;\n;Køge Kommune;400,00;01-05-2015;\nI alt;;{};;\n"
    for total, code in (("-8.100,00", 0), ("8.100,00", 0), ("8.000,00", 1)):
        assert reconcile(rows.format(total), "--negate").code == code


@pytest.mark.parametrize("taken", ["amount=Debet", "amount=Kredit"])
def test_one_of_debit_and_credit_taken_for_all_amounts_is_told_to_take_both(
    taken: str, reconcile: Reconcile
) -> None:
    result = reconcile(SIDES, "--columns", taken)
    assert (result.code, result.out) == (2, "")
    assert "use --columns debit=Debet,credit=Kredit;" in result.err
    assert "--sign" not in result.err
    assert "--without" not in result.err
    wide = SIDES.replace("Debet", "Debet beløb").replace("Kredit", "Kredit beløb")
    taken = f"{taken} beløb"
    told = 'use --columns "debit=Debet beløb,credit=Kredit beløb";'
    assert told in reconcile(wide, "--columns", taken).err


OTHER_SIGN = "Every amount has the other sign: try --sign D/K=K."


@pytest.mark.parametrize("is_known", [True, False])
def test_the_wrong_value_for_signs_is_told_where_every_amount_is_the_other_way(
    is_known: bool, reconcile: Reconcile
) -> None:
    text = table("D/K", "D", "D", "K")
    if not is_known:
        text = text.replace("U-", "X-")
    options = ("--sign", "D/K=D")
    for format in ("table", "md"):
        result = reconcile(text, *options, "--format", format)
        assert result.code == 1
        assert OTHER_SIGN in result.out.replace("\\", "")
    assert f"note: {OTHER_SIGN}\n" in reconcile(text, *options, "--format", "csv").err
    found = json.loads(reconcile(text, *options, "--format", "json").out)
    assert found["register"]["other_sign"] is True
    right = json.loads(reconcile(text, "--sign", "D/K=K", "--format", "json").out)
    assert right["register"]["other_sign"] is False


def test_all_amounts_below_zero_are_told_to_be_negated_or_not(reconcile: Reconcile) -> None:
    text = SIDES.replace("Debet;Kredit", "Kredit;Debet")
    assert "Every amount has the other sign: try --negate." in reconcile(text).out
    told = "Every amount has the other sign: try it without --negate."
    assert told in reconcile(SIDES, "--negate").out


def test_an_amount_of_nothing_has_any_sign(
    ledger: Callable[[Mapping[str, str]], Path], tidlig: Tidlig
) -> None:
    none = LEDGER + '[payment.p4]\naward = "a"\ndate = 2015-06-01\namount = 0\nreference = "U-4"\n'
    text = table("D/K", "D", "D", "K") + "U-4;Køge Kommune;0,00;01-06-2015;D\n"
    ledger({"programs.toml": BOOKS + none, "register.csv": text})
    how = ("--against", "register.csv", "--kind", "payment", "--sign", "D/K=D")
    assert OTHER_SIGN in tidlig("reconcile", *how).out


def test_one_amount_of_several_with_the_other_sign_is_only_a_difference(
    reconcile: Reconcile,
) -> None:
    result = reconcile(table("D/K", "D", "K", "K"), "--sign", "D/K=K")
    assert result.code == 1
    assert "other sign:" not in result.out
