"""What a Dask worker does with the shards that it is sent: one pipeline a process, loaded once, one shard at a time."""

from __future__ import annotations

import pickle
import platform
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

import annotator
from annotator.model.article import Article
from annotator.model.errors import AnnotatorError
from annotator.nlp.tasks import Drafts, Introduction, Proposer, Task

Versions = dict[str, str]
"""The version of each thing that decides what a pipeline proposes."""


@dataclass(frozen=True, slots=True)
class Order:
    """A shard for a worker: `run` is the same in all orders of one run; without articles the worker only introduces its pipeline."""

    run: str
    task: Task
    articles: Sequence[Article] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker sends back: which machine it is, who its pipeline is and what it made, or the error it met."""

    host: str
    who: Introduction | None = None
    made: Drafts | None = None
    error: AnnotatorError | None = None


_one_at_a_time = threading.Lock()
_kept: dict[str, Proposer] = {}
_MOST_KEPT = 2
"""So many runs may share a worker without loading their pipelines again for each shard."""


def versions() -> Versions:
    """The versions on this machine; what is asked of spaCy is its metadata, so that it is not imported."""
    return {"annotator": annotator.__version__, "spaCy": version("spacy"), "Python": ".".join(platform.python_version_tuple()[:2])}


def answer(order: bytes) -> bytes:
    """The pickled answer to a pickled order; a worker of several threads takes one order after the other."""
    with _one_at_a_time:
        return pickle.dumps(_answer(pickle.loads(order)))


def forget(run: str) -> None:
    """Let go of the run's pipeline, unless a shard is in work; then the next run but one lets go of it."""
    if _one_at_a_time.acquire(blocking=False):
        _kept.pop(run, None)
        _one_at_a_time.release()


def _answer(order: Order) -> Answer:
    host = socket.gethostname()
    try:
        proposer = _proposer(order)
        return Answer(host, proposer.introduction, proposer.propose(order.articles) if order.articles else None)
    except AnnotatorError as error:
        return Answer(host, error=error)


def _proposer(order: Order) -> Proposer:
    """The run's pipeline, loaded when it is needed first; those of runs before, which may have been killed, go."""
    proposer = _kept.pop(order.run, None)
    if proposer is None:
        while len(_kept) >= _MOST_KEPT:
            del _kept[next(iter(_kept))]
        proposer = Proposer(order.task)
    _kept[order.run] = proposer
    return proposer
