"""What the gold says of proposals, and that it says nothing of what it does not mark."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, Span

from annotator.nlp.confidence_features import note_origins
from annotator.nlp.proposal import link, participant, propose
from training import labels
from training.fitting import Judged
from training.judged_sets import EWT_TYPES, FITTED, PLOVER_TYPES, UNSEEN, Source
from training.judging import is_unmarked, judge

TEXT = "The Red Unit met Ann Lee in Selwick on Monday; rebels attacked it with 20 men, and more than 300 people left."
NAMES = Source("made", "", frozenset({"PERSON", "ORG", "GPE"}), labels.UNER)
QUOTED = "Ann Lee said rain would fall soon. Others said nobody knew it."


def doc_of(text: str, *named: tuple[str, str]) -> Doc:
    doc = spacy.blank("en")(text)
    spans: list[Span] = []
    for words, label in named:
        span = doc.char_span(text.index(words), text.index(words) + len(words), label=label)
        assert span is not None
        spans.append(span)
    doc.ents = tuple(spans)
    note_origins(doc, spans, [])
    return doc


def place(text: str, words: str) -> dict[str, Any]:
    return {"start": text.index(words), "end": text.index(words) + len(words)}


def verdicts(doc: Doc, article: dict[str, Any], source: Source) -> list[tuple[str, bool]]:
    return [(kind, judged.is_right) for kind, judged in judge(doc, {"id": "x", "text": doc.text, "meta": {}} | article, source)]


def test_an_entity_is_right_with_the_golds_span_but_for_article_and_label() -> None:
    gold = {"entities": [place(TEXT, "The Red Unit") | {"label": "ORG"}, place(TEXT, "Ann Lee") | {"label": "PER"}]}
    doc = doc_of(TEXT, ("Red Unit", "ORG"), ("Ann", "PERSON"), ("Selwick", "GPE"))
    assert verdicts(doc, gold, NAMES) == [("entity", True), ("entity", False), ("entity", False)]


def test_a_label_that_the_set_does_not_mark_is_not_judged() -> None:
    assert verdicts(doc_of(TEXT, ("Monday", "DATE"), ("20", "CARDINAL"), ("Selwick", "GPE")), {"entities": []}, NAMES) == [
        ("entity", False)
    ]


def test_dates_are_not_judged_where_the_set_has_none_of_the_article() -> None:
    gold = {"entities": [place(TEXT, "Monday") | {"label": "DATE"}]}
    source = Source("made", "", closed={"DATE": "DATE"})
    doc = doc_of(TEXT, ("Monday", "DATE"))
    assert verdicts(doc, gold, source) == [("entity", True)]
    assert verdicts(doc, gold | {"meta": {"dates_ok": False}}, source) == []


def test_a_hedge_before_a_number_is_a_matter_of_taste() -> None:
    gold = {"entities": [place(TEXT, "300") | {"label": "Quantity"}]}
    assert verdicts(doc_of(TEXT, ("more than 300", "CARDINAL")), gold, Source("made", "", closed={"Quantity": "CARDINAL"})) == [
        ("entity", True)
    ]


def test_where_re3d_is_not_sure_nothing_is_judged() -> None:
    gold = {"entities": [place(TEXT, "rebels") | {"label": "Organisation"}, place(TEXT, "Red Unit met Ann") | {"label": "Money"}]}
    doc = doc_of(TEXT, ("Red Unit", "ORG"), ("Selwick", "GPE"))
    assert verdicts(doc, gold, Source("made", "", NAMES.labels, labels.RE3D)) == [("entity", False)]


def quoted(label: str, content: str = "rain would fall soon") -> Doc:
    doc = doc_of(QUOTED, ("Ann Lee", "PERSON"))
    start = QUOTED.index(content)
    quote = propose(doc, "quote", label, [(start, start + len(content))], "quotes")
    cue = propose(doc, "cue", "", [(8, 12)], "quotes")
    link(quote, "cue", cue["key"])
    link(quote, "speaker", ["ent", 0, 7, "PERSON"])
    return doc


def test_a_quote_is_right_with_half_of_the_content_and_its_type_and_then_its_roles_are_judged() -> None:
    answer = {"content": [[13, 33]], "type": "indirect", "cue": [8, 12], "source": [40, 46]}
    source = Source("made", "", quotes=True)
    assert verdicts(quoted("indirect", "rain would fall"), {"quotes": [answer]}, source) == [
        ("quote", True),
        ("cue", True),
        ("speaker", False),
    ]
    assert verdicts(quoted("direct"), {"quotes": [answer]}, source) == [("quote", False)]
    assert verdicts(quoted("indirect", "soon"), {"quotes": [answer]}, source) == [("quote", False)]
    assert verdicts(quoted("indirect"), {"quotes": [answer | {"source": None}]}, source) == [("quote", True), ("cue", True)]
    assert verdicts(quoted("indirect"), {"quotes": [answer], "meta": {"quotes_ok": False}}, source) == []


def eventful(kind: str = "Attack") -> Doc:
    doc = doc_of(TEXT, ("Red Unit", "ORG"))
    start = TEXT.index("attacked")
    event = propose(doc, "event", kind, [(start, start + 8)], "events")
    link(event, "attacker", participant(doc, start - 7, start - 1, "events")["key"])
    link(event, "target", ["ent", 4, 12, "ORG"])
    link(event, "place", ["ent", 4, 12, "ORG"])
    return doc


def test_an_event_is_right_with_trigger_and_type_and_a_role_with_what_fills_that_kind_of_role() -> None:
    arguments = [place(TEXT, "rebels") | {"role": "ARG0"}, place(TEXT, "300 people") | {"role": "victim"}]
    gold = {"events": [{"type": "War", "trigger": place(TEXT, "attacked"), "args": arguments}]}
    source = Source("made", "", types=EWT_TYPES)
    assert verdicts(eventful(), gold, source) == [("event", True), ("role", True), ("role", False)], "the gold event has no place"
    assert verdicts(eventful("Die"), gold, source) == [("event", False)]
    assert verdicts(eventful("Aid"), gold, source) == [], "the set marks no such type"


def test_where_a_set_marks_one_event_an_article_other_types_are_not_judged() -> None:
    gold = {"events": [{"type": "PROTEST", "trigger": place(TEXT, "left"), "args": []}]}
    source = Source("made", "", types=PLOVER_TYPES, whole=False)
    assert verdicts(eventful(), gold, source) == []
    assert verdicts(eventful("Protest"), gold, source) == [("event", False)]


def test_an_article_full_of_proposals_without_one_gold_event_was_passed_over() -> None:
    assert is_unmarked([False] * 10)
    assert not is_unmarked([False] * 9)
    assert not is_unmarked([False] * 30 + [True])


@pytest.mark.parametrize("source", UNSEEN, ids=lambda source: source.name)
def test_what_is_reported_as_unseen_serves_no_fit_of_its_layers(source: Source) -> None:
    for fitted in FITTED:
        if fitted.path == source.path:
            assert fitted.held_out_only
            assert fitted.types is None
            assert not (fitted.quotes and source.quotes)
            assert not fitted.labels & source.labels


def test_a_judged_proposal_knows_article_and_set() -> None:
    ((_, judged),) = judge(doc_of(TEXT, ("Selwick", "GPE")), {"id": 7, "text": TEXT, "meta": {}, "entities": []}, NAMES)
    assert (judged.article, judged.source, judged.is_right) == ("7", "made", False)
    assert isinstance(judged, Judged)
