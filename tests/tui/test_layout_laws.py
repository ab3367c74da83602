"""Laws of rows and offsets."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.tui.glyphs import visible
from annotator.tui.wrap import Wrapped

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300)


@given(TEXTS, st.integers(2, 60))
@settings(max_examples=200, deadline=None)
def test_rows_and_line_ends_are_the_text_and_no_row_is_too_wide(text: str, width: int) -> None:
    wrapped = Wrapped(text, width)
    parts = []
    for index, row in enumerate(wrapped.rows):
        parts.append(text[row.start : row.end])
        following = wrapped.rows[index + 1].start if index + 1 < len(wrapped.rows) else len(text)
        parts.append(text[row.end : following])
        assert text[row.end : following] in ("", "\n")
        assert sum(cell.width for cell in wrapped.cells(index)) <= width
    assert "".join(parts) == text


@given(TEXTS, st.integers(2, 60))
@settings(max_examples=100, deadline=None)
def test_an_offset_at_a_grapheme_has_a_place_and_comes_back(text: str, width: int) -> None:
    wrapped = Wrapped(text, width)
    for number in range(len(wrapped.rows)):
        for cell in wrapped.cells(number):
            assert wrapped.row_at(cell.start) == number
            assert wrapped.offset(number, wrapped.column(cell.start)) == cell.start


@given(TEXTS)
def test_what_is_shown_is_printable_and_as_long(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert "\x1b" not in shown and "\x9b" not in shown and "\u202e" not in shown
