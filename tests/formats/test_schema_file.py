"""schema.yaml: another one than the shipped, and what is said of faults."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.schema_yaml import BadSchema, read_schema
from annotator.formats.yaml_nodes import MOST_BYTES, MOST_DEPTH
from annotator.model.annotation import Layer
from annotator.model.command_keys import COMMAND_KEYS, LABEL_KEYS
from annotator.model.schema import Cardinality
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
HEAD = "format: annotator-schema/1\nname: s\nversion: '1'\n"


def faults(text: str | bytes) -> list[str]:
    """What is said of a schema, one fault a line."""
    with pytest.raises(BadSchema) as caught:
        read_schema(text if isinstance(text, bytes) else text.encode(), "s.yaml")
    return [str(fault) for fault in caught.value.faults]


def test_a_quite_different_schema_is_read() -> None:
    other = read_schema(OTHER, "other.yaml")
    assert [label.name for label in other.labels(Layer.ENTITY)] == ["TEAM", "NO"]
    assert other.language == "de"
    assert other.quote_types == ()
    scorer = other.event_types[0].role("scorer")
    assert scorer is not None
    assert (scorer.cardinality, scorer.fill.entities) == (Cardinality(1, 1), {"TEAM"})


def test_every_fault_is_told_at_once_with_its_line() -> None:
    bad = OTHER.replace(b"{key: t}", b"{key: n}").replace(b"[TEAM]", b"[TAEM]").replace(b"'1', fill", b"many, fill")
    told = faults(bad)
    assert [line.split(": ", 1)[0] for line in told] == ["s.yaml:7", "s.yaml:11", "s.yaml:11"]
    assert "did you mean TEAM" in "\n".join(told)


def test_a_key_that_stands_twice_names_both_lines() -> None:
    assert faults(HEAD + "entities:\n  A: {key: a}\n  B: {key: d}\n  A: {key: g}\n") == [
        "s.yaml:7: entities.A: stands here a second time; the first is on line 5"
    ]


def test_a_key_that_nothing_reads_is_a_fault_with_the_one_that_was_meant() -> None:
    told = faults(HEAD + "entites: {}\nentities:\n  A: {key: a, colors: 1, descripton: x}\n")
    assert told == [
        "s.yaml:4: entites: is no key of a schema; did you mean entities?",
        "s.yaml:6: entities.A.colors: is no key of a schema; did you mean colour?",
        "s.yaml:6: entities.A.descripton: is no key of a schema; did you mean description?",
    ]


@pytest.mark.parametrize(
    "place", ["quotes: {typ: {}}", "events: {typ: {}}", "attributes: {a: {values: [x], lyer: event}}", "quotes: {cue: {key: k}}"]
)
def test_unknown_keys_are_faults_in_every_part(place: str) -> None:
    assert any("is no key of a schema" in told for told in faults(HEAD + "entities: {A: {key: a}}\n" + place + "\n"))


@pytest.mark.parametrize("word", ["NO", "YES", "ON", "Off", "no", "y", "N"])
def test_words_that_yaml_1_1_took_for_truth_are_labels(word: str) -> None:
    read = read_schema(
        f"{HEAD}entities:\n  {word}: {{key: a}}\nevents: {{types: {{E: {{key: e, roles: {{r: {{key: r, fill: {{entities: [{word}]}}}}}}}}}}}}\n".encode(),
        "s",
    )
    assert [label.name for label in read.entities] == [word]
    role = read.event_types[0].role("r")
    assert role is not None
    assert role.fill.entities == {word}


@pytest.mark.parametrize(
    ("word", "kind"),
    [("012", "a number"), ("1_000", "a number"), ("0x1F", "a number"), ("1e3", "a number"), ("-7", "a number"), ("2024-01-01", "a date"), ("~", "nothing"), ("null", "nothing"), ("true", "true or false")],
)  # fmt: skip
def test_a_label_that_yaml_reads_otherwise_must_be_quoted(word: str, kind: str) -> None:
    text = f"{HEAD}entities:\n  {word}: {{key: a}}\n  B: {{key: d}}\nignore: [{word}]\n"
    told = faults(text)
    assert told[0] == f"s.yaml:5: entities.{word}: unquoted {word} is {kind} to a YAML reader: quote it ('{word}')"
    assert any(line.startswith("s.yaml:7: ignore[0]") and "quote it" in line for line in told)


def test_a_quoted_number_is_a_label_as_good_as_any() -> None:
    read = read_schema(f"{HEAD}entities:\n  '012': {{key: a}}\n  \"2024-01-01\": {{key: d}}\nignore: ['1_000']\n".encode(), "s")
    assert [label.name for label in read.entities] == ["012", "2024-01-01"]
    assert read.ignore == {"1_000"}


@pytest.mark.parametrize("where", ["types after e", "roles", "attributes"])
def test_types_roles_and_attributes_must_be_quoted_too(where: str) -> None:
    event, role, attribute = ("012" if where.startswith(part) else "x" for part in ("types", "roles", "attributes"))
    text = (
        f"{HEAD}events: {{types: {{{event}: {{key: e, roles: {{{role}: {{key: r}}}}}}}}}}\nattributes: {{{attribute}: {{values: [v]}}}}\n"
    )
    assert [line for line in faults(text) if "quote it ('012')" in line]


def test_a_label_key_that_a_command_has_is_told_with_the_keys_that_are_free() -> None:
    told = faults(HEAD + "entities:\n  A: {key: n}\n  B: {key: a}\n")
    assert told == [
        f"s.yaml:5: entities.A.key: is a command of the editor; free are {' '.join(k for k in LABEL_KEYS if k != 'a')} (got 'n')"
    ]


@pytest.mark.parametrize(
    ("text", "path", "first"),
    [
        ("entities:\n  A: {key: a}\n  B: {key: a}", "entities.B.key", "entities.A"),
        ("quotes:\n  types:\n    one: {key: o}\n    two: {key: o}", "quotes.types.two.key", "quotes.types.one"),
        ("events:\n  types:\n    One: {key: o}\n    Two: {key: o}", "events.types.Two.key", "events.types.One"),
        ("quotes:\n  roles:\n    by: {key: b}\n    to: {key: b}\n  types: {d: {key: d}}", "quotes.roles.to.key", "quotes.roles.by"),
        (
            "events:\n  roles:\n    at: {key: l}\n  types:\n    E: {key: e, roles: {lord: {key: l}}}",
            "events.roles.at.key",
            "events.types.E.roles.lord",
        ),
    ],
)
def test_a_key_given_twice_in_one_place_is_told_with_the_keys_that_are_free(text: str, path: str, first: str) -> None:
    (told,) = faults(HEAD + text + "\n")
    assert f"{path}: is the key of {first} too; free are " in told
    free = told.split("free are ")[1].split(" (got")[0].split()
    assert free and told[-2] not in free and len(set(free)) == len(free)


def test_the_same_key_in_two_places_and_a_commands_key_after_e_are_no_faults() -> None:
    text = "entities: {A: {key: a}}\nquotes: {types: {q: {key: a}}}\nevents: {types: {E: {key: a, roles: {r: {key: a}}}, F: {key: n, roles: {r: {key: a}}}}}\n"
    assert [label.key for label in read_schema((HEAD + text).encode(), "s").event_types] == ["a", "n"]


@pytest.mark.parametrize("key", ["ab", "''", "' '", "'\\n'", "'\u0007'"])
def test_a_key_is_one_printable_character(key: str) -> None:
    assert faults(f"{HEAD}entities:\n  A: {{key: {key}}}\n")


def test_a_label_without_a_key_is_a_fault() -> None:
    assert faults(HEAD + "entities:\n  A: {short: a}\n") == ["s.yaml:5: entities.A.key: is missing"]


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        ("{entities: [B]}", "there is no entity label 'B'"),
        ("{layers: [particpant]}", "'particpant' is none of event, participant, quote; did you mean participant?"),
        ("{layers: [cue]}", "'cue' is none of"),
        ("{labels: [A]}", "is no key of a schema"),
        ("[A]", "expected key: value pairs, got a list"),
    ],
)
def test_what_can_fill_no_role_is_a_fault(fill: str, said: str) -> None:
    (told, *_) = faults(
        f"{HEAD}entities: {{A: {{key: a}}}}\nevents: {{types: {{E: {{key: e, roles: {{r: {{key: r, fill: {fill}}}}}}}}}}}\n"
    )
    assert told.startswith("s.yaml:5: events.types.E.roles.r.fill")
    assert said in told


@pytest.mark.parametrize(
    ("written", "least", "most"),
    [("1", 1, 1), ("'?'", 0, 1), ("+", 1, None), ("'*'", 0, None), ("2-*", 2, None), ("2-4", 2, 4), ("3", 3, 3)],
)
def test_cardinalities_are_read(written: str, least: int, most: int | None) -> None:
    text = f"{HEAD}events: {{types: {{E: {{key: e, roles: {{r: {{key: r, cardinality: {written}}}}}}}}}}}\n"
    role = read_schema(text.encode(), "s").event_types[0].role("r")
    assert role is not None
    assert role.cardinality == Cardinality(least, most)


@pytest.mark.parametrize("written", ["many", "-1", "4-2", "0", "1-", "'**'"])
def test_an_impossible_cardinality_is_a_fault(written: str) -> None:
    (told,) = faults(f"{HEAD}events: {{types: {{E: {{key: e, roles: {{r: {{key: r, cardinality: {written}}}}}}}}}}}\n")
    assert "expected 1, ?, +, *, N, N-M or N-*" in told


@pytest.mark.parametrize(
    ("colour", "said"),
    [("{dark: '#11151d'}", "has contrast 1.0"), ("{light: '#ffffff'}", "has contrast"), ("{dark: red}", "expected a colour like"), ("{night: '#ffffff'}", "is no key")],
)  # fmt: skip
def test_a_colour_that_can_not_be_read_is_a_fault(colour: str, said: str) -> None:
    (told,) = faults(f"{HEAD}entities:\n  A: {{key: a, colour: {colour}}}\n")
    assert said in told


@pytest.mark.parametrize(
    ("attribute", "said"),
    [("{values: []}", "expected a list of different values"), ("{values: [x, x]}", "expected a list of different values"), ("{values: [x], default: y}", "is none of the values"), ("{values: [x], layer: cue}", "expected entity, quote or event")],
)  # fmt: skip
def test_an_attribute_needs_values_and_a_default_among_them(attribute: str, said: str) -> None:
    (told,) = faults(f"{HEAD}entities: {{A: {{key: a}}}}\nattributes: {{a: {attribute}}}\n")
    assert said in told


def test_format_name_and_version_must_be_there_and_some_label() -> None:
    told = "\n".join(faults("language: en\n"))
    for part in ("format: is missing", "name: is missing", "version: is missing", "has no entities, no quote types and no event types"):
        assert part in told
    assert "expected annotator-schema/1" in faults(HEAD.replace("schema/1", "schema/9") + "entities: {A: {key: a}}\n")[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"a: !!python/object/apply:os.system [x]", "s.yaml:1: tags are not allowed"),
        (b"a: 1\nb: !mine x", "s.yaml:2: tags are not allowed"),
        (b"a: &x 1\nb: *x", "s.yaml:1: anchors are not allowed"),
        (b"name: x\nb: *x", "aliases are not allowed"),
        (b"name: a\nname: b", "s.yaml:2: name: stands here a second time"),
        (b"name: \xff", "s.yaml:1: is not UTF-8"),
        (b"", "is empty"),
        (b"# nothing\n", "is empty"),
        (b"- a\n- b\n", "expected key: value pairs at the top"),
        (b"name: [a\nb: c", "is not YAML"),
        (b"a: 1\n--- \nb: 2\n", "s.yaml:2: holds more than one document"),
        (b"? [a, b]\n: c\n", "a key must be a word"),
        (b"[" * (MOST_DEPTH + 1) + b"]" * (MOST_DEPTH + 1), "deep"),
        (b"# " + b"x" * MOST_BYTES, "is larger than"),
    ],
)
def test_dangerous_or_broken_yaml_is_refused(text: bytes, said: str) -> None:
    assert said in "\n".join(faults(text))


@given(st.binary(max_size=200) | st.text(alphabet="ab:{}[],'\"-?&*!|>%@`#~ \n\t1_é", max_size=80).map(str.encode))
@settings(max_examples=200, deadline=None)
def test_no_bytes_do_more_than_fail(data: bytes) -> None:
    with pytest.raises(BadSchema):
        read_schema(data, "s.yaml")


def test_the_keys_that_labels_must_leave_free_are_those_of_the_commands() -> None:
    single = {key for command in COMMANDS for key in command.keys if len(key) == 1 or key == "space"}
    assert single == COMMAND_KEYS
