"""Triggers: words that name an event, verbs in all their forms, nouns and adjectives, with guards against other senses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from annotator.nlp.clauses import BE
from annotator.nlp.event_rules import EventRules, Kind, Reading, Readings
from annotator.nlp.words import word_set

_NOUN_BEFORE = frozenset(
    "the a an this that these those his her its their no any another several more deadly recent first second new of".split()
)
_BEFORE_VERBS = frozenset(
    "to will would may might could can should must shall not n't n’t did do does and or they we you i who that which he she it also"
    " never then all both people have had has 'll ’ll".split()
)
_WINDOW = 7
_BARS_WINDOW = 4
_SHORT = 3
_ENTITY_SUBJECTS = ("PERSON", "ORG", "GPE", "NORP")
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_AFTER_VERBS = frozenset({"DET", "PRON", "PROPN", "NUM", "CCONJ", "ADJ"})
_BEFORE_GERUNDS = frozenset({"of", "for", "by", "from", "without", "after", "before"})
_ATTRIBUTIVE = frozenset({"amod", "compound"})
_CAPITALISED = frozenset({"CARDINAL", "DATE", "TIME", "EVENT"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens `[start, end)` and what they are read as; `is_passive` is guessed from the words before, for want of a parse."""

    start: int
    end: int
    reading: Reading
    is_passive: bool = False

    @property
    def type(self) -> str:
        """The event type."""
        return self.reading.type

    @property
    def lemma(self) -> str:
        """The dictionary form."""
        return self.reading.lemma

    @property
    def is_noun(self) -> bool:
        """Whether it is no verb."""
        return self.reading.kind in (Kind.NOUN, Kind.ADJECTIVE)

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb."""
        return not self.is_noun

    def head(self, doc: Doc) -> Token:
        """The word of the trigger on which its arguments depend: the verb of a phrasal verb, the last word of a noun."""
        return doc[self.start] if self.is_verb else doc[self.end - 1]


def triggers(doc: Doc, rules: EventRules) -> Iterator[Trigger]:
    """The triggers of a Doc in reading order; two words before one."""
    words = [token.lower_ for token in doc]
    is_tagged = bool(doc.has_annotation("POS"))
    index, size = 0, len(words)
    while index < size:
        found = next(_at(doc, words, index, rules, is_tagged=is_tagged), None)
        if found is None:
            index += 1
            continue
        yield found
        index = found.end


def _at(doc: Doc, words: list[str], index: int, rules: EventRules, *, is_tagged: bool) -> Iterator[Trigger]:
    """What may begin at a token and makes sense, the likeliest first."""
    word = words[index]
    if index + 1 < len(words):
        pair = f"{word} {words[index + 1]}"
        for reading in (*rules.nouns.get(pair, ()), *rules.verbs.get(pair, ()), *rules.adjectives.get(pair, ())):
            found = Trigger(index, index + 2, reading, is_passive=_is_passive(words, index, reading))
            if _makes_sense(doc, words, found, rules, is_tagged=is_tagged):
                yield found
    verbs, nouns, adjectives = rules.verbs.get(word, ()), rules.nouns.get(word, ()), rules.adjectives.get(word, ())
    if not (verbs or nouns or adjectives) or (doc[index].text == "March" and not doc[index].is_sent_start):
        return
    readings = _by_tag(doc[index], verbs, nouns, adjectives) if is_tagged else _by_neighbours(doc, index, verbs, nouns)
    for reading in readings:
        found = Trigger(index, index + 1, reading, is_passive=_is_passive(words, index, reading))
        if _makes_sense(doc, words, found, rules, is_tagged=is_tagged):
            yield found


def _by_tag(token: Token, verbs: Readings, nouns: Readings, adjectives: Readings) -> Readings:
    """What the tagger's part of speech leaves of what a form may be."""
    part = token.pos_
    if part in _VERBAL or (verbs and token.tag_.startswith("VB")):
        return verbs or adjectives or (nouns if token.lower_.endswith("ing") or token.is_sent_start else ())
    if part in _NOMINAL:
        return nouns or (adjectives if adjectives and _stands_for_people(token) else _mistaken(token, verbs))
    if part == "ADJ":
        if adjectives and (token.dep_ not in _ATTRIBUTIVE or token.head.i < token.i or (token.i and token.nbor(-1).pos_ == "VERB")):
            return adjectives
        return tuple(verb for verb in verbs if verb.kind is Kind.PARTICIPLE and token.lower_.endswith("ed"))
    return ()


def _mistaken(token: Token, verbs: Readings) -> Readings:
    """The past forms among a noun's readings as a verb, where no article makes it a noun: `gunmen shot and killed`."""
    if not token.i or token.i + 1 >= len(token.doc) or token.nbor(-1).lower_ in _NOUN_BEFORE or token.is_title:
        return ()
    after = token.nbor()
    if after.pos_ not in _AFTER_VERBS and after.lower_ not in ("by", "at", "dead"):
        return ()
    return tuple(verb for verb in verbs if verb.kind is Kind.PARTICIPLE and not token.lower_.endswith("ing"))


def _stands_for_people(token: Token) -> bool:
    """Whether an adjective is used as a noun: `the wounded`, `among the injured`."""
    # without a parse there are no edges to walk along
    return bool(token.dep) and token.dep_ not in _ATTRIBUTIVE and any(word.dep_ in ("det", "nummod", "case") for word in token.children)


def _by_neighbours(doc: Doc, index: int, verbs: Readings, nouns: Readings) -> Readings:
    """What the words before leave of what a form may be, without a tagger."""
    fitting = []
    for verb in verbs:
        is_participle = verb.kind is Kind.PARTICIPLE
        if _reads_as_verb(doc, index) if not is_participle else not (nouns and _reads_as_noun(doc, index)):
            fitting.append(verb)
    return (*fitting, *nouns)


def _makes_sense(doc: Doc, words: list[str], trigger: Trigger, rules: EventRules, *, is_tagged: bool) -> bool:
    """Whether the words round a trigger leave it the sense that the schema means."""
    first = doc[trigger.start]
    if first.ent_type_ and first.ent_type_ not in _CAPITALISED:
        return False
    if _is_in_a_title(doc, trigger.start):
        return False
    before = words[trigger.start - 1] if trigger.start else ""
    after = words[trigger.end] if trigger.end < len(words) else ""
    if before == "got" or rules.is_barred(trigger.type, before if trigger.is_noun else "", after):
        return False
    if is_tagged and trigger.reading.kind is Kind.NOUN and trigger.end < len(doc) and _is_modifier(doc, trigger):
        return False
    if is_tagged and trigger.is_verb and _is_quality(first):
        return False
    return _is_guarded(doc, words, trigger, rules)


def _is_quality(token: Token) -> bool:
    """Whether a form with -ing only says what a thing is like: `attacking style`."""
    if token.dep_ != "amod" or token.tag_ != "VBG" or token.head.i < token.i:
        return False
    return not token.i or not (token.nbor(-1).lower_ in _BEFORE_GERUNDS or token.nbor(-1).pos_ in ("VERB", "PART", "SCONJ"))


def _is_modifier(doc: Doc, trigger: Trigger) -> bool:
    """Whether the noun only says of what kind the next one is: `attack helicopters`, `arrest warrant`."""
    token = doc[trigger.end - 1]
    if token.dep_ not in ("compound", "nn") or token.head.i < trigger.end or token.head.ent_type_:
        return False
    return all(other.pos_ != "ADP" for other in doc[trigger.end : token.head.i])


def _is_guarded(doc: Doc, words: list[str], trigger: Trigger, rules: EventRules) -> bool:
    guards = rules.guard(trigger.reading)
    if not (guards.bars or guards.needs or guards.context):
        return True
    if guards.context and not any(token.lower_ in guards.context for token in doc[trigger.start].sent):
        return False
    before = words[max(0, trigger.start - (_BARS_WINDOW if trigger.is_passive else 1)) : trigger.start]
    near = {*words[trigger.end : trigger.end + _BARS_WINDOW], *before}
    if near & guards.bars or ("PASSIVE" in guards.bars and trigger.is_passive):
        return False
    needs = guards.needs if trigger.is_verb or trigger.lemma not in rules.verbs else frozenset()
    if not needs or ("PASSIVE" in needs and trigger.is_passive):
        return True
    following = doc[trigger.end : trigger.end + (1 if "NEXT" in needs else _WINDOW)]
    if "NEXT" in needs and (not len(following) or following[0].is_punct or following[0].is_space):
        return True
    return any(token.lower_ in needs or token.ent_type_ in needs for token in following)


def _is_in_a_title(doc: Doc, index: int) -> bool:
    """Whether a capital inside a sentence makes the word part of a name: `the exhibition War and Peace`; in a headline it doesn't."""
    token = doc[index]
    if not token.is_title or token.is_sent_start or index == 0:
        return False
    around = [other for other in token.sent if other.is_alpha and len(other) > _SHORT]
    return sum(other.is_lower for other in around) * 3 > len(around)


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


def _is_passive(words: list[str], index: int, reading: Reading) -> bool:
    if reading.kind is not Kind.PARTICIPLE or words[index].endswith("ing"):
        return False
    after = words[index + 1] if index + 1 < len(words) else ""
    return after == "by" or any(word in BE for word in words[max(0, index - 3) : index])
