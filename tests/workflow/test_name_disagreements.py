"""Canonical names on which annotators disagree: another person, the same one spelled otherwise, or named by one only."""

from __future__ import annotations

import pytest
from commanding import Commands, lines, native

from annotator.compare import Differences, Marked, name_differences
from annotator.workflow.agreeing import Agreement, Question, agreement
from annotator.workflow.agreement_view import look
from annotator.workflow.both_versions import both_versions
from annotator.workflow.disagreements import Element, Kind

TEXT = "Ann Lee met Bob. She left. Cy stayed."
ANN, BOB, SHE, CY = (0, 7), (12, 15), (17, 20), (27, 29)
FIRST = {ANN: "Ann Lee", BOB: "Bob Ray", SHE: "Ann Lee", CY: "Cy"}
SECOND = {ANN: "Lee", BOB: "Robert", SHE: "Lee", CY: None}
THIRD = {ANN: "Ann Lee", BOB: "Bob Ray", SHE: "Bob Ray", CY: "Cy"}


def record(annotator: str, names: dict[tuple[int, int], str | None]) -> dict:
    found = []
    for n, ((start, end), name) in enumerate(names.items()):
        found.append({"id": f"e{n}", "label": "PERSON", "start": start, "end": end} | ({"canonical": name} if name else {}))
    return native(TEXT, "d1", annotator, entities=found)


@pytest.fixture
def project(commands: Commands) -> Commands:
    assert commands.load(lines(record("ann1", FIRST), record("ann2", SECOND), record("ann3", THIRD))).code == 0
    return commands


def asked(commands: Commands) -> Agreement:
    with commands.open() as here:
        return agreement(here, Question(places=True, resamples=10))


def test_they_are_listed_by_kind(project: Commands) -> None:
    found = {
        (group.kind, group.what): count for group, count in asked(project).disagreements.ordered() if group.element is Element.NAME
    }  # fmt: skip
    assert found == {
        (Kind.SPELLED, "Ann Lee | Lee on Ann Lee"): 1,
        (Kind.SPELLED, "Ann Lee | Lee on She"): 1,
        (Kind.SPELLED, "Bob Ray | Robert on Bob"): 1,
        (Kind.OTHER, "Ann Lee | Bob Ray on She"): 1,
        (Kind.OTHER, "Ann Lee | Lee on Ann Lee"): 1,
        (Kind.OTHER, "Bob Ray | Lee on She"): 1,
        (Kind.OTHER, "Bob Ray | Robert on Bob"): 1,
        (Kind.MISSED, "Cy on Cy"): 2,
    }


def test_they_are_printed_with_their_place(project: Commands) -> None:
    told = project.run("agreement", "--disagreements").out
    assert "name other: Ann Lee | Bob Ray on She: 1" in told
    assert "    d1 17–20: ann1 Ann Lee 17–20, ann3 Bob Ray 17–20" in told
    assert "    d1 27–29: ann1 Cy 27–29, ann2 nothing" in told
    said = "Canonical names of what both marked: 3 the same, 3 spelled otherwise, 4 somebody else, 2 given by one only"
    assert said in project.run("agreement").out


def test_names_do_not_swell_what_is_kept_without_places(project: Commands) -> None:
    kinds = asked(project).disagreements.kinds
    assert {label for element, label, _ in kinds if element is Element.NAME} == {""}


def test_the_mention_of_a_name_is_found_again_in_its_set(project: Commands) -> None:
    with project.open() as here:
        entries = [entry for entry in look(here, Question(resamples=10)).entries if entry[0].element is Element.NAME]
        for group, place in entries:
            for side, version in zip(both_versions(here, group, place).sides, place.versions, strict=True):
                assert side.mention is not None
                assert (side.annotations.mentions[side.mention].canonical or "") == version.label
        assert len(entries) == 9


def test_a_name_that_only_one_could_give_is_no_difference() -> None:
    here, there = Marked(((0, 3),), "Ann"), Marked(((5, 8),), "Bob")
    assert name_differences([here], [there]) == Differences()
    assert name_differences([Marked(here.ranges, "")], [Marked(here.ranges, "")]) == Differences()
    assert name_differences([here], [here]).found == []
