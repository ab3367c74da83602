"""Which annotation sets are compared, and these sets article by article.

An annotator without a set on an article is absent there, which is not the same as one whose set is empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from itertools import groupby

from annotator.model.annotation import Kind, Status
from annotator.model.errors import BadData, Misuse
from annotator.model.kept import Kept
from annotator.store import articles, schemas, set_list, streaming
from annotator.store.set_list import Listed
from annotator.store.streaming import Glance
from annotator.workflow.project import Project

GOLD, MODEL = "gold", "model"
_COMPARED = (Kind.HUMAN, Kind.IMPORT)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for: `names` (all by default), `articles` (ids or patterns with `*`), sets changed `since` (UTC, ISO 8601).

    `unfinished` takes sets that were begun, too; `against` is `gold` or `model` (the newest proposals): then everybody
    is compared with that and not with each other.
    """

    names: frozenset[str] = frozenset()
    articles: tuple[str, ...] = ()
    since: str | None = None
    unfinished: bool = False
    against: str | None = None


@dataclass(slots=True)
class Chosen:
    """Who is compared on which article, and what had to stay out: articles that only one person did, sets not finished."""

    by_article: dict[str, frozenset[str]] = field(default_factory=dict)
    alone: Counter[str] = field(default_factory=Counter)
    unfinished: Counter[str] = field(default_factory=Counter)
    schemas: list[str] = field(default_factory=list)

    @property
    def annotators(self) -> list[str]:
        """Everybody who is compared, by name."""
        return sorted(frozenset().union(*self.by_article.values()))


def choose(project: Project, choice: Choice) -> Chosen:
    """The sets that are compared.

    Raises BadData with a sentence when that leaves nothing, Misuse for an unknown `against`.
    """
    if choice.against not in (None, GOLD, MODEL):
        raise Misuse(f"there is nothing called {choice.against!r} to compare with", "choose gold or model")
    everything = set_list.listed(project.store)
    people = _people(project, choice, everything)
    rows = [row for row in people if _is_ready(row.status, choice.unfinished)]
    references = _references(project, choice, everything)
    chosen = _grouped(project, choice, rows, references)
    if not chosen.by_article:
        raise _nothing(choice, rows, references)
    chosen.unfinished.update(row.annotator for row in people if row.status is Status.STARTED and not choice.unfinished)
    return chosen


def ready(project: Project, choice: Choice) -> list[Listed]:
    """The sets that were asked for and are finished (or begun, where those count), whoever else did their articles.

    Raises BadData for a name or article that is not there.
    """
    people = _people(project, choice, set_list.listed(project.store))
    return [row for row in people if _is_ready(row.status, choice.unfinished)]


def _people(project: Project, choice: Choice, everything: Collection[Listed]) -> list[Listed]:
    _refuse_unknown(choice.names, everything)
    candidates = everything if choice.since is None else set_list.listed(project.store, since=choice.since)
    wanted = _wanted_articles(project, choice.articles)
    return [row for row in candidates if row.kind in _COMPARED and _asked(row, choice, wanted)]


def _grouped(project: Project, choice: Choice, rows: Collection[Listed], references: Collection[str]) -> Chosen:
    """The articles that have somebody to compare and somebody to be compared with."""
    chosen = Chosen()
    used: set[int] = set()
    alike: dict[frozenset[str], frozenset[str]] = {}
    for article_id, group in groupby(rows, key=lambda row: row.article_id):
        here = list(group)
        names = frozenset(row.annotator for row in here)
        if choice.against is not None:
            names = names | {choice.against} if article_id in references else frozenset()
        if len(names) < 2:
            chosen.alone.update(row.annotator for row in here)
            continue
        # the same few groups of people stand for hundred thousands of articles
        chosen.by_article[article_id] = alike.setdefault(names, names)
        used.update(row.schema_row for row in here)
    known = schemas.by_row(project.store)
    chosen.schemas = sorted(f"{known[row].name} {known[row].version} ({known[row].sha256[:8]})" for row in used)
    return chosen


def stream(project: Project, choice: Choice, chosen: Chosen, *, texts: bool = True) -> Iterator[tuple[Glance, dict[str, Kept]]]:
    """Every compared article with what is kept of the sets on it, by annotator, in the order of article ids, a few in memory at a time.

    Of proposals everything counts as kept. Without `texts` the articles have no text.
    """
    ids = chosen.by_article.keys()
    proposals = streaming.stream_kept(project.store, newest_model=True, ids=ids, texts=False) if choice.against == MODEL else iter(())
    for _, group in groupby(streaming.stream_kept(project.store, ids=ids, texts=texts), key=lambda item: item[0].id):
        rows = list(group)
        article = rows[0][0]
        names = chosen.by_article[article.id]
        found = {kept.annotator: kept for _, kept in rows if kept.annotator in names}
        if choice.against == MODEL:
            found[MODEL] = replace(next(proposals)[1], annotator=MODEL)
        yield article, found


def utc(text: str) -> str:
    """A date or time as the log writes it; one without a zone is UTC.

    Raises Misuse for anything else.
    """
    try:
        given = datetime.fromisoformat(text)
    except ValueError as error:
        raise Misuse(f"{text!r} is no date", "write it as 2026-01-31 or 2026-01-31T14:00") from error
    aware = given if given.tzinfo else given.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="milliseconds")


def _asked(row: Listed, choice: Choice, wanted: Collection[str] | None) -> bool:
    return (not choice.names or row.annotator in choice.names) and (wanted is None or row.article_id in wanted)


def _is_ready(status: Status, unfinished: bool) -> bool:
    return status is Status.DONE or (unfinished and status is Status.STARTED)


def _wanted_articles(project: Project, patterns: Collection[str]) -> set[str] | None:
    if not patterns:
        return None
    known = articles.digests(project.store)
    found: set[str] = set()
    for pattern in patterns:
        here = {pattern} if pattern in known else {name for name in known if fnmatchcase(name, pattern)}
        if not here:
            raise BadData(f"there is no article {pattern!r}", "give ids, or patterns such as 'news/*'")
        found |= here
    return found


def _refuse_unknown(names: Collection[str], everything: Collection[Listed]) -> None:
    known = {row.annotator for row in everything if row.kind in _COMPARED}
    if unknown := sorted(set(names) - known):
        raise BadData(f"{unknown[0]} has no set in this project", "annotator status says who has")


def _references(project: Project, choice: Choice, everything: Collection[Listed]) -> set[str]:
    """The articles that have what everybody is compared with."""
    if choice.against == MODEL:
        return set_list.with_proposals(project.store)
    return {row.article_id for row in everything if row.kind is Kind.GOLD and _is_ready(row.status, choice.unfinished)}


def _nothing(choice: Choice, rows: Collection[Listed], references: Collection[str]) -> BadData:
    begun = "begun or finished" if choice.unfinished else "finished"
    people = sorted({row.annotator for row in rows})
    if not people:
        hint = "finish articles with A in the editor" + ("" if choice.unfinished else ", or compare what is begun: --unfinished")
        return BadData(f"nothing to compare: nobody has {begun} an article that was asked for", hint)
    if choice.against == GOLD and not references:
        return BadData("nothing to compare: there is no gold yet", "annotator adjudicate --accept NAME makes NAME's finished sets gold")
    if choice.against == MODEL and not references:
        return BadData("nothing to compare: there are no proposals yet", "let a pipeline propose: annotator preannotate")
    if choice.against is not None:
        return BadData(
            f"nothing to compare: no article that people have {begun} has {choice.against}", "annotator status says who did what"
        )
    if len(people) == 1:
        return BadData(
            f"nothing to compare: only {people[0]} has {begun} articles, and agreement needs two annotators",
            f"have somebody else do some of the same: annotator annotate --as NAME; or: annotator agreement --against {GOLD}",
        )
    return BadData(f"nothing to compare: no article was {begun} by two annotators", "have some articles done by two")
