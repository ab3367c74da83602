"""How much a file may hold: limits on what is read, each named with the option that raises it."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest line in bytes, text in code points, number of spans of an article and nesting of a record."""

    line: int = 64 * MEBIBYTE
    text: int = 10_000_000
    spans: int = 50_000
    depth: int = 64

    def document_reason(self) -> str:
        """Why a file that is one document and too long is refused."""
        return f"the document is longer than {self.line:,} bytes; --max-line raises the limit"

    def line_reason(self) -> str:
        """Why a line that is too long is refused."""
        return f"the line is longer than {self.line:,} bytes; --max-line raises the limit"

    def text_reason(self, length: int | None) -> str:
        """Why a text of `length` code points (`None`: it was not read to its end) is refused."""
        if length is None:
            return f"the text has more than {self.text:,} characters; --max-text raises the limit"
        return f"the text has {length:,} characters, more than {self.text:,}; --max-text raises the limit"

    def spans_reason(self, count: int) -> str:
        """Why an article with `count` spans is refused."""
        return f"the article has {count:,} spans, more than {self.spans:,}; --max-spans raises the limit"

    def depth_reason(self) -> str:
        """Why a record that is nested too deeply is refused."""
        return f"nested deeper than {self.depth} levels; --max-depth raises the limit"
