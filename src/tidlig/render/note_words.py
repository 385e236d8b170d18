"""The sentences of the status note, in Danish and English: each is written once.

The number before a group is that of the part of a note in docs/note.md, which says when each is
written. `{notes}`, `{budget_notes}` and the like are the marks of footnotes.
"""

NOTE_WORDS: dict[str, tuple[str, str]] = {
    # Parts of sentences.
    "note and": ("{first} og {last}", "{first} and {last}"),
    "note between": ("mellem {both}", "between {both}"),
    "note part": ("{part} af {whole}", "{part} of {whole}"),
    "note from to": ("{first} til {last}", "{first} to {last}"),
    "note day": ("{day}. {month} {year}", "{day} {month} {year}"),
    "note on day": ("den {date}", "on {date}"),
    "note the day": ("den {date}", "{date}"),
    "note in month": ("i {month} {year}", "in {month} {year}"),
    "note finance act": ("finansloven for {year}", "the finance act for {year}"),
    "note Finance act": ("Finansloven for {year}", "The finance act for {year}"),
    "note the first act": ("den første bevilling", "the first appropriation"),
    "note first act": ("Den første bevilling", "The first appropriation"),
    "note with account": ("{name} ({account})", "{name} ({account})"),
    "note language": ("da", "en"),
    # T1 and T2: always.
    "note title": ("Status for {name}", "Status of {name}"),
    "note title, alias": ("Status for {name} ({alias})", "Status of {name} ({alias})"),
    "note dated": ("Opgjort pr. {date}.", "As of {date}."),
    "note account": ("Konto {account}.", "Account {account}."),
    "note unit": ("Beløb i {unit}.", "Amounts in {unit}."),
    "note signed": (
        "Udarbejdet af: {prepared}. Godkendt af: {approved}, den {line}.",
        "Prepared by: {prepared}. Approved by: {approved}, on {line}.",
    ),
    # T3: the summary.
    "note Summary": ("Sammenfatning", "Summary"),
    # T4: an open year whose budget is known; else the answer of the balance.
    "note open": (
        "Bevillingen for {year} er {budget}.{budget_notes} Heraf er {remaining} til rådighed.",
        "The budget for {year} is {budget}.{budget_notes} Of this, {remaining} remains.",
    ),
    "note open, all": (
        "Bevillingen for {year} er {budget}, og det hele er til rådighed.{budget_notes}",
        "The budget for {year} is {budget}, and all of it remains.{budget_notes}",
    ),
    "note open, nothing": (
        "Bevillingen for {year} er {budget}, og intet af den er til rådighed.{budget_notes}",
        "The budget for {year} is {budget}, and nothing of it remains.{budget_notes}",
    ),
    "note open, overspent": (
        "Bevillingen for {year} er {budget}.{budget_notes} Den er overskredet med {over}.",
        "The budget for {year} is {budget}.{budget_notes} It is overspent by {over}.",
    ),
    "note open, not known": (
        (
            "Bevillingen for {year} er {budget}.{budget_notes} Hvor meget der er til rådighed, "
            "er ikke oplyst."
        ),
        "The budget for {year} is {budget}.{budget_notes} What remains of it is not known.",
    ),
    "note awarded of it": (
        "Der er givet tilsagn for {used}.{used_notes}",
        "Awards of {used} have been given.{used_notes}",
    ),
    "note why": (
        "Intervallet skyldes, at tilsagn for {awarded} ikke er fordelt mellem {years}.{used_notes}",
        "The range is because awards of {awarded} are not split between {years}.{used_notes}",
    ),
    "note over": (
        "Intet er til rådighed: perioden {years} er slut.",
        "Nothing remains: the period {years} is over.",
    ),
    "note answer": ("{label}: {text}.{notes}", "{label}: {text}.{notes}"),
    "note answer, not known": ("{label} er {text}.{notes}", "{label} is {text}.{notes}"),
    # T5: a closed year whose budget is known.
    "note closed": (
        (
            "Af bevillingen for {year} på {budget}{budget_notes} er {used} brugt og {unused} "
            "uforbrugt.{used_notes}"
        ),
        (
            "Of the budget for {year} of {budget},{budget_notes} {used} is used and {unused} "
            "unused.{used_notes}"
        ),
    ),
    "note closed, overspent": (
        (
            "Bevillingen for {year} var {budget};{budget_notes} der er brugt {used}, det vil "
            "sige {over} mere.{used_notes}"
        ),
        (
            "The budget for {year} was {budget};{budget_notes} {used} is used, which is {over} "
            "more.{used_notes}"
        ),
    ),
    "note closed, bounds": (
        "Af bevillingen for {year} på {budget}{budget_notes} er {unused} uforbrugt.{used_notes}",
        "Of the budget for {year} of {budget},{budget_notes} {unused} is unused.{used_notes}",
    ),
    "note closed, not known": (
        (
            "Hvor meget af bevillingen for {year} på {budget} der er brugt, er ikke "
            "oplyst.{budget_notes}"
        ),
        "How much of the budget for {year} of {budget} is used is not known.{budget_notes}",
    ),
    "note all lapsed": ("Det uforbrugte er bortfaldet.", "What is unused has lapsed."),
    "note of which lapsed": (
        "Heraf er {lapsed} bortfaldet.",
        "Of what is unused, {lapsed} has lapsed.",
    ),
    "note no accounts": (
        "Regnskabet for {year} foreligger ikke.",
        "There are no accounts for {year} yet.",
    ),
    "note after period": (
        "Efter perioden er der bogført {used} i {years}.{notes}",
        "After the period, {used} is booked in {years}.{notes}",
    ),
    "note unused in all": (
        "I alt er {part} uforbrugt.",
        "In all, {part} is unused.",
    ),
    "note overspent in all": (
        "I alt er der brugt {over} mere end bevillingen på {budget}.",
        "In all, {over} more is used than the budget of {budget}.",
    ),
    "note unsettled": (
        "Uforbrugte midler er ikke afregnet: ingen videreførsel og intet bortfald er oplyst.",
        "Unused money is not settled: no carry-over and no lapse is known.",
    ),
    # T6: years that a span joins.
    "note joined": (
        "For {years} tilsammen er {part} ikke udmøntet.{notes}",
        "Of {years} together, {part} is not committed.{notes}",
    ),
    "note joined, remaining": (
        (
            "Bevillingen for {years} tilsammen er {budget}.{budget_notes} Heraf er {remaining} "
            "til rådighed.{used_notes}"
        ),
        (
            "The budget for {years} together is {budget}.{budget_notes} Of this, {remaining} "
            "remains.{used_notes}"
        ),
    ),
    # 1: the appropriation, and what became of it.
    "note Appropriation": ("Bevilling", "Appropriation"),
    # T7: the first act; the past tense where a later act is known.
    "note first act, gave": (
        "{act} gav {amount} til {year}.{notes}",
        "{act} gave {amount} to {year}.{notes}",
    ),
    "note first act, gives": (
        "{act} giver {amount} til {year}.{notes}",
        "{act} gives {amount} to {year}.{notes}",
    ),
    "note first act, gave, estimates": (
        (
            "{act} gav {amount} til {year} og havde budgetoverslag på {estimates}, i alt "
            "{whole}.{notes}"
        ),
        "{act} gave {amount} to {year} and had estimates of {estimates}, {whole} in all.{notes}",
    ),
    "note first act, gives, estimates": (
        (
            "{act} giver {amount} til {year} og har budgetoverslag på {estimates}, i alt "
            "{whole}.{notes}"
        ),
        "{act} gives {amount} to {year} and has estimates of {estimates}, {whole} in all.{notes}",
    ),
    "note for each": ("{amount} for hvert af årene {years}", "{amount} for each of {years}"),
    "note for one": ("{amount} for {years}", "{amount} for {years}"),
    "note for several": ("{amount} for {years}", "{amount} for {years}"),
    "note first act, years": (
        "{act} giver {amount}: {years}.{notes}",
        "{act} gives {amount}: {years}.{notes}",
    ),
    "note first act, whole": (
        "{act} giver {amount} over {years}, ikke fordelt på år.{notes}",
        "{act} gives {amount} over {years}, not split by year.{notes}",
    ),
    "note first act, yearly": (
        "{act} giver {amount} årligt {years}.{notes}",
        "{act} gives {amount} a year {years}.{notes}",
    ),
    "note first act, one year": (
        "{act} giver {amount} til {years}.{notes}",
        "{act} gives {amount} to {years}.{notes}",
    ),
    "note own budget, years": (
        "Bevillingen er i alt {amount}: {years}.{notes}",
        "The budget is {amount} in all: {years}.{notes}",
    ),
    "note own budget, one year": (
        "Bevillingen for {years} er {amount}.{notes}",
        "The budget for {years} is {amount}.{notes}",
    ),
    "note own budget, whole": (
        "Bevillingen er {amount} over {years}, ikke fordelt på år.{notes}",
        "The budget is {amount} over {years}, not split by year.{notes}",
    ),
    "note own budget, yearly": (
        "Bevillingen er {amount} årligt {years}.{notes}",
        "The budget is {amount} a year {years}.{notes}",
    ),
    "note from year": ("fra {year}", "from {year}"),
    "note in years": ("i {years}", "in {years}"),
    "note years not known": (
        "Beløbet for {years} er ikke oplyst.{notes}",
        "The amount for {years} is not known.{notes}",
    ),
    "note only strands": (
        "Bevillingen er kun oplyst for delinitiativer.{notes}",
        "The budget is known of strands alone.{notes}",
    ),
    "note first act, not known": (
        "Hvad initiativet i alt har fået bevilget fra begyndelsen, er ikke oplyst.{notes}",
        "What the program was given in all from the beginning is not known.{notes}",
    ),
    "note no act": (
        "Ingen bevilling er oplyst.{notes}",
        "No appropriation is known.{notes}",
    ),
    # T8: agreements; whether they set aside what the first act gave.
    "note agreed, same": (
        "Det svarer til de {amount}, som er oplyst afsat til initiativet ({name}).{notes}",
        "This is the {amount} that is stated as set aside for the program ({name}).{notes}",
    ),
    "note agreed": (
        "Afsat ved aftale ({name}): {amount} for {years}.{notes}",
        "Set aside by agreement ({name}): {amount} for {years}.{notes}",
    ),
    "note agreed, yearly": (
        "Afsat ved aftale ({name}): {amount} årligt {years}.{notes}",
        "Set aside by agreement ({name}): {amount} a year {years}.{notes}",
    ),
    "note agreed, not known": (
        "Afsat ved aftale ({name}); beløbet er ikke oplyst.{notes}",
        "Set aside by agreement ({name}); the amount is not known.{notes}",
    ),
    # T9: reprioritisations with an amount.
    "note moved to": (
        "Med virkning fra {date} er {amount} i {years} omprioriteret til {other}.",
        "From {date}, {amount} in {years} is reprioritised to {other}.",
    ),
    "note moved from": (
        "Med virkning fra {date} er {amount} i {years} omprioriteret hertil fra {other}.",
        "From {date}, {amount} in {years} is reprioritised to the program from {other}.",
    ),
    "note moved within": (
        (
            "Med virkning fra {date} er {amount} i {years} omprioriteret inden for initiativet, "
            "fra {from_} til {to}."
        ),
        (
            "From {date}, {amount} in {years} is reprioritised within the program, from {from_} "
            "to {to}."
        ),
    ),
    "note the program itself": ("initiativet uden delinitiativ", "the program without a strand"),
    "note instrument": ("Grundlaget er {instrument}.", "It is based on {instrument}."),
    "note by year": ("Beløbet er fordelt med {years}.", "The amount is split into {years}."),
    "note not by year": (
        "Hvordan beløbet er fordelt mellem årene, er ikke oplyst.{notes}",
        "How the amount is split between the years is not known.{notes}",
    ),
    "note carried": (
        "Af bevillingen for {from_} er {amount} videreført til {to}.{notes}",
        "Of the budget for {from_}, {amount} is carried over to {to}.{notes}",
    ),
    "note carried, not known": (
        "Af bevillingen for {from_} er et beløb videreført til {to}; det er ikke oplyst.{notes}",
        "Of the budget for {from_}, an amount that is not known is carried over to {to}.{notes}",
    ),
    "note lapsed": (
        "Af bevillingen for {year} er {amount} bortfaldet.{notes}",
        "Of the budget for {year}, {amount} has lapsed.{notes}",
    ),
    "note lapsed, not known": (
        "Af bevillingen for {year} er et beløb bortfaldet; det er ikke oplyst.{notes}",
        "Of the budget for {year}, an amount that is not known has lapsed.{notes}",
    ),
    # T10: each later act; the past tense where a later one is known.
    "note act, gave": (
        "{act} gav {amount} til {year}.",
        "{act} gave {amount} to {year}.",
    ),
    "note act, gives": (
        "{act} giver {amount} til {year}.",
        "{act} gives {amount} to {year}.",
    ),
    "note act, only": (
        "{act} har budgetoverslag på {estimates}.",
        "{act} has estimates of {estimates}.",
    ),
    "note act, estimates": (
        "Budgetoverslagene for {years} er {amounts}.",
        "The estimates for {years} are {amounts}.",
    ),
    "note act, estimate": (
        "Budgetoverslaget for {years} er {amounts}.",
        "The estimate for {years} is {amounts}.",
    ),
    "note each year": ("{amount} hvert år", "{amount} a year"),
    # T11: what an act changed, and how much of it is explained.
    "note changed": (
        "Sammenlignet med {act} er {years} ændret fra {both}, det vil sige med {change}.",
        "Compared with {act}, {years} is changed from {both}: a change of {change}.",
    ),
    "note changed, in part": (
        (
            "Omprioriteringen forklarer {explained}; for de øvrige {rest} er der ingen oplyst "
            "årsag.{notes}"
        ),
        (
            "The reprioritisation explains {explained}; for the other {rest} no reason is "
            "known.{notes}"
        ),
    ),
    "note changed, by several": (
        (
            "Omprioriteringerne forklarer {explained}; for de øvrige {rest} er der ingen oplyst "
            "årsag.{notes}"
        ),
        "Reprioritisations explain {explained}; for the other {rest} no reason is known.{notes}",
    ),
    "note changed, explained": (
        "Omprioriteringer forklarer det hele.{notes}",
        "Reprioritisations explain all of it.{notes}",
    ),
    "note changed, unexplained": (
        "Der er ingen oplyst årsag.{notes}",
        "No reason is known.{notes}",
    ),
    "note changed, price": (
        "Det svarer til en prisregulering på {per_cent} pct.; ingen kilde oplyser det.{notes}",
        "This looks like a price adjustment of {per_cent} per cent; no source says so.{notes}",
    ),
    # T12: reprioritisations without an amount.
    "note unknown to": (
        "Til {other} er der omprioriteret et beløb. Det er ikke oplyst.{notes}",
        "An amount is reprioritised to {other}. It is not known.{notes}",
    ),
    "note unknown from": (
        "Fra {other} er der omprioriteret et beløb hertil. Det er ikke oplyst.{notes}",
        "An amount is reprioritised to the program from {other}. It is not known.{notes}",
    ),
    "note unknown within": (
        (
            "Til {to} er der omprioriteret et beløb inden for initiativet. Beløbet er ikke "
            "oplyst.{notes}"
        ),
        "An amount is reprioritised to {to} within the program. It is not known.{notes}",
    ),
    # Tables.
    "note table": ("Tabel {number}. {title}, {unit}", "Table {number}. {title}, {unit}"),
    "note table, no unit": ("Tabel {number}. {title}", "Table {number}. {title}"),
    "note table of years": ("Bevilling og forbrug", "Budget and use"),
    "note table of strands": ("Bevilling efter delinitiativ", "Budget by strand"),
    "note table of pools": ("Puljer i {name}", "Pools in {name}"),
    "note table of all pools": ("Puljer", "Pools"),
    "note table of other pools": ("Puljer uden for ansøgningsrunder", "Pools in no round"),
    "note table of statements": ("Oplyste tal", "Stated figures"),
    "note not split": ("ikke fordelt", "not split"),
    "note estimates": ("budgetoverslag (ikke bindende)", "estimates (not binding)"),
    # The accounts.
    "note Accounts": ("Regnskab", "Accounts"),
    "note accounts": (
        "Regnskabet for {years} er i alt {outturn}.{notes}",
        "The accounts for {years} are {outturn} in all.{notes}",
    ),
    "note awards": (
        "Der er registreret tilsagn for {awarded} netto.{notes}",
        "Awards of {awarded} net are recorded.{notes}",
    ),
    "note awards-not-recorded": (
        "Regnskabet viser {figure}, som der ikke er registreret tilsagn for.{notes}",
        "The accounts have {figure} without a recorded award.{notes}",
    ),
    "note awards-over-outturn": (
        "Registrerede tilsagn er {figure} over regnskabet.{notes}",
        "Recorded awards are {figure} over the accounts.{notes}",
    ),
    "note outturn-over-budget": (
        "Der er et merforbrug på {figure}.{notes}",
        "{figure} is used over budget.{notes}",
    ),
    "note booked-after-period": (
        "Efter perioden er der bogført {figure}.{notes}",
        "After the period, {figure} is booked.{notes}",
    ),
}
