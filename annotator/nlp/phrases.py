"""Noun phrases without a parse: the words before or after a verb that nothing else explained."""

from __future__ import annotations

from spacy.tokens import Doc, Span

_DETERMINERS = frozenset(
    "the a an this that these those his her its their our my some many several most all two three four five six".split()
)
_AUXILIARIES = frozenset("was were is are be been being has have had will would may might could can should must not n't n’t also".split())
_STOPS = frozenset(
    "that and but or nor when while as if in on at by with from to for of who which where was were is are be been had has have said says"
    " after before during since until into over under near against about than then it he she they we i you not".split()
)
_LONGEST = 6


def subject_before(doc: Doc, verb: int, bound: int) -> Span | None:
    """The noun phrase that ends right before a verb and its auxiliaries: `two suspected accomplices had been arrested`."""
    last = verb - 1
    while last >= bound and (doc[last].lower_ in _AUXILIARIES or doc[last].lower_.endswith("ly")):
        last -= 1
    if last < bound or not doc[last].is_alpha or doc[last].lower_ in _STOPS or doc[last].ent_type_:
        return None
    start = last
    while start > bound and last - start < _LONGEST:
        previous = doc[start - 1]
        if previous.is_punct or previous.is_space or previous.lower_ in _STOPS - _DETERMINERS:
            break
        start -= 1
        if previous.lower_ in _DETERMINERS or previous.ent_type_ == "CARDINAL":
            break
    begins = doc[start]
    if start > bound and doc[start - 1].lower_ in ("of", "in", "on", "at", "with", "to", "by", "for", "from"):
        return None
    return doc[start : last + 1] if begins.lower_ in _DETERMINERS or begins.ent_type_ == "CARDINAL" or begins.is_sent_start else None


def object_after(doc: Doc, start: int, bound: int) -> Span | None:
    """The noun phrase with a determiner or number that begins right after a verb: `ambushed a convoy`."""
    if start >= bound or not (doc[start].lower_ in _DETERMINERS or doc[start].ent_type_ == "CARDINAL"):
        return None
    end = start + 1
    while end < bound and end - start < _LONGEST:
        word = doc[end]
        is_verb = word.lower_.endswith(("ing", "ed")) and end > start + 1
        if word.is_punct or word.is_space or word.lower_ in _STOPS or is_verb or word.ent_type_ in ("DATE", "TIME"):
            break
        end += 1
    return doc[start:end] if end > start + 1 and doc[end - 1].is_alpha else None
