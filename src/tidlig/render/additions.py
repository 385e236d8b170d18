"""What `tidlig add` shows before it writes: the entry as it will stand, and what it does."""

from tidlig import __version__
from tidlig.ledger.adding import Addition
from tidlig.ledger.folder import shown_path
from tidlig.model.personal import masked_line
from tidlig.model.texts import Identifier, Verbatim, escaped
from tidlig.render import changes
from tidlig.render.escaping import for_terminal
from tidlig.render.report import page_as_text
from tidlig.render.style import Style
from tidlig.render.tables import Paint, plain_paint


def as_text(
    new: Addition, style: Style, width: int | None = None, paint: Paint = plain_paint
) -> str:
    """Write an addition: its place, its text, and the effect where the ledger can be read."""
    place = for_terminal(Identifier(shown_path(new.target))) + (
        ", a new file" if new.is_new else ""
    )
    lines = "".join(f"{escaped(masked_line(line))}\n" for line in new.text.splitlines())
    shown = f"{paint(place, 'bold')}\n\n{lines}\n"
    if new.compared is None:
        return shown
    source = [Identifier(new.head.origin.shown), Verbatim(f"tidlig {__version__}")]
    page = changes.page(new.compared, style, source)
    return shown + page_as_text(page, style, width, paint)
