"""What depends on a cue in the parse and tells what was said: clauses, infinitives, and what is called for."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from annotator.nlp import relations
from annotator.nlp.cues import Cue, is_known
from annotator.nlp.reported_by_words import OCCASIONS

Tokens = tuple[int, int]
"""Tokens `[start, end)`."""

_LEAD = frozenset(", : ; — – - -- . … ...".split())
_TRAIL = _LEAD | frozenset({"?", "!"})
_FEWEST = 2
_FEWEST_WORDS = 3
_FILLERS = frozenset({"know", "guess"})
_PERCEIVED = frozenset({"see", "sees", "saw", "seen", "hear", "hears", "heard"})
_REACH = 16
_JOINS = frozenset("and but so because which though although as".split())
_ENDS = frozenset({"“", "”", '"', "[", "–", "—"})
_QUESTIONS = frozenset({"whether", "if", "how", "why", "what", "who", "where", "when", "which"})
COMPLEMENTISERS = _QUESTIONS | {"that"}
"""First words of clauses that tell what was said."""

_SUBJECT_PARTS = frozenset({"DET", "PROPN", "PRON", "NOUN", "ADJ", "NUM", "ADV", "SCONJ", "ADP"})


def kept(doc: Doc, fragments: list[Tokens]) -> list[Tokens]:
    """The fragments without blanks and stops at either end; none when little is left."""
    tidied = [_tidy(doc, *fragment) for fragment in fragments]
    found = [(start, end) for start, end in tidied if end > start]
    return found if sum(end - start for start, end in found) >= _FEWEST else []


def _tidy(doc: Doc, start: int, end: int) -> Tokens:
    while start < end and (doc[start].is_space or doc[start].text in _LEAD):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _TRAIL):
        end -= 1
    return start, end


def clause(doc: Doc, cue: Cue) -> list[Tokens]:
    """`said (that) CLAUSE` and `CLAUSE, X said` where the clause depends on the cue, or on a noun that stands before "that"."""
    head = doc[cue.start]
    clauses = [each for each in head.children if _is_complement(cue, each)]
    right = [each for each in clauses if each.i >= cue.end]
    for each in right or clauses:
        start, end = each.left_edge.i, each.right_edge.i + 1
        if start >= cue.end:
            return kept(doc, [(start, _end(doc, cue, each))])
        if end <= cue.start:
            return kept(doc, [(start, min(end, head.left_edge.i) if head.left_edge.i > start else end)])
    return [] if right else _that_clause(doc, head, cue.end) or _bare_clause(doc, cue)


def _bare_clause(doc: Doc, cue: Cue) -> list[Tokens]:
    """`believe the man fled to Selwick`, where the parse has an object with a participle for the clause."""
    subject = relations.child(doc[cue.start], relations.OBJECTS)
    if subject is None or subject.left_edge.i != cue.end or not cue.takes("said", "thought"):
        return []
    verb = next((each for each in subject.rights if each.dep_ in relations.PARTICIPLES and each.tag_ in ("VBN", "VBD")), None)
    return kept(doc, [(cue.end, _end(doc, cue, verb))]) if verb is not None and verb.i == subject.i + 1 else []


def is_end(head: Token) -> bool:
    """Whether a verb that depends on another as clause is `, X said` in truth: after a comma, with nothing that was said of its own."""
    edge = head.left_edge
    is_after_comma = edge.text == "," or (edge.i > 0 and edge.nbor(-1).text == ",")
    return (
        head.dep_ in relations.CONTENTS
        and head.head.i < edge.i
        and is_after_comma
        and is_known(head)
        and relations.child(head, relations.CONTENTS) is None
    )


def _is_complement(cue: Cue, token: Token) -> bool:
    if token.dep_ in relations.CONTENTS:
        return not is_end(token)
    if token.i < cue.end:
        return False
    if token.dep_ in relations.ASIDES:
        return cue.takes("said", "report") and token.doc[cue.end].text in (":", ",")
    first = token.doc[token.left_edge.i].lower_
    if token.dep_ in ("advcl", "dep"):
        return first in ("if", "whether", "that") or (first == "like" and cue.takes("thought") and token.left_edge.i == cue.end)
    is_free_relative = token.dep_ in relations.ANY_OBJECTS and token.lower_ in _QUESTIONS
    return is_free_relative and relations.child(token, relations.RELATIVES) is not None


def _that_clause(doc: Doc, head: Token, start: int, *, is_noun: bool = False) -> list[Tokens]:
    """`told the paper in a statement that CLAUSE`: the clause begins at a "that" with no other verb before it."""
    for index in range(start, min(head.sent.end, start + _REACH)):
        token = doc[index]
        if (
            token.lower_ == "that"
            and _begins_clause(doc, index)
            and (
                token.pos_ == "SCONJ" or token.dep_ == "mark" or index == start or relations.child(head, relations.ANY_OBJECTS) is not None
            )
        ):
            verb = _verb_of(doc, index, head)
            if verb is None:
                return []
            end = verb.right_edge.i + 1
            return kept(doc, [(index, _cut(doc, verb, end if is_noun else _whole(doc, end)))])
        is_aim = (
            token.pos_ == "NOUN"
            and token.dep_ in relations.OBLIQUES - {"obl:agent"}
            and not token.ent_type_
            and token.lower_ not in OCCASIONS
        )
        if token.pos_ in ("VERB", "AUX") or token.text in (",", ";", ":") or (is_aim and head.pos_ == "VERB"):
            break
    return []


def _begins_clause(doc: Doc, index: int) -> bool:
    """Whether a "that" is no subject of its own clause: `the men that broke in`."""
    return doc[index].tag_ != "DT" and index + 1 < len(doc) and doc[index + 1].pos_ in _SUBJECT_PARTS


def _verb_of(doc: Doc, index: int, head: Token) -> Token | None:
    """The highest word whose phrase begins at the token, below the head."""
    token, found = doc[index], None
    while token.head != token and token.head != head and token.head.left_edge.i == index:
        token = found = token.head
    return found


def _end(doc: Doc, cue: Cue, verb: Token) -> int:
    """The token after the clause; a thought ends where another clause is joined to it."""
    end = verb.right_edge.i + 1
    cut = _cut(doc, verb, end)
    if cut < end or not cue.takes("thought"):
        return cut if cut < end else _whole(doc, end)
    return next((i for i in range(verb.i + 1, end - 1) if doc[i].text == "," and doc[i + 1].lower_ in _JOINS), _whole(doc, end))


def _whole(doc: Doc, end: int) -> int:
    """The end moved to the next sign or the end of the sentence, where the parse stops amid words."""
    while end < len(doc) and not (
        doc[end].is_sent_start or doc[end].is_space or (doc[end].is_punct and doc[end].text != "-") or doc[end].text in _ENDS
    ):
        end += 1
    return end


def _cut(doc: Doc, verb: Token, end: int) -> int:
    """The end of a clause without what hangs on it by mistake: `and added that …`, `, but have not …`."""
    for each in verb.children:
        if each.dep_ == "conj" and each.i > verb.i and relations.child(each, relations.ANY_SUBJECTS) is None:
            joined = doc[each.left_edge.i]
            joint = (
                joined
                if joined.dep_ == "cc" or joined.is_punct
                else next((c for c in verb.rights if c.dep_ == "cc" and c.i < each.i), None)
            )
            is_but = any(c.lower_ == "but" for c in each.lefts)
            if joint is not None and (is_but or relations.child(each, relations.CONTENTS) is not None):
                return min(end, joint.i)
    return end


def of_noun(doc: Doc, cue: Cue) -> list[Tokens]:
    """`the claim that CLAUSE`, `the claim by X that CLAUSE`."""
    return _that_clause(doc, doc[cue.start], cue.end, is_noun=True)


def of_adjective(doc: Doc, cue: Cue) -> list[Tokens]:
    """`were convinced that CLAUSE`."""
    found = next((each for each in doc[cue.start].children if each.dep_ in relations.CONTENTS and each.left_edge.i >= cue.end), None)
    return kept(doc, [(found.left_edge.i, found.right_edge.i + 1)]) if found is not None else []


def infinitive(doc: Doc, cue: Cue) -> list[Tokens]:
    """`vowed to VERB`; `urged X to VERB`."""
    head = doc[cue.start]
    if relations.has_passive_form(head):
        return []
    for each in head.children:
        to = next((part for part in each.lefts if part.lower_ == "to" and part.dep_ in ("mark", "aux")), None)
        if to is not None and to.i >= cue.end and each.dep_ in (*relations.COMPLEMENTS, *relations.CONTENTS, "advcl"):
            is_asked = any(other.dep_ in (*relations.ANY_OBJECTS, "obl") and other.i < each.i for other in head.rights)
            if cue.takes("wish") or is_asked or each.left_edge.i < to.i:
                return kept(doc, [(to.i, each.right_edge.i + 1)])
    return []


def demanded(doc: Doc, cue: Cue) -> list[Tokens]:
    """`called for an inquiry`."""
    head = doc[cue.start]
    noun = next(relations.phrases_with(head, "for"), None)
    if noun is None or noun.i < cue.end or relations.has_passive_form(head):
        return []
    return kept(doc, [(cue.end, noun.right_edge.i + 1)])


def accused(doc: Doc, cue: Cue) -> list[Tokens]:
    """`accused the group of burning the market`: whom and of what."""
    target = relations.child(doc[cue.start], relations.ANY_OBJECTS)
    if target is None or relations.has_passive_form(doc[cue.start]):
        return []
    last = target.right_edge.i + 1
    for each in doc[cue.start].rights:
        if each.i > target.i and doc[each.left_edge.i].lower_ == "of":
            last = max(last, each.right_edge.i + 1)
    has_of = any(token.lower_ == "of" and token.i > target.i for token in doc[target.i : last])
    return kept(doc, [(target.left_edge.i, last)]) if has_of else []


def _is_sentence(doc: Doc, start: int, end: int) -> bool:
    """Whether words begin with what may be a subject and have a verb."""
    return doc[start].pos_ in ("PRON", "PROPN", "NOUN", "DET") and any(token.pos_ in ("VERB", "AUX") for token in doc[start + 1 : end])


def is_told(doc: Doc, cue: Cue, fragments: list[Tokens]) -> bool:
    """Whether a clause tells enough to be reported; `you know` and `I guess` beside a clause are fillers."""
    head = doc[cue.start]
    start, end = fragments[0][0], fragments[-1][1]
    first = doc[start].lower_
    is_thought = cue.takes("thought")
    if first != "that" and (
        end - start < _FEWEST_WORDS or not (is_thought or end - start > _FEWEST_WORDS or _is_sentence(doc, start, end))
    ):
        return False
    if first == "what" or (first == "how" and doc[start + 1].lower_ == "to"):
        return False
    subject = relations.child(head, relations.ANY_SUBJECTS)
    if not is_thought:
        is_order = head.lower_ == "say" and subject is None and head.tag_ == "VB" and head.dep_ in ("ROOT", "xcomp", "ccomp")
        return not is_order and not (cue.takes("finding") and subject is not None and subject.lower_ in ("you", "i"))
    is_filler = subject is None or subject.lower_ == "you"
    if (subject is not None and subject.lower_ in ("it", "this")) or (doc[cue.end].text == "," and start > cue.end and first != "that"):
        return False
    if (is_filler or head.lower_ in _FILLERS) and (len(fragments) > 1 or start < cue.start):
        return False
    needs = (head.lower_ == "know" and is_filler) or head.lower_ in _PERCEIVED
    return not needs or first in COMPLEMENTISERS
