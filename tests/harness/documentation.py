"""What the documentation of a check holds: its summary, its sections and the ledgers in them."""

from dataclasses import dataclass

from harness.cases import files_in
from harness.markdown import sections

SECTIONS = ("What it does", "Why it matters", "Example", "Use instead")


@dataclass(frozen=True, slots=True)
class Documentation:
    """The documentation of a check, taken apart."""

    summary: str
    titles: tuple[str, ...]
    example: dict[str, str]
    use_instead: dict[str, str]


def documentation(text: str) -> Documentation:
    """Take a check's documentation apart."""
    found = sections(text)
    files = {section.title: files_in(section.blocks) for section in found}
    return Documentation(
        summary=text.strip().partition("\n")[0],
        titles=tuple(section.title for section in found if section.level),
        example=files.get("Example", {}),
        use_instead=files.get("Use instead", {}),
    )
