"""What the checks call a fault, and what a warning."""

from __future__ import annotations

from dataclasses import replace

from builders import marked, tiny_schema

from annotator.model import corrections
from annotator.model.checks import Severity, mention_faults, set_faults
from annotator.model.edits import SetNote, apply

SCHEMA = tiny_schema()


def found(text: str, *links: str) -> list[tuple[str, str]]:
    article, annotations = marked(text, *links)
    return [(str(fault.severity), fault.sentence) for fault in set_faults(annotations, article, SCHEMA)]


def test_a_sound_set_has_none() -> None:
    assert (
        found(
            "[ORG:o Red Unit] [Attack:e struck]; [direct:q “No,”] [participant:f she] [cue:c said]",
            "e attacker o",
            "q speaker f",
            "q cue c",
        )
        == []
    )


def test_cardinality_and_filler_types_are_warnings() -> None:
    assert found("[DATE:d Monday] [Die:e died]", "e agent d") == [
        ("warning", "victim takes +, has 0"),
        ("warning", "agent can't be filled by DATE"),
    ]


def test_a_quote_without_a_speaker_is_no_fault() -> None:
    assert found("[direct:q “No.”]") == []


def test_a_role_of_a_rejected_link_does_not_count() -> None:
    assert found("[PERSON:p- Ann] [Die:e died]", "e victim- p") == [("warning", "victim takes +, has 0")]
    assert found("[Die:e- died]") == []


def test_blanks_at_an_edge_are_a_warning() -> None:
    assert found("[ORG:o Red ]Unit") == [("warning", "begins or ends with a blank")]


def test_a_label_that_vanished_is_a_fault_and_stays_editable() -> None:
    article, annotations = marked("[WEAPON:w mortars] fired; [Attack:e struck]")
    (fault,) = set_faults(annotations, article, SCHEMA)
    assert (fault.severity, fault.mention_id) == (Severity.FAULT, "w")
    assert "WEAPON" in fault.sentence
    noted = apply(annotations, SetNote("w", "which?"), len(article.text)).after
    assert noted.mentions["w"].label == "WEAPON"
    mended = apply(noted, corrections.relabel(noted, "w", "ORG", SCHEMA), len(article.text)).after
    assert set_faults(mended, article, SCHEMA) == []


def test_an_attribute_that_the_schema_does_not_know_or_allow_is_a_fault() -> None:
    article, annotations = marked("[Attack:e struck]")
    event = annotations.mentions["e"]
    for attributes in ((("mood", "angry"),), (("tense", "pluperfect"),), (("polarity", None),)):
        changed = replace(annotations, mentions={"e": replace(event, attributes=attributes)})
        assert [fault.severity for fault in set_faults(changed, article, SCHEMA)] == [Severity.FAULT]
    assert mention_faults(annotations, event, article, SCHEMA) == []
