"""How a model's proposals come into a person's set: the seed of a new set, the refresh of an opened one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from annotator.model.annotation import CUE_ROLE, AnnotationSet, Layer, Link, LinkKey, Mention, Place, State, roles_by_source
from annotator.model.edits import Refresh, Seed

BARE = "bare"
"""The source of the seed of an article that was served without proposals on purpose."""

NOTHING = "nothing"
"""The source of the seed of an article for which there were no proposals yet."""


def seed_from(model: AnnotationSet | None) -> Seed:
    """The seed that copies a model's set with ids, origin and score; empty where there are no proposals yet.

    What the model's file calls kept is only proposed here; what it calls rejected stays so.
    """
    if model is None:
        return Seed(NOTHING)
    mentions = {name: replace(m, state=State.PROPOSED) if m.state.kept else m for name, m in model.mentions.items()}
    links = {key: replace(link, state=State.PROPOSED) if link.state.kept else link for key, link in model.links.items()}
    return seed_of(AnnotationSet(model.article_id, model.annotator, mentions=mentions, links=links), model.annotator)


def seed_of(annotations: AnnotationSet, source: str) -> Seed:
    """The edit that fills an empty set with the content of this one, in reading order; `source` says where it comes from."""
    mentions = tuple(sorted(annotations.mentions.values(), key=lambda m: m.sort_key))
    links = tuple(annotations.links[key] for key in sorted(annotations.links))
    return Seed(source, mentions, links, annotations.status, annotations.reason, annotations.flags)


def refresh_from(current: AnnotationSet, model: AnnotationSet, named: Collection[str] = ()) -> Refresh | None:
    """The refresh that brings a model's newer proposals into an unfinished set; `None` when it would change nothing.

    Mentions that are still proposed go unless a touched link uses them, somebody wrote a note on
    them or gave them a canonical name (those in `named`), or the annotator's own search proposed them;
    a proposal comes unless a mention that stays has the same layer, fragments and label.
    """
    if current.status.is_finished:
        return None
    gone = _leaving(current, named)
    staying = {name: mention for name, mention in current.mentions.items() if name not in gone}
    names, added = _renamed(current, staying, model)
    while True:
        links = _new_links(names, added, model)
        twin = _twin(added, links)
        if twin is None:
            break
        second, first = twin
        added = [mention for mention in added if mention.id != second]
        names = {old: first if new == second else new for old, new in names.items()}
    filling = {link.target for link in links}
    added = [m for m in added if m.layer is not Layer.PARTICIPANT or m.id in filling]
    filling |= {key.target for key in current.links if key.source not in gone}
    gone |= {m.id for m in staying.values() if m.layer is Layer.PARTICIPANT and m.id not in filling}
    gone_links = tuple(sorted(key for key in current.links if key.source in gone or key.target in gone))
    refresh = Refresh(model.annotator, gone_links, tuple(sorted(gone)), tuple(added), tuple(links))
    return None if _is_same(current, refresh) else refresh


def _leaving(current: AnnotationSet, named: Collection[str]) -> set[str]:
    """The mentions that nobody has touched, a quote and its cue only together."""
    used = {end for key, link in current.links.items() if link.state.touched for end in (key.source, key.target)}
    own = {m.id for m in current.mentions.values() if m.origin is not None and m.origin.annotator == current.annotator}
    named = {name for name in named if name in current.mentions and current.mentions[name].canonical is not None}
    spared = used | own | named
    gone = {m.id for m in current.mentions.values() if m.state is State.PROPOSED and m.note is None and m.id not in spared}
    for key in current.links:
        if key.role == CUE_ROLE:
            (gone.add if key.source in gone else gone.discard)(key.target)
    return gone


def _renamed(current: AnnotationSet, staying: dict[str, Mention], model: AnnotationSet) -> tuple[dict[str, str], list[Mention]]:
    """The id in the set of each of the model's mentions, and those that are new, under new ids."""
    places = {mention.place: name for name, mention in sorted(staying.items()) if mention.layer is not Layer.CUE}
    owners = {key.target: model.mentions[key.source] for key in model.links if key.role == CUE_ROLE}
    names: dict[str, str] = {}
    added: list[Mention] = []
    for mention in sorted(model.mentions.values(), key=lambda m: m.sort_key):
        owner = owners.get(mention.id)
        if owner is not None and (owner.place in places or owner.state is State.REJECTED):
            continue
        if mention.state is State.REJECTED:
            continue
        known = places.get(mention.place) if owner is None else None
        names[mention.id] = known or current.next_id(len(added))
        if known is None:
            added.append(replace(mention, id=names[mention.id], state=State.PROPOSED))
    return names, added


def _new_links(names: dict[str, str], added: Iterable[Mention], model: AnnotationSet) -> list[Link]:
    """The model's links of the new mentions, pointing at what exists where an item was not added."""
    new = {mention.id for mention in added}
    links: dict[LinkKey, Link] = {}
    for key in sorted(model.links):
        source, target = names.get(key.source), names.get(key.target)
        if source in new and target is not None and source != target and model.links[key].state is not State.REJECTED:
            link = replace(model.links[key], source=source, target=target, state=State.PROPOSED)
            links.setdefault(link.key, link)
    return list(links.values())


def _twin(added: Iterable[Mention], links: Iterable[Link]) -> tuple[str, str] | None:
    """A new event and one before it that has become the same, since what fills their roles exists already and is one."""
    roles = roles_by_source(link.key for link in links)
    first: dict[tuple[Place, frozenset[tuple[str, str]]], str] = {}
    for mention in added:
        if mention.layer is Layer.EVENT:
            known = first.setdefault((mention.place, roles.get(mention.id, frozenset())), mention.id)
            if known != mention.id:
                return mention.id, known
    return None


def _is_same(current: AnnotationSet, refresh: Refresh) -> bool:
    """Whether the refresh would only replace proposals by the same ones."""
    old = [current.mentions[name] for name in refresh.remove]
    places = {m.id: m.place for m in (*current.mentions.values(), *refresh.mentions)}

    def shapes(mentions: Iterable[Mention], links: Iterable[LinkKey]) -> Counter[object]:
        roles = roles_by_source(links)
        placed = {source: frozenset((role, places[target]) for role, target in pairs) for source, pairs in roles.items()}
        return Counter((m.place, m.origin, m.canonical, m.attributes, placed.get(m.id)) for m in mentions)

    return shapes(old, refresh.remove_links) == shapes(refresh.mentions, (link.key for link in refresh.links))
