"""The words and sentences of the page and of charts, in Danish and English."""

PAGE_WORDS: dict[str, tuple[str, str]] = {
    # What stands around the figures.
    "page: skip": ("Gå til indholdet", "Skip to the content"),
    "page: contents": ("Indhold", "Contents"),
    "page: print": ("Udskriv", "Print"),
    "page: search": ("Søg", "Search"),
    "page: download": ("Hent CSV", "Download CSV"),
    "page: rows shown": ("{shown} af {whole}", "{shown} of {whole}"),
    "page: more rows": (
        "og {number} rækker til: {command} har dem alle.",
        "and {number} more rows: {command} has them all.",
    ),
    "page: more rows, one": (
        "og 1 række til: {command} har dem alle.",
        "and 1 more row: {command} has them all.",
    ),
    "page: key figures": ("Hovedtal", "Key figures"),
    # Sections.
    "page: overview": ("Overblik", "Overview"),
    "page: programs": ("Initiativer", "Programs"),
    "page: flow": ("Pengenes vej", "Flow of funds"),
    "page: by year": ("Efter år", "By year"),
    "page: by strand": ("Efter delinitiativ", "By strand"),
    "page: years": ("År for år", "Year by year"),
    "page: strands": ("Delinitiativer", "Strands"),
    "page: development": ("Bevillingens udvikling", "Bridge from act to act"),
    "page: pools": ("Puljer", "Pools"),
    "page: use of pools": ("Puljernes udnyttelse", "Use of pools"),
    "page: awards": ("Tilsagn", "Awards"),
    "page: statements": ("Oplyste tal", "Statements"),
    "page: remarks": ("Bemærkninger til oplyste tal", "Remarks on statements"),
    "page: findings": ("Bemærkninger fra kontrollen", "Findings"),
    "page: no findings": ("Kontrollen har ingen bemærkninger.", "The checks found nothing."),
    "page: findings are English": (
        "Kontrollens bemærkninger er på engelsk.",
        "",
    ),
    "page: unreadable": (
        "Opgørelsen kan ikke læses, og ingen tal vises.",
        "The ledger cannot be read, and no figures are shown.",
    ),
    "page: sources": ("Kilder", "Sources"),
    "page: note": ("Noter", "Notes"),
    # The key figures.
    "page: Used": ("Forbrug", "Used"),
    "page: of budget": ("af {budget}", "of {budget}"),
    "page: nothing unreported": ("intet", "nothing"),
    # Headings of tables.
    "page: number": ("nr.", "no."),
    "page: title": ("titel", "title"),
    "page: publisher": ("udgiver", "publisher"),
    "page: reference": ("reference", "reference"),
    "page: link": ("link", "link"),
    "page: recipient": ("modtager", "recipient"),
    "page: recipients not known": ("modtagere ikke oplyst", "recipients not known"),
    "page: case": ("sagsnr.", "case no."),
    "page: CVR": ("CVR", "CVR"),
    "page: severity": ("alvor", "severity"),
    "page: check": ("kontrol", "check"),
    "page: what": ("hvad", "what"),
    "page: place": ("sted", "place"),
    "page: error": ("fejl", "error"),
    "page: warning": ("advarsel", "warning"),
    # Bars on a terminal.
    "bars: of": ("{used} af {budget}", "{used} of {budget}"),
    "bars: after the period": ("{figure} efter perioden", "{figure} after the period"),
    # Charts.
    "chart: summary of flow": (
        "Bevilling for år, initiativer og delinitiativer, og hvad pengene blev til. {answers}",
        "The budget of years, programs and strands, and what the money became. {answers}",
    ),
    "chart: years": ("år", "years"),
    "chart: use": ("anvendelse", "use"),
    "chart: negative": ("Under nul, og derfor uden bånd", "Below zero, and so without a band"),
    "chart: left out": (
        "{number} mindre er ikke tegnet; tabellerne har dem.",
        "{number} smaller ones are not drawn; the tables have them.",
    ),
    "chart: left out, one": (
        "Den mindste er ikke tegnet; tabellen har den.",
        "The smallest one is not drawn; the table has it.",
    ),
    "chart: bounds": (
        "anvendelse inden for grænser, se tabellen",
        "use within bounds, see the table",
    ),
    "chart: budget": ("bevilling i alt", "budget"),
    "chart: step up": ("op", "up"),
    "chart: step down": ("ned", "down"),
    "chart: unexplained up": ("op, uden oplyst årsag", "up, no reason stated"),
    "chart: unexplained down": ("ned, uden oplyst årsag", "down, no reason stated"),
    "chart: after steps": ("bevilling med BO", "budget with estimates"),
    "chart: unexplained step": ("{act}, uden oplyst årsag", "{act}, no reason stated"),
    "chart: summary of steps": (
        "Bevillingen begynder med {first} ({act}) og er {last} efter {number} ændringer.",
        "The budget begins with {first} ({act}) and is {last} after {number} steps.",
    ),
    "chart: summary of steps, one": (
        "Bevillingen begynder med {first} ({act}) og er {last} efter 1 ændring.",
        "The budget begins with {first} ({act}) and is {last} after 1 step.",
    ),
    "chart: summary of unexplained": (
        "Uden oplyst årsag: {steps}.",
        "No reason is stated for {steps}.",
    ),
    "chart: awarded of frame": ("{awarded} af {frame}", "{awarded} of {frame}"),
    "chart: share of frame": ("{awarded} af {frame}, {share}", "{awarded} of {frame}, {share}"),
    "chart: awards not known": (
        "ramme {frame}, tilsagn ikke oplyst",
        "frame {frame}, awards not known",
    ),
    "chart: summary of pools": (
        "Tilsagn af puljerammen i {number} puljer.",
        "Awards of the frame in {number} pools.",
    ),
    "chart: summary of pools, one": (
        "Tilsagn af puljerammen i 1 pulje.",
        "Awards of the frame in 1 pool.",
    ),
    "chart: frame": ("puljeramme", "frame"),
    "chart: awarded": ("tilsagn efter annullering", "awarded, less cancelled"),
}
