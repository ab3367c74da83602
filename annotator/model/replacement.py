"""The one logged batch that turns the content of a set into another's."""

from __future__ import annotations

from annotator.model.annotation import AnnotationSet
from annotator.model.edits import AddLink, AddMention, Batch, Edit, RemoveLink, RemoveMention, SetFlags, SetStatus


def same_content(left: AnnotationSet, right: AnnotationSet) -> bool:
    """Whether two sets hold the same mentions, links, status, reason and flags, whoever made them and however often edited."""
    return (
        dict(left.mentions) == dict(right.mentions)
        and dict(left.links) == dict(right.links)
        and (left.status, left.reason, left.flags) == (right.status, right.reason, right.flags)
    )


def replacement(current: AnnotationSet, wanted: AnnotationSet, name: str = "replace") -> Edit | None:
    """The batch that makes `current` hold what `wanted` holds; `None` when it does already."""
    if same_content(current, wanted):
        return None
    changed = {k for k in {*current.mentions, *wanted.mentions} if current.mentions.get(k) != wanted.mentions.get(k)}
    relinked = {
        k
        for k in {*current.links, *wanted.links}
        if current.links.get(k) != wanted.links.get(k) or k.source in changed or k.target in changed
    }
    parts: list[Edit] = [RemoveLink(key) for key in sorted(relinked) if key in current.links]
    parts += [RemoveMention(name) for name in sorted(changed) if name in current.mentions]
    parts += [AddMention(wanted.mentions[name]) for name in sorted(changed) if name in wanted.mentions]
    parts += [AddLink(wanted.links[key]) for key in sorted(relinked) if key in wanted.links]
    if (current.status, current.reason) != (wanted.status, wanted.reason):
        parts.append(SetStatus(wanted.status, wanted.reason))
    if current.flags != wanted.flags:
        parts.append(SetFlags(wanted.flags))
    return Batch(tuple(parts), name)
