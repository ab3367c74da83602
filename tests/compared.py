"""Small corpora of several annotators whose agreement one can compute by hand."""

from __future__ import annotations

from commanding import entity, lines, native

TEXT = "Ann Lee left Gaza City."
ANN, SHORT_ANN = (0, 7, "PERSON"), (0, 3, "PERSON")
CITY, CITY_AS_LOC, GAZA = (13, 22, "GPE"), (13, 22, "LOC"), (13, 17, "GPE")

THREE = {
    ("d1", "ann1"): [ANN, CITY],
    ("d1", "ann2"): [ANN, CITY_AS_LOC],
    ("d1", "ann3"): [SHORT_ANN, CITY],
    ("d2", "ann1"): [ANN],
    ("d2", "ann2"): [ANN, GAZA],
    ("d3", "ann2"): [GAZA],
    ("d3", "ann3"): [],
    ("d4", "ann1"): [ANN],
}
"""Article and annotator → entities; three articles are shared, each pair shares others, ann3 found nothing in d3."""


def records(corpus: dict[tuple[str, str], list[tuple[int, int, str]]] = THREE, text: str = TEXT) -> list[dict]:
    """The corpus as native records."""
    return [native(text, article, name, entities=[entity(*item) for item in items]) for (article, name), items in corpus.items()]


def file_of(corpus: dict[tuple[str, str], list[tuple[int, int, str]]] = THREE) -> str:
    """The corpus as JSON Lines."""
    return lines(*records(corpus))


SAID = "Rebels attacked Selwick. “No,” Ann Lee told Bob Ray."
_PEOPLE = [{"id": "e1", "label": "PERSON", "start": 31, "end": 38}, {"id": "e2", "label": "PERSON", "start": 44, "end": 51}]


def said() -> str:
    """One article of two annotators with a quote and an event: other roles, another speaker, a cue that one missed."""
    rebels = {"id": "p1", "start": 0, "end": 6}
    town = {"id": "e3", "label": "GPE", "start": 16, "end": 23}

    def quote(speaker: str) -> dict:
        return {"id": "q1", "type": "direct", "start": 25, "end": 30, "roles": [{"role": "speaker", "target": speaker}]}

    def event(*roles: tuple[str, str]) -> dict:
        return {"id": "v1", "type": "Attack", "start": 7, "end": 15, "roles": [{"role": r, "target": t} for r, t in roles]}

    cue = {"cue": {"id": "c1", "start": 39, "end": 43}}
    first = native(SAID, "s1", "ann1", entities=[*_PEOPLE, town], participants=[rebels], quotes=[quote("e1") | cue],
                   events=[event(("attacker", "p1"), ("target", "e3"))])  # fmt: skip
    second = native(SAID, "s1", "ann2", entities=[*_PEOPLE, town], participants=[rebels], quotes=[quote("e2")],
                    events=[event(("target", "p1"))])  # fmt: skip
    return lines(first, second)
