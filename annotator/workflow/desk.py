"""An annotator's desk: which article is open, which come before and after, and undo that reaches back to the one just left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.model import corrections
from annotator.model.annotation import ITEM_LAYERS, Layer, State, Status
from annotator.model.doubt import Order
from annotator.model.edits import SetStatus
from annotator.model.errors import BadData, EditRefused, Misuse
from annotator.model.span import Span
from annotator.store import queue as queues
from annotator.store import runs
from annotator.store.queue import QueueRow as QueueRow
from annotator.workflow import bare_serving
from annotator.workflow.project import Project
from annotator.workflow.session import Changed, Session
from annotator.workflow.spreading import Places, find_elsewhere, proposals, propose_elsewhere


@dataclass
class Desk:
    """One annotator's run through a project's articles; `order` names them all in the order asked for, `ordered_by`.

    `left` names the articles in which something was done before they were left, newest last.
    """

    project: Project
    annotator: str
    session: Session
    order: list[str]
    ordered_by: Order = Order.SEQUENTIAL
    left: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, project: Project, annotator: str, article_id: str | None = None, by: Order = Order.SEQUENTIAL) -> Desk:
        """Open the given article, else the first unfinished one in that order, else the first.

        Raises BadData when the project has no articles or not this one, Misuse when the name is a pipeline's.
        """
        if runs.is_title(project.store, annotator):
            raise Misuse(f"{annotator!r} is a pipeline that made proposals here", "choose another name with --as NAME")
        order = queues.ids(project.store, annotator, by)
        if not order:
            raise BadData("this project has no articles yet", "bring some in: annotator import PATH")
        if article_id is None:
            article_id = next(iter(queues.unfinished(project.store, annotator, by, limit=1)), order[0])
        return cls(project, annotator, Session.open(project, article_id, annotator), order, by)

    @property
    def position(self) -> int:
        """The 1-based place of the open article."""
        return self.order.index(self.session.article.id) + 1

    def go_to(self, article_id: str) -> Session:
        """Open another article; one in which something was done is remembered for undo."""
        if article_id != self.session.article.id:
            opened = Session.open(self.project, article_id, self.annotator)
            if not self.session.is_untouched:
                self.left.append(self.session.article.id)
            self.session = opened
        return self.session

    def step(self, by: int) -> Session:
        """Open the article `by` places further.

        Raises EditRefused at either end.
        """
        index = self.order.index(self.session.article.id) + by
        if not 0 <= index < len(self.order):
            raise EditRefused("this is the last article" if by > 0 else "this is the first article")
        return self.go_to(self.order[index])

    def next_unfinished(self) -> str | None:
        """The id of the next article that is neither done nor skipped, from here on and then from the top."""
        here = self.order.index(self.session.article.id)
        open_ids = set(queues.unfinished(self.project.store, self.annotator))
        return next((name for name in (*self.order[here + 1 :], *self.order[:here]) if name in open_ids), None)

    def finish(self) -> Changed:
        """Accept all that nobody looked at and call the article done; stays on the article."""
        waiting = [m.id for m in self.session.annotations.mentions.values() if m.state is State.PROPOSED and m.layer in ITEM_LAYERS]
        return self.session.do(corrections.finish(self.session.annotations, waiting))

    def skip(self, reason: str) -> Changed:
        """Say that the article is not worth annotating, and why; stays on the article."""
        return self.session.do(SetStatus(Status.SKIPPED, reason.strip() or None))

    def same_elsewhere(self, wanted: str, label: str) -> Places:
        """Where a string could be proposed in the other articles of this annotator."""
        return find_elsewhere(self.project, self.annotator, wanted, label, but=self.session.article.id)

    def propose_everywhere(self, wanted: str, label: str, here: Sequence[Span]) -> tuple[Changed | None, int]:
        """Propose the label at these places of the open article and wherever else the string stands; says how often."""
        made = propose_elsewhere(self.project, self.annotator, wanted, label, but=self.session.article.id)
        if not here:
            return None, made
        attributes = self.session.schema.default_attributes(Layer.ENTITY)
        return self.session.do(proposals(self.session.annotations, here, label, attributes)), made + len(here)

    def undo(self) -> tuple[Changed, bool]:
        """Undo here, or, when nothing was done here since it was opened, in the article left last; says whether it went there.

        An article that was left with nothing to undo is passed over. Raises EditRefused when there is nothing to undo.
        """
        while self.left and self.session.is_untouched:
            back = Session.open(self.project, self.left[-1], self.annotator)
            self.left.pop()
            if back.history.to_undo is not None:
                changed = back.undo()
                self.session = back
                return changed, True
        return self.session.undo(), False

    def rows(self, *, text: str | None = None, status: Status | None = None, limit: int | None = None, offset: int = 0) -> list[QueueRow]:
        """The queue of this annotator, filtered by words in the text and by status."""
        found = queues.rows(self.project.store, self.annotator, order=self.ordered_by, text=text, status=status, limit=limit, offset=offset)
        return bare_serving.without_held_back(self.project, self.annotator, found)

    def counts(self) -> dict[Status, int]:
        """How many articles are in each status for this annotator."""
        return queues.counts(self.project.store, self.annotator)
