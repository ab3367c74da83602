"""Offsets of other units and of rewritten texts, held against slow and plain ways to get them."""

from __future__ import annotations

import json
import unicodedata
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from annotator.formats.limits import Limits
from annotator.formats.offsets import OffsetTable, Unit
from annotator.formats.rewriting import Rewriting
from annotator.formats.strict_json import NotJson, parse

PIECES = [
    "a",
    "e",
    "\u0301",
    "\u0308",
    "é",
    "\u1100",
    "\u1161",
    "\u11a8",
    "\u212b",
    "😀",
    "\r",
    "\n",
    "\r\n",
    "\u0344",
    "\u05d0",
    "\u0f71",
    "\u0f72",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(st.characters(exclude_categories=["Cs"]), max_size=14)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
)


@given(TEXTS)
def test_bytes_and_utf_16_units_are_counted_as_the_codecs_do(text: str) -> None:
    for unit, encoding, width in ((Unit.BYTE, "utf-8", 1), (Unit.UTF16, "utf-16-le", 2)):
        table = OffsetTable(text, unit)
        starts = {len(text[:index].encode(encoding)) // width: index for index in range(len(text) + 1)}
        assert table.length == max(starts)
        assert [table.code_point(offset) for offset in range(table.length + 1)] == [
            starts.get(offset) for offset in range(table.length + 1)
        ]


@given(TEXTS, st.booleans(), st.booleans())
@example("e\u0301", True, False)
@example("a\r\n\r\rb", False, True)
def test_a_rewritten_text_is_the_normal_one_and_what_keeps_its_ends_keeps_its_words(text: str, nfc: bool, lf: bool) -> None:
    def rewritten(part: str) -> str:
        part = part.replace("\r\n", "\n").replace("\r", "\n") if lf else part
        return unicodedata.normalize("NFC", part) if nfc else part

    made = Rewriting(text, nfc=nfc, lf=lf)
    assert made.text == rewritten(text)
    places = [made.offset(index) for index in range(len(text) + 1)]
    assert (places[0], places[-1]) == (0, len(made.text))
    kept = [(old, new) for old, new in enumerate(places) if new is not None]
    for (left, new_left), (right, new_right) in pairwise(kept):
        assert made.text[new_left:new_right] == rewritten(text[left:right])


@given(JSON)
def test_json_is_read_as_the_library_reads_it(value: object) -> None:
    assert parse(json.dumps(value), Limits()) == value


@given(st.text('{}[]",:019eE.-+tfn \\u', max_size=12))
def test_what_is_no_json_is_told_and_never_raised(text: str) -> None:
    try:
        expected = json.loads(text)
    except (ValueError, RecursionError):
        expected = ...
    try:
        found = parse(text, Limits())
    except NotJson as error:
        assert error.reason
        assert expected is ... or "twice" in error.reason or "number" in error.reason
        return
    assert found == expected
