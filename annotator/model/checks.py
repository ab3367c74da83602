"""What is wrong or doubtful in a set, held against its article and schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from annotator.model.annotation import CUE_ROLE, AnnotationSet, Layer, Mention, State
from annotator.model.article import Article
from annotator.model.schema import Schema
from annotator.model.span import faults_of


class Severity(StrEnum):
    """A fault makes the data wrong; a warning is for a person to look at."""

    FAULT = "fault"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class CheckFault:
    """One thing that the checks found; `mention_id` is the place to look at."""

    severity: Severity
    mention_id: str
    sentence: str


def set_faults(annotations: AnnotationSet, article: Article, schema: Schema) -> list[CheckFault]:
    """Everything the checks find in a set, in reading order; rejected items are not looked at."""
    return list(_set_faults(annotations, article, schema))


def mention_faults(annotations: AnnotationSet, mention: Mention, article: Article, schema: Schema) -> list[CheckFault]:
    """What the checks find in one mention and its roles."""
    return [] if mention.state is State.REJECTED else list(_mention_faults(annotations, mention, article, schema))


def _set_faults(annotations: AnnotationSet, article: Article, schema: Schema) -> Iterator[CheckFault]:
    for mention in sorted(annotations.mentions.values(), key=lambda m: m.sort_key):
        if mention.state is not State.REJECTED:
            yield from _mention_faults(annotations, mention, article, schema)


def _mention_faults(annotations: AnnotationSet, mention: Mention, article: Article, schema: Schema) -> Iterator[CheckFault]:
    def fault(sentence: str) -> CheckFault:
        return CheckFault(Severity.FAULT, mention.id, sentence)

    def warning(sentence: str) -> CheckFault:
        return CheckFault(Severity.WARNING, mention.id, sentence)

    for sentence in faults_of(mention.fragments, len(article.text)):
        yield fault(sentence)
    if any(span.slice(article.text) != span.slice(article.text).strip() for span in mention.fragments):
        yield warning("begins or ends with a blank")
    if mention.layer is Layer.PARTICIPANT:
        if not annotations.links_to(mention.id):
            yield fault("a participant fills at least one role")
        return
    if mention.layer is Layer.CUE:
        if annotations.quote_of(mention.id) is None:
            yield fault("a cue belongs to a quote")
        return
    if schema.label(mention.layer, mention.label) is None:
        yield fault(f"the schema has no {mention.layer} label {mention.label!r}")
        return
    for sentence in _attribute_faults(mention, schema):
        yield fault(sentence)
    for sentence in _role_warnings(annotations, mention, schema):
        yield warning(sentence)


def _attribute_faults(mention: Mention, schema: Schema) -> Iterator[str]:
    known = {attribute.name: attribute for attribute in schema.attributes_of(mention.layer)}
    for name, value in mention.attributes:
        if name not in known:
            yield f"the schema has no attribute {name!r} on layer {mention.layer}"
        elif not known[name].allows(value):
            yield f"{name} can't be {value!r}"


def _role_warnings(annotations: AnnotationSet, mention: Mention, schema: Schema) -> Iterator[str]:
    if not mention.layer.has_roles:
        return
    links = [link for link in annotations.links_from(mention.id) if link.state is not State.REJECTED and link.role != CUE_ROLE]
    counts = Counter(link.role for link in links)
    for role in schema.roles_of(mention):
        if not role.cardinality.allows(counts[role.name]):
            yield f"{role.name} takes {role.cardinality}, has {counts[role.name]}"
    for link in links:
        wanted = schema.role(mention, link.role)
        target = annotations.mentions[link.target]
        if wanted is None:
            yield f"{mention.label} has no role {link.role!r}"
        elif not wanted.fill.accepts(target):
            yield f"{link.role} can't be filled by {target.label or target.layer}"
