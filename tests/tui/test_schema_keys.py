"""Every key that the shipped schema gives: entity labels, quote and event types, and the roles of each."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import proposed, schema
from pressing import at_work

from annotator.model.annotation import Layer, State
from annotator.model.schema import Label

TYPES = schema().event_types


async def test_every_label_key_marks_its_label(tmp_path: Path) -> None:
    labels = schema().entities
    async with at_work(tmp_path, proposed(" ".join(f"word{n}x" for n in range(len(labels))))) as work:
        for label in labels:
            await work.press(label.key, "right")
        found = work.stored().in_layer(Layer.ENTITY)
        assert [m.label for m in sorted(found, key=lambda m: m.start)] == [label.name for label in labels]
        assert {m.state for m in found} == {State.ADDED}


async def test_every_type_key_makes_its_event_or_quote(tmp_path: Path) -> None:
    quotes = schema().quote_types
    async with at_work(tmp_path, proposed(" ".join(f"word{n}x" for n in range(len(TYPES) + len(quotes))))) as work:
        for label in TYPES:
            await work.press("e", label.key, "right")
        for label in quotes:
            await work.press("v", "q", label.key, "right")
        stored = work.stored()
        assert [m.label for m in sorted(stored.in_layer(Layer.EVENT), key=lambda m: m.start)] == [t.name for t in TYPES]
        assert [m.label for m in sorted(stored.in_layer(Layer.QUOTE), key=lambda m: m.start)] == [t.name for t in quotes]


@pytest.mark.parametrize("types", [TYPES[:5], TYPES[5:10], TYPES[10:], schema().quote_types], ids=lambda t: t[0].name)
async def test_every_role_key_fills_its_role(tmp_path: Path, types: tuple[Label, ...]) -> None:
    words = [f"{label.name.lower()}x " + " ".join(f"{label.name.lower()}filler{n}x" for n, _ in enumerate(label.roles)) for label in types]
    async with at_work(tmp_path, proposed("\n".join(words))) as work:
        for label in types:
            await work.to(f"{label.name.lower()}x")
            await work.press(*(["v", "q"] if label.layer is Layer.QUOTE else ["e"]), label.key)
            source = work.current
            roles = work.editor.schema.roles_of(work.mention(source))
            for number, role in enumerate(roles):
                await work.to(f"{label.name.lower()}filler{number}x")
                await work.press("v", "r", role.key)
                assert work.current == source
            expected = sorted((role.name, word) for role, word in zip(roles, words[types.index(label)].split()[1:], strict=False))
            assert work.fillers(source) == expected
