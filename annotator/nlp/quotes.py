"""The component that finds quotes: what stands in quotation marks, and what the words say somebody said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from annotator.model.quotations import Quotation, quotations
from annotator.nlp import speakers
from annotator.nlp.clauses import has_verb, is_passive, sentence_end
from annotator.nlp.cues import Cue, cues
from annotator.nlp.marked_quotes import find_marked, is_english
from annotator.nlp.proposal import Proposal, link, propose, target_of
from annotator.nlp.reported import past_addressee, reported

COMPONENT = "quotes"
_SCARE_WORDS = 4
_FULL_STOPS = frozenset(".!?…")
_NAME_WORDS = 2
_GAP = 160
_WINDOW = 26


@Language.factory("annotator_quotes", requires=["doc.ents"], default_config={"language": None})
def make_quotes(nlp: Language, name: str, language: str | None) -> Callable[[Doc], Doc]:
    """The component as spaCy makes it from a config; `language` is that of the texts, the pipeline's own when left out."""
    return find if is_english(language or nlp.lang or "") else find_marked


def find(doc: Doc) -> Doc:
    """Propose the quotes of a Doc that has sentences and entities."""
    if not len(doc):
        return doc
    taken: list[tuple[int, int]] = []
    text = doc.text  # joined anew whenever it is asked for
    marked = quotations(text)
    last: _Found | None = None
    waiting = list(marked)
    while waiting:
        quotation = waiting.pop(0)
        found = _explain(doc, text, quotation, waiting)
        if found is None:
            continue
        while waiting and found.cue is not None and _goes_on(doc, text, quotation, found.cue, waiting[0]):
            quotation = Quotation([*quotation.fragments, *waiting.pop(0).fragments])
        if found.cue is None and found.speaker is None and last is not None and "\n" not in text[last.end : quotation.start]:
            found.speaker = last.speaker
        found.end = quotation.end
        taken.append(_write(doc, quotation, found))
        waiting = [later for later in waiting if later.start >= taken[-1][1]]
        last = found
    for content, cue, speaker, addressee in reported(doc, taken):
        has_marks = any(content[0] <= quotation.start and quotation.end <= content[1] for quotation in marked)
        _put(doc, "mixed" if has_marks else "indirect", [content], cue, speaker, addressee)
    return doc


@dataclass(slots=True)
class _Found:
    """What explains a quotation: its type, cue and speaker, and where a mixed one begins; `end` in characters."""

    type: str
    cue: Cue | None
    speaker: Span | None
    begins: int
    addressee: Span | None = None
    end: int = 0


def _explain(doc: Doc, text: str, quotation: Quotation, following: list[Quotation]) -> _Found | None:
    """The cue after or before the quotation in its paragraph; `None` for scare quotes."""
    inner = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
    if inner is None:
        return None
    right = _right_bound(doc, len(text), inner.end, following)
    cue = _cue_after(doc, inner.end, right) if _closes_clause(text, quotation) else None
    if cue is not None:
        speaker, addressee = _beside(doc, cue, inner.end, right)
        return _Found("direct", cue, speaker, quotation.start, addressee)
    left = _left_bound(doc, inner.start)
    cue = _cue_before(doc, left, inner.start)
    words = sum(token.is_alpha for token in inner)
    if cue is not None:
        speaker = speakers.before(doc, cue.start, left)
        _, addressee = past_addressee(doc, cue, inner.start)
        begins = _begins(doc, cue, inner.start)
        if begins is None and is_passive(doc, cue.start):
            speaker = None
        is_name = begins is None and cue.takes == "manner" and words <= _NAME_WORDS and doc[inner.start - 1].text not in (",", ":")
        if is_name:
            return None
        if begins is None or (words > 1 and not is_passive(doc, cue.start)):
            return _Found(
                "direct" if begins is None else "mixed", cue, speaker, quotation.start if begins is None else doc[begins].idx, addressee
            )
    stands_alone = not text[doc[left].idx : quotation.start].strip() if left < inner.start else True
    is_spoken = words > _SCARE_WORDS or (words > 1 and text[quotation.start : quotation.end - 1].rstrip()[-1:] in _FULL_STOPS)
    return _Found("direct", None, None, quotation.start) if stands_alone and is_spoken else None


def _beside(doc: Doc, cue: Cue, start: int, end: int) -> tuple[Span | None, Span | None]:
    """Speaker and addressee of a cue after a quotation: `she told reporters`, `said the minister`."""
    before, after = speakers.before(doc, cue.start, start), speakers.after(doc, cue.end - 1, end)
    if doc[cue.end - 1].lower_ in ("told", "tells", "asked", "asks", "warned", "warns"):
        return before, after
    return (before or after, None) if cue.start > start + 1 else (after or before, None)


def _begins(doc: Doc, cue: Cue, opening: int) -> int | None:
    """The token where a mixed quote begins, `None` when only whom, when or where stands between cue and opening mark."""
    start, _ = past_addressee(doc, cue, opening)
    between = doc[start:opening]
    last = between[-1].text if len(between) else ":"
    if last == ":" or (last == "," and between[0].lower_ != "that" and not has_verb(doc, start, opening)):
        return None
    return start if doc[start].text != "," else start + 1


def _closes_clause(text: str, quotation: Quotation) -> bool:
    """Whether the quotation ends as what is followed by "X said" ends: with a comma or another stop inside or after it."""
    last = text[quotation.start : quotation.end - 1].rstrip(" ’'”\"")[-1:]
    return last in (",", "?", "!", ".", "—", "-", "…") or text[quotation.end : quotation.end + 1] == ","


def _right_bound(doc: Doc, length: int, start: int, following: list[Quotation]) -> int:
    """The token where the words after a quotation end: next quotation, sentence or paragraph."""
    limit = min(len(doc), start + _WINDOW)
    stop = following[0].start if following else length
    for index in range(start, limit):
        token = doc[index]
        if token.idx >= stop or (token.is_space and "\n" in token.text) or token.text in (".", "!", "?") or token.text == ";":
            return index
    return limit


def _left_bound(doc: Doc, end: int) -> int:
    """The first token of the sentence in which the token before `end` stands."""
    index = end
    while index > 0 and not doc[index].is_sent_start and not (doc[index - 1].is_space and "\n" in doc[index - 1].text):
        index -= 1
    if index == end and end > 0 and doc[end - 1].text == ":" and end - 1 > 0:
        return _left_bound(doc, end - 1)
    return index


def _cue_after(doc: Doc, start: int, end: int) -> Cue | None:
    """`," he said`, `," said the minister`: the first cue that a subject may stand beside."""
    for cue in cues(doc, start, end):
        near = cue.start - start <= 10 or "," in doc[start : cue.start].text
        if near:
            return cue
    return None


def _cue_before(doc: Doc, start: int, end: int) -> Cue | None:
    """The last cue before the opening mark, near enough to govern it."""
    found = [
        cue
        for cue in cues(doc, start, end)
        if end - cue.end <= 12 and '"' not in doc[cue.end : end].text and "”" not in doc[cue.end : end].text
    ]
    return found[-1] if found else None


def _goes_on(doc: Doc, text: str, quotation: Quotation, cue: Cue, following: Quotation) -> bool:
    """Whether the words between two quotations only say who speaks: `," she said, "`."""
    between = text[quotation.end : following.start]
    inside = doc[cue.start].idx >= quotation.end and doc[cue.end - 1].idx < following.start
    return inside and len(between) <= _GAP and "\n" not in between and between.rstrip().endswith((",", "—", "–", ":", ";"))


def _write(doc: Doc, quotation: Quotation, found: _Found) -> tuple[int, int]:
    fragments = list(quotation.fragments)
    if found.type == "mixed":
        fragments[0] = (found.begins, fragments[0][1])
        fragments[-1] = (fragments[-1][0], max(fragments[-1][1], _clause_end(doc, fragments[-1][1])))
    _put(doc, found.type, fragments, found.cue, found.speaker, found.addressee)
    return fragments[0][0], fragments[-1][1]


def _clause_end(doc: Doc, offset: int) -> int:
    """Where the clause ends that a mixed quote is part of: at a comma, a verb of saying or the end of the sentence."""
    span = doc.char_span(max(0, offset - 1), offset, alignment_mode="expand")
    if span is None or span.end >= len(doc):
        return offset
    sentence = doc[span.end].sent
    if doc[span.end].is_sent_start or doc[span.end].is_space:
        return offset
    end = sentence_end(sentence)
    stop = next((i for i in range(span.end, end) if doc[i].text in (",", ";", ":", "—", "–", "(") or doc[i].lower_ in ("but", "and")), end)
    if stop <= span.end or any(cues(doc, span.end, stop)):
        return offset
    last = doc[stop - 1]
    return int(last.idx + len(last.text))


def _put(doc: Doc, label: str, fragments: list[tuple[int, int]], cue: Cue | None, speaker: Span | None, addressee: Span | None) -> Proposal:
    quote = propose(doc, "quote", label, fragments, COMPONENT)
    if cue is not None:
        span = doc[cue.start : cue.end]
        made = propose(doc, "cue", "", [(span.start_char, span.end_char)], COMPONENT)
        link(quote, "cue", made["key"])
    for role, who in (("speaker", speaker), ("addressee", addressee)):
        if who is not None:
            link(quote, role, target_of(doc, who, COMPONENT))
    return quote
