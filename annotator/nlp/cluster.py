"""The workers of a Dask cluster, which propose as worker processes do; the store is written here alone."""

from __future__ import annotations

import asyncio
import logging
import pickle
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Any

from annotator.model.article import Article
from annotator.model.errors import Unavailable
from annotator.nlp.shards import Answer, Order, Versions, versions
from annotator.nlp.tasks import Batch, Introduction, Task, finished

CONNECTING = 5.0
"""How many seconds a scheduler has to answer."""

PATIENCE = 30.0
"""How many seconds a cluster may be without any worker before the run ends."""

_AHEAD = 2
"""How many shards each worker has: one in work, one waiting, so that it is never idle and memory stays bounded."""

_LOOK = 1.0
_INSTALL = "workers need the same environment as this machine: pip install the same versions on them"


class Cluster:
    """The workers of the cluster whose scheduler is at an address; a context manager that lets go of it.

    Raises Unavailable when Dask is not installed, nothing answers there, or the workers can't do the task or differ.
    """

    def __init__(self, task: Task, address: str) -> None:
        self._task, self._address, self._run = task, address, uuid.uuid4().hex
        with ExitStack() as undo:
            self._client = _client(address)
            undo.callback(_quiet())
            undo.callback(self._leave)
            self._refuse_other_versions()
            self.introduction = self._introduced()
            self._undo = undo.pop_all()

    @property
    def size(self) -> int:
        """How many workers there are now."""
        return len(self._client.nthreads())

    def propose(self, batches: Iterable[Sequence[Article]]) -> Iterator[Batch]:
        """What the pipeline proposes for each batch, in the order given, whichever worker is first.

        Raises Unavailable when the pipeline fails on an article, or workers or the scheduler are lost.
        """
        waiting = iter(batches)
        busy: deque[tuple[Sequence[Article], Any]] = deque()
        self._give(waiting, busy)
        while busy:
            batch, future = busy.popleft()
            answer = self._result(batch, future)
            future.release()
            # the cluster is given more before this batch is saved, so that both go on at once
            self._give(waiting, busy)
            yield self._checked(answer)

    def end(self) -> None:
        """Let go of the cluster; what is still in work there is cancelled."""
        self._undo.close()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.end()

    def _give(self, waiting: Iterator[Sequence[Article]], busy: deque[tuple[Sequence[Article], Any]]) -> None:
        """Send shards until every worker that there is now has enough."""
        most = _AHEAD * max(1, self.size)
        while len(busy) < most and (batch := next(waiting, None)) is not None:
            order = pickle.dumps(Order(self._run, self._task, batch))
            busy.append((batch, self._client.submit(_call("answer"), order, pure=False)))

    def _result(self, batch: Sequence[Article], future: Any) -> Answer:
        """The answer, waited for as long as there are workers that may give it."""
        from concurrent.futures import CancelledError

        from distributed.scheduler import KilledWorker

        alone_since: float | None = None
        articles = f"articles {batch[0].id!r} to {batch[-1].id!r}"
        while True:
            try:
                answer: Answer = pickle.loads(future.result(timeout=_LOOK))
                return answer
            except TimeoutError:
                has_workers = bool(self.size) if self._client.status == "running" else True
                alone_since = None if has_workers else alone_since or time.monotonic()
                if alone_since is not None and time.monotonic() - alone_since > PATIENCE:
                    raise Unavailable(f"the Dask cluster at {self._address} has lost all its workers", _MEMORY) from None
            except KilledWorker as error:
                raise Unavailable(f"one Dask worker after the other ended while it worked on {articles}", _MEMORY) from error
            except (CancelledError, OSError) as error:
                raise Unavailable(f"the Dask scheduler at {self._address} is gone", "start it and its workers, then again") from error
            except Exception as error:
                # whatever a worker's environment may do to our code
                raise Unavailable(f"a Dask worker fails on {articles}: {type(error).__name__}: {error}", _INSTALL) from error

    def _checked(self, answer: Answer) -> Batch:
        """The answer's sets; a worker that came later may have another pipeline."""
        if answer.error is not None:
            raise answer.error
        if answer.who is None or answer.made is None or _same(answer.who) != _same(self.introduction):
            raise _differ(answer.host, answer.who, self.introduction)
        return finished(answer.made, self.introduction)

    def _everywhere(self, name: str, *values: object) -> Mapping[str, Any]:
        """What a function of `shards` gives on each worker by its address, or the error."""
        try:
            found: Mapping[str, Any] = self._client.run(_call_beside(name), *values, on_error="return")
        except OSError as error:
            raise Unavailable(f"the Dask scheduler at {self._address} is gone", "start it and its workers, then again") from error
        return found

    def _refuse_other_versions(self) -> None:
        here = versions()
        there: Mapping[str, Versions | Exception] = self._everywhere("versions")
        if not there:
            raise Unavailable(f"the Dask cluster at {self._address} has no workers", f"start one: dask worker {self._address} --nthreads 1")
        for worker, found in sorted(there.items()):
            if isinstance(found, Exception):
                raise Unavailable(f"the Dask worker {worker} has no annotator: {found}", _INSTALL)
            for what, wanted in here.items():
                if found[what] != wanted:
                    raise Unavailable(f"the Dask worker {worker} has {what} {found[what]}, this machine {wanted}", _INSTALL)

    def _introduced(self) -> Introduction:
        """The pipeline that all workers have loaded."""
        said = self._everywhere("answer", pickle.dumps(Order(self._run, self._task)))
        found: dict[str, Introduction] = {}
        for worker, given in sorted(said.items()):
            if isinstance(given, Exception):
                raise Unavailable(f"the Dask worker {worker} ended while it loaded the pipeline", _MEMORY) from given
            answer: Answer = pickle.loads(given)
            if answer.who is None:
                raise _not_there(worker, answer)
            found[worker] = answer.who
        first = next(iter(found))
        for worker, who in found.items():
            if _same(who) != _same(found[first]):
                raise _differ(worker, who, found[first])
        return found[first]

    def _leave(self) -> None:
        """Free the workers' memory, if they are still there, and go."""
        import contextlib

        if self._client.status == "running":
            with contextlib.suppress(Exception):
                self._client.run(_call("forget"), self._run, on_error="return")
        self._client.close(timeout=CONNECTING)


_MEMORY = "have they enough memory? what was saved stays, and the same command goes on from there; a smaller --batch-size needs less"


def _call(name: str) -> Callable[..., Any]:
    """Calls a function of `shards` on a worker.

    It is made here, inside a function, so that it travels as code: a scheduler needs no annotator then, and a worker without it
    says so instead of not being able to read what it is sent.
    """

    def call(*values: object) -> object:
        import importlib

        return getattr(importlib.import_module("annotator.nlp.shards"), name)(*values)

    return call


def _call_beside(name: str) -> Callable[..., Any]:
    """The same in a thread of the worker, which goes on answering its scheduler meanwhile."""
    call = _call(name)

    async def run(*values: object) -> object:
        import asyncio

        return await asyncio.get_running_loop().run_in_executor(None, call, *values)

    return run


def _client(address: str) -> Any:
    """The connection to the scheduler.

    Raises Unavailable.
    """
    try:
        from distributed import Client, rpc
    except ImportError as error:
        raise Unavailable("--dask needs Dask, which is not installed", "install it: pip install 'annotator[dask]'") from error

    async def greet() -> Any:
        async with rpc(address, timeout=CONNECTING) as scheduler:
            return await asyncio.wait_for(scheduler.identity(), CONNECTING)

    hint = "ADDRESS is what `dask scheduler` prints when it starts, such as tcp://192.0.2.1:8786"
    try:
        # a client that can't connect leaves threads behind; asking first leaves nothing
        said = asyncio.run(greet())
        if said.get("type") != "Scheduler":
            raise Unavailable(f"what answers at {address} is a Dask {str(said.get('type')).lower()}, not a scheduler", hint)
        return Client(address, timeout=CONNECTING, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise Unavailable(f"no Dask scheduler answers at {address}", hint) from error
    except (ValueError, ImportError, RuntimeError) as error:
        raise Unavailable(f"{address!r} is no address of a Dask scheduler: {error}", hint) from error


def _quiet() -> Callable[[], None]:
    """Keep Dask's log from the terminal, and return what lets it speak again; what matters of it is said in our sentences."""
    loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict if name.split(".")[0] == "distributed"]
    before = [logger.level for logger in loggers]

    def speak() -> None:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)

    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    return speak


def _same(who: Introduction) -> tuple[object, ...]:
    return who.title, who.components, who.digest


def _differ(worker: str, who: Introduction | None, first: Introduction) -> Unavailable:
    title = who.title if who is not None else "nothing"
    what = f"{title}, others {first.title}" if title != first.title else f"another {title} than others"
    return Unavailable(
        f"the Dask worker {worker} has the pipeline {what}", "give all workers the same pipeline, and name it with --pipeline"
    )


def _not_there(worker: str, answer: Answer) -> Unavailable:
    said = answer.error
    hint = "a folder must be on the disk of every worker, under the same path; a package must be installed on each"
    return Unavailable(f"the Dask worker {worker} on {answer.host}: {said.message if said else 'no answer'}", hint)
