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

_WHOLE = 1_000_000_000
_LEAST = 600_000_000
"""A word is near from this part of the whole on, as with difflib."""
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
        if self.left < 0:
            return None
        matcher = SequenceMatcher(b=written)
        best, found = _LEAST, ""
        for word in known:
            matcher.set_seq1(word)
            if int(_WHOLE * matcher.real_quick_ratio()) < best:
                continue
            if int(_WHOLE * matcher.quick_ratio()) < best:
                continue
            self.left -= len(written) * len(word) * min(len(written), len(word))
            if self.left < 0:
                return None
            best, found = max((best, found), (int(_WHOLE * matcher.ratio()), word))
        return found or None
