"""One edit from `Session.do` to saved, beside a bare insert and commit of one row in the same file system.

`python benchmarks/commit_speed.py [--words 500,20000,100000] [--edits 300] [--profile]`
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import cycle
from pathlib import Path

from filling import filled, proposed

from annotator.model import corrections, removals
from annotator.model.annotation import AnnotationSet, Kind, Layer, Link, LinkKey, Mention, State
from annotator.model.article import Article
from annotator.model.edits import SetNote, apply
from annotator.model.span import Span
from annotator.workflow.project import Project
from annotator.workflow.session import Session

ROW = "x" * 400
"""About what an edit's row in the log holds."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", default="500,20000,100000", help="lengths of the articles, with commas")
    parser.add_argument("--edits", type=int, default=300, help="how many edits are timed in each")
    parser.add_argument("--profile", action="store_true", help="show where the time goes in the longest one")
    options = parser.parse_args()
    lengths = [int(words) for words in options.words.split(",")]
    with tempfile.TemporaryDirectory() as name:
        print(f"{'words':<9}{'mentions':>9}{'links':>7}  {'what':<26}{'p50 ms':>8}{'p99 ms':>8}{'ratio':>8}")
        for words in lengths:
            with filled(Path(name) / f"p{words}", [_long(words)]) as project:
                _measure(project, words, options.edits)
                if options.profile and words == lengths[-1]:
                    _profile(project, options.edits)


def _measure(project: Project, words: int, count: int) -> None:
    session = Session.open(project, "long", "ann1")
    size = f"{words:<9,}{len(session.annotations.mentions):>9,}{len(session.annotations.links):>7,}"
    bare = _bare(project.folder / "bare.db")
    floor: list[float] = []
    pure: list[float] = []
    whole: list[float] = []
    for work in _edits(session, count):
        floor.append(_timed(bare))
        whole.append(_timed(work))
        current = session.annotations
        some = next(iter(current.mentions))
        pure.append(_timed(lambda current=current, some=some: apply(current, SetNote(some, "x"), len(session.article.text))))
    base = statistics.median(floor)
    _row(size, "bare insert and commit", floor, base)
    _row(size, "an edit, applied and saved", whole, base)
    _row(size, "of it apply, without store", pure, base)


def _bare(path: Path) -> Callable[[], None]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE log (id INTEGER PRIMARY KEY, edit TEXT NOT NULL) STRICT")

    def insert() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO log (edit) VALUES (?)", [ROW])
        connection.execute("COMMIT")

    return insert


def _edits(session: Session, count: int) -> Iterator[Callable[[], object]]:
    """What people do, one after the other all over the article: accept, relabel, move an edge, note, reject, undo."""
    found = [m for layer in (Layer.ENTITY, Layer.EVENT) for m in session.annotations.in_layer(layer) if m.state is State.PROPOSED]
    # far apart, as the mentions of a long article are
    places = cycle(found[:: max(1, len(found) // 97)])
    for number in range(count):
        mention = next(places)
        yield from _one(session, mention, number)


def _one(session: Session, mention: Mention, number: int) -> Iterator[Callable[[], object]]:
    now = session.annotations
    current = now.mentions[mention.id]
    match number % 4:
        case 0 if not current.state.kept:
            yield lambda: session.do(corrections.accept(now, [mention.id]))
        case 1 if current.layer is Layer.ENTITY:
            label = "PERSON" if current.label != "PERSON" else "ORG"
            yield lambda: session.do(corrections.relabel(now, mention.id, label, session.schema))
            yield session.undo
        case 2 if current.state is not State.REJECTED:
            yield lambda: session.do(removals.reject(now, mention.id))
            yield session.undo
        case _:
            yield lambda: session.do(SetNote(mention.id, f"note {number}"))


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _row(size: str, name: str, times: list[float], base: float) -> None:
    times = sorted(times)
    median, worst = statistics.median(times), times[min(len(times) - 1, int(len(times) * 0.99))]
    print(f"{size}  {name:<26}{median * 1e3:>8.2f}{worst * 1e3:>8.2f}{median / base:>8.2f}", flush=True)


def _profile(project: Project, count: int) -> None:
    session = Session.open(project, "long", "ann2")
    profile = cProfile.Profile()
    for work in _edits(session, count):
        profile.enable()
        work()
        profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(18)


@cache
def _proposals() -> list[tuple[Article, AnnotationSet]]:
    """The starter corpus once, proposed for once however many lengths are measured."""
    return proposed()


def _long(words: int) -> tuple[Article, AnnotationSet]:
    """The starter corpus again and again in one article, with the proposals where they then stand."""
    text, count = "", 0
    mentions: dict[str, Mention] = {}
    links: dict[LinkKey, Link] = {}
    for number, (article, found) in enumerate(cycle(_proposals())):
        if count >= words:
            break
        at, sign = len(text), f"c{number}."
        for mention in found.mentions.values():
            moved = tuple(Span(span.start + at, span.end + at) for span in mention.fragments)
            mentions[sign + mention.id] = replace(mention, id=sign + mention.id, fragments=moved)
        for link in found.links.values():
            named = replace(link, source=sign + link.source, target=sign + link.target)
            links[named.key] = named
        text, count = f"{text}{article.text}\n\n", count + len(article.text.split())
    return Article("long", text), AnnotationSet("long", "builtin-1", Kind.MODEL).with_items(mentions, links)


if __name__ == "__main__":
    main()
