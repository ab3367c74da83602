"""Random sets and random edits of every kind, for laws: `rng` is hypothesis' own, so that what fails shrinks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

from builders import MODEL, tiny_schema

from annotator.model import corrections, removals
from annotator.model.annotation import CUE_ROLE, AnnotationSet, Kind, Layer, Link, LinkKey, Mention, Origin, State, Status
from annotator.model.edits import (
    AddLink,
    AddMention,
    Batch,
    Edit,
    Refresh,
    Relabel,
    RemoveLink,
    RemoveMention,
    SetAttributes,
    SetCanonical,
    SetFlags,
    SetFragments,
    SetLinkState,
    SetNote,
    SetState,
    SetStatus,
    apply,
)
from annotator.model.errors import EditRefused
from annotator.model.proposals import refresh_from, seed_from
from annotator.model.span import Fragments, Span

LENGTH = 12
"""The length of the text that random sets are on; short, so that spans often meet."""

_T = TypeVar("_T")
_LABELS = {
    Layer.ENTITY: ("PERSON", "ORG"),
    Layer.QUOTE: ("direct", "indirect"),
    Layer.EVENT: ("Attack", "Condemn"),
    Layer.CUE: ("",),
    Layer.PARTICIPANT: ("",),
}
_ROLES = ("attacker", "target", "speaker", CUE_ROLE)


def pick(rng: Random, values: Sequence[_T]) -> _T:
    """One of the values."""
    return values[rng.randrange(len(values))]


def random_fragments(rng: Random, length: int = LENGTH) -> Fragments:
    """One or two fragments, now and then outside the text or empty."""
    start = rng.randrange(length - 1)
    end = start + pick(rng, [1, 1, 2, 3, 0 if rng.randrange(6) == 0 else 1])
    if rng.randrange(5):
        return (Span(start, end),)
    return (Span(start, end), Span(end + pick(rng, [1, 1, 2, 0]), end + 3))


def random_mention(rng: Random, name: str, length: int = LENGTH) -> Mention:
    """A mention of any layer and state."""
    layer = pick(rng, list(Layer))
    return Mention(
        name,
        layer,
        pick(rng, _LABELS[layer]),
        random_fragments(rng, length),
        pick(rng, list(State)),
        pick(rng, [None, Origin("ann1"), Origin(MODEL, "test", 0.5)]),
        attributes=tiny_schema().default_attributes(layer),
    )


def random_work(rng: Random, begun: AnnotationSet, steps: int, length: int = LENGTH) -> AnnotationSet:
    """What a set has become after some additions and some random edits; those that were refused did nothing."""
    for step in range(2 * steps):
        makers = _ADDITIONS if step < steps else _MAKERS
        try:
            begun = apply(begun, pick(rng, makers)(_Dice(rng, begun, length)), length).after
        except EditRefused:
            continue
    return begun


def random_proposals(rng: Random, steps: int, length: int = LENGTH) -> AnnotationSet:
    """What a model may propose."""
    worked = random_work(rng, AnnotationSet("a1", MODEL, Kind.MODEL), steps, length)
    return AnnotationSet("a1", MODEL, Kind.MODEL).with_items(worked.mentions, worked.links)


def random_edit(rng: Random, annotations: AnnotationSet, length: int = LENGTH) -> Edit:
    """An edit of any kind, which the set may refuse.

    Raises EditRefused when a correction had nothing to do.
    """
    return pick(rng, _MAKERS)(_Dice(rng, annotations, length))


class _Dice:
    """Random parts of edits, mostly such as fit the set."""

    def __init__(self, rng: Random, annotations: AnnotationSet, length: int) -> None:
        self.rng = rng
        self.set = annotations
        self.length = length

    def id(self) -> str:
        return pick(self.rng, [*annotations_ids(self.set), *([] if self.rng.randrange(8) else ["none", "m1"])] or ["m1"])

    def key(self) -> LinkKey:
        return pick(self.rng, sorted(self.set.links) or [LinkKey(self.id(), pick(self.rng, _ROLES), self.id())])

    def of(self, *layers: Layer) -> str:
        found = sorted(name for name, mention in self.set.mentions.items() if mention.layer in layers)
        return pick(self.rng, found or ["none"])

    def state(self) -> State:
        return pick(self.rng, list(State))

    def maybe_state(self) -> State | None:
        return pick(self.rng, [None, None, *State])

    def fragments(self) -> Fragments:
        return random_fragments(self.rng, self.length)

    def link(self, source: str, target: str) -> Link:
        return Link(source, pick(self.rng, _ROLES[:3]), target, self.state(), pick(self.rng, [None, Origin("ann1")]))


def annotations_ids(annotations: AnnotationSet) -> list[str]:
    """The ids of a set's mentions, sorted."""
    return sorted(annotations.mentions)


def _add_mention(dice: _Dice) -> Edit:
    name = pick(dice.rng, [dice.set.next_id(), dice.set.next_id(), "from:file", "m40"])
    return AddMention(random_mention(dice.rng, name, dice.length))


def _add_cue(dice: _Dice) -> Edit:
    cue = Mention(dice.set.next_id(), Layer.CUE, "", dice.fragments(), dice.state())
    link = Link(dice.of(Layer.QUOTE), CUE_ROLE, cue.id, cue.state)
    return Batch((AddMention(cue), AddLink(link)), "cue")


def _add_participant(dice: _Dice) -> Edit:
    filler = Mention(dice.set.next_id(), Layer.PARTICIPANT, "", dice.fragments(), dice.state())
    return Batch((AddMention(filler), AddLink(dice.link(dice.of(Layer.EVENT, Layer.QUOTE), filler.id))), "participant")


def _batch(dice: _Dice) -> Edit:
    return Batch(tuple(random_edit(dice.rng, dice.set, dice.length) for _ in range(dice.rng.randrange(1, 4))), "several")


def _seed(dice: _Dice) -> Edit:
    model = random_proposals(dice.rng, 4, dice.length)
    return replace(seed_from(model), status=pick(dice.rng, list(Status)), flags=("b", "a"))


def _any_refresh(dice: _Dice) -> Edit:
    gone = (dice.id(),)
    keys = tuple(key for key in sorted(dice.set.links) if key.source in gone or key.target in gone)
    return Refresh(MODEL, keys, gone, (random_mention(dice.rng, dice.set.next_id(), dice.length),))


def _real_refresh(dice: _Dice) -> Edit:
    edit = refresh_from(dice.set, random_proposals(dice.rng, 6, dice.length))
    if edit is None:
        raise EditRefused("nothing new")
    return edit


def _known(dice: _Dice) -> str:
    if not dice.set.mentions:
        raise EditRefused("an empty set")
    return pick(dice.rng, annotations_ids(dice.set))


def _correction(dice: _Dice) -> Edit:
    name = _known(dice)
    layer = dice.set.mentions[name].layer
    label = pick(dice.rng, _LABELS[layer])
    schema = tiny_schema()
    match dice.rng.randrange(6):
        case 0:
            return corrections.relabel(dice.set, name, label, schema)
        case 1:
            return corrections.set_fragments(dice.set, name, dice.fragments())
        case 2:
            return corrections.add(dice.set, Layer.ENTITY, pick(dice.rng, _LABELS[Layer.ENTITY]), dice.fragments(), schema, "ann1")
        case 3:
            return corrections.mark_cue(dice.set, name, dice.fragments(), "ann1")
        case 4:
            return corrections.split_quote(dice.set, name, dice.rng.randrange(dice.length), "x" * dice.length, "ann1")
        case _:
            return corrections.set_attribute(dice.set, name, "tense", pick(dice.rng, ["past", None]))


def _filling(dice: _Dice) -> Edit:
    source = dice.set.mentions[_known(dice)]
    roles = tiny_schema().roles_of(source)
    if not roles:
        raise EditRefused("no roles")
    role = pick(dice.rng, roles)
    if dice.rng.randrange(2):
        return corrections.fill_role(dice.set, source.id, role, _known(dice), "ann1")
    return corrections.fill_role_with_text(dice.set, source.id, role, dice.fragments(), "ann1")


def _removal(dice: _Dice) -> Edit:
    if dice.set.links and dice.rng.randrange(2):
        return removals.remove_role(dice.set, dice.key())
    return removals.reject(dice.set, _known(dice))


_ADDITIONS: list[Callable[[_Dice], Edit]] = [_add_mention, _add_mention, _add_cue, _add_participant, _filling]
_MAKERS: list[Callable[[_Dice], Edit]] = [
    *_ADDITIONS,
    _filling,
    _correction,
    _removal,
    lambda dice: corrections.accept(dice.set, [_known(dice)]),
    lambda dice: RemoveMention(dice.id()),
    lambda dice: Relabel(dice.id(), pick(dice.rng, ["PERSON", "ORG", "Attack", "direct", ""]), dice.maybe_state()),
    lambda dice: SetFragments(dice.id(), dice.fragments(), dice.maybe_state()),
    lambda dice: SetAttributes(dice.id(), (("modality", None), ("tense", "past")), dice.maybe_state()),
    lambda dice: SetCanonical(dice.id(), pick(dice.rng, [None, "Ann Lee"])),
    lambda dice: SetNote(dice.id(), pick(dice.rng, [None, "look again"])),
    lambda dice: SetState(dice.id(), dice.state()),
    lambda dice: AddLink(dice.link(dice.id(), dice.id())),
    lambda dice: RemoveLink(dice.key()),
    lambda dice: SetLinkState(dice.key(), dice.state()),
    lambda dice: SetStatus(pick(dice.rng, list(Status)), pick(dice.rng, [None, "too long"])),
    lambda dice: SetFlags(tuple(pick(dice.rng, ["b", "a", "c"]) for _ in range(dice.rng.randrange(3)))),
    _batch,
    _seed,
    _any_refresh,
    _real_refresh,
]
