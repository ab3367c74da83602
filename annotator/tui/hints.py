"""Hint letters: short codes over places on screen, none the beginning of another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from annotator.model.annotation import LinkKey, Mention

ALPHABET = "asdghjklweruionmctyzpqbx"
"""Letters by ease of reach; `v` and `f` are missing because they start a selection or a leap."""


def codes(count: int, alphabet: str = ALPHABET) -> list[str]:
    """`count` codes, the shortest first, no code the beginning of another.

    Raises ValueError when the alphabet has fewer than two letters and more than that many codes are wanted.
    """
    if count <= len(alphabet):
        return list(alphabet[:count])
    if len(alphabet) < 2:
        raise ValueError("codes of several letters need at least two letters")
    out = list(alphabet)
    while len(out) < count:
        # the last short code gives way to as many longer ones as there are letters
        longest_short = next(i for i in range(len(out) - 1, -1, -1) if len(out[i]) == len(out[0]))
        stem = out.pop(longest_short)
        out += [stem + letter for letter in alphabet]
    return out[:count]


@dataclass(frozen=True, slots=True)
class Hint:
    """A code over the place `offset`; `target` says what is chosen: a mention's id, a role's link, or nothing for a place."""

    code: str
    offset: int
    target: str | LinkKey = ""


def over(places: Sequence[tuple[int, str | LinkKey]], alphabet: str = ALPHABET) -> tuple[Hint, ...]:
    """Hints over `(offset, target)` places, the first ones getting the shortest codes."""
    return tuple(Hint(code, offset, target) for code, (offset, target) in zip(codes(len(places), alphabet), places, strict=True))


def places_apart(shown: Iterable[Mention]) -> list[tuple[int, str]]:
    """One place an item, the first free letter of it where several begin together."""
    taken: set[int] = set()
    places = []
    for mention in shown:
        offset = next((o for o in range(mention.start, mention.end) if o not in taken), mention.start)
        taken.add(offset)
        places.append((offset, mention.id))
    return places


def leap(words: Sequence[tuple[int, str]], typed: str) -> tuple[Hint, ...]:
    """Hints over the words that begin with what was typed, in letters that can't be a next letter of a word.

    `words` are `(offset, text)`; case is ignored. Where no letter is left over, only so many words
    get a hint as there are letters, and typing on narrows the rest.
    """
    wanted = typed.casefold()
    matches = [(offset, text) for offset, text in words if text.casefold().startswith(wanted)]
    following = {text.casefold()[len(wanted) : len(wanted) + 1] for _, text in matches}
    letters = _without(ALPHABET + "vf", following)
    if not letters:
        return tuple(Hint("", offset) for offset, _ in matches)
    if len(letters) == 1:
        matches = matches[:1]
    return tuple(Hint(code, offset) for code, (offset, _) in zip(codes(len(matches), letters), matches, strict=True))


def _without(letters: str, taken: Collection[str]) -> str:
    return "".join(letter for letter in letters if letter not in taken)
