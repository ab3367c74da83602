"""What a cue says was said, read from a dependency parse: the clause that depends on it, or that it stands beside."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from annotator.nlp import relations
from annotator.nlp.cues import CLAUSE, Cue

Tokens = tuple[int, int]
"""Tokens `[start, end)`."""

_LEAD = frozenset(", : ; — – - -- . … ...".split())
_TRAIL = _LEAD | frozenset({"?", "!"})
_FEWEST = 2
_FEWEST_SAID = 4
_FEWEST_THOUGHT = 3
_LONGEST_ASIDE = 30
_BARE_IS_A_FILLER = frozenset({"know"})
_PERCEIVED = frozenset({"see", "sees", "saw", "seen", "hear", "hears", "heard"})
_COMPLEMENTISERS = frozenset({"that", "whether", "if", "how", "why", "what", "who", "where", "when", "which"})


def contents(doc: Doc, cue: Cue) -> list[Tokens]:
    """The fragments of what the cue reports, `[]` when the parse shows none."""
    head = doc[cue.start]
    if cue.takes(*CLAUSE):
        found = _clause(doc, cue, head) or _aside(doc, cue, head)
        if found and _is_told(doc, cue, head, found):
            return found
    if cue.takes("noun"):
        return _of_noun(doc, cue, head)
    if cue.takes("adjective"):
        return _of_adjective(doc, cue, head)
    if cue.takes("wish", "ask"):
        return _infinitive(doc, cue, head)
    if cue.takes("demand"):
        return _demanded(doc, cue, head)
    return []


def tidy(doc: Doc, start: int, end: int) -> Tokens:
    """The tokens without blanks and stops at either end."""
    while start < end and (doc[start].is_space or doc[start].text in _LEAD):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _TRAIL):
        end -= 1
    return start, end


def _is_told(doc: Doc, cue: Cue, head: Token, fragments: list[Tokens]) -> bool:
    """Whether the clause tells enough to be reported; `you know` and `I guess` beside a clause are fillers."""
    start, end = fragments[0][0], fragments[-1][1]
    first = doc[start].lower_
    is_thought = cue.takes("thought")
    if end - start < (_FEWEST_THOUGHT if is_thought else _FEWEST_SAID) and first != "that":
        return False
    if (first == "what" and not is_thought) or (first == "how" and doc[start + 1].lower_ == "to"):
        return False
    if not is_thought:
        return True
    subject = relations.child(head, relations.SUBJECTS)
    speaks = subject is None or subject.lower_ == "you" or head.lower_ in ("know", "guess", "mean")
    if speaks and (len(fragments) > 1 or start < cue.start):
        return False
    needs = cue.takes("thought") and head.lower_ in _BARE_IS_A_FILLER and (subject is None or subject.lower_ == "you")
    return not (needs or head.lower_ in _PERCEIVED) or first in _COMPLEMENTISERS


def _kept(doc: Doc, fragments: list[Tokens]) -> list[Tokens]:
    tidied = [tidy(doc, *fragment) for fragment in fragments]
    kept = [(start, end) for start, end in tidied if end > start]
    return kept if sum(end - start for start, end in kept) >= _FEWEST else []


def _clause(doc: Doc, cue: Cue, head: Token) -> list[Tokens]:
    """`said (that) CLAUSE` and `CLAUSE, X said` where the clause depends on the cue."""
    clauses = [each for each in head.children if _is_complement(cue, each)]
    right = [each for each in clauses if each.i >= cue.end]
    for clause in right or clauses:
        start, end = _extent(doc, clause)
        if start <= cue.start < end:
            continue
        if start >= cue.end:
            return _kept(doc, _with_left_part(doc, cue, head, start, end))
        return _kept(doc, [(start, min(end, head.left_edge.i if head.left_edge.i > start else end))])
    return []


def _is_complement(cue: Cue, token: Token) -> bool:
    if token.dep_ in relations.CLAUSES:
        return True
    if token.i < cue.end:
        return False
    if token.dep_ in relations.ASIDES:
        return cue.takes("said", "report") and token.doc[cue.end].text in (":", ",")
    first = token.doc[token.left_edge.i].lower_
    if token.dep_ in ("advcl", "dep"):
        return first in ("if", "whether", "that") or (first == "like" and cue.takes("thought") and token.left_edge.i == cue.end)
    return token.dep_ in relations.OBJECTS and token.lower_ in _COMPLEMENTISERS and any(each.dep_ in relations.RELATIVE for each in token.children)


def _extent(doc: Doc, clause: Token) -> Tokens:
    return clause.left_edge.i, clause.right_edge.i + 1


def _with_left_part(doc: Doc, cue: Cue, head: Token, start: int, end: int) -> list[Tokens]:
    """Both parts of `The law, critics said, would hurt farmers`."""
    if doc[cue.end : cue.end + 1].text != "," or doc[start].lower_ in _COMPLEMENTISERS:
        return [(start, end)]
    subject = relations.child(head, relations.SUBJECTS)
    first = min(subject.left_edge.i, cue.start) if subject is not None and subject.i < cue.start else cue.start
    left = head.sent.start
    if first - 1 > left and doc[first - 1].text == "," and subject is not None:
        return [(left, first - 1), (start, end)]
    return [(start, end)]


def _aside(doc: Doc, cue: Cue, head: Token) -> list[Tokens]:
    """`CLAUSE, X said`, `CLAUSE, X said, CLAUSE` and `As X said, CLAUSE`, where the cue depends on the clause."""
    is_as = head.dep_ == "advcl" and any(each.lower_ == "as" and each.i < head.i for each in head.lefts)
    if not (is_as or head.dep_ in relations.ASIDES) or relations.child(head, relations.SUBJECTS) is None:
        return []
    if head.dep_ in relations.ASIDES and head.head.i > head.i:
        return []
    first, last = head.left_edge.i, head.right_edge.i + 1
    start, end = _extent(doc, head.head)
    if last - first > _LONGEST_ASIDE or not start <= first < end:
        return []
    return _kept(doc, [(start, first), (last, end)])


def _of_noun(doc: Doc, cue: Cue, head: Token) -> list[Tokens]:
    """`the claim that CLAUSE`."""
    for each in head.children:
        start, end = _extent(doc, each)
        is_clause = each.dep_ in ("acl", "ccomp") or (each.dep_ in relations.RELATIVE and _begins_with_subject(doc, start + 1))
        if is_clause and start >= cue.end and doc[start].lower_ == "that":
            return _kept(doc, [(start, end)])
    return []


def _begins_with_subject(doc: Doc, index: int) -> bool:
    return index < len(doc) and doc[index].pos_ in ("DET", "PROPN", "PRON", "NOUN")


def _of_adjective(doc: Doc, cue: Cue, head: Token) -> list[Tokens]:
    """`were convinced that CLAUSE`."""
    clause = next((each for each in head.children if each.dep_ in relations.CLAUSES and each.left_edge.i >= cue.end), None)
    return _kept(doc, [_extent(doc, clause)]) if clause is not None else []


def _infinitive(doc: Doc, cue: Cue, head: Token) -> list[Tokens]:
    """`vowed to VERB`; `urged X to VERB`."""
    for each in head.children:
        start, end = _extent(doc, each)
        if each.dep_ in (*relations.OPEN_CLAUSES, *relations.CLAUSES, "advcl") and start >= cue.end and _has_to(each):
            is_asked = any(other.dep_ in (*relations.OBJECTS, "obl") and other.i < each.i for other in head.rights)
            if (cue.takes("wish") or is_asked or start < each.i) and not relations.is_passive(head):
                first = next(part.i for part in each.lefts if part.lower_ == "to")
                return _kept(doc, [(first, end)])
    return []


def _has_to(verb: Token) -> bool:
    return any(each.lower_ == "to" and each.dep_ in ("mark", "aux") for each in verb.lefts)


def _demanded(doc: Doc, cue: Cue, head: Token) -> list[Tokens]:
    """`called for an inquiry`."""
    noun = next(relations.phrases_with(head, "for"), None)
    if noun is None or noun.i < cue.end or relations.is_passive(head):
        return []
    return _kept(doc, [(cue.end, noun.right_edge.i + 1)])
