"""The words of changed entries: what `add` offers, and `rename`, `remove` and `edit` say."""

EDIT_WORDS: dict[str, tuple[str, str]] = {
    "change does": (
        "Hvad ændringen gør, pr. {date}, {unit}",
        "What the change does, as of {date}, {unit}",
    ),
    # What tidlig add offers.
    "years of award": (
        "{subject} har penge i flere år. Hvilket år belaster tilsagnet?",
        "{subject} has money in several years. Which year is the award charged to?",
    ),
    "year of the award": ("{years}, tilsagnsåret", "{years}, the year of the award"),
    "years not split": ("{years}, ikke fordelt på år", "{years}, not split by year"),
    "closed is refused": ("lukket, kan ikke vælges", "closed, cannot be chosen"),
    "estimate is refused": ("BO, kan ikke vælges", "estimate, cannot be chosen"),
    "is closed": ("{years} er lukket", "{years} is closed"),
    "ask year": ("År", "Year"),
    # tidlig rename.
    "places of id": ("{number} steder {files}.", "{number} places {files}."),
    "places of id, one": ("1 sted {files}.", "1 place {files}."),
    "in files": ("i {number} filer", "in {number} files"),
    "in files, one": ("i 1 fil", "in 1 file"),
    "more places": ("og {number} til", "and {number} more"),
    "renaming moves nothing": (
        "Ingen beløb er ændret, og kontrollen siger det samme.",
        "No figure differs, and the checks say the same.",
    ),
    "comments stay": (
        'Kommentarer nævner stadig "{id}": {places}.',
        'Comments still name "{id}": {places}.',
    ),
    # tidlig remove.
    "removed from": ("{file}, tages ud", "{file}, taken out"),
    "removed file": ("{file}, hele filen", "{file}, the whole file"),
    "hanging on": ("Hænger på {address}", "Hangs on {address}"),
    "going too": (
        "{number} poster hænger på den og tages også ud.",
        "{number} entries hang on it and are taken out too.",
    ),
    "going too, one": (
        "1 post hænger på den og tages også ud.",
        "1 entry hangs on it and is taken out too.",
    ),
    "undone": ("Tages ud: {what}", "Taken out: {what}"),
    "undo keeps": (
        "{number} bliver, for andre poster nævner dem: {entries}",
        "{number} stay, because other entries name them: {entries}",
    ),
    "undo keeps, one": (
        "1 bliver, for andre poster nævner den: {entries}",
        "1 stays, because other entries name it: {entries}",
    ),
    "undo elsewhere": (
        "{number} linjer er poster i andre filer, som bliver: {entries}",
        "{number} lines are entries of other files, which stay: {entries}",
    ),
    "undo elsewhere, one": (
        "1 linje er en post i en anden fil, som bliver: {entries}",
        "1 line is an entry of another file, which stays: {entries}",
    ),
    "only naming": ("Nævner det, der tages ud", "Names what is taken out"),
}
