"""schema.yaml: the shipped one, another one, and what is said of faults."""

from __future__ import annotations

import pytest
from builders import schema

from annotator.formats.schema_yaml import BadSchema, read_schema
from annotator.model.annotation import Layer
from annotator.model.command_keys import COMMAND_KEYS
from annotator.tui.keys import COMMANDS

OTHER = b"""
format: annotator-schema/1
name: sport
version: '1'
language: de
entities:
  TEAM: {key: t}
  NO: {key: y}
events:
  types:
    Goal: {key: g, roles: {scorer: {key: s, cardinality: '1', fill: {entities: [TEAM]}}}}
"""


def test_the_shipped_schema_explains_every_label() -> None:
    shipped = schema()
    assert (len(shipped.entities), len(shipped.quote_types), len(shipped.event_types)) == (17, 3, 14)
    for label in (*shipped.entities, *shipped.quote_types, *shipped.event_types):
        assert label.guide.description and len(label.guide.examples) >= 2 and label.guide.guideline, label.name
    assert str(next(t for t in shipped.event_types if t.name == "Meet").roles[0].cardinality) == "2-*"


def test_a_quite_different_schema_is_read() -> None:
    other = read_schema(OTHER, "other.yaml")
    assert [label.name for label in other.labels(Layer.ENTITY)] == ["TEAM", "NO"]
    assert other.language == "de"
    assert other.quote_types == ()


def test_every_fault_is_told_with_its_line() -> None:
    bad = OTHER.replace(b"{key: t}", b"{key: n}").replace(b"[TEAM]", b"[TAEM]").replace(b"'1', fill", b"many, fill")
    with pytest.raises(BadSchema) as caught:
        read_schema(bad, "s.yaml")
    told = caught.value.message
    assert "s.yaml:7" in told and "s.yaml:11" in told
    assert "did you mean 'TEAM'" in told
    assert len(caught.value.faults) == 3


@pytest.mark.parametrize("text", [b"a: !!python/object/apply:os.system [x]", b"a: &x 1\nb: *x", b"a: 1\na: 2", b"\xff", b"", b"[" * 200])
def test_dangerous_or_broken_yaml_is_refused(text: bytes) -> None:
    with pytest.raises(BadSchema):
        read_schema(text, "s.yaml")


def test_the_keys_that_labels_must_leave_free_are_those_of_the_commands() -> None:
    single = {key for command in COMMANDS for key in command.keys if len(key) == 1 or key == "space"}
    assert single <= COMMAND_KEYS
