"""The sentence of a disagreement, cut into what each of the two marked in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.article import Article
from annotator.workflow.disagreements import Place, Version
from annotator.workflow.passages import Passage, in_article

TEXT = "He fled. Ann Lee left Gaza City. She slept.\nBob stayed."


def version(*ranges: tuple[int, int]) -> Version:
    return Version("ann1", "X", ranges, "")


def passage(text: str, first: Version, second: Version) -> Passage:
    place = Place("d1", (first, second))
    return in_article(Article("d1", text), [place])[place]


def joined(pieces: tuple[tuple[str, bool], ...]) -> str:
    return "".join(text for text, _ in pieces)


def test_both_sides_are_of_the_same_sentence() -> None:
    found = passage(TEXT, version((9, 16)), version((9, 12)))
    assert found.first == (("Ann Lee", True), (" left Gaza City.", False))
    assert found.second == (("Ann", True), (" Lee left Gaza City.", False))


def test_who_marked_nothing_has_the_plain_sentence() -> None:
    assert passage(TEXT, version(), version((22, 26))).first == (("Ann Lee left Gaza City.", False),)


def test_what_runs_over_sentences_has_all_of_them() -> None:
    found = passage(TEXT, version((9, 12), (33, 36)), version((9, 12)))
    assert found.first == (("Ann", True), (" Lee left Gaza City. ", False), ("She", True), (" slept.", False))
    assert joined(found.second) == "Ann Lee left Gaza City. She slept."


def test_an_endless_sentence_is_cut_and_says_so() -> None:
    text = "a " * 5000
    found = passage(text, version((5000, 5001)), version((5000, 5003)))
    assert found.first[0] == (" … ", False)
    assert found.first[-1] == (" … ", False)
    assert len(joined(found.first)) < 500
    assert len(joined(passage(text, version((0, 9000)), version((0, 1))).first)) < 1200


@given(st.text("ab .\n", min_size=2, max_size=40), st.data())
def test_every_mark_is_there_once(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = passage(text, version((start, end)), version())
    assert [piece for piece, marked in found.first if marked] == [text[start:end]]
    assert joined(found.first) == joined(found.second)
    assert joined(found.first) in text
