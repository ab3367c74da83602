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

from annotator.model.article import Article
from annotator.model.errors import AnnotatorError, Unavailable
from annotator.nlp.tasks import Batch, Drafts, Introduction, Proposer, Task, finished

if TYPE_CHECKING:
    from annotator.nlp.cluster import Cluster


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

    @property
    def size(self) -> int:
        """How many workers there are."""
        return len(self._workers)

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
            made: Drafts = worker.receive()
            # the worker is given its next batch before this one is saved, so that both go on at once
            _give(worker, waiting, busy)
            yield finished(made, self.introduction)

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

    size = 1
    """How many workers there are."""

    def __init__(self, task: Task) -> None:
        self._proposer = Proposer(task)
        self.introduction = self._proposer.introduction

    def propose(self, batches: Iterable[Sequence[Article]]) -> Iterator[Batch]:
        """What the pipeline proposes for each batch, in the order given.

        Raises Unavailable when the pipeline fails on an article.
        """
        return (finished(self._proposer.propose(batch), self.introduction) for batch in batches)

    def __enter__(self) -> InProcess:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass


def workers(task: Task, jobs: int, dask: str = "") -> Workers | InProcess | Cluster:
    """`jobs` processes that propose, or none when it is 0, or the workers of the Dask cluster at `dask`; what they propose is the same.

    Raises Unavailable when the pipeline can't be loaded or there is no such cluster.
    """
    if dask:
        from annotator.nlp.cluster import Cluster

        return Cluster(task, dask)
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
        proposer = Proposer(task)
        pipe.send(proposer.introduction)
        while True:
            pipe.send(proposer.propose(pipe.recv()))
    except (EOFError, BrokenPipeError):
        return
    except AnnotatorError as error:
        pipe.send(_Failure(error, traceback.format_exc()))
