"""The known word that is nearest to one that is not known, within a bound of work.

What is found is what `difflib.get_close_matches` finds. That takes time with the third power of the
length of words, so long ones, and many, are compared as long as the bound allows, and no further:
without a suggestion a finding is as true.
"""

from collections.abc import Collection
from difflib import SequenceMatcher

MOST_WORK = 200_000_000
"""So much work is spent on suggestions in one go, a second or two: 25 000 words of 20 letters are
compared, or 50 000 are looked at."""

_LONGEST = 100


class Nearness:
    """Searches for near words, which have a bound together."""

    def __init__(self, work: int = MOST_WORK) -> None:
        """Allow so much work."""
        self.left = work
        self._found: dict[tuple[str, int], str | None] = {}

    def nearest(self, written: str, known: Collection[str]) -> str | None:
        """Give the known word that is nearest, when one is near and the bound allows to find it.

        Collections of what is known must be kept, and not change, as long as this is.
        """
        key = written, id(known)
        if key not in self._found:
            self._found[key] = self._searched(written[:_LONGEST], known) if self.left > 0 else None
        return self._found[key]

    def _searched(self, written: str, known: Collection[str]) -> str | None:
        looking = sum(100 * (len(written) + min(len(word), _LONGEST)) for word in known)
        self.left -= looking
        if self.left < 0 or not written:
            return None
        matcher = SequenceMatcher(b=written)
        best, found = matcher.ratio(), ""  # of nothing: 0
        for word in known:
            matcher.set_seq1(word)
            bounds = (matcher.real_quick_ratio, matcher.quick_ratio)
            if any(5 * (most := bound()) < 3 or most < best for bound in bounds):
                continue
            self.left -= len(written) * len(word) * min(len(written), len(word))
            if self.left < 0:
                return None
            ratio = matcher.ratio()
            if 5 * ratio >= 3:  # near enough for difflib
                best, found = max((best, found), (ratio, word))
        return found or None
