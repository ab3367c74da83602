"""What annotators and mentions may be called."""

from __future__ import annotations

import re

GOLD, MODEL = "gold", "model"
"""What the adjudicated sets and a model's newest proposals are called where a name is asked for."""

RESERVED_NAMES = frozenset({GOLD, MODEL})
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_OWN_ID = re.compile(r"m([0-9]{1,15})")


def own_number(mention_id: str) -> int:
    """N of an id `mN`, and 0 for an id of any other form."""
    found = _OWN_ID.fullmatch(mention_id)
    return int(found[1]) if found else 0


def name_fault(name: str) -> str | None:
    """Why `name` can't be an annotator's name; `None` when it can."""
    if not _NAME.fullmatch(name):
        return "an annotator's name is 1–64 letters, digits, '.', '_' or '-'"
    return None


def id_fault(mention_id: str) -> str | None:
    """Why `mention_id` can't be a mention's id; `None` when it can."""
    if not _ID.fullmatch(mention_id):
        return "an id is 1–64 letters, digits, '.', '_', ':' or '-'"
    return None
