"""The page of agreement without a store: made of given strings; and what a parser sees of a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from annotator.cli.agreement_page import listed, page
from annotator.compare import Changes, EntityTally, Marked, entity_differences
from annotator.model.article import Article
from annotator.workflow.agreeing import Agreement, Measured, Part, Question
from annotator.workflow.agreement_cells import ASPECTS, Cells
from annotator.workflow.agreement_trend import trends
from annotator.workflow.agreement_view import Sight
from annotator.workflow.compared_sets import Chosen
from annotator.workflow.disagreements import Disagreements
from annotator.workflow.passages import in_article

WORDS = "Ann Lee left Gaza City. Bob Ray stayed."


@dataclass(frozen=True)
class Strings:
    """Whatever a project takes from files or people: two annotators, two labels, an article's id and text, a schema, a language."""

    names: tuple[str, str] = ("ann1", "ann2")
    labels: tuple[str, str] = ("GPE", "LOC")
    article_id: str = "d1"
    text: str = WORDS
    schema: str = "news 1"
    language: str = "en"


def page_of(strings: Strings) -> str:
    """The page of one article on which the two agree once, and differ in a label, in boundaries, and in what one missed."""
    a, b = sorted(strings.names)
    left, right = strings.labels
    end = len(strings.text)
    first = [Marked(((0, 2),), left), Marked(((3, 7),), left), Marked(((8, 12),), right), Marked(((13, end),), left)]
    second = [Marked(((0, 2),), left), Marked(((3, 7),), right), Marked(((8, 10),), right)]
    tally = EntityTally([a, b], strings.labels)
    cells = Cells(ASPECTS["span_f1_exact"], [(a, b)])
    found = Disagreements()
    for number in range(2):
        name = strings.article_id + str(number)
        tally.add(name, {a: first, b: second}, end)
        cells.add({a: first, b: second})
        differ = entity_differences(first, second)
        changes = Changes(Counter(), Counter())
        changes.take(differ)
        found.add_changes(a, b, changes)
        found.add_places(name, strings.text, a, b, differ)
    ids = [strings.article_id + "0", strings.article_id + "1"]
    chosen = Chosen({name: frozenset((a, b)) for name in ids}, schemas=[strings.schema, strings.schema + "2"])
    measured = Measured(Part.ENTITY, tally.results(resamples=2), Counter({a: 8, b: 6}), Counter())
    both = Counter({a: 2, b: 2})
    agreement = Agreement(Question(parts=frozenset({Part.ENTITY})), chosen, [measured], found, both, {(a, b): 2})
    over_time = trends(["2026-01-01", "2026-01-02"], ids, cells.by_article())
    sight = Sight(agreement, {"span_f1_exact": cells}, {"span_f1_exact": over_time}, [])
    shown = listed(found)
    passages = {}
    for name in ids:
        here = [place for kind in shown for place in kind.places if place.article_id == name]
        passages.update(in_article(Article(name, strings.text, strings.language), here))
    return page(sight, shown, passages)


@dataclass
class Seen(HTMLParser):
    """What a parser sees of a page: every element with the names of its attributes, their values, and the text."""

    elements: Counter[tuple[str, ...]] = field(default_factory=Counter)
    values: list[tuple[str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    others: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[(tag, *(name for name, _ in attrs))] += 1
        self.values += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.others += 1

    def handle_pi(self, data: str) -> None:
        self.others += 1

    def unknown_decl(self, data: str) -> None:
        self.others += 1

    @property
    def attributes(self) -> set[str]:
        """The names of all attributes."""
        return {name for element in self.elements for name in element[1:]}

    @property
    def tags(self) -> set[str]:
        """The names of all elements."""
        return {element[0] for element in self.elements}


def seen(html: str) -> Seen:
    """What is in the page."""
    parser = Seen()
    parser.feed(html)
    parser.close()
    return parser
