"""What whoever runs a pipeline is told to do, and how it does it: one process, several, or a cluster run the same code."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from annotator.model.annotation import AnnotationSet
from annotator.model.article import Article
from annotator.model.errors import Unavailable
from annotator.model.schema import Schema
from annotator.nlp.draft import Draft
from annotator.nlp.tally import Tally

Batch = tuple[list[AnnotationSet], Tally]
"""The sets of some articles, in the order given, and what they amount to."""

Drafts = tuple[list[Draft], Tally]
"""The same before the sets are made, as it travels between processes."""

_WARM = 100_000
"""How many new words a pipeline may remember for good, which takes about 40 MB and makes it fast."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a worker says of its pipeline: name, version, the names of its components, its language and why it is this one.

    `digest` tells pipelines of one name and version apart.
    """

    name: str
    version: str
    components: tuple[str, ...]
    note: str
    language: str
    digest: str

    @property
    def title(self) -> str:
        """`NAME-VERSION`, the annotator's name of what it proposes."""
        return f"{self.name}-{self.version}"


@dataclass(frozen=True, slots=True)
class Task:
    """What every worker is to do: which pipeline, under which schema, how many texts through spaCy together, the least score.

    `event_rules` is the text of the project's own rules of events, empty where it has none.
    """

    pipeline: str
    schema: Schema
    batch_size: int = 32
    min_score: float = 0.0
    event_rules: str = ""


class Proposer:
    """A loaded pipeline that proposes for one batch after the other; spaCy is imported when one is made.

    Raises Unavailable when the pipeline can't be loaded.
    """

    def __init__(self, task: Task) -> None:
        from annotator.nlp.pipeline import load, with_event_rules

        self._task = task
        self._loaded = with_event_rules(load(task.pipeline, task.schema), task.event_rules)
        self._warm = len(self._loaded.nlp.vocab.strings) + _WARM

    @property
    def introduction(self) -> Introduction:
        """What the pipeline is."""
        loaded = self._loaded
        return Introduction(loaded.name, loaded.version, tuple(loaded.nlp.pipe_names), loaded.note, loaded.language, loaded.digest)

    def propose(self, batch: Sequence[Article]) -> Drafts:
        """What the pipeline proposes for each article, in the order given.

        Raises Unavailable, which names the article, when the pipeline fails.
        """
        from annotator.nlp.propose import drafts
        from annotator.nlp.surer import keep_surer

        tally = Tally()
        try:
            with self._memory():
                made = drafts(batch, self._loaded, self._task.schema, tally, batch_size=self._task.batch_size)
                return [keep_surer(draft, self._task.min_score, tally) for draft in made], tally
        except Exception as error:
            # a pipeline is code and may fail in every way; one text at a time tells on which
            raise self._failed(batch, error) from error

    def _memory(self) -> AbstractContextManager[object]:
        """Lets spaCy forget the batch's words afterwards, once it knows so many that a million articles would fill the memory."""
        nlp = self._loaded.nlp
        return nlp.memory_zone() if len(nlp.vocab.strings) > self._warm else nullcontext()

    def _failed(self, batch: Sequence[Article], error: Exception) -> Unavailable:
        from annotator.nlp.propose import drafts

        title, hint = self._loaded.title, "this batch was not saved, those before it were; mend the pipeline or take another one"
        if isinstance(error, MemoryError):
            hint = "this batch was not saved, those before it were; fewer --jobs and a smaller --batch-size need less memory"
        for article in batch:
            try:
                list(drafts([article], self._loaded, self._task.schema, Tally(), batch_size=1))
            except Exception as alone:  # noqa: BLE001  (it is what the sentence tells)
                return Unavailable(f"{title} fails on the article {article.id!r}: {_said(alone)}", hint)
        return Unavailable(f"{title} fails on articles {batch[0].id!r} to {batch[-1].id!r}: {_said(error)}", hint)


def finished(made: Drafts, who: Introduction) -> Batch:
    """The annotation sets that the drafts become."""
    drafts, tally = made
    return [draft.annotations(who.title) for draft in drafts], tally


def _said(error: Exception) -> str:
    first = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
