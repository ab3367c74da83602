"""Triggers: words that name an event, verbs in all their forms and nouns, with guards against other senses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from annotator.nlp.clauses import BE
from annotator.nlp.words import table, word_set

_NOUN_BEFORE = frozenset(
    "the a an this that these those his her its their no any another several more deadly recent first second new of".split()
)
_VOWELS = "aeiou"
_BEFORE_VERBS = frozenset(
    "to will would may might could can should must shall not n't n’t did do does and or they we you i who that which he she it also"
    " never then all both people have had has 'll ’ll".split()
)
_WINDOW = 4
_ENTITY_SUBJECTS = ("PERSON", "ORG", "GPE", "NORP")


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens `[start, end)`; `lemma` is the dictionary form; a noun, or a verb that is active or passive."""

    start: int
    end: int
    type: str
    lemma: str
    is_noun: bool
    is_passive: bool = False


def triggers(doc: Doc) -> Iterator[Trigger]:
    """The triggers of a Doc in reading order; two words before one."""
    guards = table("event_guards")
    index = 0
    while index < len(doc):
        found = _at(doc, index)
        if found is None:
            index += 1
            continue
        before = doc[found.start - 1].lower_ if found.start else ""
        after = doc[found.end].lower_ if found.end < len(doc) else ""
        is_named = bool(doc[index].ent_type_) and doc[index].ent_type_ not in ("CARDINAL", "DATE")
        is_guarded = (found.is_noun and before in guards["before"]) or before == "got" or after in guards["after"]
        if not (is_named or is_guarded or _is_in_a_title(doc, index)) and _makes_sense(doc, found):
            yield found
        index = found.end


def _is_in_a_title(doc: Doc, index: int) -> bool:
    """Whether a capital inside a sentence makes the word part of a name: `the exhibition War and Peace`."""
    return doc[index].is_title and not doc[index].is_sent_start and doc[index - 1].is_lower


def _makes_sense(doc: Doc, trigger: Trigger) -> bool:
    """Whether the words after a trigger leave it the sense that the schema means."""
    following = doc[trigger.end : min(trigger.end + _WINDOW, len(doc))]
    near = {token.lower_ for token in following}
    if near & set(table("event_bars").get(trigger.lemma, ())):
        return False
    needs = set(table("event_needs").get(trigger.lemma, ())) if not trigger.is_noun else set()
    if not needs or ("PASSIVE" in needs and trigger.is_passive):
        return True
    if "NEXT" in needs:
        following = following[:1]
        near = {token.lower_ for token in following}
        if not len(following) or following[0].is_punct or following[0].is_space:
            return True
    return bool(near & needs or {token.ent_type_ for token in following} & needs)


def _at(doc: Doc, index: int) -> Trigger | None:
    word = doc[index].lower_
    if index + 1 < len(doc):
        pair = f"{word} {doc[index + 1].lower_}"
        if pair in _nouns():
            kind, lemma = _nouns()[pair]
            return Trigger(index, index + 2, kind, lemma, is_noun=True)
    verb, noun = _verbs().get(word), _nouns().get(word)
    if _is_month(doc, index):
        return None
    if verb is not None:
        kind, lemma, is_participle = verb
        if (not is_participle and not _reads_as_verb(doc, index)) or (is_participle and noun is not None and _reads_as_noun(doc, index)):
            verb = None
    if verb is not None:
        kind, lemma, is_participle = verb
        return Trigger(index, index + 1, kind, lemma, is_noun=False, is_passive=_is_passive(doc, index, is_participle))
    if noun is not None:
        return Trigger(index, index + 1, *noun, is_noun=True)
    return None


def _reads_as_noun(doc: Doc, index: int) -> bool:
    """Whether an article, adjective-like word or genitive stands before a word that may be either."""
    if doc[index].lower_.endswith("ed"):
        return False
    if index == 0:
        return True
    before = doc[index - 1]
    if doc[index].lower_.endswith("ing") and index + 1 < len(doc) and doc[index + 1].lower_ in ("of", "by", "in", "at"):
        return True
    return (
        before.lower_ in _NOUN_BEFORE
        or before.text in ("'s", "’s")
        or before.lower_.endswith(("al", "ous", "ive", "ary", "ic"))
        or before.ent_type_ in ("NORP", "WEAPON", "VEHICLE")
    )


def _reads_as_verb(doc: Doc, index: int) -> bool:
    """Whether what stands before a word in its plain or third form may be its subject or auxiliary."""
    if index == 0 or doc[index].is_sent_start:
        return False
    before = doc[index - 1]
    if before.ent_type_ in _ENTITY_SUBJECTS:
        return not _is_plain_modifier(before.ent_type_, doc[index].lower_)
    return before.lower_ in _BEFORE_VERBS or before.lower_ in word_set("person_nouns")


def _is_plain_modifier(label: str, word: str) -> bool:
    """`Corvanian attack`, `NATO raid`: a name before the plain form of a word is no subject of it."""
    return label == "NORP" or not word.endswith("s")


def _is_month(doc: Doc, index: int) -> bool:
    return doc[index].text == "March" and not doc[index].is_sent_start


def _is_passive(doc: Doc, index: int, is_participle: bool) -> bool:
    if not is_participle or doc[index].lower_.endswith("ing"):
        return False
    before = [token.lower_ for token in doc[max(0, index - 3) : index]]
    after = doc[index + 1].lower_ if index + 1 < len(doc) else ""
    return after == "by" or any(word in BE for word in before)


@cache
def _verbs() -> dict[str, tuple[str, str, bool]]:
    """Every form of every verb: type, dictionary form and whether it may be a participle."""
    found: dict[str, tuple[str, str, bool]] = {}
    for kind, entries in table("event_verbs").items():
        for entry in entries:
            lemma, *irregular = entry.split("/")
            for form in (lemma, _with_s(lemma)):
                found[form] = (kind, lemma, False)
            for form in irregular or (_past(lemma),):
                found[form] = (kind, lemma, True)
            found[_progressive(lemma)] = (kind, lemma, True)
    return found


@cache
def _nouns() -> dict[str, tuple[str, str]]:
    return {form: (kind, noun) for kind, nouns in table("event_nouns").items() for noun in nouns for form in (noun, _with_s(noun))}


def _with_s(word: str) -> str:
    """The plural of a noun, the third person of a verb."""
    if word.endswith(("s", "sh", "ch", "x")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in _VOWELS else word + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return (verb + verb[-1] if _doubles(verb) else verb) + "ed"


def _progressive(verb: str) -> str:
    return verb[:-1] + "ing" if verb.endswith("e") and verb != "die" else (verb + verb[-1] if _doubles(verb) else verb) + "ing"


def _doubles(verb: str) -> bool:
    """`stab` gives `stabbed`: one short vowel before one last consonant, in a word of one syllable."""
    return len(verb) <= 4 and verb[-1] in "bdgmnpt" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
