"""Where every class of an entry is: what can be known of kinds without importing them.

It takes longer to import the classes than to complete an id in a shell, or to show a balance that
is cached. `tidlig.model.kinds` imports them.
"""

KINDS = {
    "program": "decisions.Program",
    "agreement": "decisions.Agreement",
    "appropriation": "decisions.Appropriation",
    "reprioritisation": "decisions.Reprioritisation",
    "carry-over": "decisions.CarryOver",
    "lapse": "decisions.Lapse",
    "round": "grants.Round",
    "pool": "grants.Pool",
    "award": "grants.Award",
    "amendment": "grants.Amendment",
    "payment": "grants.Payment",
    "return": "grants.Return",
    "outturn": "grants.Outturn",
    "recipient": "records.Recipient",
    "source": "records.Source",
    "statement": "records.Statement",
    "register": "records.Register",
    "table": "tables.Table",
}
"""Every kind of entry by the name of its table, in the order of reports, with its class."""

CHECKED_BY_TESTS = frozenset(
    {
        "program",
        "strand",
        "appropriation",
        "reprioritisation",
        "carry-over",
        "round",
        "pool",
        "award",
        "payment",
        "return",
        "outturn",
        "recipient",
        "source",
        "statement",
        "register",
        "table",
    }
)
"""The kinds that `tests/code` finds complete. All others are checked whenever they are imported.

Checking all of them would take two milliseconds of each start.
"""

PARTS = (
    "decisions.Strand",
    "decisions.StrandSplit",
    "decisions.End",
    "grants.KindDate",
    "grants.Applications",
    "records.Stated",
    "records.Filter",
    "records.Columns",
    "tables.KeyColumn",
    "tables.Constant",
    "tables.AlsoMade",
    "tables.LineAcceptance",
)
"""The classes of what stands within entries; strands are entries within their program."""
