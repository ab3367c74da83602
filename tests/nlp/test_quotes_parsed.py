"""The component for quotes on parses of other pipelines: ClearNLP and Universal Dependencies labels, and no parse at all."""

from __future__ import annotations

import spacy
from nlp.reading import Quote
from spacy.tokens import Doc, Span

from annotator.nlp import quotes
from annotator.nlp.proposal import proposals

VOCAB = spacy.blank("en").vocab


def parsed(text: str, *names: tuple[int, int, str]) -> Doc:
    """A Doc of `word/POS/relation/head` tokens, heads counted from 0; names as first token, end and label."""
    parts = [token.split("/") for token in text.split()]
    doc = Doc(
        VOCAB,
        words=[part[0] for part in parts],
        spaces=[index + 1 < len(parts) and parts[index + 1][1] != "PUNCT" for index in range(len(parts))],
        pos=[part[1] for part in parts],
        deps=[part[2] for part in parts],
        heads=[int(part[3]) for part in parts],
    )
    doc.ents = [Span(doc, start, end, label=label) for start, end, label in names]
    return doc


def found(doc: Doc) -> list[Quote]:
    """The quotes that the component leaves on the Doc."""
    made = proposals(quotes.find(doc))
    by_key = {proposal["key"]: proposal for proposal in made}

    def words(proposal_links: list[str | list[object]]) -> str:
        places = [by_key[target]["fragments"][0] if isinstance(target, str) else target[1:3] for target in proposal_links]
        return ", ".join(doc.text[start:end] for start, end in places)  # type: ignore[misc]

    return [
        Quote(
            proposal["label"],
            tuple(doc.text[start:end] for start, end in proposal["fragments"]),
            *(words([link["target"] for link in proposal["links"] if link["role"] == role]) for role in ("cue", "speaker", "addressee")),
        )
        for proposal in made
        if proposal["layer"] == "quote"
    ]


def test_a_clearnlp_parse_is_read() -> None:
    doc = parsed(
        "The/DET/det/1 ministry/NOUN/nsubj/2 told/VERB/ROOT/2 reporters/NOUN/dobj/2 that/SCONJ/mark/8 two/NUM/nummod/6"
        " people/NOUN/nsubjpass/8 were/AUX/auxpass/8 killed/VERB/ccomp/2 ./PUNCT/punct/2"
    )
    assert found(doc) == [Quote("indirect", ("that two people were killed",), "told", "The ministry", "reporters")]


def test_a_clearnlp_agent_is_the_speaker_of_a_passive() -> None:
    doc = parsed(
        "She/PRON/nsubjpass/2 was/AUX/auxpass/2 told/VERB/ROOT/2 by/ADP/agent/2 officials/NOUN/pobj/3 that/SCONJ/mark/9"
        " the/DET/det/7 road/NOUN/nsubjpass/9 was/AUX/auxpass/9 closed/VERB/ccomp/2 ./PUNCT/punct/2"
    )
    assert found(doc) == [Quote("indirect", ("that the road was closed",), "told", "officials")]


def test_a_clearnlp_parse_of_according_to_is_read() -> None:
    doc = parsed(
        "Nobody/PRON/nsubjpass/2 was/AUX/auxpass/2 hurt/VERB/ROOT/2 ,/PUNCT/punct/2 according/VERB/prep/2 to/ADP/prep/4"
        " the/DET/det/7 mayor/NOUN/pobj/5 ./PUNCT/punct/2"
    )
    assert found(doc) == [Quote("indirect", ("Nobody was hurt",), "according to", "the mayor")]


def test_a_clearnlp_relative_clause_has_its_noun_as_speaker() -> None:
    doc = parsed(
        "Tarn/PROPN/nsubj/10 ,/PUNCT/punct/0 who/PRON/nsubj/3 said/VERB/relcl/0 that/SCONJ/mark/8 he/PRON/nsubjpass/8 had/AUX/aux/8"
        " been/AUX/auxpass/8 threatened/VERB/ccomp/3 ,/PUNCT/punct/0 left/VERB/ROOT/10 ./PUNCT/punct/10",
        (0, 1, "PERSON"),
    )
    assert found(doc) == [Quote("indirect", ("that he had been threatened",), "said", "Tarn")]


def test_a_universal_parse_with_the_cue_as_parataxis_is_read() -> None:
    doc = parsed(
        "The/DET/det/1 bridge/NOUN/nsubj/3 was/AUX/cop/3 safe/ADJ/ROOT/3 ,/PUNCT/punct/7 the/DET/det/6 mayor/NOUN/nsubj/7"
        " said/VERB/parataxis/3 ./PUNCT/punct/3"
    )
    assert found(doc) == [Quote("indirect", ("The bridge was safe",), "said", "the mayor")]


def test_a_universal_parse_with_an_agent_as_oblique_is_read() -> None:
    doc = parsed(
        "She/PRON/nsubj:pass/2 was/AUX/aux:pass/2 told/VERB/ROOT/2 by/ADP/case/4 officials/NOUN/obl:agent/2 that/SCONJ/mark/9"
        " the/DET/det/7 road/NOUN/nsubj:pass/9 was/AUX/aux:pass/9 closed/VERB/ccomp/2 ./PUNCT/punct/2"
    )
    assert found(doc) == [Quote("indirect", ("that the road was closed",), "told", "officials")]


def test_a_that_clause_that_a_parse_hangs_on_a_noun_of_time_is_still_what_was_said() -> None:
    doc = parsed(
        "Officials/NOUN/nsubj/1 said/VERB/ROOT/1 on/ADP/case/3 Tuesday/PROPN/obl/1 that/SCONJ/mark/7 nobody/PRON/nsubj:pass/7"
        " was/AUX/aux:pass/7 hurt/VERB/acl/3 ./PUNCT/punct/1",
        (3, 4, "DATE"),
    )
    assert found(doc) == [Quote("indirect", ("that nobody was hurt",), "said", "Officials")]


def unparsed(text: str) -> Doc:
    """A Doc with sentences alone."""
    nlp = spacy.blank("en")
    nlp.add_pipe("annotator_sentences")
    nlp.add_pipe("annotator_entities")
    return nlp(text)


def test_without_a_parse_direct_quotes_have_speakers_by_the_words_around_them() -> None:
    doc = unparsed("“We will stay here,” said Anna Berg, the mayor. She told reporters: “Nobody leaves.”")
    assert found(doc) == [
        Quote("direct", ("“We will stay here,”",), "said", "Anna Berg"),
        Quote("direct", ("“Nobody leaves.”",), "told", "She", "reporters"),
    ]


def test_without_a_parse_clauses_are_told_by_their_words() -> None:
    doc = unparsed("Officials said that two people were killed. The bridge was safe, the mayor said.")
    assert found(doc) == [
        Quote("indirect", ("that two people were killed",), "said", "Officials"),
        Quote("indirect", ("The bridge was safe",), "said", "the mayor"),
    ]
