"""What the items of a record must be to each other: one id each, no duplicates, roles that point at something."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace

from annotator.formats.faults import quoted
from annotator.formats.record import FaultLog
from annotator.formats.record_items import Items
from annotator.model.annotation import CUE_ROLE, Layer, Link, Mention, roles_by_source


def check_links(items: Items, log: FaultLog) -> None:
    """Note a fault for each role that points at nothing, at a cue or itself, or is kept with a filler that is not."""
    mentions = {mention.id: mention for _, mention in items.mentions}
    for path, link in items.links:
        if link.role == CUE_ROLE:
            continue
        target = mentions.get(link.target)
        if target is None:
            if link.target not in items.claimed:
                log.fault(f"{path}.target", f"no mention {quoted(link.target)} in this article")
        elif target.layer is Layer.CUE:
            log.fault(f"{path}.target", f"{quoted(link.target)} is a cue, which fills no role")
        elif link.target == link.source:
            log.fault(f"{path}.target", "nothing fills a role of itself")
        elif link.state.kept and not target.state.kept:
            log.fault(path, f"the role is {link.state}, its filler {quoted(link.target)} is {target.state}")


def check_duplicates(items: Items, log: FaultLog) -> None:
    """Note a fault for each mention or role that stands twice."""
    _, twins = _without_twins(items)
    for path, first, what in twins:
        log.fault(path, f"the same {what} as {first}; --dedupe keeps one")


def without_duplicates(items: Items) -> tuple[Items, int]:
    """The items with each duplicate merged into the first of its kind, and how many went."""
    total = 0
    while True:
        items, twins = _without_twins(items)
        if not twins:
            return items, total
        total += len(twins)


_Twin = tuple[str, str, str]


def _without_twins(items: Items) -> tuple[Items, list[_Twin]]:
    """One pass: duplicates found with the links as they are, and the items without them."""
    roles = roles_by_source(link.key for _, link in items.links)
    first: dict[Hashable, tuple[str, Mention]] = {}
    renamed: dict[str, str] = {}
    twins: list[_Twin] = []
    mentions = []
    for path, mention in items.mentions:
        if mention.layer is Layer.CUE:
            mentions.append((path, mention))
            continue
        shape = (mention.place, roles.get(mention.id) if mention.layer is Layer.EVENT else None)
        known = first.setdefault(shape, (path, mention))
        if known[1] is mention:
            mentions.append((path, mention))
        else:
            renamed[mention.id] = known[1].id
            twins.append((path, known[0], f"{mention.label} {mention.layer}".strip()))
    gone_cues = {link.target for _, link in items.links if link.role == CUE_ROLE and link.source in renamed}
    mentions = [(path, mention) for path, mention in mentions if mention.id not in gone_cues]
    links = _moved_links(items, renamed, twins.append)
    return Items(mentions, links, items.claimed), twins


def _moved_links(items: Items, renamed: dict[str, str], found: Callable[[_Twin], None]) -> list[tuple[str, Link]]:
    """The links with the ends that `renamed` says, each once; a link given twice in the file is a twin."""
    seen: dict[Hashable, str] = {}
    links = []
    for path, link in items.links:
        if link.role == CUE_ROLE and link.source in renamed:
            continue
        moved = replace(link, source=renamed.get(link.source, link.source), target=renamed.get(link.target, link.target))
        known = seen.setdefault(moved.key, path)
        if known == path:
            links.append((path, moved))
        elif moved.key == link.key:
            found((path, known, "role"))
    return links
