"""Keys are pressed in the program, then the store is asked."""

from __future__ import annotations

from pathlib import Path

from builders import TEXT, project

from annotator.model.annotation import AnnotationSet, Layer, State
from annotator.store import Store, annotations
from annotator.tui.app import AnnotatorApp


async def pressed(folder: Path, *keys: str, size: tuple[int, int] = (120, 40)) -> AnnotationSet:
    """The set of ann1 on the first article after the keys."""
    with project(folder):
        pass
    app = AnnotatorApp(folder / "project", "ann1")
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        assert app.failure is None
    with Store.open(folder / "project" / "annotations.db", read_only=True) as store:
        found = annotations.load(store, "a1", "ann1")
    assert found is not None
    return found


def words(found: AnnotationSet, layer: Layer, *states: State) -> list[str]:
    return [m.text(TEXT) for m in found.in_layer(layer) if m.state in states]


async def test_space_accepts_and_goes_on(tmp_path: Path) -> None:
    found = await pressed(tmp_path, "space", "space")
    assert words(found, Layer.EVENT, State.ACCEPTED)[:2] == ["attacked", "killing"]
    assert all(link.state is State.ACCEPTED for key, link in found.links.items() if found.mentions[key.source].state is State.ACCEPTED)


async def test_a_label_key_relabels_x_rejects_u_brings_back(tmp_path: Path) -> None:
    found = await pressed(tmp_path, "tab", "tab", "tab", "tab", "tab")
    first = await pressed_again(tmp_path, "x", "u")
    assert found.mentions.keys() == first.mentions.keys()
    assert all(m.state is not State.REJECTED for m in first.mentions.values())


async def pressed_again(folder: Path, *keys: str) -> AnnotationSet:
    """The set after more keys in the same project."""
    app = AnnotatorApp(folder / "project", "ann1")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
    with Store.open(folder / "project" / "annotations.db", read_only=True) as store:
        found = annotations.load(store, "a1", "ann1")
    assert found is not None
    return found


async def test_a_word_is_marked_and_undone_tomorrow(tmp_path: Path) -> None:
    found = await pressed(tmp_path, "home", "p")
    assert "Rebels" in words(found, Layer.ENTITY, State.ADDED)
    later = await pressed_again(tmp_path, "u")
    assert "Rebels" not in words(later, Layer.ENTITY, *State)


async def test_a_done_finishes_the_article(tmp_path: Path) -> None:
    found = await pressed(tmp_path, "A")
    assert str(found.status) == "done"
    assert all(m.state is not State.PROPOSED for m in found.mentions.values() if m.layer in (Layer.ENTITY, Layer.EVENT, Layer.QUOTE))
