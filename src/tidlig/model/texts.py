"""What a text in a report is, so that its writers know what to mask in it.

A plain `str` is a text that somebody wrote, and is masked as strictly as there is. The kinds here
say otherwise. Joined to anything else they become plain again, which masks more, never less.
"""


class Identifier(str):
    """An id, a reference or a path: a number in it that begins with a date may be a case's."""

    __slots__ = ()


class Verbatim(str):
    """What tidlig itself made, such as a revision: nothing in it is masked or escaped."""

    __slots__ = ()


class Number(Verbatim):
    """A figure in plain notation, such as "-1234.50"."""

    __slots__ = ()
