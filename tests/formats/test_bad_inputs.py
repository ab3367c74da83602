"""Records that are wrong or nearly so, and what the command line does with each."""

from __future__ import annotations

import pytest
from commanding import Commands, entity, lines, native

from annotator.model.annotation import Layer

GOOD = {"id": "good", "text": "fine"}


TEXT = "hello world"


def one(**fields: object) -> dict:
    """A native record of an eleven-character text with one entity of these fields."""
    return native(TEXT, entities=[{"label": "PERSON", **fields}])


def event(**fields: object) -> dict:
    """A native record with an entity m1 and an event m2."""
    return native(TEXT, entities=[entity(0, 5, id="m1")], events=[{"id": "m2", "type": "Attack", "start": 6, "end": 11, **fields}])


def fragments(*pairs: tuple[int, int], start: int = 0, end: int = 9) -> dict:
    parts = [{"start": left, "end": right} for left, right in pairs]
    return native(TEXT, entities=[entity(start, end, fragments=parts)])


BAD = [
    ("cut off", '{"id": "d3", "text": "abc"', "docs.jsonl:3: not valid JSON: expected ',' or '}' at column 27"),
    ("single quotes", "{'id': 'x'}", "docs.jsonl:3: not valid JSON: expected a key in double quotes at column 2"),
    ("two objects", '{"id": "a", "text": "x"} {"id": "b", "text": "y"}', "docs.jsonl:3: extra data after the object at column 26"),
    ("array", "[1,2]", "docs.jsonl:3: expected an object, got array"),
    ("string", '"abc"', "docs.jsonl:3: expected an object, got string"),
    ("number", "5", "docs.jsonl:3: expected an object, got number"),
    ("null", "null", "docs.jsonl:3: expected an object, got null"),
    ("no text", {"id": "d"}, "docs.jsonl:3: text: required"),
    ("no id", {"text": "x"}, "docs.jsonl:3: id: required; --make-ids makes one"),
    ("text is a number", {"id": "d", "text": 5}, "docs.jsonl:3: text: expected a string, got number"),
    ("text is null", {"id": "d", "text": None}, "docs.jsonl:3: text: expected a string, got null"),
    ("text is an array", {"id": "d", "text": ["a"]}, "docs.jsonl:3: text: expected a string, got array"),
    ("id is a number", {"id": 7, "text": "x"}, "docs.jsonl:3: id: expected a string, got number; --ids-as-string takes it as one (got 7)"),
    ("empty text", {"id": "d", "text": ""}, "docs.jsonl:3: text: empty text"),
    ("the same again", GOOD, "docs.jsonl:3: id: is there already at docs.jsonl:1, with the same text (got 'good')"),
    ("other text of the id", {"id": "good", "text": "other"}, "another text has this id at docs.jsonl:1 (sha256 d14a58ba… there, d9298a10… here)"),
    ("start below 0", one(start=-1, end=5), "docs.jsonl:3: entities[0].start: must be ≥ 0 (got -1)"),
    ("end past the text", one(start=0, end=12), "docs.jsonl:3: entities[0].end: 12 is past the end of the text (11 characters)"),
    ("start after end", one(start=9, end=4), "docs.jsonl:3: entities[0]: start 9 > end 4"),
    ("empty span", one(start=4, end=4), "docs.jsonl:3: entities[0]: start 4 = end 4: an empty span"),
    ("whole float", one(start=3.0, end=5), "docs.jsonl:3: entities[0].start: expected an integer, got 3.0"),
    ("fraction", one(start=3.7, end=5), "docs.jsonl:3: entities[0].start: expected an integer, got 3.7"),
    ("offset is a string", one(start="3", end=5), "docs.jsonl:3: entities[0].start: expected an integer, got '3'"),
    ("offset is null", one(start=None, end=5), "docs.jsonl:3: entities[0].start: expected an integer, got null"),
    ("offset is true", one(start=True, end=5), "docs.jsonl:3: entities[0].start: expected an integer, got true"),
    ("huge start", one(start=99999999999999999999, end=5), "entities[0].start: 99999999999999999999 is past the end of the text"),
    ("end over 64 bits", one(start=0, end=2**63), "entities[0].end: 9223372036854775808 is past the end of the text"),
    ("no end", one(start=0), "docs.jsonl:3: entities[0].end: required"),
    ("byte offsets", native("Zoë ran home", entities=[entity(5, 8, text="ran")]),
     'docs.jsonl:3: entities[0]: text at 5–8 is "an " ≠ "ran"; these look like UTF-8 byte offsets: try --offsets byte'),
    ("UTF-16 offsets", native("😀 Ann left", entities=[entity(3, 6, text="Ann")]),
     'entities[0]: text at 3–6 is "nn " ≠ "Ann"; these look like UTF-16 offsets: try --offsets utf16'),
    ("offsets of the NFC form", native("Zoe\u0308 ran home", entities=[entity(4, 7, text="ran")]),
     'entities[0]: text at 4–7 is " ra" ≠ "ran"; the text is not NFC and the offsets are of its NFC form'),
    ("unknown label", native(TEXT, entities=[entity(0, 5, "PERSN")]), "entities[0].label: the schema has no entity label \"PERSN\"; did you mean PERSON?"),
    ("unknown layer", native(TEXT, sentiments=[entity(0, 5)]),
     "sentiments: unknown key (the layers are entities, participants, quotes, events; what else there is goes into meta)"),
    ("label in the wrong case", native(TEXT, entities=[entity(0, 5, "person")]), "\"person\" (upper and lower case count); did you mean PERSON?"),
    ("role without target", event(roles=[{"role": "attacker", "target": "m1"}, {"role": "attacker", "target": "m9"}]),
     'docs.jsonl:3: events[0].roles[1].target: no mention "m9" in this article'),
    ("an id twice", native(TEXT, entities=[entity(0, 5, id="m1"), entity(6, 11, id="m1")]),
     'docs.jsonl:3: entities[1].id: "m1" is the id of entities[0] already'),
    ("a mention twice", native(TEXT, entities=[entity(0, 5), entity(0, 5)]),
     "docs.jsonl:3: entities[1]: the same PERSON entity as entities[0]; --dedupe keeps one"),
    ("fragments unsorted", fragments((8, 9), (0, 3)), "entities[0].fragments[1]: fragments must be sorted by start"),
    ("fragments overlapping", fragments((0, 5), (3, 8), end=8), "entities[0].fragments[1]: fragments must not overlap"),
    ("fragments touching", fragments((0, 3), (3, 5), end=5), "the fragment touches the one before: make them one fragment"),
    ("no fragments", fragments(), "entities[0].fragments: a mention needs at least one fragment"),
    ("NUL in text", '{"id": "d", "text": "ab\\u0000"}', "docs.jsonl:3: text: U+0000 at character 2"),
    ("surrogate in text", '{"id": "d", "text": "\\ud800x"}', "docs.jsonl:3: text: lone surrogate U+D800 at character 0"),
    ("surrogate in id", '{"id": "d\\udfff", "text": "x"}', "docs.jsonl:3: id: lone surrogate U+DFFF at character 1"),
]  # fmt: skip


@pytest.mark.parametrize(("record", "sentence"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_bad_record_is_named_with_its_line_and_nothing_is_imported(commands: Commands, record: dict | str, sentence: str) -> None:
    told = commands.load(lines(GOOD, "", record))
    assert sentence in told.err
    assert told.err.startswith("docs.jsonl:3: ")
    assert told.err.endswith("\nannotator: nothing was imported\n")
    assert "Traceback" not in told.err
    assert told.code == 1
    assert commands.texts() == {}


def test_an_exponent_makes_a_float(commands: Commands) -> None:
    record = lines(one(start=0, end=5)).replace('"start": 0', '"start": 1e3')
    told = commands.load(record)
    assert (told.code, commands.texts()) == (1, {})
    assert "docs.jsonl:1: entities[0].start: expected an integer, got 1000.0" in told.err


def test_made_ids_are_the_same_every_time(commands: Commands) -> None:
    assert commands.load(lines({"text": "x"}), "--make-ids").code == 0
    assert commands.texts() == {"2d711642b726b044": "x"}
    assert "0 new articles, 1 unchanged" in commands.load(lines({"text": "x"}), "--make-ids").out


def test_two_ids_that_print_alike_never_come_in(commands: Commands) -> None:
    content = lines({"id": 7, "text": "x"}, {"id": "7", "text": "y"})
    assert "docs.jsonl:1: id: expected a string" in commands.load(content).err
    told = commands.load(content, "--ids-as-string")
    assert "docs.jsonl:2: id: another text has this id at docs.jsonl:1" in told.err
    assert commands.texts() == {}
    assert commands.load(lines({"id": 7, "text": "x"}), "--ids-as-string").code == 0
    assert commands.texts() == {"7": "x"}


def test_a_blank_text_is_imported_with_a_warning(commands: Commands) -> None:
    told = commands.load(lines({"id": "a", "text": " \n"}))
    assert told.code == 0
    assert "warning: docs.jsonl:1: text: the text is blank" in told.err
    assert commands.texts() == {"a": " \n"}


def test_the_text_of_a_stored_article_is_never_replaced(commands: Commands) -> None:
    assert commands.load(lines(GOOD)).code == 0
    told = commands.load(lines({"id": "good", "text": "other"}), "--replace")
    assert "another text has this id in the store (sha256 d14a58ba… there, d9298a10… here); texts are never replaced" in told.err
    assert (told.code, commands.texts()) == (1, {"good": "fine"})


def test_the_same_text_under_two_ids_is_a_warning(commands: Commands) -> None:
    told = commands.load(lines({"id": "d1", "text": "x"}, {"id": "d2", "text": "x"}))
    assert told.code == 0
    assert "warning: docs.jsonl:2: text: duplicate of d1" in told.err
    assert "text: duplicate of d1" in commands.load(lines({"id": "d3", "text": "x"})).err
    assert set(commands.texts()) == {"d1", "d2", "d3"}


@pytest.mark.parametrize(
    ("text", "start", "end", "unit"), [("Zoë ran home", 5, 8, "byte"), ("😀 ran home", 3, 6, "utf16"), ("😀 ran home", 5, 8, "byte")]
)
def test_offsets_of_other_units_are_converted_when_said(commands: Commands, text: str, start: int, end: int, unit: str) -> None:
    assert commands.load(lines(native(text, entities=[entity(start, end, text="ran")])), "--offsets", unit).code == 0
    found = commands.set_of("d1", "ann1")
    assert found is not None
    assert [mention.text(text) for mention in found.mentions.values()] == ["ran"]


@pytest.mark.parametrize(
    ("text", "start", "unit", "sentence"),
    [
        ("Zoë ran", 3, "byte", "entities[0].start: byte 3 is inside a character"),
        ("😀 ran", 1, "utf16", "UTF-16 unit 1 is inside a character"),
    ],
)
def test_an_offset_inside_a_character_is_refused(commands: Commands, text: str, start: int, unit: str, sentence: str) -> None:
    told = commands.load(lines(native(text, entities=[entity(start, 7)])), "--offsets", unit)
    assert sentence in told.err
    assert (told.code, commands.texts()) == (1, {})


def test_a_role_can_t_point_into_another_article(commands: Commands) -> None:
    first = native(TEXT, "d1", entities=[entity(0, 5, id="m7")])
    second = native(TEXT, "d2", events=[{"type": "Attack", "start": 0, "end": 5, "roles": [{"role": "attacker", "target": "m7"}]}])
    told = commands.load(lines(first, second))
    assert 'docs.jsonl:2: events[0].roles[0].target: no mention "m7" in this article' in told.err
    assert (told.code, commands.texts()) == (1, {})


def test_events_on_one_trigger_are_the_same_only_with_the_same_roles(commands: Commands) -> None:
    def attack(*roles: dict) -> dict:
        return {"type": "Attack", "start": 6, "end": 11, "roles": list(roles)}

    role = {"role": "attacker", "target": "m1"}
    person = entity(0, 5, id="m1")
    assert commands.load(lines(native(TEXT, entities=[person], events=[attack(), attack(role)]))).code == 0
    told = commands.load(lines(native(TEXT, "d2", entities=[person], events=[attack(role), attack(role)])))
    assert "events[1]: the same Attack event as events[0]" in told.err
    told = commands.load(lines(native(TEXT, "d2", entities=[person], events=[attack(role), attack(role)])), "--dedupe")
    assert (told.code, "merged 1 duplicates" in told.out) == (0, True)
    found = commands.set_of("d2", "ann1")
    assert found is not None
    assert len(found.in_layer(Layer.EVENT)) == 1
