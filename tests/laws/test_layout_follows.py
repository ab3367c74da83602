"""Index and layout that follow the edits are the same as new ones made from the set that results."""

from __future__ import annotations

from dataclasses import replace

from builders import marked, proposed, tiny_schema
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model import corrections, removals
from annotator.model.annotation import AnnotationSet, Layer
from annotator.model.edits import Edit, apply
from annotator.model.errors import EditRefused
from annotator.model.span import Span
from annotator.tui.index import Index
from annotator.tui.layout import Layout
from annotator.tui.view import Look, View

SENTENCE = (
    "[ORG:b{0} Rebels] [Attack:e{0} attacked] [GPE:p{0} Selwick] on [DATE:d{0} Tuesday].\n\n[direct:q{0} “We stay,] [cue:c{0} said] "
    "[PERSON:s{0} Ann Lee], and [indirect:i{0} nobody else would ever come back to the town]. "
)
LINKS = "e{0} attacker b{0}|e{0} target p{0}|q{0} cue c{0}|q{0} speaker s{0}"
ARTICLE, BEGUN = proposed("".join(SENTENCE.format(n) for n in range(4)), *(k for n in range(4) for k in LINKS.format(n).split("|")))
STEP = st.tuples(
    st.sampled_from(["accept", "reject", "relabel", "retype", "move", "add", "event", "quote", "fill", "split", "look"]),
    st.integers(0, 400),
    st.integers(1, 60),
)


def edit(annotations: AnnotationSet, what: str, number: int, size: int) -> Edit:
    """An edit that a person could make, chosen by two numbers."""
    names = sorted(annotations.mentions)
    name = names[number % len(names)]
    schema, span = tiny_schema(), Span(number, min(number + size, len(ARTICLE.text)))
    quotes = [m.id for m in annotations.in_layer(Layer.QUOTE)]
    events = [m.id for m in annotations.in_layer(Layer.EVENT)]
    match what:
        case "accept":
            return corrections.accept(annotations, [name])
        case "reject":
            return removals.reject(annotations, name)
        case "relabel":
            return corrections.relabel(annotations, annotations.in_layer(Layer.ENTITY)[number % 8].id, "ORG", schema)
        case "retype":
            return corrections.relabel(annotations, quotes[number % len(quotes)], "mixed", schema)
        case "move":
            return corrections.set_fragments(annotations, name, (span,))
        case "add":
            return corrections.add(annotations, Layer.ENTITY, "PERSON", (span,), schema, "ann1")
        case "event":
            return corrections.add(annotations, Layer.EVENT, "Die", (span,), schema, "ann1")
        case "quote":
            return corrections.add(annotations, Layer.QUOTE, "direct", (span,), schema, "ann1")
        case "split":
            return corrections.split_quote(annotations, quotes[number % len(quotes)], number, ARTICLE.text, "ann1")
    source = events[number % len(events)]
    label = schema.label(Layer.EVENT, annotations.mentions[source].label)
    assert label is not None
    return corrections.fill_role_with_text(annotations, source, label.roles[0], (span,), "ann1")


def seen(annotations: AnnotationSet, index: Index, current: str | None, active: str | None) -> View:
    return View(ARTICLE.text, annotations, index, tiny_schema(), current, active, 0, None, (), ())


def pictured(layout: Layout) -> list[object]:
    """Everything that a layout says, row by row."""
    layout.settle(0, 10_000)
    rows = range(len(layout.wrapped.rows))
    beside = [[(b.quote.id, b.is_first, layout.view.index.sign(b.quote)) if b else None for b in layout.bars(row)] for row in rows]
    return [[layout.lanes(row) for row in rows], [layout.mentions(row) for row in rows], beside, layout.first_lines]


@given(st.lists(STEP, max_size=12), st.integers(20, 90))
@settings(max_examples=150, deadline=None)
def test_a_layout_that_followed_the_edits_is_the_one_made_anew(steps: list[tuple[str, int, int]], width: int) -> None:
    annotations = replace(BEGUN, annotator="ann1")
    index = Index(annotations)
    layout = Layout(seen(annotations, index, None, None), width)
    for what, number, size in steps:
        touched: frozenset[str] = frozenset()
        names = sorted(annotations.mentions)
        active = next((m.id for m in annotations.in_layer(Layer.EVENT)[number % 3 :]), None)
        if what == "look":
            layout.settle(number, size)
        else:
            try:
                applied = apply(annotations, edit(annotations, what, number, size), len(ARTICLE.text))
            except (EditRefused, IndexError):
                continue
            annotations, touched = applied.after, applied.touched
            index.update(annotations, touched)
        view = seen(annotations, index, names[number % len(names)], active)
        layout.change(view, touched)
        fresh = Layout(seen(annotations, Index(annotations), view.current, active), width)
        assert pictured(layout) == pictured(fresh)
        assert vars(index).keys() == vars(fresh.view.index).keys()
        assert index.walk == fresh.view.index.walk
        assert index.unseen == fresh.view.index.unseen
        assert (index.looked_at, index.total) == (fresh.view.index.looked_at, fresh.view.index.total)
        for name in annotations.mentions:
            assert index.roles_of(name) == fresh.view.index.roles_of(name)


def test_the_read_view_has_no_lanes() -> None:
    _, annotations = marked("[PERSON Ann Lee] [Die died] in [GPE Selwick].")
    view = replace(seen(annotations, Index(annotations), None, None), look=Look.READ, text="Ann Lee died in Selwick.")
    layout = Layout(view, 60)
    layout.settle(0, 10)
    assert layout.height == 1
