"""Worker processes in which a pipeline proposes: spaCy is loaded nowhere else, and the store is written meanwhile."""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import TYPE_CHECKING, Any

from annotator.model.annotation import AnnotationSet
from annotator.model.article import Article
from annotator.model.errors import AnnotatorError, Unavailable
from annotator.model.schema import Schema
from annotator.nlp.draft import Draft
from annotator.nlp.tally import Tally

if TYPE_CHECKING:
    from annotator.nlp.pipeline import Loaded

Batch = tuple[list[AnnotationSet], Tally]
"""The sets of some articles, in the order given, and what they amount to."""

_Drafts = tuple[list[Draft], Tally]


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a worker says of its pipeline: name, version, the names of its components and why it is this one."""

    name: str
    version: str
    components: tuple[str, ...]
    note: str

    @property
    def title(self) -> str:
        """`NAME-VERSION`, the annotator's name of what it proposes."""
        return f"{self.name}-{self.version}"


@dataclass(frozen=True, slots=True)
class Task:
    """What every worker is to do: which pipeline, under which schema, how many texts through spaCy together, by which rules of events.

    `event_rules` is the text of the project's own rules, empty where it has none.
    """

    pipeline: str
    schema: Schema
    batch_size: int = 32
    event_rules: str = ""


class Workers:
    """Some worker processes with a pipeline each; a context manager that ends them.

    Raises Unavailable when the pipeline can't be loaded.
    """

    def __init__(self, task: Task, jobs: int) -> None:
        self._workers: list[_Worker] = []
        with ExitStack() as undo:
            undo.callback(self.end)
            for _ in range(jobs):
                self._workers.append(_Worker(task))
            introductions: list[Introduction] = [worker.receive() for worker in self._workers]
            self.introduction = introductions[0]
            undo.pop_all()

    def propose(self, batches: Iterable[Sequence[Article]]) -> Iterator[Batch]:
        """What the pipeline proposes for each batch, in the order given, whichever worker is first.

        Raises Unavailable when the pipeline fails on an article or a worker is killed.
        """
        waiting = iter(batches)
        busy: deque[_Worker] = deque()
        for worker in self._workers:
            _give(worker, waiting, busy)
        while busy:
            worker = busy.popleft()
            made: _Drafts = worker.receive()
            # the worker is given its next batch before this one is saved, so that both go on at once
            _give(worker, waiting, busy)
            yield _finished(made, self.introduction)

    def end(self) -> None:
        """End the processes, whatever they are doing."""
        for worker in self._workers:
            worker.end()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.end()


class InProcess:
    """The same as `Workers` without a process of its own, for programs that have spaCy loaded anyway."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._loaded = _load(task)
        self.introduction = _introduce(self._loaded)

    def propose(self, batches: Iterable[Sequence[Article]]) -> Iterator[Batch]:
        """What the pipeline proposes for each batch, in the order given.

        Raises Unavailable when the pipeline fails on an article.
        """
        return (_finished(_proposed(batch, self._loaded, self._task), self.introduction) for batch in batches)

    def __enter__(self) -> InProcess:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass


def workers(task: Task, jobs: int) -> Workers | InProcess:
    """`jobs` processes that propose, or none when it is 0; what they propose is the same.

    Raises Unavailable when the pipeline can't be loaded.
    """
    return Workers(task, jobs) if jobs else InProcess(task)


class _Worker:
    """One process and the pipe to it; it holds one batch at a time, so that neither end ever waits for the other to read."""

    def __init__(self, task: Task) -> None:
        # a fresh interpreter: nothing of the store, its locks and threads is inherited
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process: BaseProcess = context.Process(target=_work, args=(other, task), daemon=True)
        self._process.start()
        # when this process is gone the worker finds its pipe closed, and the other way round
        other.close()

    def send(self, batch: Sequence[Article]) -> None:
        try:
            self._pipe.send(list(batch))
        except OSError as error:
            raise self._gone() from error

    def receive(self) -> Any:
        """What the worker answers.

        Raises the error that it met, or Unavailable when it is gone.
        """
        try:
            answer = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise self._gone() from error
        if isinstance(answer, _Failure):
            raise answer.error from RuntimeError(f"in the worker process:\n{answer.trace}")
        return answer

    def end(self) -> None:
        self._process.terminate()
        self._process.join()
        self._pipe.close()

    def _gone(self) -> Unavailable:
        self._process.join(timeout=1)
        code = self._process.exitcode
        how = f"was killed by {signal.Signals(-code).name}" if code is not None and code < 0 else f"ended with exit code {code}"
        return Unavailable(f"the pipeline's process {how}", "is there enough memory? fewer --jobs and a smaller --batch-size need less")


def _give(worker: _Worker, waiting: Iterator[Sequence[Article]], busy: deque[_Worker]) -> None:
    batch = next(waiting, None)
    if batch is not None:
        worker.send(batch)
        busy.append(worker)


@dataclass(frozen=True, slots=True)
class _Failure:
    """An error on its way to the main process, which can't have the trace itself."""

    error: AnnotatorError
    trace: str


def _work(pipe: Connection, task: Task) -> None:
    """What a worker does: introduce its pipeline, then answer batches until the main process is done or gone."""
    # Ctrl+C reaches every process of the terminal; the main one decides
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        loaded = _load(task)
        pipe.send(_introduce(loaded))
        while True:
            pipe.send(_proposed(pipe.recv(), loaded, task))
    except (EOFError, BrokenPipeError):
        return
    except AnnotatorError as error:
        pipe.send(_Failure(error, traceback.format_exc()))


def _load(task: Task) -> Loaded:
    from annotator.nlp.pipeline import load, with_event_rules

    return with_event_rules(load(task.pipeline), task.event_rules, task.schema)


def _introduce(loaded: Loaded) -> Introduction:
    return Introduction(loaded.name, loaded.version, tuple(loaded.nlp.pipe_names), loaded.note)


def _finished(made: _Drafts, who: Introduction) -> Batch:
    drafts, tally = made
    return [draft.annotations(who.title) for draft in drafts], tally


def _proposed(batch: Sequence[Article], loaded: Loaded, task: Task) -> _Drafts:
    from annotator.nlp.propose import drafts

    tally = Tally()
    try:
        return list(drafts(batch, loaded, task.schema, tally, batch_size=task.batch_size)), tally
    except Exception as error:
        # a pipeline is code and may fail in every way; one text at a time tells on which
        raise _failed(batch, loaded, task, error) from error


def _failed(batch: Sequence[Article], loaded: Loaded, task: Task, error: Exception) -> Unavailable:
    from annotator.nlp.propose import drafts

    hint = "this batch was not saved, those before it were; mend the pipeline or take another one"
    for article in batch:
        try:
            list(drafts([article], loaded, task.schema, Tally(), batch_size=1))
        except Exception as alone:  # noqa: BLE001  (it is what the sentence tells)
            return Unavailable(f"{loaded.title} fails on the article {article.id!r}: {_said(alone)}", hint)
    return Unavailable(f"{loaded.title} fails on articles {batch[0].id!r} to {batch[-1].id!r}: {_said(error)}", hint)


def _said(error: Exception) -> str:
    first = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
