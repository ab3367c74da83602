"""Closed grammars: dates, times, money, percentages and numbers, as patterns over the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

Match = tuple[int, int, str]
"""Start and end in code points, and the label."""

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY = r"(?:Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?)"
_SMALL = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|(?:Thir|Four|Fif|Six|Seven|Eigh|Nine)teen)"
)
_TENS = r"(?:[Tt]wenty|[Tt]hirty|[Ff]orty|[Ff]ifty|[Ss]ixty|[Ss]eventy|[Ee]ighty|[Nn]inety)"
_WORD = rf"(?:{_TENS}(?:-{_SMALL})?|{_SMALL})"
_FIGURE = r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:hundred|thousand|million|billion|trillion)"
_NUMBER = rf"(?:(?:{_FIGURE}|{_WORD}|(?:a )?(?:few|couple of))(?:[ -](?:{_SCALE}))*|(?:[Hh]undreds|[Tt]housands|[Tt]ens|[Dd]ozens|[Ss]cores|[Mm]illions)(?: of (?:thousands|millions))?|dozen|half a million)"
_ABOUT = r"(?:(?:[Aa]bout|[Aa]round|[Ss]ome|[Nn]early|[Aa]lmost|[Rr]oughly|[Mm]ore than|[Ll]ess than|[Ff]ewer than|[Aa]t least|[Aa]t most|[Uu]p to|[Oo]ver|[Uu]nder|[Aa]s many as|[Aa]pproximately|[Aa]n estimated) )?"
_UNIT = r"(?:day|week|month|year|decade|century|centurie)s?"
_SHORT = r"(?:second|minute|hour)s?"
_SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)"
_PART_OF_CENTURY = r"(?:(?:early|late|mid)[ -](?:to[ -](?:late|mid)[ -])?)?(?:\d{1,2}(?:st|nd|rd|th)|[Tt]wentieth|[Nn]ineteenth|[Ee]ighteenth|[Tt]wenty-first)"
_ERA = r"(?:BCE|BC|AD|CE|B\.C\.(?:E\.)?|A\.D\.)"
_HOLIDAY = (
    r"(?:Christmas|Thanksgiving|Easter|New Year(?:[’']s)?|Boxing|Independence|Memorial|Labor|Labour|Veterans|Valentine[’']s|Remembrance"
    r"|Armistice|Bastille|Victory|Republic|Columbus|May|Mother[’']s|Father[’']s|Presidents[’']|Ash|Good|Palm) "
    r"(?:Day|Eve|Sunday|Monday|Wednesday|Friday)"
)
_MODIFIER = r"(?:[Ee]arly|[Ll]ate|[Mm]id-?|[Ee]arlier|[Ll]ater|[Nn]ext|[Ll]ast|[Tt]his|[Pp]ast|[Pp]revious|[Ff]ollowing|[Cc]oming)"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("MONEY", rf"{_ABOUT}(?:(?:US|A|C|HK)?\$|€|£|¥|₹)\s?(?:{_FIGURE})(?:[ -]?(?:{_SCALE}|bn|m|k)\b)?"),
    (
        "MONEY",
        rf"{_ABOUT}{_NUMBER} (?:US |American )?(?:dollars?|euros?|pounds?|yen|yuan|rubles?|roubles?|rupees?|francs?|crowns?|cents?)\b",
    ),
    ("PERCENT", rf"{_ABOUT}{_NUMBER}(?: ?%| per ?cent\b| percentage points?\b)"),
    ("TIME", r"(?:about |around )?\d{1,2}(?:[:.]\d{2})? ?(?:a\.m\.|p\.m\.|am\b|pm\b|AM\b|PM\b)(?: (?:GMT|UTC|EST|EDT|CET|local time)\b)?"),
    ("TIME", r"\b\d{1,2}:\d{2}(?: (?:GMT|UTC|EST|EDT|CET|local time))?\b|\b\d{4} (?:GMT|UTC)\b|\b(?:noon|midnight)\b"),
    (
        "TIME",
        rf"(?<!spend the )(?<!spent the )(?<![Gg]ood )\b(?:{_DAY} |{_MODIFIER} |on the )?(?:morning|afternoon|evening|night|midday|dawn)\b(?! (?:of|news|post|times))|\b(?:[Tt]onight|[Oo]vernight)\b",
    ),
    ("TIME", rf"{_ABOUT}(?:{_NUMBER}|an?|several|the (?:last|past|next) {_NUMBER})[ -]{_SHORT}\b(?: (?:ago|earlier|later))?"),
    ("DATE", rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? \d{{4}})?\b"),
    (
        "DATE",
        rf"\b(?:{_DAY},? )?(?:{_MODIFIER}[ -])?{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?: ?[-–] ?\d{{1,2}}(?:st|nd|rd|th)?)?\b(?:, \d{{4}}\b)?",
    ),
    (
        "DATE",
        rf"\b(?:{_MODIFIER}[ -])?(?:{_MONTH}(?:,? (?:of )?\d{{4}})|January|February|April|June|July|August|September|October|November|December)\b",
    ),
    ("DATE", r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Tt]hrough|[Bb]etween|[Bb]efore|[Aa]fter|of) (?P<only>March|May)\b(?! [A-Z])"),
    ("DATE", rf"\b{_MODIFIER}[ -](?:March|May)\b(?! [A-Z])"),
    ("DATE", rf"\b\d{{1,2}}[-/]{_MONTH}[-/]\d{{2,4}}\b|(?<![\d/])\d{{1,2}}/\d{{1,2}}/(?:19|20)?\d{{2}}(?![\d/])"),
    ("DATE", rf"\b(?:{_PART_OF_CENTURY} (?:and|to|or) )?{_PART_OF_CENTURY}[ -]centur(?:y|ies)(?: {_ERA}(?!\w))?"),
    ("DATE", rf"\b(?:AD )?\d{{1,4}} ?{_ERA}(?!\w)|\bAD \d{{2,4}}\b"),
    ("DATE", rf"\b(?:(?:[Tt]his|[Ll]ast|[Nn]ext|[Ee]arly|[Ll]ate|[Mm]id-?)[ -])?(?:{_SEASON}|[Ff]all)(?: of)?,? (?:19|20)\d{{2}}\b"),
    ("DATE", rf"\b(?:[Ii]n|[Dd]uring|[Bb]y|[Uu]ntil|[Ss]ince) (?:the )?(?P<only>(?:(?:early|late) )?{_SEASON})\b(?! [A-Z])"),
    (
        "DATE",
        rf"(?:\b(?:[Tt]his|[Ll]ast|[Nn]ext) )?\b{_HOLIDAY}\b|\b(?:[Tt]his|[Ll]ast|[Nn]ext) (?:Christmas|Thanksgiving|Easter|Ramadan)\b",
    ),
    (
        "DATE",
        rf"\b(?:[Tt]he )?(?:[Ee]nd|[Bb]eginning|[Ss]tart|[Mm]iddle|(?:first|second) half|(?:first|second|third|fourth|final|last) (?:quarter|week|month|day|days|weeks))"
        rf" of (?:(?:the|this|last|next) (?:week|month|year|decade|century)|(?:{_MONTH} )?(?:19|20)\d{{2}}|{_MONTH})\b",
    ),
    (
        "DATE",
        r"\b(?:first|second|third|fourth|last|this|next)[ -]quarter\b|\byear[’'-]s end\b|\byear[- ]end\b|\bfiscal (?:year )?(?:19|20)\d{2}\b",
    ),
    ("DATE", r"\b(?:[Tt]hat|[Tt]he same|[Tt]he following) (?:day|week|weekend|month|year)\b"),
    (
        "DATE",
        r"\b[Tt]he (?:day|week|month|year) (?:before|after)(?= [a-z]|[,.])|\b[Rr]ecent (?:days|weeks|months|years|decades)\b|\bthe weekend\b",
    ),
    ("DATE", r"(?:\b(?:[Tt]he )?(?:early |late |mid-))?(?<=[ (])[’'][2-9]0s\b|\bthe (?P<only>[2-9]0s)\b"),
    (
        "DATE",
        r"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Bb]efore|[Aa]fter|[Cc]irca|[Dd]uring|[Bb]etween|[Ff]rom) |c\. |\()(?P<only>1[0-8]\d\d(?:[-–]\d{2,4})?)\b(?![,.]?\d|[-%]| [a-z]+s\b| (?:people|men|women|children))",
    ),
    ("DATE", rf"\b(?:{_MODIFIER} )?{_DAY}\b|\b(?:[Yy]esterday|[Tt]oday|[Tt]omorrow)\b"),
    (
        "DATE",
        rf"\b(?:[Tt]he )?(?:(?:[Pp]ast|[Ll]ast|[Nn]ext|[Pp]revious|[Ff]ollowing|[Cc]oming) )(?:{_NUMBER} )?(?:{_UNIT}|spring|summer|autumn|fall|winter|weekend)\b",
    ),
    (
        "DATE",
        r"\b(?:[Tt]his|[Ee]arlier this|[Ll]ater this|[Ee]arly this|[Ll]ate this|[Ee]arly next|[Ll]ate last) (?:week|month|year|decade|spring|summer|autumn|winter|weekend)\b",
    ),
    (
        "DATE",
        rf"{_ABOUT}\b(?:(?:{_NUMBER}(?:[-–]| to | or | and ))?{_NUMBER}|[Aa]n?|[Ss]everal|[Mm]any)[ -]{_UNIT}(?:[ -]old)?(?: (?:ago|earlier|later))?\b",
    ),
    ("DATE", r"\b\d{4}-\d{2}-\d{2}\b"),
    ("DATE", r"\b(?:19|20)\d{2}(?:[-–](?:(?:19|20)?\d{2}))?\b|\b(?:the )?(?:early |late |mid-)?(?:1[89]|20)\d0s\b"),
    ("CARDINAL", rf"{_ABOUT}\b{_NUMBER}(?:[–-]{_FIGURE})?\b"),
)
# what no word stands before is tried at one place of a word only, which makes them twice as fast
_COMPILED = tuple((label, re.compile(rf"(?<!\w)(?:{pattern})")) for label, pattern in _PATTERNS)
_NOT_ALONE = frozenset({"one", "One", "a few", "few", "couple of", "dozen", "tens"})


def matches(text: str) -> Iterator[Match]:
    """Every match of every grammar, the stronger ones first; they may overlap."""
    for label, pattern in _COMPILED:
        for found in pattern.finditer(text):
            start, end = found.span("only") if "only" in (found.groupdict()) else found.span()
            start += len(text[start:end]) - len(text[start:end].lstrip())
            if end > start and not (label == "CARDINAL" and _is_no_number(text, start, end)):
                yield start, end, label


def _is_no_number(text: str, start: int, end: int) -> bool:
    """Whether a number is part of a name or code, an ordinal, or the pronoun `one`."""
    before, after = text[start - 1 : start], text[end : end + 2]
    if text[start:end] in _NOT_ALONE:
        return True
    if before in (".", ",") and not text[start - 2 : start - 1].isdigit():
        before = ""
    return (
        before in ("-", "–", "/", ".", ",", "#", "$")
        or after[:1] in ("-", "/", "%")
        or after[:1].isalnum()
        or (after[:1] == "." and after[1:].isdigit())
    )
