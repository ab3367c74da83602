"""The order that was asked for is the queue's, is said on screen, and leads from article to article."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import handmade_project, proposed
from pressing import again, at_work
from textual.widgets import DataTable

from annotator.model.doubt import Order

SCORES = {"a1": 0.9, "a2": 0.2, "a3": 0.5}
MADE = [proposed("[ORG:o Red Unit] left", article_id=name, score=score) for name, score in SCORES.items()]


def listed(table: DataTable[object]) -> list[str]:
    return [str(key.value) for key in table.rows]


@pytest.mark.parametrize(
    ("order", "ids", "said"),
    [(Order.UNCERTAIN, ["a2", "a3", "a1"], "uncertain first"), (Order.CERTAIN, ["a1", "a3", "a2"], "certain first")],
)
async def test_the_queue_stands_and_goes_on_in_the_order_asked_for(tmp_path: Path, order: Order, ids: list[str], said: str) -> None:
    handmade_project(tmp_path / "project", *MADE).store.close()
    async with again(tmp_path, order=order, size=(80, 24)) as work:
        assert work.editor.session.article.id == ids[0]
        assert "1 of 3" in work.top
        await work.press("Q")
        assert said in work.screen
        assert listed(work.app.screen.query_one(DataTable)) == ids
        await work.press("escape", "A")
        assert work.editor.session.article.id == ids[1]
    async with again(tmp_path, order=order) as work:
        assert work.editor.session.article.id == ids[1], "the first unfinished one in that order"


async def test_an_order_of_ones_own_is_there_again_after_a_restart(tmp_path: Path) -> None:
    handmade_project(tmp_path / "project", *(proposed("Red Unit left", article_id=f"a{n}") for n in range(30))).store.close()
    seen = []
    for _ in range(2):
        async with again(tmp_path, order=Order.RANDOM) as work:
            await work.press("Q")
            assert "random order" in work.screen
            seen.append(listed(work.app.screen.query_one(DataTable)))
    assert seen[0] == seen[1] != sorted(seen[0])


async def test_the_order_of_import_is_not_told(tmp_path: Path) -> None:
    async with at_work(tmp_path, *MADE) as work:
        await work.press("Q")
        assert "order:" not in work.screen
        assert listed(work.app.screen.query_one(DataTable)) == ["a1", "a2", "a3"]
