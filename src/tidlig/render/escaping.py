"""The border of a report: each text is masked and made safe once, where it is written.

There is one function for each place that a text can go to. Each masks personal data first
(`model/texts.py` says how strictly), then takes from the text whatever that place would obey:
control characters, commands of CI logs, formulas, markup, mentions and links. Applied twice, they
change nothing more, except that Markdown is escaped again.
"""

import re

from tidlig.model.personal import masked
from tidlig.model.texts import FORMULA, Verbatim, escaped, without_commands, without_controls

LONGEST_CELL = 32_767
"""So many characters a cell of a workbook may have."""

_BRACE = r"[{}]"
_PLACEHOLDER = r"\{\d+\}"
_MARKDOWN = r"([\\`*_{}\[\]<>|#~$])"
_MENTION = (
    r'(?<=@)(?=\w)|(?<=[%~])(?<!HEAD~)(?=[\w"])|(?<=[#!$&])(?=\d)|(?<=\bGH)(?=-\d)|(?<=\[)(?=\w+:)'
)
"""What GitHub or GitLab takes for the name of somebody or something: `@name`, `#1`, `!1`, `GH-1`,
each parted after its mark."""
_LINK = r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=mailto)(?=:)|(?<=xmpp)(?=:)"
_COMMIT = r"(?<![0-9A-Za-z])(?=[0-9]*[a-f])[0-9a-f]{7,40}(?![0-9A-Za-z])"
"""What may be a commit's id, which code hosts link unless it is code; as that it can be copied.
Whole numbers are left alone."""
_PARTED = "\x00"
_NO_WIDTH = "&#8203;"
"""A space of no width: the reader sees the text as it was, and the code host two words.

An entity alone (`&#64;`) does not help: mentions and links are looked for when it is a sign again.
"""


def for_terminal(text: str) -> str:
    """Write control characters and invisible marks as escapes; tabs become four spaces.

    Commands to a CI that reads what is printed are broken in the same way.
    """
    return escaped(masked(text))


def for_annotation(*lines: str) -> str:
    """Write the lines of an annotation on GitHub's runner, as one line that is no other command."""
    return "%0A".join(for_terminal(line).replace("%", "%25") for line in lines)


def for_annotation_property(text: str) -> str:
    """Write a property of an annotation on GitHub's runner, such as its file."""
    return for_annotation(text).replace(":", "%3A").replace(",", "%2C")


def for_sarif(text: str) -> str:
    """Keep a text from being taken for a link or a placeholder of SARIF (2.1.0, 3.11.5 and 6).

    Braces are doubled where a text has a placeholder, as `{0}`, and stay where it has none: most
    readers show them as they are.
    """
    plain = for_terminal(text).replace("](", r"\](")
    return re.sub(_BRACE, r"\g<0>\g<0>", plain) if re.search(_PLACEHOLDER, plain) else plain


def for_csv(text: str) -> str:
    """Keep a text from being taken for a formula by a spreadsheet, or for a command by a CI."""
    plain = without_commands(without_controls(masked(text)))
    return re.sub(FORMULA, r"\1'", plain)


def for_sheet(text: str) -> str:
    """Write a text for a cell of a workbook, which is text whatever it begins with."""
    return for_terminal(text)[:LONGEST_CELL]


def for_document(text: str) -> str:
    """Mask a text for a document that escapes it itself, and take out what no XML can hold."""
    return without_controls(masked(text)).replace("\t", "    ")


def for_html(text: str) -> str:
    """Keep a text from being taken for markup, also as the value of an attribute in quotes."""
    import html

    return html.escape(for_terminal(text))


def for_markdown(text: str) -> str:
    """Keep a text from being taken for Markdown or HTML, for a mention or for a link."""
    if isinstance(text, Verbatim):
        return text
    parted = re.sub(f"{_MENTION}|{_LINK}", _PARTED, for_terminal(text), flags=re.IGNORECASE)
    plain = re.sub(_MARKDOWN, r"\\\1", parted.replace("&", "&amp;"))
    code = re.sub(_COMMIT, r"`\g<0>`", plain)
    return code.replace(_PARTED, _NO_WIDTH)  # no text for a terminal has this sign
