"""The words of the workbook, in Danish and English: sheets, columns, and what it explains."""

WORKBOOK_WORDS: dict[str, tuple[str, str]] = {
    # Sheets, and the names of tables that formulas have.
    "workbook: overview": ("Oversigt", "Overview"),
    "workbook: lines": ("Linjer", "Lines"),
    "workbook: movements": ("Bevægelser", "Movements"),
    "workbook: movements table": ("Bevaegelser", "Movements"),
    "workbook: pools": ("Puljer", "Pools"),
    "workbook: awards": ("Tilsagn", "Awards"),
    "workbook: statements": ("Oplyste tal", "Statements"),
    "workbook: findings": ("Bemærkninger", "Findings"),
    "workbook: sources": ("Kilder", "Sources"),
    "workbook: about": ("Om", "About"),
    # Columns. One word each where formulas name them.
    "workbook: id": ("id", "id"),
    "workbook: circa": ("ca.", "c."),
    "workbook: yes": ("ja", "yes"),
    "workbook: no": ("nej", "no"),
    "workbook: check": ("kontrol", "check"),
    "workbook: agrees": ("stemmer", "agrees"),
    "workbook: disagrees": ("stemmer ikke", "does not agree"),
    "workbook: line": ("linje", "line"),
    "workbook: program": ("initiativ", "program"),
    "workbook: strand": ("delinitiativ", "strand"),
    "workbook: years": ("år", "years"),
    "workbook: state": ("tilstand", "state"),
    "workbook: binding": ("binding", "binding"),
    "workbook: is binding": ("bindende", "binding"),
    "workbook: is estimate": ("overslag", "estimate"),
    "workbook: basis": ("grundlag", "basis"),
    "workbook: basis accounts": ("regnskab", "accounts"),
    "workbook: basis awards": ("tilsagn", "awards"),
    "workbook: basis not known": ("ikke oplyst", "not known"),
    "workbook: basis estimate": ("overslag", "estimate"),
    "workbook: rest": ("rest", "rest"),
    "workbook: rest remaining": ("til rådighed", "remaining"),
    "workbook: rest unused": ("uforbrugt", "unused"),
    "workbook: rest unreported": ("ikke oplyst", "unreported"),
    "workbook: rest estimate": ("BO", "estimate"),
    "workbook: appropriated": ("bevilget", "appropriated"),
    "workbook: restated": ("ændret", "restated"),
    "workbook: reprioritised": ("omprioriteret", "reprioritised"),
    "workbook: carried": ("videreført", "carried"),
    "workbook: budget": ("bevilling", "budget"),
    "workbook: awarded": ("tilsagn", "awarded"),
    "workbook: returned": ("annulleret", "returned"),
    "workbook: paid": ("udbetalt", "paid"),
    "workbook: outturn": ("regnskab", "outturn"),
    "workbook: agreed": ("afsat", "agreed"),
    "workbook: lapsed": ("bortfaldet", "lapsed"),
    "workbook: used": ("forbrug", "used"),
    "workbook: number": ("nr", "number"),
    "workbook: period": ("periode", "period"),
    "workbook: part": ("del", "part"),
    "workbook: known": ("{name}_opgjort", "{name}_known"),
    "workbook: least": ("{name}, mindst", "{name}, at least"),
    "workbook: most": ("{name}, højst", "{name}, at most"),
    "workbook: entry": ("post", "entry"),
    "workbook: date": ("dato", "date"),
    "workbook: heading": ("overskrift", "heading"),
    "workbook: movement": ("bevægelse", "movement"),
    "workbook: amount": ("beløb", "amount"),
    "workbook: plus_minus": ("plus_minus", "plus_minus"),
    "workbook: counts": ("tæller", "counts"),
    "workbook: unknown": ("ukendt", "unknown"),
    "workbook: source": ("kilde", "source"),
    "workbook: place": ("sted", "place"),
    "workbook: note": ("note", "note"),
    "workbook: not split": ("ikke fordelt", "not split"),
    "workbook: undated": ("uden dato", "undated"),
    "workbook: none": ("ingen", "none"),
    "workbook: name": ("navn", "name"),
    "workbook: pool": ("pulje", "pool"),
    "workbook: round": ("runde", "round"),
    "workbook: price level": ("prisniveau", "price level"),
    "workbook: frame": ("puljeramme", "frame"),
    "workbook: share": ("brugt, pct.", "used, per cent"),
    "workbook: eligible": ("ansøgerkreds", "eligible"),
    "workbook: announced": ("udmeldt", "announced"),
    "workbook: deadline": ("frist", "deadline"),
    "workbook: start": ("projektstart", "start"),
    "workbook: reference": ("reference", "reference"),
    "workbook: recipient": ("modtager", "recipient"),
    "workbook: cvr": ("CVR", "CVR"),
    "workbook: title": ("titel", "title"),
    "workbook: outstanding": ("hensat", "outstanding"),
    "workbook: severity": ("alvor", "severity"),
    "workbook: rule": ("kontrol", "check"),
    "workbook: what": ("hvad", "what"),
    "workbook: publisher": ("udgiver", "publisher"),
    "workbook: url": ("url", "url"),
    # Lines.
    "workbook: title of": ("Bevillingsoversigt, {ledger}", "Budget overview, {ledger}"),
    "workbook: dated": (
        "pr. {date}, vist i {unit}; beløb er kroner",
        "as of {date}, shown in {unit}; amounts are in whole units of the currency",
    ),
    "workbook: as of": ("pr. dato", "as of"),
    "workbook: revision": ("revision", "revision"),
    "workbook: no revision": ("ikke i git", "not in git"),
    "workbook: tool": ("værktøj", "tool"),
    "workbook: unit": ("vist i", "shown in"),
    "workbook: ledger": ("opgørelse", "ledger"),
    "workbook: entries": ("poster", "entries"),
    "workbook: open amount": (
        "{entry}: {figure} årligt fra {year}, slutår ikke oplyst",
        "{entry}: {figure} a year from {year}, end not stated",
    ),
    "workbook: unknown amounts": ("beløb ikke oplyst", "amounts not known"),
    "workbook: about sums": (
        "Summer er formler over Bevægelser. Kontrol sammenholder dem med tallene fra tidlig.",
        "Sums are formulas over Movements. The check compares them with the figures of tidlig.",
    ),
    "workbook: about fixed": (
        (
            "Tal, der ikke er en sum af linjer (penge over flere år eller uden delinitiativ), står"
            " som faste tal: {number}."
        ),
        (
            "Figures that are no sum of lines (money over several years, or of no strand) are fixed"
            " numbers: {number}."
        ),
    ),
    "workbook: about bounds": (
        (
            "Grænser og ukendte tal er tekst og indgår ikke i summer; mindst og højst står i skjulte"
            " kolonner."
        ),
        (
            "Bounds and what is unknown are text and in no sum; the least and the most are in hidden"
            " columns."
        ),
    ),
    "workbook: about counts": (
        (
            "tæller: ja er med i summer; nej er senere end datoen; ukendt er et beløb, der ikke er"
            " oplyst."
        ),
        (
            "counts: yes is in sums; no is later than the date; unknown is an amount that is not"
            " known."
        ),
    ),
    "workbook: no rows": ("Ingen.", "None."),
}
"""Each word by its key."""
