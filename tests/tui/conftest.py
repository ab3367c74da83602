"""What the tests of the screen share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from annotator.workflow import project


@pytest.fixture(autouse=True, scope="session")
def schema_read_once() -> Iterator[None]:
    """The same schema text is read once: that takes longer than all the rest of a start, and tests start often."""
    read = cache(lambda data: project_read(data, "schema.yaml"))
    project_read = project.read_schema
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(project, "read_schema", lambda data, name: read(data))
        yield
