"""Annotations one a line, for eyes and diffs."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.formats.faults import escaped
from annotator.formats.record import Record
from annotator.model.annotation import AnnotationSet, Mention


def flat(record: Record) -> Iterator[str]:
    """A line per mention in reading order, then its roles: place, layer, label, state, words, all tab-separated."""
    article, found = record.article, record.annotations
    name = f"{escaped(article.id)}/{escaped(found.annotator) if found else '-'}"
    if found is None:
        yield f"{name}\t{len(article.text)} characters"
        return
    yield f"{name}\tset\t{found.status}\t{' '.join(map(escaped, found.flags))}".rstrip()
    for mention in sorted(found.mentions.values(), key=lambda m: (*m.sort_key[:2], m.layer, *m.sort_key[2:])):
        yield f"{name}\t{_mention(mention, article.text)}"
        yield from (f"{name}\t  {line}" for line in _roles(found, mention, article.text))


def _mention(mention: Mention, text: str) -> str:
    places = ",".join(f"{span.start}-{span.end}" for span in mention.fragments)
    words = " … ".join(_shown(span.slice(text)) for span in mention.fragments)
    extra = [f"{escaped(name)}={'' if value is None else escaped(value)}" for name, value in mention.attributes]
    extra += [f"canonical={escaped(mention.canonical)}"] if mention.canonical else []
    extra += [f"note={escaped(mention.note)}"] if mention.note else []
    return "\t".join([places, str(mention.layer), escaped(mention.label), str(mention.state), words, *extra])


def _roles(found: AnnotationSet, mention: Mention, text: str) -> Iterator[str]:
    for link in found.links_from(mention.id):
        target = found.mentions[link.target]
        yield f"{escaped(link.role)} → {target.start}-{target.end} {_shown(target.text(text))}\t{link.state}"


def _shown(text: str) -> str:
    return escaped(" ".join(text.split()))
