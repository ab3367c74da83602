"""The component that finds entities without a trained model: word lists, name shapes, grammars, and what the article itself says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from annotator.nlp import grammars, headlines, names
from annotator.nlp.grammars import Match
from annotator.nlp.words import word_set, words

_LISTS = (
    ("ORG", "org"), ("ORG", "companies"), ("ORG", "clubs"), ("GPE", "gpe"), ("GPE", "gpe_cities"), ("LOC", "loc"), ("NORP", "norp"), ("EVENT", "event"),
    ("WEAPON", "weapon"), ("VEHICLE", "vehicle"), ("PERSON", "people"),
)  # fmt: skip
_COMMON_NOUNS = ("WEAPON", "VEHICLE")
_RUN = re.compile(r"(?<![\w-])\w+")
_GOES_ON = re.compile(r"\w|-[a-z]")
_DATELINE = re.compile(r"^([A-Z][A-Z’'. -]{2,40}), ([A-Z][\w ]+), (?=[A-Z][a-z]{2,8}\.? \d)", re.MULTILINE)
_DASHED = re.compile(
    r"^([A-Z][A-Z’'.-]+(?: [A-Z][A-Z’'.-]+){0,3})(?:, ([A-Z][\w.]+(?: [A-Z][\w.]+)?))?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"(?: \([A-Z][\w ./-]{1,30}\))? (?:—|–|--?) (?=[A-Z“\"‘'])",
    re.MULTILINE,
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BEFORE_NEWS = frozenset("BREAKING UPDATE LIVE VIDEO WATCH EXCLUSIVE ANALYSIS OPINION FACTBOX TIMELINE NEWS CORRECTED PHOTOS".split())
_SHIP = re.compile(r"\b(?:USS|USNS|USCGC|HMS|HMAS|HMCS|HMNZS|INS|FS|RMS|MV|MT|KRI|ROKS|BRP|TCG)(?: [A-Z][a-z][\w’'-]*(?: de)?){1,3}\b")
_PLACE_BEFORE = re.compile(r"\b(?:in|near|from|outside|at|across|throughout) (?:the (?:\w+ )?(?:city|town|village|province|port) of )?$")
_AFTER_OF = re.compile(r"\b(?:city|town|village|province|district|port|capital|suburb|neighbourhood) (?:of )?$")
_NAME = re.compile(r"\b[A-ZÀ-ÞŽ][\wÀ-ž’'-]+(?: [A-ZÀ-ÞŽ][\wÀ-ž’'-]+){0,2}\b")
_STATES = frozenset({"U.S.", "US", "U.K.", "UK", "United States", "British", "European", "Federal"})
_CAPITALISED = r"[A-ZÀ-ÞŽ][\wÀ-ž&-]+"
_STATE_BODY = re.compile(
    rf"\b((?:U\.S\.|U\.K\.|{_CAPITALISED}(?: (?:Kingdom|States|Korean?|Zealand|African?|Arabian?|Lanka))?)) (?:{_CAPITALISED} ){{0,3}}"
    r"(?:(?:Department|Ministry|Bureau|Office|Institute|Academy|Court) (?:of|for) (?:the )?"
    rf"{_CAPITALISED}(?:,? (?:and )?{_CAPITALISED})*|Army|Navy|Air Force|Marine Corps|Marines|Coast Guard|Treasury|Senate|Congress|"
    r"Parliament|Supreme Court|Agency|Foundation|Ministry|Embassy|Police|Armed Forces|Cabinet|Service|Commission|Council|Department)\b"
)
_ACTING = re.compile(
    r"(?<![A-Z][a-z] )\b([A-ZÀ-ÞŽ][\wÀ-ž’-]+) (?:was|has|had|will|would|could|may|also|later|said|says|told|[a-z]{2,}ed)\b"
)
_FIRMS = frozenset(
    "AG SA Inc Inc. Corp Corp. Ltd Ltd. plc PLC Group GmbH AS ASA NV SpA SE AB Oy KG Co. Co LLC Holdings Airlines Motors".split()
)
_WORD = re.compile(r"\b[A-ZÀ-ÞŽ][\wÀ-ž'’.-]*\w\b")


@Language.factory("annotator_entities", assigns=["doc.ents"])
def make_entities(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component as spaCy makes it from a config."""
    return find


def find(doc: Doc) -> Doc:
    """Set `doc.ents` to what the rules find and guess, the stronger rule and the longer stretch first."""
    explained(doc)
    doc.ents = tuple(sorted([*doc.ents, *guessed(doc, doc.ents)], key=lambda span: span.start))
    return doc


def explained(doc: Doc) -> Doc:
    """Set `doc.ents` to what lists, shapes and grammars explain, without guesses."""
    text = doc.text
    lines = headlines.spans(text)
    listed = headlines.without_common_words(text, lines, _listed(text))
    shouted = _listed(headlines.as_sentence(text, lines)) if lines else ()
    known = [*_of_states(text), *listed, *shouted, *names.matches(text), *_ships(text), *_datelines(text), *_towns(text)]
    found = [*known, *grammars.matches(text)]
    spans = _on_tokens(doc, _apart(found))
    spans = _on_tokens(doc, [*_triples(spans), *_beside([*_triples(spans)], _recurring(text))])
    doc.ents = tuple(_on_tokens(doc, _apart([*_surnames(text, spans), *_triples(spans), *_again(text, spans)])))
    return doc


def guessed(doc: Doc, taken: Iterable[Span]) -> list[Span]:
    """What is probably a name though nothing explains it, outside of what is taken: weaker than a trained recogniser."""
    guesses = _apart([*_places(doc.text), *names.guesses(doc.text)])
    return _on_tokens(doc, _beside(_triples(taken), guesses))


@cache
def _entries() -> dict[str, tuple[tuple[str, str], ...]]:
    """Every list's entries with their labels by the entry's first run of letters, lists in their order, the longest entry first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for label, name in _LISTS:
        for entry in sorted({*words(name)}, key=lambda entry: (-len(entry), entry)):
            first = _RUN.match(entry)
            if first:
                found.setdefault(first[0], []).append((entry, label))
    return {first: tuple(entries) for first, entries in found.items()}


def _listed(text: str) -> Iterable[Match]:
    """What the lists have, of each label the longest; common nouns in either case."""
    entries = _entries()
    ends: dict[str, int] = {}
    for run in _RUN.finditer(text):
        start = run.start()
        for entry, label in entries.get(run[0], ()):
            is_free = start >= ends.get(label, 0) and text.startswith(entry, start) and not _GOES_ON.match(text, start + len(entry))
            if is_free and (label in _COMMON_NOUNS or entry[0].isupper() or not entry.isalpha()):
                ends[label] = start + len(entry)
                yield start, start + len(entry), label


def _of_states(text: str) -> Iterable[Match]:
    """A body of a state with the state before it: `the U.S. Department of Agriculture`, `the Greek Ministry of Culture`."""
    for match in _STATE_BODY.finditer(text):
        state = match[1].removesuffix("'s").removesuffix("’s")
        if state == match[1] and (state in _STATES or state in word_set("norp") or state in word_set("gpe")):
            yield match.start(), match.end(), "ORG"


def _ships(text: str) -> Iterable[Match]:
    """A ship by the letters before its name: `USS Hopper`."""
    for match in _SHIP.finditer(text):
        yield match.start(), match.end(), "VEHICLE"


def _datelines(text: str) -> Iterable[Match]:
    """`PORT VASSEL, Sarovia, Nov 9 —` and `PORT VASSEL, Sarovia (Reuters) -`: two places."""
    for match in _DASHED.finditer(text):
        if match[1] not in _BEFORE_NEWS:
            yield match.start(1), match.end(1), "GPE"
            if match[2] and not match[2].startswith(_MONTHS):
                yield match.start(2), match.end(2), "GPE"
    for match in _DATELINE.finditer(text):
        yield match.start(1), match.end(1), "GPE"
        yield match.start(2), match.end(2), "GPE"


def _places(text: str) -> Iterable[Match]:
    """Capitalised names after a preposition of place, which nothing else explained."""
    for match in _NAME.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        if _PLACE_BEFORE.search(before) and not names.is_common(match[0]) and not match[0].isupper():
            yield match.start(), match.end(), "GPE"


def _towns(text: str) -> Iterable[Match]:
    """Capitalised names that the text calls a town or the like: `the village of Lower Tess`."""
    for match in _NAME.finditer(text):
        if _AFTER_OF.search(text[max(0, match.start() - 60) : match.start()]) and not names.is_common(match[0].split(" ")[-1]):
            yield match.start(), match.end(), "GPE"


def _again(text: str, spans: list[Span]) -> list[Match]:
    """Words of people's names, acronyms and places found once, wherever else they stand."""
    known: dict[str, str] = {}
    surnames = {span[-1].text for span in spans if span.label_ == "PERSON" and len(span) > 1}
    for span in spans:
        if span.label_ == "PERSON":
            for part in _WORD.findall(span.text):
                if len(part) > 2 and not names.is_common(part):
                    known.setdefault(part, "PERSON")
        elif span.label_ in ("ORG", "GPE", "LOC", "FAC") and " " not in span.text.strip() and span.text not in surnames:
            known.setdefault(span.text, span.label_)
    for span in spans:
        if span.label_ in ("ORG", "GPE", "LOC", "FAC", "EVENT"):
            known.setdefault(span.text, span.label_)
            first, _, rest = span.text.partition(" ")
            if span.label_ == "ORG" and rest in _FIRMS and not names.is_common(first):
                known[first] = "ORG"
            if span.label_ == "GPE" and span.text.isupper():
                known.setdefault(span.text.title(), "GPE")
    if not known:
        return []
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(known, key=lambda w: (-len(w), w))))})(?!\w)")
    return [(match.start(), match.end(), known[match[0]]) for match in pattern.finditer(text)]


def _surnames(text: str, spans: list[Span]) -> Iterable[Match]:
    """Places by name that are people here, since somebody of that surname came before: `Valeska Paris … Paris won`."""
    full: dict[str, int] = {}
    for span in spans:
        if span.label_ == "PERSON" and len(span) > 1:
            full.setdefault(span[-1].text, span.start_char)
    for span in spans:
        is_later = span.label_ in ("GPE", "LOC") and span.start_char > full.get(span.text, len(text))
        if is_later and not _PLACE_BEFORE.search(text[max(0, span.start_char - 12) : span.start_char]):
            yield span.start_char, span.end_char, "PERSON"


def _recurring(text: str) -> Iterable[Match]:
    """Guessed people whose surname comes again alone before a verb, which makes them sure."""
    acting = {match[1] for match in _ACTING.finditer(text)}
    for start, end, label in names.guesses(text):
        if label == "PERSON" and text[start:end].rsplit(" ", 1)[-1] in acting:
            yield start, end, label


def _triples(spans: Iterable[Span]) -> list[Match]:
    return [(span.start_char, span.end_char, span.label_) for span in spans]


def _apart(found: Iterable[Match]) -> list[Match]:
    """Matches that do not overlap: the longer one stays, of equal ones the earlier rule's."""
    taken: list[Match] = []
    starts: set[int] = set()
    for start, end, label in sorted(found, key=lambda m: m[0] - m[1]):
        if starts.isdisjoint(range(start, end)):
            starts.update(range(start, end))
            taken.append((start, end, label))
    return sorted(taken)


def _beside(taken: Iterable[Match], weaker: Iterable[Match]) -> Iterable[Match]:
    """The weaker matches that overlap nothing that is taken."""
    covered = {index for start, end, _ in taken for index in range(start, end)}
    return [match for match in weaker if covered.isdisjoint(range(match[0], match[1]))]


def _on_tokens(doc: Doc, found: Iterable[Match]) -> list[Span]:
    """The matches as spans of whole tokens; one that cuts a token is left out."""
    spans = (doc.char_span(start, end, label=label) for start, end, label in found)
    return [span for span in spans if span is not None and not span[0].is_space and not span[-1].is_space]
