"""Names and numbers as written, made equal where they mean the same; and how near names are."""

from difflib import SequenceMatcher
from functools import lru_cache

from tidlig.model.spelling import caseless

ALIKE = 70
"""What is left of two names without the words they share is alike from this many per cent."""


@lru_cache(maxsize=1 << 18)
def key(text: str) -> str:
    """Give an id or a reference without what does not tell it apart: case and spaces."""
    return caseless(text).replace(" ", "")


def number(cvr: str) -> str:
    """Give the digits of a CVR number."""
    return "".join(letter for letter in cvr if letter.isdigit())


def name(text: str) -> str:
    """Give a name without what does not tell it apart: case, punctuation, spaces."""
    return " ".join("".join(each if each.isalnum() else " " for each in caseless(text)).split())


def alike(one: str, other: str) -> bool:
    """Tell whether two names, as `name` gives them, are one spelled in two ways.

    Words in both are left aside, for "Odense Kommune" and "Assens Kommune" are alike in them only;
    a name with a word more is the same when what they share is half of the longer or more.
    """
    first, second = one.split(), other.split()
    shared = set(first) & set(second)
    left = " ".join(word for word in first if word not in shared)
    right = " ".join(word for word in second if word not in shared)
    if not left or not right:
        longer = max(len(one), len(other))
        return 2 * (longer - len(left) - len(right)) >= longer
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    matched = sum(block.size for block in matcher.get_matching_blocks())
    return 200 * matched >= ALIKE * (len(left) + len(right))
