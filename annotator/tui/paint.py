"""A layout's lines as strips of styled text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from annotator.model.annotation import Layer, Mention, State
from annotator.model.schema import Schema
from annotator.model.span import Span
from annotator.tui.glyphs import Cell
from annotator.tui.index import INDIRECT
from annotator.tui.lanes import Badge
from annotator.tui.layout import BAR_WIDTH, Bar, Layout, gutter_width
from annotator.tui.palette import Palette


class Painter:
    """Paints the lines of one layout in one palette."""

    def __init__(self, layout: Layout, palette: Palette) -> None:
        self.layout = layout
        self.view = layout.view
        self.palette = palette
        self.base = Style(color=palette.text, bgcolor=palette.background)
        self._fillers = self._active_fillers()
        self._hints = {hint.offset: hint.code for hint in self.view.hints if hint.code}

    def row(self, row: int) -> list[Strip]:
        """The lines of a row, text first; the last column is the scroll bar's."""
        layout = self.layout
        lines = [[*self._gutter(row, is_text=True), *self._text(row)]]
        lines += [[*self._gutter(row, is_text=False), *self._lane(badges)] for badges in layout.lanes(row)]
        return [Strip(segments).adjust_cell_length(layout.width - 1, self.base) for segments in lines]

    def _active_fillers(self) -> frozenset[str]:
        if self.view.active is None:
            return frozenset()
        return frozenset(link.target for link in self.view.index.roles_of(self.view.active))

    def _gutter(self, row: int, *, is_text: bool) -> list[Segment]:
        columns = gutter_width(self.layout.width) // BAR_WIDTH
        beside = self.layout.bars(row)
        segments = []
        for column in range(columns):
            bar = beside[column] if column < len(beside) else None
            segments.append(Segment(self._bar(bar, is_text=is_text), self._bar_style(bar)))
        return segments

    def _bar(self, bar: Bar | None, *, is_text: bool) -> str:
        if bar is None:
            return " " * BAR_WIDTH
        sign = self._bar_sign(bar.quote) if is_text and bar.is_first else ""
        return f"{sign:>{BAR_WIDTH - 2}}{'┊' if bar.quote.label == INDIRECT else '▐'} "

    def _bar_sign(self, quote: Mention) -> str:
        """`▸Q3?`: the marks go before the number does where there is no room."""
        sign, room = self.view.index.sign(quote), BAR_WIDTH - 2
        mark = "▸" if quote.id == self.view.active and len(sign) < room else ""
        doubt = "?" if quote.state is State.PROPOSED and len(mark + sign) < room else ""
        return (mark + sign + doubt)[-room:]

    def _bar_style(self, bar: Bar | None) -> Style:
        if bar is None:
            return self.base
        colour = self.palette.indirect_quote if bar.quote.label == INDIRECT else self.palette.quote
        return self.base + Style(color=colour, bold=bar.quote.id == self.view.active)

    def _text(self, row: int) -> list[Segment]:
        cells = self.layout.wrapped.cells(row)
        if not cells:
            is_here = self.view.cursor == self.layout.wrapped.rows[row].start
            return [Segment(" ", Style(bgcolor=self.palette.cursor))] if is_here else []
        mentions, hits = self.layout.mentions(row), self._hits_on(row)
        edges = self._edges(mentions, hits)
        segments: list[Segment] = []
        style, under_hint, is_edge = self.base, 0, True
        for cell in cells:
            if is_edge or cell.start in edges:
                style = self._style_at(cell.start, mentions, hits)
            # an edge may lie inside a grapheme of several code points
            is_edge = cell.end - cell.start > 1
            code = self._hints.get(cell.start)
            if code is not None:
                segments.append(self._hint(code, cell))
                under_hint = len(code)
            if under_hint:
                under_hint -= 1
            else:
                segments.append(Segment(cell.drawn, style))
        return list(Segment.simplify(segments))

    def _hint(self, code: str, cell: Cell) -> Segment:
        style = Style(color=self.palette.background, bgcolor=self.palette.hint, bold=True)
        return Segment(code.ljust(cell.width), style)

    def _edges(self, mentions: list[Mention], hits: tuple[Span, ...]) -> set[int]:
        """Where the style of a row's text may change."""
        spans = [*(f for mention in mentions for f in mention.fragments), *hits]
        if self.view.selection is not None:
            spans.append(self.view.selection)
        return {self.view.cursor, self.view.cursor + 1, *(s.start for s in spans), *(s.end for s in spans)}

    def _hits_on(self, row: int) -> tuple[Span, ...]:
        """The search hits that lie on a row, wholly or in part."""
        hits, shown = self.view.hits, self.layout.wrapped.rows[row]
        first = bisect_right(hits, shown.start, key=lambda hit: hit.end)
        return hits[first : bisect_left(hits, shown.end, key=lambda hit: hit.start)]

    def _style_at(self, offset: int, mentions: list[Mention], hits: tuple[Span, ...]) -> Style:
        style = self.base
        for mention in mentions:
            if any(span.start <= offset < span.end for span in mention.fragments):
                style += self._mention_style(mention)
        view = self.view
        if any(span.start <= offset < span.end for span in hits):
            style += Style(color=self.palette.text, bgcolor=self.palette.hit)
        if view.selection is not None and view.selection.start <= offset < view.selection.end:
            style += Style(color=self.palette.text, bgcolor=self.palette.selection)
        current = view.annotations.mentions.get(view.current or "")
        is_current = current is not None and view.selection is None and any(s.start <= offset < s.end for s in current.fragments)
        if is_current and current is not None and current.layer is not Layer.QUOTE:
            style += Style(color=self.palette.text, bold=True, bgcolor=self.palette.selection)
        if offset == view.cursor:
            style += Style(color=self.palette.background, bgcolor=self.palette.cursor)
        return style

    def _mention_style(self, mention: Mention) -> Style:
        bold = True if mention.id in self._fillers else None
        match mention.layer:
            case Layer.QUOTE:
                if mention.label == INDIRECT:
                    return Style(bgcolor=self.palette.indirect)
                return Style(bgcolor=self.palette.direct, italic=True)
            case Layer.CUE:
                return Style(color=self.palette.quote, bold=True)
            case Layer.EVENT:
                colour = label_colour(self.view.schema, mention.layer, mention.label, self.palette)
                return Style(color=self.palette.background, bgcolor=colour, bold=bold)
            case Layer.ENTITY:
                return Style(color=label_colour(self.view.schema, mention.layer, mention.label, self.palette), underline=True, bold=bold)
        return Style(bold=bold)

    def _lane(self, badges: list[Badge]) -> list[Segment]:
        segments: list[Segment] = []
        column = 0
        for badge in badges:
            segments.append(Segment(" " * (badge.column - column), self.base))
            colour = label_colour(self.view.schema, *badge.colour_of, self.palette)
            style = self.base + Style(color=colour, italic=badge.is_proposed, bold=badge.is_current, reverse=badge.is_current)
            segments.append(Segment(badge.text, style))
            column = badge.column + len(badge.text)
        return segments


def label_colour(schema: Schema, layer: Layer, name: str, palette: Palette) -> str:
    """The colour of a label in the palette; of what the schema does not know the dim one."""
    label = schema.label(layer, name)
    if label is None:
        return palette.dim
    return label.colour.dark if palette.is_dark else label.colour.light
