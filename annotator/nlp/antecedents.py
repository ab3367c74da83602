"""Whom a pronoun stands for: the person who was last spoken of in the same paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from annotator.nlp.relations import ANY_SUBJECTS
from annotator.nlp.speakers import entity_at

_PERSONAL = frozenset({"he", "she", "him", "her"})
_PERSON = "PERSON"


def antecedent(doc: Doc, pronoun: Span) -> str | None:
    """The fullest name of the person a pronoun stands for; `None` for other pronouns, and where two persons may be meant."""
    if len(pronoun) != 1 or pronoun[0].lower_ not in _PERSONAL:
        return None
    before = list(_persons_before(doc, pronoun.start))
    subject = next((person for person in before if any(token.dep_ in ANY_SUBJECTS for token in person)), None)
    if subject is None and len({person[-1].lower_ for person in before}) == 1:
        subject = before[0]
    return fullest(doc, subject) if subject is not None else None


def _persons_before(doc: Doc, index: int) -> Iterator[Span]:
    """The persons of the paragraph before a token, the nearest first."""
    index -= 1
    while index >= 0 and "\n" not in doc[index].text:
        if doc[index].ent_type_ == _PERSON and doc[index].ent_iob_ == "B":
            person = entity_at(doc, index)
            if person is not None:
                yield person
        index -= 1


def fullest(doc: Doc, person: Span) -> str:
    """The longest name in the Doc that ends in the same word, as the words of a name."""
    last = person[-1].lower_
    names = (entity for entity in doc.ents if entity.label_ == _PERSON and entity[-1].lower_ == last)
    return " ".join(max(names, key=len, default=person).text.split())
