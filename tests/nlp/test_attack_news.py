"""Events in sentences as news of attacks writes them: how many triggers and roles are found, word for word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import schema
from nlp.reading import pipeline

from annotator.model.annotation import AnnotationSet, Layer
from annotator.model.article import Article
from annotator.nlp.propose import Tally, propose

Found = Counter[tuple[str, ...]]
"""`(trigger, type)` or `(trigger, role, filler)` with how often it is there."""

_EVENT = re.compile(r"  (.+?) ([A-Z][a-z]+)(?: (.*))?")
_FOLDER = Path(__file__).parent


def wanted(name: str) -> Iterator[tuple[str, Found, Found]]:
    """Each sentence of the file with its triggers and roles."""
    for block in (_FOLDER / name).read_text(encoding="utf-8").split("\n\n"):
        text, *events = [line for line in block.splitlines() if line and not line.startswith("#")] or [""]
        triggers, roles = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
        for line in events:
            parts = _EVENT.fullmatch(line)
            assert parts is not None, line
            triggers[parts[1], parts[2]] += 1
            roles.update((parts[1], *part.split("=", 1)) for part in (parts[3] or "").split(" | ") if part)
        if text:
            yield text, triggers, roles


def proposed(text: str, found: AnnotationSet) -> tuple[Found, Found]:
    events = found.in_layer(Layer.EVENT)
    names = {event.id: event.text(text) for event in events}
    return (
        Counter((event.text(text), event.label) for event in events),
        Counter((names[key.source], key.role, found.mentions[key.target].text(text)) for key in found.links if key.source in names),
    )


def f1(pairs: list[tuple[Found, Found]]) -> float:
    hits = sum((one & other).total() for one, other in pairs)
    return 200 * hits / sum(one.total() + other.total() for one, other in pairs)


@pytest.mark.parametrize(("name", "triggers", "roles"), [("attack_news.txt", 97, 93), ("attack_news_more.txt", 95, 84)])
def test_events_and_roles_of_attack_news_are_found(name: str, triggers: int, roles: int) -> None:
    sentences = list(wanted(name))
    assert len(sentences) >= 30
    articles = [Article(f"a{index}", text) for index, (text, *_) in enumerate(sentences)]
    made = [proposed(text, found) for (text, *_), found in zip(sentences, propose(articles, pipeline(), schema(), Tally()), strict=True)]
    assert f1([(gold, given) for (_, gold, _), (given, _) in zip(sentences, made, strict=True)]) >= triggers
    assert f1([(gold, given) for (_, _, gold), (_, given) in zip(sentences, made, strict=True)]) >= roles
