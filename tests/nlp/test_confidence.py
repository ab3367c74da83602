"""Every proposal of the built-in pipeline says how likely a person is to accept it; other pipelines keep what they say themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from builders import TEXT, schema
from pipelines import package, ruler_folder
from spacy.language import Language
from spacy.tokens import Doc, Span

from annotator.model.annotation import AnnotationSet, Layer
from annotator.model.article import Article
from annotator.nlp import confidence
from annotator.nlp.confidence import Curve, Estimate, read_estimates
from annotator.nlp.confidence_features import Evidence, note_origins
from annotator.nlp.pipeline import built_in, load
from annotator.nlp.proposal import link, proposals
from annotator.nlp.proposal import propose as make
from annotator.nlp.propose import Tally, propose

SCORED = (Layer.ENTITY, Layer.QUOTE, Layer.EVENT)


def sets_of(pipeline: str, *texts: str) -> list[AnnotationSet]:
    articles = [Article(f"a{number}", text) for number, text in enumerate(texts)]
    return list(propose(articles, load(pipeline), schema(), Tally()))


def score(found: AnnotationSet, mention_id: str) -> float:
    origin = found.mentions[mention_id].origin
    assert origin is not None
    assert origin.score is not None
    return origin.score


def test_each_mention_and_link_has_a_chance_that_is_neither_nothing_nor_all() -> None:
    (found,) = sets_of("builtin", TEXT)
    assert {m.layer for m in found.mentions.values()} == set(Layer)
    for name in found.mentions:
        assert 0 < score(found, name) < 1
    for key, made in found.links.items():
        assert made.origin is not None
        assert made.origin.score is not None
        assert 0 < made.origin.score <= score(found, key.source), "nobody accepts a role of what they reject"


def test_what_is_there_for_a_role_alone_is_as_sure_as_its_surest_role() -> None:
    (found,) = sets_of("builtin", TEXT)
    for mention in found.mentions.values():
        if mention.layer in (Layer.CUE, Layer.PARTICIPANT):
            roles = [made.origin.score for made in found.links.values() if made.target == mention.id and made.origin and made.origin.score]
            assert score(found, mention.id) == max(roles)


def test_the_same_article_gets_the_same_scores_beside_others_and_alone() -> None:
    beside, alone = sets_of("builtin", "Rain fell.", TEXT)[1], sets_of("builtin", TEXT)[0]
    assert {m.place: m.origin for m in beside.mentions.values()} == {m.place: m.origin for m in alone.mentions.values()}


def test_a_pipeline_of_others_keeps_its_own_scores_and_gets_none_for_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    text = "Reuters asked Ann Lee. Officials said: “We stay in Selwick.”"
    (scored,) = sets_of(package(tmp_path / "packages", "en_spans", "scored"), text)
    (ruled,) = sets_of(str(ruler_folder(tmp_path / "rules", {"Ann Lee": "PERSON"})), text)
    assert [m.origin.score for m in scored.in_layer(Layer.ENTITY) if m.origin] == [0.625, 0.75]
    assert [m.origin.score for m in ruled.in_layer(Layer.ENTITY) if m.origin] == [None]
    assert {m.origin.score for m in ruled.in_layer(Layer.QUOTE) if m.origin} == {None}, "the fit knows quotes of parsed texts alone"


@pytest.mark.parametrize(("language", "is_scored"), [("en", True), ("de", False)])
def test_quotes_and_events_of_another_english_pipeline_with_a_parser_are_scored_and_its_names_are_not(
    tmp_path: Path, language: str, is_scored: bool
) -> None:
    nlp = spacy.blank(language, meta={"name": "parsed", "version": "1"})
    trained = built_in()
    for name in ("tok2vec", "tagger", "parser", "ner"):
        nlp.add_pipe(name, source=trained)
    nlp.to_disk(tmp_path / "parsed")
    (found,) = sets_of(str(tmp_path / "parsed"), TEXT)
    assert {m.origin.score for m in found.in_layer(Layer.ENTITY) if m.origin} == {None}
    scores = [m.origin.score for layer in (Layer.QUOTE, Layer.EVENT) for m in found.in_layer(layer) if m.origin]
    assert scores
    assert [score is not None for score in scores] == [is_scored] * len(scores)


def test_without_estimates_nothing_is_scored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert read_estimates(tmp_path / confidence.FILE) is None
    monkeypatch.setattr(confidence, "packaged", lambda: None)
    (found,) = sets_of("builtin", TEXT)
    assert {m.origin.score for m in found.mentions.values() if m.origin} == {None}


@pytest.mark.parametrize(("total", "share"), [(-9, 0.2), (-1, 0.2), (0, 0.4), (1, 0.6), (2, 0.75), (3, 0.9), (99, 0.9)])
def test_a_curve_goes_straight_from_point_to_point_and_stays_beyond_its_ends(total: float, share: float) -> None:
    assert Curve((-1.0, 1.0, 3.0), (0.2, 0.6, 0.9)).at(total) == pytest.approx(share)


def test_a_feature_that_the_fit_has_not_seen_weighs_nothing() -> None:
    estimate = Estimate(0.5, {"label=ORG": 1.0}, Curve((0.0, 2.0), (0.0, 1.0)))
    assert estimate.sum(["label=ORG", "label=NEVER"]) == 1.5
    assert estimate.of(["label=ORG"]) == pytest.approx(0.75)
    assert estimate.of(["label=ORG"] * 9) == confidence.MOST


@pytest.fixture
def doc() -> Doc:
    return Language()("Ann Lee met Red Unit in Selwick . Unit men left .")


def found_of(doc: Doc, ruled: list[tuple[int, int, str]], recognised: list[tuple[int, int, str]], final: tuple[int, int, str]) -> str:
    spans = [[Span(doc, start, end, label=label) for start, end, label in side] for side in (ruled, recognised, [final])]
    note_origins(doc, spans[0], spans[1])
    doc.ents = tuple(spans[2])
    ((_, features),) = Evidence(doc).entities()
    return next(feature.removeprefix("found=") for feature in features if feature.startswith("found="))


def test_a_name_is_known_by_who_found_it(doc: Doc) -> None:
    lee = (0, 2, "PERSON")
    assert found_of(doc, [lee], [lee], lee) == "same-same"
    assert found_of(doc, [lee], [], lee) == "same-none"
    assert found_of(doc, [], [lee], lee) == "none-same"
    assert found_of(doc, [lee], [(0, 2, "ORG")], lee) == "same-label"
    assert found_of(doc, [lee], [(0, 3, "PERSON")], lee) == "same-span"
    assert found_of(doc, [(1, 2, "PERSON")], [lee], lee) == "span-same"
    assert found_of(doc, [(0, 2, "DATE")], [lee], (0, 2, "DATE")) == "same-closed"


def test_origins_and_scores_travel_with_a_doc() -> None:
    doc = built_in()("Ann Lee left Paris on Tuesday.")
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    starts = [entity.start_char for entity in doc.ents]
    assert starts
    assert [confidence.score_of_entity(again, start) for start in starts] == [confidence.score_of_entity(doc, start) for start in starts]
    assert [seen for _, seen in Evidence(again).entities()] == [seen for _, seen in Evidence(doc).entities()]


def test_a_proposal_whose_cue_and_fillers_are_gone_has_features_all_the_same(doc: Doc) -> None:
    quote = make(doc, "quote", "direct", [(0, 7)], "test")
    link(quote, "cue", "c9")
    link(quote, "speaker", "p9")
    evidence = Evidence(doc)
    assert f"cue=- {quote['label']}" in evidence.quote(quote)
    assert len(evidence.link(quote, quote["links"][1])) == 7
    assert evidence.cue(quote)
    assert proposals(doc) == [quote]
