"""What explains a stretch in quotation marks: its cue, who speaks, and whether all of what was said stands in marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from annotator.model.quotations import Quotation
from annotator.nlp import speakers
from annotator.nlp.clauses import has_verb, is_passive, sentence_end
from annotator.nlp.cues import CLAUSE, MARKED, Cue, cues
from annotator.nlp.relations import is_parsed
from annotator.nlp.reported_by_words import Reported, past_addressee
from annotator.nlp.sources import addressee, source

_SCARE_WORDS = 4
_SENTENCE_WORDS = 6
_FULL_STOPS = frozenset(".!?…")
_CLOSING_STOPS = (",", "?", "!", ".", "—", "-", "…")
_NAME_WORDS = 2
_TITLE_WORDS = 8
_WINDOW = 26
_NEAR = 12
_BESIDE = 10
_JOINS = frozenset("and but or which who while to because if when".split())
_GOING_ON = frozenset("begin begins began start starts started continue continues continued".split())
_TOLD = frozenset({"told", "tells", "asked", "asks", "warned", "warns"})
_FINITE = frozenset({"VBD", "VBZ"})
_HAVE = frozenset({"have", "has", "had", "'ve", "’ve", "having"})
_SUBJECTS = frozenset({"PRON", "PROPN", "NOUN"})
_BEFORE_SUBJECTS = _SUBJECTS | {"DET", "ADJ"}


@dataclass(slots=True)
class Explained:
    """A quotation's type, cue, speaker and addressee, and the characters at which a mixed one begins and ends."""

    type: str
    cue: Cue | None
    speaker: Span | None
    begins: int
    ends: int
    addressee: Span | None = None


def explain(doc: Doc, text: str, quotation: Quotation, following: Sequence[Quotation], told: Sequence[Reported]) -> Explained | None:
    """The cue after or before the quotation in its paragraph; `None` for scare quotes and titles."""
    inner = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
    if inner is None:
        return None
    left, right = _left_bound(doc, inner.start), _right_bound(doc, len(text), inner.end, following)
    opens = not text[doc[left].idx : quotation.start].strip() if left < inner.start else True
    return (
        _by_cue_after(doc, text, quotation, inner, (left, right), opens=opens)
        or _by_cue_before(doc, quotation, inner, left, told)
        or _by_report(doc, quotation, inner, told)
        or _alone(doc, quotation, inner, opens=opens)
    )


def _by_cue_after(doc: Doc, text: str, quotation: Quotation, inner: Span, bounds: tuple[int, int], *, opens: bool) -> Explained | None:
    left, right = bounds
    if not _closes_clause(text, quotation) or _is_joined(doc, inner.end):
        return None
    cue = _cue_after(doc, inner.end, right) or (_verb_after(doc, inner.end, right) if opens else None)
    if cue is None:
        return None
    speaker, whom = _beside(doc, cue, inner.end, right)
    begins = left if not opens and _belongs(doc, left, inner.start) else inner.start
    return Explained("direct" if begins == inner.start else "mixed", cue, speaker, doc[begins].idx, quotation.end, whom)


def _is_joined(doc: Doc, index: int) -> bool:
    """Whether what follows a quotation begins something else: `“no”, and left`."""
    index += index < len(doc) and doc[index].text == ","
    return index < len(doc) and doc[index].lower_ in _JOINS


def _belongs(doc: Doc, start: int, end: int) -> bool:
    """Whether the words before a quotation are part of what was said: `The plan was “a waste”, she said`."""
    return (
        doc[end + 1].is_lower
        and not _has_marks(doc[start:end])
        and not cues(doc, start, end)
        and doc[end - 1].text not in (":", ",", ".")
        and end - start < _WINDOW
    )


def _by_cue_before(doc: Doc, quotation: Quotation, inner: Span, left: int, told: Sequence[Reported]) -> Explained | None:
    cue = _cue_before(doc, left, inner.start)
    if cue is None:
        return None
    words = _words(inner)
    if not cue.takes("said") and words <= _SCARE_WORDS and _is_title(inner) and not _ends(inner):
        return None
    begins = _begins(doc, cue, inner.start)
    if begins is not None and doc[cue.start].lower_ in _GOING_ON:
        return None
    is_given = begins is not None and is_passive(doc, cue.start)
    if begins is not None and (words < 2 or is_given):
        return None
    if begins is None and not cue.takes(*CLAUSE) and words <= _NAME_WORDS and doc[inner.start - 1].text not in (",", ":"):
        return None
    speaker = (_source(doc, cue) or speakers.before(doc, cue.start, left)) if not is_given else None
    _, whom = past_addressee(doc, cue, inner.start)
    if begins is None:
        return Explained("direct", cue, speaker, quotation.start, quotation.end, whom)
    report = next((one for one in told if one.cue.start == cue.start and _covers(doc, one, quotation)), None)
    if report is not None:
        return _mixed(doc, quotation, report)
    return Explained("mixed", cue, speaker, doc[begins].idx, _clause_end(doc, quotation.end), whom)


def _by_report(doc: Doc, quotation: Quotation, inner: Span, told: Sequence[Reported]) -> Explained | None:
    """The report that the quotation stands in, its cue further away."""
    report = next((one for one in told if _covers(doc, one, quotation) and not inner.start <= one.cue.start < inner.end), None)
    return _mixed(doc, quotation, report) if report is not None else None


def _covers(doc: Doc, report: Reported, quotation: Quotation) -> bool:
    """Whether the quotation begins in the report."""
    last = doc[report.end - 1]
    return doc[report.start].idx <= quotation.start < last.idx + len(last)


def _mixed(doc: Doc, quotation: Quotation, report: Reported) -> Explained:
    last = doc[report.end - 1]
    begins, ends = min(doc[report.start].idx, quotation.start), int(last.idx + len(last))
    if ends <= quotation.end:
        ends = _clause_end(doc, quotation.end)
    kind = "direct" if begins == quotation.start and not doc.text[quotation.end : ends].strip(" .,") else "mixed"
    return Explained(kind, report.cue, report.speaker, begins, ends, report.addressee)


def _alone(doc: Doc, quotation: Quotation, inner: Span, *, opens: bool) -> Explained | None:
    """A quotation without a cue: a sentence that stands alone, or is long and no title."""
    words = _words(inner)
    ends = _ends(inner)
    before = doc[inner.start - 1].text if inner.start else ""
    is_spoken = (
        words > _SCARE_WORDS or (ends and (words > 1 or _ends_paragraph(doc, inner))) or (_is_cut(inner) and _opens_paragraph(doc, inner))
    )
    is_sentence = words >= _SENTENCE_WORDS and not _is_title(inner) and (before in (":", ",") or ends or words >= 2 * _SENTENCE_WORDS)
    if is_sentence or (opens and is_spoken and not (words <= _TITLE_WORDS and _is_title(inner) and not _ends_paragraph(doc, inner))):
        return Explained("direct", None, None, quotation.start, quotation.end)
    return None


def _opens_paragraph(doc: Doc, inner: Span) -> bool:
    return inner.start == 0 or "\n" in doc[inner.start - 1].text


def _ends_paragraph(doc: Doc, inner: Span) -> bool:
    return inner.end == len(doc) or "\n" in doc[inner.end].text


def _ends(inner: Span) -> bool:
    """Whether a full stop is the last sign inside of the marks."""
    return len(inner) > 2 and inner[-2].text[-1] in _FULL_STOPS


def _is_participle(token: Token) -> bool:
    """Whether a cue is a participle that names something: `often called “the hill”`."""
    # where nothing was parsed the edges of tokens are not set, and to walk along them ends the process
    return token.tag_ == "VBN" and not (token.dep and any(each.lower_ in _HAVE for each in token.lefts))


def _is_cut(inner: Span) -> bool:
    """Whether the last sign inside of the marks is a comma, as where "X said" follows."""
    return len(inner) > 2 and inner[-2].text in (",", "!", "?")


def _words(inner: Span) -> int:
    return sum(token.is_alpha for token in inner)


def _is_title(inner: Span) -> bool:
    """Whether most longer words after the first have capitals."""
    longer = [token for token in inner[2:] if token.is_alpha and len(token) > 3]
    return bool(longer) and 2 * sum(token.text[0].isupper() for token in longer) > len(longer)


def _beside(doc: Doc, cue: Cue, start: int, end: int) -> tuple[Span | None, Span | None]:
    """Speaker and addressee of a cue after a quotation: `she told reporters`, `said the minister`."""
    before, after = speakers.before(doc, cue.start, start), speakers.after(doc, cue.end - 1, end)
    whom = None
    if doc[cue.end - 1].lower_ in _TOLD:
        after, whom = None, after or (addressee(doc, cue) if is_parsed(doc) else None)
    worded = (before or after) if cue.start > start + 1 else (after or before)
    parsed = _source(doc, cue)
    if parsed is not None and not start <= parsed.start < end:
        parsed = None
    return worded or parsed, whom


def _source(doc: Doc, cue: Cue) -> Span | None:
    return source(doc, cue) if is_parsed(doc) and not cue.takes("according") else None


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
    return last in _CLOSING_STOPS or text[quotation.end : quotation.end + 1] == ","


def _right_bound(doc: Doc, length: int, start: int, following: Sequence[Quotation]) -> int:
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
        if cue.takes(*MARKED) and (cue.start - start <= _BESIDE or "," in doc[start : cue.start].text):
            return cue
    return None


def _verb_after(doc: Doc, start: int, end: int) -> Cue | None:
    """Any verb right beside its subject after a quotation: `," she wailed`."""
    for index in range(start, min(end, start + _BESIDE)):
        token = doc[index]
        if token.tag_ in _FINITE and token.pos_ == "VERB":
            is_beside = doc[index - 1].pos_ in _SUBJECTS if index > start else _begins_phrase(doc, index + 1, end)
            return Cue(index, index + 1, frozenset({"manner"})) if is_beside else None
        if token.pos_ not in _BEFORE_SUBJECTS:
            return None
    return None


def _begins_phrase(doc: Doc, index: int, end: int) -> bool:
    return index < end and doc[index].pos_ in _BEFORE_SUBJECTS


def _cue_before(doc: Doc, start: int, end: int) -> Cue | None:
    """The last cue before the opening mark, near enough to govern it."""
    found = [cue for cue in cues(doc, start, end) if end - cue.end <= _NEAR and _may_govern(doc, cue, end)]
    return found[-1] if found else None


def _may_govern(doc: Doc, cue: Cue, end: int) -> bool:
    return cue.takes(*MARKED) and not _is_participle(doc[cue.start]) and not _has_marks(doc[cue.end : end])


def _has_marks(span: Span) -> bool:
    return any(token.text in ('"', "”") for token in span)


def _clause_end(doc: Doc, offset: int) -> int:
    """Where the clause ends that a mixed quote is part of: at a comma, a verb of saying or the end of the sentence."""
    span = doc.char_span(max(0, offset - 1), offset, alignment_mode="expand")
    if span is None or span.end >= len(doc):
        return offset
    sentence = doc[span.end].sent
    if doc[span.end].is_sent_start or doc[span.end].is_space:
        return offset
    end = sentence_end(sentence)
    stop = next((i for i in range(span.end, end) if _parts(doc[i])), end)
    if stop <= span.end or any(cue.takes(*CLAUSE) for cue in cues(doc, span.end, stop)):
        return offset
    last = doc[stop - 1]
    return int(last.idx + len(last.text))


def _parts(token: Token) -> bool:
    return token.text in (",", ";", ":", "—", "–", "(") or token.lower_ in ("but", "and")
