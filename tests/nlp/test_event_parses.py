"""Roles are read alike from both schemes of dependency labels, and without a parse from what stands nearest."""

from __future__ import annotations

import pytest
import spacy
from builders import schema
from spacy.language import Language
from spacy.tokens import Doc

from annotator.model.annotation import Layer
from annotator.model.article import Article
from annotator.nlp.events import EventFinder
from annotator.nlp.pipeline import Loaded
from annotator.nlp.proposal import proposals
from annotator.nlp.propose import Tally, propose

# word, part of speech, tag, head, Universal Dependencies, ClearNLP (head given again where it differs)
PASSIVE = """
Two NUM CD 1 nummod nummod
soldiers NOUN NNS 3 nsubj:pass nsubjpass
were AUX VBD 3 aux:pass auxpass
killed VERB VBN 3 root ROOT
by ADP IN 5 case agent 3
rebels NOUN NNS 3 obl:agent pobj 4
in ADP IN 8 case prep 3
the DET DT 8 det det
village NOUN NN 3 obl pobj 6
"""
SHARED = """
Gunmen NOUN NNS 1 nsubj nsubj
attacked VERB VBD 1 root ROOT
troops NOUN NNS 1 obj dobj
, PUNCT , 4 punct punct
killing VERB VBG 1 advcl advcl
civilians NOUN NNS 4 obj dobj
with ADP IN 7 case prep 4
guns NOUN NNS 4 obl pobj 6
"""
RELATIVE = """
the DET DT 1 det det
bombing NOUN NN 1 root ROOT
of ADP IN 3 case prep 1
troops NOUN NNS 1 nmod pobj 2
that PRON WDT 5 nsubj nsubj
killed VERB VBD 1 acl:relcl relcl
people NOUN NNS 5 obj dobj
"""


def doc(nlp: Language, table: str, scheme: int) -> Doc:
    rows = [line.split() for line in table.strip().splitlines()]
    heads = [int(row[6]) if scheme and len(row) > 6 else int(row[3]) for row in rows]
    return Doc(
        nlp.vocab,
        words=[row[0] for row in rows],
        pos=[row[1] for row in rows],
        tags=[row[2] for row in rows],
        heads=heads,
        deps=[row[4 + scheme] for row in rows],
        ents=["O"] * len(rows),
    )


def roles(found: Doc, trigger: str) -> set[str]:
    by_key = {made["key"]: found.text[made["fragments"][0][0] : made["fragments"][0][1]] for made in proposals(found)}
    (event,) = (made for made in proposals(found) if made["layer"] == "event" and by_key[made["key"]] == trigger)
    return {f"{made['role']}: {by_key[made['target']]}" for made in event["links"] if isinstance(made["target"], str)}


@pytest.mark.parametrize("scheme", [0, 1], ids=["universal", "clear"])
@pytest.mark.parametrize(
    ("table", "trigger", "expected"),
    [
        (PASSIVE, "killed", {"victim: Two soldiers", "agent: rebels", "place: the village"}),
        (SHARED, "attacked", {"attacker: Gunmen", "target: troops"}),
        (SHARED, "killing", {"agent: Gunmen", "victim: civilians", "instrument: guns"}),
        (RELATIVE, "bombing", {"target: troops"}),
        (RELATIVE, "killed", {"agent: bombing", "victim: people"}),
    ],
)
def test_both_schemes_of_labels_give_the_same_roles(table: str, trigger: str, expected: set[str], scheme: int) -> None:
    found = EventFinder()(doc(spacy.blank("en"), table, scheme))
    assert roles(found, trigger) == expected


@pytest.fixture(scope="module")
def unparsed() -> Loaded:
    """A pipeline with names but without tags and parse."""
    nlp = spacy.blank("en")
    for name in ("annotator_sentences", "annotator_entities", "annotator_events"):
        nlp.add_pipe(name)
    return Loaded(nlp, "en_unparsed", "1.0")


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Rebels shelled the port on Tuesday.", "shelled", {"attacker: Rebels", "target: the port", "time: Tuesday"}),
        ("The port was shelled by rebels.", "shelled", {"target: The port", "attacker: rebels"}),
        ("Two people died in France.", "died", {"victim: Two people", "place: France"}),
        ("A car bomb exploded near Baghdad.", "exploded", {"instrument: car bomb", "place: Baghdad"}),
        ("Rebels killed two workers and wounded eleven.", "wounded", {"agent: Rebels", "count: eleven"}),
        ("The council condemned the attack.", "condemned", {"speaker: The council", "against: attack"}),
        (
            "France and Italy met Turkey in Ankara.",
            "met",
            {"participant: France", "participant: Italy", "participant: Turkey", "place: Ankara"},
        ),
    ],
)
def test_without_a_parse_the_nearest_that_fits_fills_a_role(unparsed: Loaded, text: str, trigger: str, expected: set[str]) -> None:
    (found,) = propose([Article("a1", text)], unparsed, schema(), Tally())
    (event,) = (mention for mention in found.in_layer(Layer.EVENT) if mention.text(text) == trigger)
    links = {f"{key.role}: {found.mentions[key.target].text(text)}" for key in found.links if key.source == event.id}
    assert links == expected


def test_without_a_parse_negation_and_plans_are_read_from_the_words_before(unparsed: Loaded) -> None:
    text = "Rebels never shelled the port. They will shell it."
    (found,) = propose([Article("a1", text)], unparsed, schema(), Tally())
    events = [dict(mention.attributes) for mention in sorted(found.in_layer(Layer.EVENT), key=lambda m: m.start)]
    assert [(event["polarity"], event["modality"], event["tense"]) for event in events] == [
        ("negative", "actual", "past"),
        ("positive", "planned", "future"),
    ]
