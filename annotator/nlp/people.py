"""Plain words that stand for people: "two people", "the port authority", "he"."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from annotator.nlp.words import word_set

_PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them", "we", "us"})
_DETERMINERS = frozenset("the a an this that these those his her its their our my some many several most all no".split())
_STOPS = frozenset(
    "that and but or when while as if in on at by with from to for of who which was were is are be been had has have said says".split()
)
_SUFFERERS = frozenset({"wounded", "injured", "dead"})
_BEFORE_SUFFERERS = frozenset("the these those many several some other its their".split())
_VERBS = frozenset("fought shot told met left took struck hit sent saw held gave found brought led drove kept lost made put".split())
_NOUNS = word_set("person_nouns")
_LONGEST = 6


def people(doc: Doc) -> list[Span]:
    """Phrases outside of entities whose last word is a noun or pronoun for people, numbers and adjectives before it included."""
    found = []
    for token in doc:
        if token.ent_type_ or token.is_punct:
            continue
        if token.lower_ in _PRONOUNS and not (token.lower_ == "her" and token.i + 1 < len(doc) and doc[token.i + 1].is_alpha):
            found.append(doc[token.i : token.i + 1])
        elif token.lower_ in _SUFFERERS and not (token.i and doc[token.i - 1].lower_ in _BEFORE_SUFFERERS):
            continue
        elif token.lower_ in _NOUNS and not _is_title(doc, token.i) and not (token.i + 1 < len(doc) and doc[token.i + 1].lower_ in _NOUNS):
            found.append(doc[_start(doc, token.i) : token.i + 1])
    return found


def _is_title(doc: Doc, index: int) -> bool:
    """Whether the noun is the title of the person whose name follows: `General Tomas Brey`."""
    return index + 1 < len(doc) and doc[index + 1].ent_type_ == "PERSON" and doc[index].is_title


def _start(doc: Doc, last: int) -> int:
    start = last
    while start > 0 and last - start < _LONGEST:
        previous = doc[start - 1]
        is_name = previous.ent_type_ and previous.ent_type_ not in ("CARDINAL", "NORP", "DATE")
        if (
            previous.is_punct
            or previous.is_space
            or previous.is_sent_start is None
            or previous.lower_ in _STOPS
            or is_name
            or _is_verb(previous.lower_)
        ):
            break
        start -= 1
        if previous.lower_ in _DETERMINERS or (previous.ent_type_ == "CARDINAL" and previous.ent_iob_ == "B"):
            break
        if doc[start].is_sent_start:
            break
    return start


def _is_verb(word: str) -> bool:
    """Whether a word before the noun is rather its verb: `killed people`, `arresting officers`."""
    return word in _VERBS or (
        word.endswith(("ed", "ing"))
        and word
        not in ("united", "armed", "wounded", "injured", "retired", "masked", "suspected", "displaced", "wanted", "abducted", "kidnapped")
    )
