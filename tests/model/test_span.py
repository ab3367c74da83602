"""Ranges of code points."""

from __future__ import annotations

import pytest

from annotator.model.span import Span

TEXT = "  Ann\u00a0left \n\t "


@pytest.mark.parametrize(
    ("given", "expected"), [((0, 12), "Ann\u00a0left"), ((1, 6), "Ann"), ((2, 5), "Ann"), ((5, 8), "le"), ((3, 4), "n")]
)
def test_a_stripped_span_is_without_the_blanks_at_its_ends(given: tuple[int, int], expected: str) -> None:
    assert Span(*given).stripped(TEXT).slice(TEXT) == expected


@pytest.mark.parametrize("given", [(0, 2), (10, 14), (5, 6), (3, 3)])
def test_a_blank_span_stripped_is_empty_and_lies_inside(given: tuple[int, int]) -> None:
    bare = Span(*given).stripped(TEXT)
    assert (len(bare), given[0] <= bare.start <= given[1]) == (0, True)
