"""Which article serves training and which is only reported."""

from __future__ import annotations

from hashlib import sha256

HELD_OUT = 20
"""Percent of the articles of a set that training never sees."""


def is_held_out(article_id: str) -> bool:
    """Whether the article is one of the held-out ones: decided by a hash of its id alone."""
    return int(sha256(article_id.encode()).hexdigest()[:8], 16) % 100 < HELD_OUT
