"""Laws of the one function that changes sets, over random sets and random edits of every kind."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

from arbitrary import LENGTH, random_edit, random_proposals, random_work
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model import corrections, removals
from annotator.model.annotation import CUE_ROLE, ITEM_LAYERS, AnnotationSet, Layer, State
from annotator.model.edit_data import edit_data, edit_from
from annotator.model.edits import Applied, Edit, apply
from annotator.model.errors import EditRefused
from annotator.model.names import own_number
from annotator.model.proposals import refresh_from, seed_from
from annotator.model.refreshing import refreshed_by
from annotator.model.replacement import same_content
from annotator.model.span import faults_of

RANDOM = st.randoms(use_true_random=False)
LAW = settings(max_examples=150, deadline=None)
EMPTY = AnnotationSet("a1", "ann1")


def attempt(annotations: AnnotationSet, edit: Edit) -> Applied | None:
    try:
        return apply(annotations, edit, LENGTH)
    except EditRefused:
        return None


def any_edit(rng: Random, annotations: AnnotationSet) -> Edit | None:
    try:
        return random_edit(rng, annotations)
    except EditRefused:
        return None


def faults(annotations: AnnotationSet) -> list[str]:
    """Every rule that the set breaks, found by looking at all of it."""
    found: list[str] = []
    mentions, links = annotations.mentions, annotations.links
    for name, mention in mentions.items():
        found += faults_of(mention.fragments, LENGTH)
        owners = [key for key in links if key.target == name]
        if mention.layer is Layer.CUE and len([key for key in owners if key.role == CUE_ROLE]) != 1:
            found.append(f"{name} is the cue of not exactly one quote")
        if mention.layer is Layer.PARTICIPANT and not owners:
            found.append(f"{name} fills no role")
        for other_name, other in mentions.items():
            same = (mention.layer, mention.label, mention.fragments) == (other.layer, other.label, other.fragments)
            if name < other_name and same and mention.layer not in (Layer.CUE, Layer.EVENT):
                found.append(f"{name} and {other_name} are the same")
        if own_number(name) >= annotations.next_number:
            found.append(f"the next id would be {name} or one before it")
    for key, link in links.items():
        if key.source not in mentions or key.target not in mentions:
            found.append(f"{key} points at nothing")
        elif link.state.kept and not mentions[key.target].state.kept:
            found.append(f"{key} is kept, its filler is not")
    return found


@given(RANDOM)
@LAW
def test_no_edit_ever_breaks_a_rule_and_a_refused_one_changes_nothing(rng: Random) -> None:
    current = EMPTY
    for _ in range(14):
        edit = any_edit(rng, current)
        mentions, links = dict(current.mentions), dict(current.links)
        applied = None if edit is None else attempt(current, edit)
        assert (current.mentions, current.links) == (mentions, links)
        if applied is not None:
            assert applied.after.revision == current.revision + 1
            current = applied.after
            assert faults(current) == []


@given(RANDOM)
@LAW
def test_undo_after_do_is_identity_for_every_kind_of_edit(rng: Random) -> None:
    before = random_work(rng, EMPTY, 10)
    for _ in range(4):
        edit = any_edit(rng, before)
        applied = None if edit is None else attempt(before, edit)
        if applied is not None:
            undone = apply(applied.after, applied.inverse, LENGTH)
            assert same_content(undone.after, before)
            redone = apply(undone.after, edit, LENGTH)
            assert same_content(redone.after, applied.after)
            assert same_content(apply(redone.after, redone.inverse, LENGTH).after, before)
            assert undone.after.next_number == applied.after.next_number


@given(RANDOM)
@LAW
def test_what_changed_is_what_was_said_to_be_touched(rng: Random) -> None:
    before = random_work(rng, EMPTY, 10)
    edit = any_edit(rng, before)
    applied = None if edit is None else attempt(before, edit)
    if applied is not None:
        after = applied.after
        changed = {n for n in {*before.mentions, *after.mentions} if before.mentions.get(n) != after.mentions.get(n)}
        assert changed <= applied.touched
        relinked = {k for k in {*before.links, *after.links} if before.links.get(k) != after.links.get(k)}
        assert {end for key in relinked for end in (key.source, key.target)} <= applied.touched


@given(RANDOM)
@LAW
def test_every_edit_and_its_inverse_survive_json(rng: Random) -> None:
    before = random_work(rng, EMPTY, 8)
    edit = any_edit(rng, before)
    if edit is not None:
        applied = attempt(before, edit)
        for value in (edit, applied.inverse if applied else edit):
            assert edit_from(json.loads(json.dumps(edit_data(value)))) == value


@given(RANDOM)
@LAW
def test_newer_proposals_are_never_refused_and_touch_nothing_a_person_did(rng: Random) -> None:
    current = random_work(rng, apply(EMPTY, seed_from(random_proposals(rng, 8)), LENGTH).after, 8)
    named = {name for name in current.mentions if rng.random() < 0.3}
    edit = refresh_from(current, random_proposals(rng, 10), named)
    if edit is None:
        return
    after = apply(current, edit, LENGTH).after
    for name, mention in current.mentions.items():
        if name in named and mention.canonical is not None and mention.layer is Layer.ENTITY:
            assert after.mentions[name] == mention
    told = refreshed_by(current, edit)
    assert _items(after) - _items(current) == told.new - told.gone
    assert told.kept == sum(m.state.touched and m.layer in ITEM_LAYERS for m in current.mentions.values())
    assert min(told.new, told.gone, told.changed) >= 0
    for name, mention in current.mentions.items():
        if mention.state.touched and (mention.layer is not Layer.PARTICIPANT or name in after.mentions):
            assert after.mentions[name] == mention
    for key, link in current.links.items():
        if link.state.touched:
            assert after.links[key] == link
    assert all(m.state is State.PROPOSED for name, m in after.mentions.items() if name not in current.mentions)
    assert faults(after) == []


def _items(annotations: AnnotationSet) -> int:
    return sum(m.layer in ITEM_LAYERS for m in annotations.mentions.values())


@given(RANDOM)
@LAW
def test_a_correction_is_refused_for_a_reason_or_done(rng: Random) -> None:
    current = random_work(rng, EMPTY, 12)
    for name in sorted(current.mentions):
        mention = current.mentions[name]
        if not mention.state.kept:
            accepted = attempt(current, corrections.accept(current, [name]))
            # a rejected event may have a kept twin by now
            assert accepted or (mention.layer, mention.state) == (Layer.EVENT, State.REJECTED)
            assert accepted is None or accepted.after.mentions[name].state is State.ACCEPTED
        if mention.state is not State.REJECTED:
            applied = attempt(current, removals.reject(current, name))
            if applied is not None:
                gone = applied.after.mentions.get(name)
                assert gone is None or gone.state is State.REJECTED
                assert not any(link.state.kept for key, link in applied.after.links.items() if name in (key.source, key.target))


def test_the_random_sets_hold_every_layer_state_and_role() -> None:
    rng = Random(1)
    seen: set[object] = set()
    for _ in range(400):
        for mention in random_work(rng, EMPTY, 14).mentions.values():
            seen |= {mention.layer, mention.state}
    assert seen == {*Layer, *State}
    assert sum(refresh_from(EMPTY, random_proposals(rng, 10)) is not None for _ in range(50)) > 25


@given(RANDOM)
@LAW
def test_what_is_known_of_links_and_starts_is_what_looking_anew_finds(rng: Random) -> None:
    current = random_work(rng, EMPTY, 10)
    for _ in range(4):
        edit = any_edit(rng, current)
        applied = None if edit is None else attempt(current, edit)
        current = applied.after if applied is not None else current
        anew = replace(current)
        assert {name: set(keys) for name, keys in current.ends.items() if keys} == {n: set(keys) for n, keys in anew.ends.items()}
        assert {start: set(names) for start, names in current.starts.items() if names} == {s: set(n) for s, n in anew.starts.items()}
