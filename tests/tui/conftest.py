"""What the tests of the screen share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from disagreeing import DATES

from annotator.workflow import project


@pytest.fixture(autouse=True, scope="session")
def schema_read_once() -> Iterator[None]:
    """The same schema text is read once: that takes longer than all the rest of a start, and tests start often."""
    read = cache(lambda data: project_read(data, "schema.yaml"))
    project_read = project.read_schema
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(project, "read_schema", lambda data, name: read(data))
        yield


@pytest.fixture
def dated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The articles of the three annotators were finished on the days of `DATES`."""
    stamps = {(article, name): at for article, at in DATES.items() for name in ("ann1", "ann2", "ann3")}
    monkeypatch.setattr("annotator.store.set_list.changed_at", lambda store: stamps)
