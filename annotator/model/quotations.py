"""Quotation marks: which stretches of a text stand between them, outermost only."""

from __future__ import annotations

from dataclasses import dataclass

_PAIRS = {
    "“": "”", "«": "»", "»": "«", "„": "“”", '"': '"', "”": "”", "‘": "’", "'": "'",
    "‚": "‘’", "‹": "›", "‟": "”", "「": "」", "『": "』", "〝": "〞〟", "＂": "＂",
}  # fmt: skip
"""Each opening mark with what closes it."""

_CLOSING = frozenset("".join(_PAIRS.values()))
_SINGLE = frozenset("‘'‚")
_TWO_WAYS = frozenset("\"'”»")
"""Marks that close more often than they open."""

_STOPS = frozenset(".,!?…;:—–-")
_BEFORE_OPENING = frozenset("([{—–-/…:,“„«‘\"'")
_MOST_PARAGRAPHS = 12
"""After how many paragraphs without any mark a quotation that was left open is given up."""

_LONGEST = 4000
"""How many characters a quotation may have in one paragraph, which also keeps texts of nothing but marks from taking forever."""


@dataclass(slots=True)
class Quotation:
    """A stretch with its marks, over several paragraphs in as many fragments; `(start, end)` in characters."""

    fragments: list[tuple[int, int]]

    @property
    def start(self) -> int:
        """The opening mark."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """After the closing mark."""
        return self.fragments[-1][1]


def quotations(text: str) -> list[Quotation]:
    """Every quotation in reading order.

    One left open ends with its paragraph, and goes on where the next paragraph opens again or a later one closes it.
    """
    found: list[Quotation] = []
    is_open = False
    between: list[tuple[int, int]] = []
    offset = 0
    for paragraph in _with_single_signs(text).split("\n"):
        if paragraph.strip():
            begin = len(paragraph) - len(paragraph.lstrip())
            whole = (offset + begin, offset + len(paragraph.rstrip()))
            closed = _closed_at(paragraph) if is_open else 0
            if closed:
                found[-1].fragments += [*between, (offset + begin, offset + closed)]
            spans, still_open = _in_paragraph(paragraph, closed)
            for index, (start, end) in enumerate(spans):
                if index == 0 and is_open and not closed and start == begin and not between:
                    found[-1].fragments.append((offset + start, offset + end))
                else:
                    found.append(Quotation([(offset + start, offset + end)]))
            waits = (
                is_open and not closed and not spans and len(between) < _MOST_PARAGRAPHS and not _CLOSING & set(paragraph) - _SINGLE - {"’"}
            )
            between = [*between, whole] if waits else []
            is_open = still_open or waits
        offset += len(paragraph) + 1
    return found


def _with_single_signs(text: str) -> str:
    """The text with typewriter marks of two signs each as marks of one, at the same places."""
    return text.replace("``", "“\0").replace("''", "\0”") if "``" in text else text


def _closed_at(paragraph: str) -> int:
    """The place after a mark that closes what an earlier paragraph opened, when this one does not open again; 0 when there is none."""
    for index, sign in enumerate(paragraph):
        if sign in ("’", "'", "‘"):
            continue
        if sign in _CLOSING and (not (sign in _PAIRS and _opens(paragraph, index)) or _stands_apart(paragraph, index)):
            return index + 1
        if sign in _PAIRS:
            return 0
    return 0


def _stands_apart(paragraph: str, index: int) -> bool:
    """Whether a straight mark has blanks on both sides, where it may open or close."""
    return paragraph[index] == '"' and _is_token(paragraph[index - 1 : index], paragraph[index + 1 : index + 2] or " ")


def _in_paragraph(paragraph: str, begin: int) -> tuple[list[tuple[int, int]], bool]:
    """The stretches of one paragraph from `begin`, and whether the last was never closed."""
    spans: list[tuple[int, int]] = []
    index = begin
    barren: dict[str, int] = {}
    while index < len(paragraph):
        sign = paragraph[index]
        # where one mark found nothing that closes it, the next of its kind would find nothing either
        if sign in _PAIRS and index >= barren.get(sign, 0) and _opens(paragraph, index):
            end = _closing(paragraph, index)
            barren[sign] = 0 if end else index + _LONGEST
            if end:
                spans.append((index, end))
                index = end
                continue
            if sign not in _SINGLE and len(paragraph) - index <= _LONGEST:
                spans.append((index, len(paragraph.rstrip())))
                return spans, True
        index += 1
    return spans, False


def _opens(paragraph: str, index: int) -> bool:
    """Whether a mark that may also be an inch, an apostrophe or a closing mark opens a quotation here."""
    sign = paragraph[index]
    before = paragraph[index - 1] if index else " "
    after = paragraph[index + 1] if index + 1 < len(paragraph) else " "
    if sign in _SINGLE:
        return (before.isspace() or before in _BEFORE_OPENING) and (after.isalpha() or after in '“"«[' or _is_token(before, after))
    if sign in _TWO_WAYS:
        is_apart = before.isspace() or before in _BEFORE_OPENING or (before in ".:" and after.isalnum())
        return is_apart and (before != "," or after.isalnum()) and (sign == '"' or not after.isspace())
    return True


def _is_token(before: str, after: str) -> bool:
    """Whether a mark stands between blanks, as in text made of tokens."""
    return before.isspace() and after == " "


def _closing(paragraph: str, start: int) -> int:
    """The place after the mark that closes the one at `start`, nested ones of the same kind counted; 0 when there is none."""
    opening = paragraph[start]
    closing = _PAIRS[opening]
    depth = 1
    for index in range(start + 1, min(len(paragraph), start + _LONGEST)):
        sign = paragraph[index]
        if sign in closing:
            if opening in _SINGLE and not _closes_single(paragraph, index, is_token=paragraph[start + 1] == " "):
                continue
            depth -= 1
            if depth == 0:
                return index + 1
        elif sign == opening and opening not in _SINGLE:
            depth += 1
    return 0


def _closes_single(paragraph: str, index: int, *, is_token: bool) -> bool:
    """Whether a single mark closes, rather than stand for a letter or after a plural: `don't`, `the workers’ strike`."""
    before = paragraph[index - 1]
    after = paragraph[index + 1] if index + 1 < len(paragraph) else " "
    if is_token:
        return before.isspace() and after.isspace()
    if after.isalnum() or before.isspace():
        return False
    return before in _STOPS or not after.isspace() or before != "s" or not any(sign in paragraph[index + 1 :] for sign in "’'")
