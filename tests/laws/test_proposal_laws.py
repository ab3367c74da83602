"""Laws of the built-in pipeline's proposals, whatever the text."""

from __future__ import annotations

import pytest
from builders import schema
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.annotation import AnnotationSet, Layer, State
from annotator.model.article import Article
from annotator.model.set_rules import set_rule_faults
from annotator.nlp.pipeline import load
from annotator.nlp.propose import Tally, propose

PIPELINE = load("builtin")
PIECES = (
    "“ ” \" ' ‘ ’ « » „ ‚ ( ) , . ! ? : ; — – … \n \n\n said told reporters that According to Anna Berg Rebels attacked the port of"
    " killing two people in Khedrin on Tuesday 12 percent $40 million President Hask (FHF) Free Highlands Front U.S. Army March not will"
    " 😀 é e\u0301 \u200b \u202e 18\u00a0000 https://example.org/a.b \t \r\n İstanbul ﬁre ß"
).split(" ")
TEXTS = (
    st.text(min_size=1, max_size=200)
    | st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map(" ".join)
    | st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join)
)


def proposals(*texts: str) -> list[AnnotationSet]:
    articles = [Article(f"a{number}", text) for number, text in enumerate(texts)]
    return list(propose(articles, PIPELINE, schema(), Tally()))


def assert_lawful(text: str, found: AnnotationSet) -> None:
    names = set(found.mentions)
    assert list(set_rule_faults(found, names, names, len(text))) == []
    for mention in found.mentions.values():
        assert mention.state is State.PROPOSED
        assert mention.origin.component
        for fragment in mention.fragments:
            assert 0 <= fragment.start < fragment.end <= len(text)
            assert not text[fragment.start].isspace()
            assert not text[fragment.end - 1].isspace()
        if mention.label:
            assert schema().label(mention.layer, mention.label) is not None
    for key in found.links:
        source, target = found.mentions[key.source], found.mentions[key.target]
        role = schema().role(source, key.role)
        assert (target.layer is Layer.CUE) if key.role == "cue" else (role is not None and role.fill.accepts(target))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_proposals_lie_in_the_text_and_keep_the_rules_of_sets(text: str) -> None:
    (found,) = proposals(text)
    assert_lawful(text, found)


@given(st.lists(TEXTS, min_size=2, max_size=4))
@settings(max_examples=20, deadline=None)
def test_the_same_text_gives_the_same_proposals_whatever_stands_beside_it(texts: list[str]) -> None:
    alone = [proposals(text)[0] for text in texts]
    assert [(found.mentions, found.links) for found in proposals(*texts)] == [(found.mentions, found.links) for found in alone]


@pytest.mark.parametrize(
    "text",
    [
        "“" * 300,
        '"a ' * 300,
        "'a " * 300,
        "said " * 300,
        "A " * 300,
        "attack " * 300,
        "1,000 " * 300,
        "(" * 300,
        "A.B." * 300,
        "\n" * 300 + "x",
        "of the " * 300,
        "A and " * 200,
        "12" * 500,
        "X of " * 300,
    ],
)
def test_monotonous_texts_do_no_harm(text: str) -> None:
    (found,) = proposals(text)
    assert_lawful(text, found)
