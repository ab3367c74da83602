"""Where a mention of a record lies: its offsets converted, checked against the text and its covered text."""

from __future__ import annotations

from itertools import pairwise

from annotator.formats.faults import SHOWN_FAULTS, quoted
from annotator.formats.offsets import OffsetTable, Unit, mismatch_hint
from annotator.formats.record import ReadOptions
from annotator.formats.record_fields import Fields
from annotator.formats.rewriting import Rewriting
from annotator.model.span import Fragments, Span, order_fault

_FRAGMENT_KEYS = frozenset({"start", "end", "text"})


class SourceText:
    """The text of a record as its offsets mean it, and the text that the article gets."""

    def __init__(self, text: str, options: ReadOptions) -> None:
        self.text = text
        self.unit = options.offsets
        self.table = OffsetTable(text, options.offsets)
        self.rewriting = Rewriting(text, nfc=options.nfc, lf=options.lf)
        self._hints_left = SHOWN_FAULTS

    @property
    def article_text(self) -> str:
        """The text that is stored."""
        return self.rewriting.text

    def fragments(self, fields: Fields) -> Fragments | None:
        """The fragments of a mention in the article's text; `None` when a fault was noted."""
        extent = self._span(fields)
        whole = None if extent is None else [extent]
        spans = self._several(fields, extent) if "fragments" in fields.data else whole
        return None if spans is None else self._rewritten(spans, fields)

    def _several(self, fields: Fields, extent: Span | None) -> list[Span] | None:
        before = len(fields.log.faults)
        if fields.data["fragments"] in ([], None):
            fields.log.fault(fields.at("fragments"), "a mention needs at least one fragment")
            return None
        read: list[tuple[str, Span]] = []
        for part in fields.objects("fragments"):
            part.refuse_unknown(_FRAGMENT_KEYS)
            span = self._span(part)
            if span is not None:
                read.append((part.path, span))
        for (_, left), (path, right) in pairwise(read):
            if reason := order_fault(left, right):
                fields.log.fault(path, reason)
        if extent is None or len(fields.log.faults) > before:
            return None
        spans = [span for _, span in read]
        if (spans[0].start, spans[-1].end) != (extent.start, extent.end):
            reason = f"start and end are {extent.start}–{extent.end}, the fragments reach from {spans[0].start} to {spans[-1].end}"
            fields.log.fault(fields.path, reason)
            return None
        return spans

    def _span(self, fields: Fields) -> Span | None:
        """The range in code points of the text as read; `None` when a fault was noted."""
        start, end = fields.integer("start"), fields.integer("end")
        left = None if start is None else self._code_point(fields, "start", start)
        right = None if end is None else self._code_point(fields, "end", end)
        if start is None or end is None or left is None or right is None:
            return None
        if left >= right:
            reason = f"start {start} > end {end}" if left > right else f"start {start} = end {end}: an empty span"
            fields.log.fault(fields.path, reason)
            return None
        return Span(left, right) if self._covers(fields, left, right) else None

    def _code_point(self, fields: Fields, name: str, offset: int) -> int | None:
        if offset > self.table.length:
            reason = f"{offset} is past the end of the text ({self.table.length} {self.unit.word}s)"
            fields.log.fault(fields.at(name), reason)
            return None
        found = self.table.code_point(offset)
        if found is None:
            fields.log.fault(fields.at(name), f"{self.unit.word} {offset} is inside a character")
        return found

    def _covers(self, fields: Fields, start: int, end: int) -> bool:
        """Whether the covered text that the record repeats, if it does, is what stands there."""
        if "text" not in fields.data:
            return True
        given = fields.string("text")
        if given is None:
            return False
        there = self.text[start:end]
        if given == there:
            return True
        hint = self._hint(start, end, given)
        reason = f"text at {start}–{end} is {quoted(there)} ≠ {quoted(given)}"
        fields.log.fault(fields.path, f"{reason}; {hint}" if hint else reason)
        return False

    def _hint(self, start: int, end: int, given: str) -> str:
        """Why the text differs, where it can be told; each costs the length of the text, so that only the first are."""
        if self.unit is not Unit.CODE_POINT or not self._hints_left:
            return ""
        self._hints_left -= 1
        return mismatch_hint(self.text, start, end, given)

    def _rewritten(self, spans: list[Span], fields: Fields) -> Fragments | None:
        if self.rewriting.text is self.text:
            return tuple(spans)
        out: list[Span] = []
        for span in spans:
            start, end = self.rewriting.offset(span.start), self.rewriting.offset(span.end)
            if start is None or end is None:
                reason = f"{span.start}–{span.end} begins or ends inside characters that --normalize or --newlines makes one"
                fields.log.fault(fields.path, reason)
                return None
            out.append(Span(start, end))
        return tuple(out)
