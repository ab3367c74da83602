"""The orders of an annotator's queue as SQL, the same for its pages, for what is unfinished and for stepping through it."""

from __future__ import annotations

from hashlib import sha256

from annotator.model.doubt import Order

_PRIME = 2_147_483_647
"""The largest prime of 31 bits: a product of two numbers below it is an integer of SQLite."""


def order_by(order: Order, annotator: str, *, whole: bool = False) -> str:
    """What stands after ORDER BY for articles `a`; ties go by the order of import.

    For the `whole` list the plus keeps SQLite from the index, which is fast for a page and reads all over the file for everything.
    """
    doubt = "+a.doubt" if whole else "a.doubt"
    match order:
        case Order.SEQUENTIAL:
            return "a.id"
        case Order.UNCERTAIN:
            return f"{doubt} DESC NULLS LAST, a.id"
        case Order.CERTAIN:
            return f"{doubt} ASC NULLS LAST, a.id"
        case Order.RANDOM:
            return f"{_shuffled(annotator)}, a.id"


def _shuffled(annotator: str) -> str:
    """Where an article stands in a shuffled deck of the annotator's own: a product of two lines of its number, modulo a prime.

    It needs nothing but the number, so an article keeps its place before and after others when more are imported.
    """
    digest = sha256(annotator.encode()).digest()
    one, two, three, four = (int.from_bytes(digest[i : i + 8], "big") % (_PRIME - 1) + 1 for i in range(0, 32, 8))
    return f"(a.id * {one} + {two}) % {_PRIME} * ((a.id * {three} + {four}) % {_PRIME}) % {_PRIME}"
