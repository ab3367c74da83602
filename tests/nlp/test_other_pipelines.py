"""Pipelines of others: their labels, parses, spans and sentences, and what our quotes and events make of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import schema
from pipelines import parsed, ruled
from spacy.language import Language

from annotator.model.annotation import AnnotationSet, Layer
from annotator.model.article import Article
from annotator.model.schema import Schema
from annotator.nlp.label_map import LabelMap
from annotator.nlp.pipeline import Loaded, complete
from annotator.nlp.propose import propose
from annotator.nlp.tally import Tally

TEXT = "Ann Lee said rebels attacked Selwick."
CLEARNLP = (
    "Ann/PROPN/compound/2 Lee/PROPN/nsubj/3 said/VERB/ROOT/0 rebels/NOUN/nsubj/5 attacked/VERB/ccomp/3 Selwick/PROPN/dobj/5 ./PUNCT/punct/3",
    "Two/NUM/nummod/2 workers/NOUN/nsubjpass/4 were/AUX/auxpass/4 killed/VERB/ROOT/0 by/ADP/agent/4 soldiers/NOUN/pobj/5"
    " in/ADP/prep/4 Selwick/PROPN/pobj/7 ./PUNCT/punct/4",
)
UNIVERSAL = (
    "Ann/PROPN/nsubj/3 Lee/PROPN/flat/1 said/VERB/ROOT/0 rebels/NOUN/nsubj/5 attacked/VERB/ccomp/3 Selwick/PROPN/obj/5 ./PUNCT/punct/3",
    "Two/NUM/nummod/2 workers/NOUN/nsubj:pass/4 were/AUX/aux:pass/4 killed/VERB/ROOT/0 by/ADP/case/6 soldiers/NOUN/obl:agent/4"
    " in/ADP/case/8 Selwick/PROPN/obl/4 ./PUNCT/punct/4",
)
PARSED = "Ann Lee said rebels attacked Selwick. Two workers were killed by soldiers in Selwick."


def proposals(nlp: Language, text: str, under: Schema | None = None) -> tuple[AnnotationSet, Tally]:
    """What a pipeline that was completed proposes, and the counts."""
    tally, wanted = Tally(), under or schema()
    (found,) = propose([Article("a1", text)], Loaded(complete(nlp, wanted), "made", "1"), wanted, tally)
    return found, tally


def entities(found: AnnotationSet, text: str) -> set[tuple[str, str]]:
    return {(m.label, m.text(text)) for m in found.in_layer(Layer.ENTITY)}


def roles(found: AnnotationSet, text: str) -> set[str]:
    """`source role: filler` of every link but cues, a filler that is no entity in brackets."""
    mentions = found.mentions
    return {
        f"{mentions[key.source].label} {key.role}: "
        + ("{}" if mentions[key.target].layer is Layer.ENTITY else "[{}]").format(mentions[key.target].text(text))
        for key in found.links
        if key.role != "cue"
    }


@pytest.mark.parametrize("parses", [CLEARNLP, UNIVERSAL], ids=["ClearNLP", "Universal Dependencies"])
def test_quotes_and_events_are_found_on_parses_of_both_schemes(parses: tuple[str, ...]) -> None:
    nlp = parsed(ruled("en", {"Ann Lee": "PERSON", "Selwick": "GPE"}), *parses)
    found, _ = proposals(nlp, PARSED)
    assert "annotator_sentences" not in nlp.pipe_names
    assert roles(found, PARSED) >= {
        "indirect speaker: Ann Lee", "Attack attacker: [rebels]", "Attack target: Selwick",
        "Die victim: [Two workers]", "Die agent: [soldiers]", "Die place: Selwick",
    }  # fmt: skip


def test_conll_labels_speak_act_and_are_places() -> None:
    text = "Ann Lee said Corvania attacked Selwick on Monday with Zorbian help from Unicorp."
    labels = {"Ann Lee": "PER", "Unicorp": "ORG", "Corvania": "LOC", "Selwick": "LOC", "Zorbian": "MISC"}
    found, tally = proposals(ruled("en", labels), text)
    assert entities(found, text) == {
        ("PERSON", "Ann Lee"), ("ORG", "Unicorp"), ("GPE", "Corvania"), ("GPE", "Selwick"), ("NORP", "Zorbian"),
    }  # fmt: skip
    assert roles(found, text) >= {"indirect speaker: Ann Lee", "Attack attacker: Corvania", "Attack target: Selwick"}
    assert not tally.unmapped


def test_a_label_is_no_conll_label_where_the_pipeline_has_those_of_ontonotes() -> None:
    assert LabelMap(schema(), ["PERSON", "GPE", "LOC"]).get("LOC") == "LOC"
    assert LabelMap(schema(), ["PER", "GPE", "LOC"]).get("LOC") == "LOC"
    assert LabelMap(schema(), ["PER", "ORG", "LOC"]).get("LOC") == "GPE"
    assert LabelMap(schema(), ["PER", "ORG", "LOC"]).get("PER") == "PERSON"
    assert LabelMap(schema()).standard("WEA") == "WEAPON"
    assert LabelMap(schema()).standard("AGENCY") == "AGENCY"


def renamed(**names: str) -> Schema:
    """The shipped schema with other names for some of its entity labels."""
    known = schema()
    return replace(known, entities=tuple(replace(label, name=names.get(label.name, label.name)) for label in known.entities))


def test_a_pipeline_with_the_teams_own_labels_speaks_by_their_maps() -> None:
    found, tally = proposals(ruled("en", {"Ann Lee": "MENSCH", "Selwick": "ORT"}), TEXT, renamed(PERSON="MENSCH", GPE="ORT"))
    assert entities(found, TEXT) == {("MENSCH", "Ann Lee"), ("ORT", "Selwick")}
    assert {link.role for link in found.links.values()} >= {"cue"}
    # the roles of the renamed schema take PERSON and GPE, which it has no longer
    assert tally.dropped["role speaker of indirect"] == 1


def test_a_speaker_whose_label_the_schema_has_no_place_for_is_a_participant() -> None:
    small = replace(schema(), entities=tuple(label for label in schema().entities if label.name != "PERSON"))
    found, tally = proposals(ruled("en", {"Ann Lee": "PERSON", "Selwick": "GPE"}), TEXT, small)
    assert entities(found, TEXT) == {("GPE", "Selwick")}
    assert "indirect speaker: [Ann Lee]" in roles(found, TEXT)
    assert tally.unmapped == {"PERSON": 1}


def test_a_pipeline_with_span_groups_alone_has_speakers_and_roles() -> None:
    nlp = ruled("en", {"Ann Lee": "PER", "Selwick": "LOC"}, where="doc.spans")
    found, _ = proposals(nlp, TEXT)
    assert entities(found, TEXT) == {("PERSON", "Ann Lee"), ("GPE", "Selwick")}
    assert {m.origin.component for m in found.in_layer(Layer.ENTITY) if m.origin} == {"span_ruler"}
    assert roles(found, TEXT) >= {"indirect speaker: Ann Lee", "Attack target: Selwick"}
    assert list(nlp(TEXT).ents) == []


def test_spans_that_overlap_entities_are_proposed_beside_them_and_the_same_ones_once() -> None:
    nlp = ruled("en", {"Ann Lee": "PERSON", "Selwick": "GPE"})
    spans = nlp.add_pipe("span_ruler")
    spans.add_patterns([{"label": "PERSON", "pattern": "Ann Lee"}, {"label": "ORG", "pattern": "Lee said"}])  # type: ignore[attr-defined]
    found, tally = proposals(nlp, TEXT)
    assert entities(found, TEXT) == {("PERSON", "Ann Lee"), ("GPE", "Selwick"), ("ORG", "Lee said")}
    assert tally.proposed["entity"] == 3
    assert "indirect speaker: Ann Lee" in roles(found, TEXT)


def test_what_a_pipeline_has_of_ours_is_not_added_again() -> None:
    nlp = ruled("en", {"Ann Lee": "PER", "Selwick": "LOC"}, "annotator_sentences")
    nlp.add_pipe("annotator_quotes")
    nlp.add_pipe("doc_cleaner")
    nlp.add_pipe("annotator_events")
    found, tally = proposals(nlp, TEXT)
    assert nlp.pipe_names == [
        "annotator_sentences", "entity_ruler", "annotator_standard_labels", "annotator_quotes", "annotator_own_labels", "doc_cleaner",
        "annotator_standard_labels_2", "annotator_events", "annotator_own_labels_2", "annotator_confidence",
    ]  # fmt: skip
    assert (tally.proposed["quote"], tally.proposed["event"]) == (1, 1)
    assert roles(found, TEXT) >= {"indirect speaker: Ann Lee", "Attack target: Selwick"}


@pytest.mark.parametrize(("component", "ours"), [("sentencizer", False), ("senter", False), ("doc_cleaner", True)])
def test_sentences_are_ours_only_where_the_pipeline_sets_none(component: str, ours: bool) -> None:
    nlp = ruled("en", {"Ann Lee": "PERSON"})
    nlp.add_pipe(component)
    complete(nlp, schema())
    assert ("annotator_sentences" in nlp.pipe_names) == ours


def test_a_pipeline_with_labels_of_ontonotes_needs_no_renaming() -> None:
    nlp = complete(ruled("en", {"Ann Lee": "PERSON", "Selwick": "GPE"}), schema())
    assert nlp.pipe_names == ["annotator_sentences", "entity_ruler", "annotator_quotes", "annotator_events", "annotator_confidence"]


def test_a_pipeline_for_several_languages_takes_the_schemas() -> None:
    labels = {"Ann Lee": "PER", "Selwick": "LOC"}
    english, _ = proposals(ruled("xx", labels), TEXT)
    assert "indirect speaker: Ann Lee" in roles(english, TEXT)
    german, _ = proposals(ruled("xx", labels), TEXT, replace(schema(), language="de"))
    assert entities(german, TEXT) == entities(english, TEXT)
    assert not roles(german, TEXT)


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("„Wir bleiben in Selwick“, sagte Ann Lee.", "„Wir bleiben in Selwick“", "Ann Lee"),
        ("Ann Lee sagte: „Wir bleiben.“ Regen fiel.", "„Wir bleiben.“", "Ann Lee"),
        ("»Das ist nicht gut genug für uns«, so Ann Lee am Montag.", "»Das ist nicht gut genug für uns«", "Ann Lee"),
        ("« Nous restons ici », a dit Ann Lee.", "« Nous restons ici »", "Ann Lee"),
        ("“Nos quedamos aquí”, dijo ella.", "“Nos quedamos aquí”", ""),
        ("Ann Lee und Bo Ray: „Wir gehen nicht nach Hause.“", "„Wir gehen nicht nach Hause.“", ""),
    ],
)
def test_other_languages_have_direct_quotes_by_their_marks(text: str, content: str, speaker: str) -> None:
    found, _ = proposals(ruled("de", {"Ann Lee": "PER", "Bo Ray": "PER"}), text)
    (quote,) = found.in_layer(Layer.QUOTE)
    assert (quote.label, quote.text(text)) == ("direct", content)
    assert roles(found, text) == ({f"direct speaker: {speaker}"} if speaker else set())


@pytest.mark.parametrize("text", ["Das „Kalifat“ ist am Ende.", "Sie las „Krieg und Frieden“ im Zug.", "Er die said was killed."])
def test_other_languages_get_no_english_cues_events_or_scare_quotes(text: str) -> None:
    found, _ = proposals(ruled("de", {"Ann Lee": "PER"}), text)
    assert not found.mentions
