"""The rules of events as text: what they say, what is added to them, and every fault with its line."""

from __future__ import annotations

from builders import schema

from annotator.nlp.event_rules import EventRules, Kind
from annotator.nlp.event_rules_reading import read_rules, shipped_rules

RULES = """
# a comment
[Attack]
verbs = attack, blow up/blew up/blown up,
    strike/struck
nouns = air strike
needs blow up = bridge
role attacker = subject, by:PERSON:people
role target = object

[Attack: strike]
role attacker = by
role none = object
"""


def rules(text: str, base: EventRules | None = None) -> EventRules:
    found, faults = read_rules(text, base=base)
    assert faults == []
    return found


def test_verbs_are_known_in_all_their_forms_and_nouns_in_the_plural() -> None:
    found = rules(RULES)
    forms = ("attack", "attacks", "attacked", "attacking", "blow up", "blows up", "blew up", "blown up", "blowing up", "struck", "striking")
    assert set(forms) <= set(found.verbs)
    assert "striked" not in found.verbs
    assert set(found.nouns) == {"air strike", "air strikes"}
    assert [reading.kind for reading in found.verbs["blew up"]] == [Kind.PARTICIPLE]


def test_a_words_own_patterns_come_before_those_of_its_type() -> None:
    found = rules(RULES)
    assert [pattern.role for pattern in found.roles("Attack", "attack")["object"]] == ["target"]
    assert [pattern.role for pattern in found.roles("Attack", "strike")["object"]] == ["none", "target"]
    assert found.roles("Attack", "attack")["by"][0].only == {"PERSON", "people"}


def test_what_is_added_comes_first_and_leaves_the_rules_it_is_added_to_as_they_were() -> None:
    base = rules(RULES)
    found = rules("[Walkout]\nnouns = strike\nverbs = strike/struck\n[Attack]\nrole victim = object\ndrop = air strike\n", base)
    assert [reading.type for reading in found.verbs["struck"]] == ["Walkout", "Attack"]
    assert [pattern.role for pattern in found.roles("Attack", "attack")["object"]] == ["victim", "target"]
    assert not found.nouns["air strike"]
    assert [reading.type for reading in base.verbs["struck"]] == ["Attack"]
    assert base.nouns["air strike"]


def test_all_faults_are_told_with_their_lines() -> None:
    text = "\n".join(
        [
            "verbs = walk",
            "[Attack]",
            "verbs = attack, ???",
            "nonsense",
            "colour = red",
            "needs walk = out",
            "role attacker = sub?ject",
            "role witness = subject",
            "nouns =",
            "drop = unheard",
            "[Walkout]",
            "[]",
            "[*]",
            "verbs = run",
            "[Attack: bomb]",
            "nouns = bomb",
        ]
    )
    _, faults = read_rules(text, schema=schema())
    assert [line for line, _ in faults] == [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16]
    said = dict(faults)
    assert said[8] == "the schema's Attack has no role 'witness'"
    assert said[11] == "the schema has no event type 'Walkout'"
    assert "there are verbs, nouns" in said[5]


def test_the_shipped_rules_name_only_types_and_roles_of_the_shipped_schema() -> None:
    from annotator.nlp.event_rules_reading import SHIPPED

    _, faults = read_rules(SHIPPED.read_text(encoding="utf-8"), schema=schema())
    assert faults == []


def test_every_type_of_the_shipped_schema_has_words_and_fills_its_roles() -> None:
    found = shipped_rules()
    typed = {reading.type for table in (found.verbs, found.nouns) for readings in table.values() for reading in readings}
    for label in schema().event_types:
        assert label.name in typed
        lemmas = {lemma for type_, lemma in found.patterns if type_ == label.name} | {""}
        patterns = {p.role for lemma in lemmas for every in found.roles(label.name, lemma).values() for p in every}
        assert {role.name for role in label.roles} <= patterns, label.name
