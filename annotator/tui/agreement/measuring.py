"""The work of a thread: measure, and make ready what the screens show; imports what takes long."""

from __future__ import annotations

import gc
from collections.abc import Callable

# drawn as soon as there is something, and so imported here and not at the first key
from annotator.tui.agreement import figure_lines as figure_lines
from annotator.tui.agreement.figures import Figures
from annotator.tui.agreement.listing import Listing
from annotator.workflow.agreeing import Question
from annotator.workflow.agreement_view import look, opened_again
from annotator.workflow.project import Project


def measure(project: Project, question: Question | None, viewer: str | None, on_article: Callable[[int, int], None]) -> Figures:
    """The figures of a project, which is opened once more for this thread.

    Raises BadData when there is nothing to show, Unavailable when the store can't be read.
    """
    with opened_again(project) as again:
        sight = look(again, question or Question(), viewer=viewer, on_article=on_article)
    figures = Figures(sight, Listing(sight.entries))
    # hundred thousands of places stay: the collector need not look at them again in the middle of a key
    gc.collect()
    gc.freeze()
    return figures
