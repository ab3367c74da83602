"""What may tell a right proposal from a wrong one: a few plain words about each, such as `label=ORG` or `found=rules`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property

from spacy.tokens import Doc, Span, Token

from annotator.nlp.proposal import Proposal, RoleLink, proposals
from annotator.nlp.words import table, word_set

Features = tuple[str, ...]
"""`name=value` for each thing that is looked at."""

_ORIGINS = "annotator.origins"
_LISTS = {
    "PERSON": ("people", "first_names"),
    "ORG": ("org",),
    "GPE": ("gpe", "gpe_cities"),
    "LOC": ("loc",),
    "NORP": ("norp",),
    "EVENT": ("event",),
    "WEAPON": ("weapon",),
    "VEHICLE": ("vehicle",),
}
_PRONOUNS = frozenset("he she they it we i you who".split())
_OPEN = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT"})
"""Labels that the recogniser may have an opinion of; the others are the rules' alone."""


def note_origins(doc: Doc, ruled: Iterable[Span], recognised: Iterable[Span]) -> None:
    """Keep on the Doc, as plain values, what the rules found and what the recogniser found, before the two are joined."""
    doc.user_data[_ORIGINS] = [[[span.start, span.end, span.label_] for span in spans] for spans in (ruled, recognised)]


def has_origins(doc: Doc) -> bool:
    """Whether it was noted where the names come from."""
    return _ORIGINS in doc.user_data


class Evidence:
    """What a Doc shows about what is proposed on it."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._text = doc.text
        self._by_key = {proposal["key"]: proposal for proposal in proposals(doc)}

    def entities(self) -> Iterator[tuple[Span, Features]]:
        """Every entity of a Doc whose origins were noted."""
        ruled, recognised = (_Found(places) for places in self._doc.user_data[_ORIGINS])
        spans = self._doc.ents
        often = Counter((span.text, span.label_) for span in spans)
        for span in spans:
            label, words = span.label_, len(span)
            kind = "open" if label in _OPEN else "closed"
            found = f"{ruled.sees(span)}-{recognised.sees(span) if label in _OPEN else kind}"
            number = min(words, 4)
            yield (
                span,
                (
                    f"label={label}",
                    f"found={found}",
                    f"found={found} {label}",
                    f"words={number} {label}",
                    f"times={min(often[span.text, label], 3)} {kind}",
                    f"case={_case(span)} {kind}",
                    f"opens={bool(span[0].is_sent_start)} {number == 1}",
                    f"known={_known(span)}",
                    f"tag={span.root.pos_ or '-'} {kind}",
                    f"beside={_beside(self._doc, span)}",
                ),
            )

    def quote(self, quote: Proposal) -> Features:
        """What shows about a quote: its type, its cue, who speaks, how long it is and where it stands."""
        label, cue, speaker = quote["label"], self._cue(quote), self._filler(quote, "speaker")
        start, end = quote["fragments"][0][0], quote["fragments"][-1][1]
        words = self._text.count(" ", start, end) + 1
        before, after = self._text[max(0, start - 2) : start].strip(), self._text[end : end + 2].strip()
        return (
            f"type={label}",
            f"cue={_cue_class(cue)} {label}",
            f"word={cue}",
            f"speaker={speaker} {label}",
            f"words={_bucket(words, (2, 4, 8, 15, 30, 60))} {label}",
            f"fragments={min(len(quote['fragments']), 3)} {label}",
            f"order={self._order(quote)} {label}",
            f"before={_kind_of_mark(before)} {label}",
            f"after={_kind_of_mark(after)} {label}",
            f"marks={any(mark in self._text[start:end] for mark in _MARKS)} {label}",
        )

    def event(self, event: Proposal) -> Features:
        """What shows about an event: its type, the trigger's word and part of speech, how many roles are filled."""
        start, end = event["fragments"][0]
        token, label = self._token(start), event["label"]
        word = self._text[start:end].lower()
        roles = {link["role"] for link in event["links"]}
        core = roles - {"place", "time", "count"}
        part = token.pos_ if token is not None and token.pos_ else "-"
        return (
            f"type={label}",
            f"word={word} {label}",
            f"part={part} {label}",
            f"relation={token.dep_.split(':')[0] if token is not None else '-'}",
            f"core={min(len(core), 2)} {part}",
            f"roles={min(len(roles), 4)}",
            f"setting={bool(roles - core)}",
            f"again={min(self._same_type[label], 3)}",
            *(f"{name}={value}" for name, value in sorted(event["attributes"].items())),
        )

    def link(self, source: Proposal, link: RoleLink) -> Features:
        """What shows about a role: what fills it, of which label and how far away, and how many others do."""
        start, end, kind = self._target(link)
        distance = max(start - source["fragments"][-1][1], source["fragments"][0][0] - end, 0)
        side = "right" if start >= source["fragments"][-1][1] else "left" if end <= source["fragments"][0][0] else "inside"
        role, others = link["role"], sum(other["role"] == link["role"] for other in source["links"])
        return (
            f"role={role}",
            f"role={role} {source['label']}",
            f"fills={kind} {role}",
            f"side={side} {role}",
            f"far={_bucket(distance, (1, 4, 12, 30, 60, 120))}",
            f"others={min(others, 3)} {role}",
            f"words={_bucket(self._text.count(' ', start, end) + 1, (1, 2, 4))}",
        )

    def cue(self, quote: Proposal) -> Features:
        """What shows about a quote's cue."""
        cue, label = self._cue(quote), quote["label"]
        return (f"type={label}", f"cue={_cue_class(cue)}", f"word={cue}", f"order={self._order(quote)} {label}")

    @cached_property
    def _same_type(self) -> Mapping[str, int]:
        return Counter(proposal["label"] for proposal in self._by_key.values() if proposal["layer"] == "event")

    @cached_property
    def _tokens(self) -> Mapping[int, int]:
        """The token by its first character."""
        return {token.idx: token.i for token in self._doc}

    def _token(self, start: int) -> Token | None:
        index = self._tokens.get(start)
        return None if index is None else self._doc[index]

    def _cue(self, quote: Proposal) -> str:
        """The words of the cue, in small letters."""
        key = next((link["target"] for link in quote["links"] if link["role"] == "cue"), None)
        if not isinstance(key, str) or key not in self._by_key:
            return "-"
        return " ".join(self._text[start:end] for start, end in self._by_key[key]["fragments"]).lower()

    def _order(self, quote: Proposal) -> str:
        """Whether the cue stands before, inside or after the quote."""
        key = next((link["target"] for link in quote["links"] if link["role"] == "cue"), None)
        if not isinstance(key, str) or key not in self._by_key:
            return "-"
        start = self._by_key[key]["fragments"][0][0]
        first, last = quote["fragments"][0][0], quote["fragments"][-1][1]
        return "before" if start < first else "after" if start >= last else "inside"

    def _filler(self, source: Proposal, role: str) -> str:
        """The kind of the first filler of the role, `-` without one."""
        link = next((link for link in source["links"] if link["role"] == role), None)
        return "-" if link is None else self._target(link)[2]

    def _target(self, link: RoleLink) -> tuple[int, int, str]:
        """Where a filler stands and what it is: an entity's label, a pronoun, other words, or a layer."""
        target = link["target"]
        if not isinstance(target, str):
            return target[1], target[2], str(target[3])
        proposal = self._by_key.get(target)
        if proposal is None:
            return 0, 0, "-"
        start, end = proposal["fragments"][0][0], proposal["fragments"][-1][1]
        if proposal["layer"] != "participant":
            return start, end, proposal["layer"]
        return start, end, "pronoun" if self._text[start:end].lower() in _PRONOUNS else "words"


class _Found:
    """Looks up what one of two ways of finding names says of a span."""

    def __init__(self, places: Iterable[tuple[int, int, str]]) -> None:
        self._labels: dict[tuple[int, int], str] = {}
        self._covered: set[int] = set()
        for start, end, label in places:
            self._labels[start, end] = label
            self._covered.update(range(start, end))

    def sees(self, span: Span) -> str:
        """`same`, `label` (other label), `span` (other words), or `none`."""
        label = self._labels.get((span.start, span.end))
        if label is not None:
            return "same" if label == span.label_ else "label"
        return "span" if any(index in self._covered for index in range(span.start, span.end)) else "none"


_MARKS = '"“”„‟«»‘'


@cache
def _cue_classes() -> dict[str, str]:
    return {verb: takes for takes, verbs in table("quote_cues").items() for verb in verbs}


def _cue_class(cue: str) -> str:
    """What the list of cues says of the words; `other` for those that it does not have."""
    return cue if cue in ("-", "according to") else _cue_classes().get(cue, "other")


def _case(span: Span) -> str:
    text = span.text
    if text.isupper():
        return "upper" if len(span) == 1 else "uppers"
    return "digits" if text[:1].isdigit() else "title" if text[:1].isupper() else "lower"


def _known(span: Span) -> str:
    """Whether the label's word lists have the whole name, its first or its last word."""
    names = _LISTS.get(span.label_)
    if names is None:
        return "-"
    for place, text in (("whole", span.text), ("first", span[0].text), ("last", span[-1].text)):
        if any(text in word_set(name) for name in names):
            return f"{place} {span.label_}"
    return f"no {span.label_}"


def _beside(doc: Doc, span: Span) -> str:
    """What stands right before or in the last word of a name and speaks for its label."""
    before = doc[span.start - 1].text if span.start else ""
    if before in word_set("titles"):
        return f"title {span.label_}"
    if span[-1].text in word_set("org_heads"):
        return f"head {span.label_}"
    if before.isalpha() and before[0].isupper() and not doc[span.start - 1].is_sent_start:
        return "capital"
    after = doc[span.end].text if span.end < len(doc) else ""
    return "capital" if after.isalpha() and after[0].isupper() else "-"


def _kind_of_mark(text: str) -> str:
    """The kind of the character that stands beside a quote."""
    mark = text[:1]
    return "end" if not mark else "letter" if mark.isalnum() else "quote" if mark in _MARKS else mark


def _bucket(number: int, limits: tuple[int, ...]) -> int:
    """The first limit that the number does not pass, else one more than the last."""
    return next((limit for limit in limits if number <= limit), limits[-1] + 1)
