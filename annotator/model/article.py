"""An article: one immutable text with its id and metadata."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_SURROGATE_OR_NUL = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Article:
    """One text as it was imported; `meta` holds whatever JSON values came with it."""

    id: str
    text: str
    language: str = "en"
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
        return text_sha256(self.text)


def text_sha256(text: str) -> str:
    """The SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def forbidden_character(text: str) -> int | None:
    """The index of the first U+0000 or lone surrogate, which no store keeps; `None` when there is none."""
    found = _SURROGATE_OR_NUL.search(text)
    return found.start() if found else None
