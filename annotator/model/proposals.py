"""How a model's proposals come into a person's set: the seed of a new set, the refresh of an opened one."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import AnnotationSet, Layer, Link, LinkKey, Mention, State, Status
from annotator.model.edits import Refresh, Seed
from annotator.model.span import Fragments

_Place = tuple[Layer, str, Fragments]


def seed_from(model: AnnotationSet | None) -> Seed:
    """The seed that copies a model's set with ids, origin, score and state; an empty one for an article served bare."""
    if model is None:
        return Seed("bare")
    mentions = tuple(sorted(model.mentions.values(), key=lambda m: m.sort_key))
    return Seed(model.annotator, mentions, tuple(model.links[key] for key in sorted(model.links)))


def refresh_from(current: AnnotationSet, model: AnnotationSet) -> Refresh | None:
    """The refresh that brings a model's newer proposals into an unfinished set; `None` when it would change nothing.

    Mentions that are still proposed go unless a touched link uses them; a proposal comes unless a
    touched mention, or one that stays, has the same layer, fragments and label.
    """
    if current.status in (Status.DONE, Status.SKIPPED):
        return None
    used = {end for key, link in current.links.items() if link.state.touched for end in (key.source, key.target)}
    gone = {name for name, mention in current.mentions.items() if mention.state is State.PROPOSED and name not in used}
    gone |= _ownerless_cues(current, gone)
    gone_links = tuple(sorted(key for key in current.links if key.source in gone or key.target in gone))
    staying = {name: mention for name, mention in current.mentions.items() if name not in gone}
    names, added = _renamed(current, staying, model)
    links = _new_links(current, gone_links, names, added, model)
    kept_participants = {link.target for link in links}
    added = [m for m in added if m.layer is not Layer.PARTICIPANT or m.id in kept_participants]
    present = {m.id for m in added} | set(staying)
    links = [link for link in links if link.source in present and link.target in present]
    refresh = Refresh(model.annotator, gone_links, tuple(sorted(gone)), tuple(added), tuple(links))
    return None if _is_same(current, refresh) else refresh


def _ownerless_cues(current: AnnotationSet, gone: set[str]) -> set[str]:
    """The cues of the quotes that go, which can't stay without them; and quotes' cues that would go alone stay out."""
    cues = set()
    for key in current.links:
        if key.role == "cue" and (key.source in gone) != (key.target in gone):
            if key.source in gone:
                cues.add(key.target)
            else:
                gone.discard(key.target)
    return cues


def _place(mention: Mention) -> _Place:
    return (mention.layer, mention.label, mention.fragments)


def _renamed(current: AnnotationSet, staying: dict[str, Mention], model: AnnotationSet) -> tuple[dict[str, str], list[Mention]]:
    """The id in the set of each of the model's mentions, and those that are new, under new ids."""
    places = {_place(mention): name for name, mention in staying.items() if mention.layer is not Layer.CUE}
    names: dict[str, str] = {}
    added: list[Mention] = []
    for mention in sorted(model.mentions.values(), key=lambda m: m.sort_key):
        owner = model.quote_of(mention.id) if mention.layer is Layer.CUE else None
        if owner is not None and _place(owner) in places:
            continue
        known = places.get(_place(mention))
        if known is not None:
            names[mention.id] = known
            continue
        names[mention.id] = current.next_id(len(added))
        added.append(replace(mention, id=names[mention.id]))
    return names, added


def _new_links(
    current: AnnotationSet,
    gone: tuple[LinkKey, ...],
    names: dict[str, str],
    added: list[Mention],
    model: AnnotationSet,
) -> list[Link]:
    """The model's links of the new mentions, pointing at what exists where an item was not added."""
    new = {mention.id for mention in added}
    present = set(current.links) - set(gone)
    links: list[Link] = []
    for key in sorted(model.links):
        if key.source not in names or key.target not in names:
            continue
        link = replace(model.links[key], source=names[key.source], target=names[key.target])
        if link.source in new and link.key not in present:
            links.append(link)
            present.add(link.key)
    return links


def _is_same(current: AnnotationSet, refresh: Refresh) -> bool:
    """Whether the refresh would only replace proposals by the same ones."""

    def shape(mentions: list[Mention], links: list[Link]) -> tuple[set[object], set[object]]:
        table = {m.id: (_place(m), m.origin) for m in (*current.mentions.values(), *mentions)}
        return {table[m.id] for m in mentions}, {(table[k.source], k.role, table[k.target]) for k in links}

    old = shape([current.mentions[name] for name in refresh.remove], [current.links[key] for key in refresh.remove_links])
    new = shape(list(refresh.mentions), list(refresh.links))
    return old == new
