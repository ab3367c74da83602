"""Which proposals of a Doc the gold has: entities by span and label, quotes by content and type, events by trigger and type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from spacy.tokens import Doc

from annotator.nlp.confidence_features import Evidence
from annotator.nlp.proposal import Proposal, RoleLink, proposals
from training import labels, named, scoring
from training.fitting import Judged
from training.judged_sets import Source

Letters = frozenset[int]
"""The places of the letters and digits that something covers."""

_ENOUGH = 0.5
_MANY = 10
_HEDGE = re.compile(
    r"(?:more than|less than|fewer than|at least|at most|up to|about|around|nearly|almost|over|some) (?=[\d$€£])", re.IGNORECASE
)
_ACTORS = frozenset("attacker agent protester speaker giver party participant".split())
_PATIENTS = frozenset("victim target person recipient against winner force".split())
_GOLD_ROLES = {
    "actor": "attacker agent assailant killer source source+target arg0 side_1 side_2 sides terrorist destroyer helper",
    "patient": "victim target person deceased patient suspect arg1 arg2 side_1 side_2 sides source+target benefited_party",
    "place": "place loc tar/loc",
    "time": "time",
    "instrument": "instrument instrument/manner weapon",
}
_MUTUAL = frozenset({"Meet", "Agree"})
"""Types in which either side may be named first."""

Verdicts = Iterator[tuple[str, Judged]]
"""The kind of each judged proposal (see `annotator.nlp.confidence.KINDS`) and the verdict."""


def judge(doc: Doc, article: Mapping[str, Any], source: Source) -> Verdicts:
    """What the gold of the source says of a Doc's proposals; of what it does not mark it says nothing."""
    evidence = Evidence(doc)
    if source.labels or source.closed:
        yield from _entities(doc, article, source, evidence)
    if source.quotes and article["meta"].get("quotes_ok", True):
        yield from _quotes(doc, article, source, evidence)
    if source.types is not None:
        events = list(_events(doc, article, source, evidence))
        yield from () if is_unmarked([judged.is_right for kind, judged in events if kind == "event"]) else events


def is_unmarked(verdicts: Sequence[bool]) -> bool:
    """Whether so much is proposed and nothing right that the set must have passed the article over."""
    return len(verdicts) >= _MANY and not any(verdicts)


def _entities(doc: Doc, article: Mapping[str, Any], source: Source, evidence: Evidence) -> Verdicts:
    gold, unsure = gold_entities(article, source)
    closed = frozenset((source.closed or {}).values()) if article["meta"].get("dates_ok", True) else frozenset()
    for span, features in evidence.entities():
        is_marked = span.label_ in source.labels or span.label_ in closed
        if is_marked and unsure.isdisjoint(range(span.start_char, span.end_char)):
            place = (*_bare(doc.text, span.start_char, span.end_char), span.label_)
            yield "entity", Judged(str(article["id"]), source.name, features, place in gold)


def gold_entities(article: Mapping[str, Any], source: Source) -> tuple[set[tuple[int, int, str]], set[int]]:
    """The entities that are right, bare of what schemes treat each their way, and the places of which the set says nothing sure."""
    scheme, closed, text = dict(source.scheme or {}), source.closed or {}, article["text"]
    is_re3d = scheme == labels.RE3D
    marked, unknown = named.mentions(dict(article), scheme, only_names=is_re3d) if scheme else ([], [])
    found = {(*_bare(text, start, end), label) for start, end, label in marked if label != "MISC"}
    found |= {
        (*_bare(text, entity["start"], entity["end"]), closed[entity["label"]])
        for entity in article.get("entities", ())
        if entity["label"] in closed
    }
    return found, {index for start, end in unknown for index in range(start, end)} if is_re3d else set()


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without article, marks, genitive and a hedge before a number."""
    if hedge := _HEDGE.match(text[start:end]):
        start += hedge.end()
    return scoring.bare(text, start, end)


def _quotes(doc: Doc, article: Mapping[str, Any], source: Source, evidence: Evidence) -> Verdicts:
    text, article_id = doc.text, str(article["id"])
    made = [proposal for proposal in proposals(doc) if proposal["layer"] == "quote"]
    gold = list(article.get("quotes", ()))
    pairs = matched([_letters(text, quote["content"]) for quote in gold], [_letters(text, quote["fragments"]) for quote in made], _ENOUGH)
    by_key = {proposal["key"]: proposal for proposal in proposals(doc)}
    for index, quote in enumerate(made):
        answer = gold[pairs[index]] if index in pairs else None
        is_right = answer is not None and answer["type"] == quote["label"]
        yield "quote", Judged(article_id, source.name, evidence.quote(quote), is_right)
        if answer is None or not is_right:
            continue
        for link in quote["links"]:
            wanted = {"cue": answer.get("cue"), "speaker": answer.get("source")}.get(link["role"])
            if wanted:
                features = evidence.cue(quote) if link["role"] == "cue" else evidence.link(quote, link)
                hit = bool(_letters(text, _ranges(wanted)) & _filler(text, link, by_key))
                yield link["role"], Judged(article_id, source.name, features, hit)


def _events(doc: Doc, article: Mapping[str, Any], source: Source, evidence: Evidence) -> Verdicts:
    text, article_id, types = doc.text, str(article["id"]), source.types or {}
    gold = [event for event in article.get("events", ()) if event["type"] in types and event.get("trigger")]
    judged_types = frozenset(types.values()) if source.whole else frozenset(types[event["type"]] for event in gold)
    made = [proposal for proposal in proposals(doc) if proposal["layer"] == "event" and proposal["label"] in judged_types]
    by_key = {proposal["key"]: proposal for proposal in proposals(doc)}
    # a type is part of where a trigger is, so that only triggers of one type meet
    wanted = [_typed(types[event["type"]], _letters(text, _ranges(event["trigger"]))) for event in gold]
    pairs = matched(wanted, [_typed(event["label"], _letters(text, event["fragments"])) for event in made], 0.0)
    for index, event in enumerate(made):
        yield "event", Judged(article_id, source.name, evidence.event(event), index in pairs)
        if index in pairs:
            for link in event["links"]:
                verdict = _is_right_role(text, event, link, gold[pairs[index]], by_key)
                if verdict is not None:
                    yield "role", Judged(article_id, source.name, evidence.link(event, link), verdict)


def _is_right_role(text: str, event: Proposal, link: RoleLink, gold: Mapping[str, Any], by_key: Mapping[str, Proposal]) -> bool | None:
    """Whether a filler of that kind of role stands there in the gold; `None` when the gold event has no such role at all."""
    kind = _kind(link["role"])
    kinds = ("actor", "patient") if event["label"] in _MUTUAL and kind in ("actor", "patient") else (kind,)
    allowed = {role for one in kinds for role in _GOLD_ROLES.get(one, "").split()}
    places = [argument for argument in gold.get("args", ()) if argument["role"].lower() in allowed]
    if kind not in _GOLD_ROLES or not gold.get("args") or (not places and kind in ("place", "time", "instrument")):
        return None
    filler = _filler(text, link, by_key)
    return any(filler & _letters(text, _ranges(place)) for place in places)


def _kind(role: str) -> str:
    return "actor" if role in _ACTORS else "patient" if role in _PATIENTS else role


def matched(gold: Sequence[frozenset[Any]], made: Sequence[frozenset[Any]], least: float) -> dict[int, int]:
    """The gold item of each proposal that has one: one to one, the best overlap first, at least `least` of their union."""
    candidates = []
    for g, wanted in enumerate(gold):
        for m, given in enumerate(made):
            common = len(wanted & given)
            if common and common / len(wanted | given) >= least:
                candidates.append((-common / len(wanted | given), g, m))
    pairs: dict[int, int] = {}
    for _, g, m in sorted(candidates):
        if m not in pairs and g not in pairs.values():
            pairs[m] = g
    return pairs


def _typed(kind: str, place: Letters) -> frozenset[tuple[str, int]]:
    return frozenset((kind, index) for index in place)


def _filler(text: str, link: RoleLink, by_key: Mapping[str, Proposal]) -> Letters:
    target = link["target"]
    if isinstance(target, str):
        return _letters(text, by_key[target]["fragments"]) if target in by_key else frozenset()
    return _letters(text, [target[1:3]])


def _letters(text: str, ranges: Iterable[Sequence[int]]) -> Letters:
    return frozenset(index for start, end in ranges for index in range(start, end) if text[index].isalnum())


def _ranges(item: Any) -> list[Sequence[int]]:
    """The ranges of `[start, end]`, of a list of them, or of an object with `start` and `end`."""
    if isinstance(item, Mapping):
        return [(item["start"], item["end"])]
    return [item] if isinstance(item[0], int) else list(item)
