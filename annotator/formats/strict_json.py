"""JSON as it is specified and no more: no repeated keys, no NaN, nothing that can't be written again."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from annotator.formats.faults import quoted
from annotator.formats.limits import Limits
from annotator.model.article import forbidden_character

_SUSPECT_ESCAPE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_LEAST, _MOST = -(2**63), 2**64 - 1


class NotJson(ValueError):
    """The text is not one JSON value; `reason` is the sentence that says why and at which column of `line`, if it is known."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def parse(text: str, limits: Limits) -> Any:
    """The JSON value that is the whole of `text`.

    Raises NotJson, also for repeated keys, NaN, Infinity and for nesting over the limit.
    """
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise NotJson(_reason(error), error.lineno) from None
    except RecursionError:
        raise NotJson(limits.depth_reason()) from None
    except NotJson:
        raise
    except ValueError:
        # int() refuses to read numbers of more than 4,300 digits
        raise NotJson("not valid JSON: a number has too many digits") from None
    if text.count("[") + text.count("{") > limits.depth and _is_deeper(value, limits.depth):
        raise NotJson(limits.depth_reason())
    return value


def may_hide_characters(text: str) -> bool:
    """Whether the JSON text has an escape that could stand for U+0000 or a lone surrogate."""
    return _SUSPECT_ESCAPE.search(text) is not None


def character_faults(value: Any) -> Iterator[tuple[str, str]]:
    """Path and reason of each string in `value` with U+0000 or a lone surrogate."""
    return _character_faults(value, "")


def number_faults(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Path and reason of each number in `value` that can't be written again: over 64 bits, or not finite."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from number_faults(item, f"{path}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from number_faults(item, f"{path}[{index}]")
    elif isinstance(value, float):
        if not math.isfinite(value):
            yield path, "the number is out of range"
    elif isinstance(value, int) and not _LEAST <= value <= _MOST:
        yield path, "the number is out of range (64 bits)"


def character_reason(text: str) -> str | None:
    """Why the text can't be kept: U+0000 or a lone surrogate, with its index; `None` when it can."""
    index = forbidden_character(text)
    if index is None:
        return None
    code = ord(text[index])
    return f"{'U+0000' if code == 0 else f'lone surrogate U+{code:04X}'} at character {index}"


def _character_faults(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if reason := character_reason(value):
            yield path, reason
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _character_faults(item, f"{path}[{index}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            if reason := character_reason(key):
                yield path, f"in the key {quoted(key)}: {reason}"
            yield from _character_faults(item, f"{path}.{key}" if path else key)


def _is_deeper(value: Any, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [item for outer in level for item in _items(outer) if isinstance(item, dict | list)]
        if not level:
            return False
    return True


def _items(value: Any) -> Sequence[Any]:
    return list(value.values()) if isinstance(value, dict) else value


def _reason(error: json.JSONDecodeError) -> str:
    column = error.colno
    match error.msg:
        case "Extra data":
            return f"extra data after the object at column {column}"
        case "Expecting ',' delimiter":
            return f"not valid JSON: expected ',' or {_closing(error.doc[: error.pos])!r} at column {column}"
        case "Expecting value":
            return f"not valid JSON: expected a value at column {column}"
        case "Expecting ':' delimiter":
            return f"not valid JSON: expected ':' at column {column}"
        case "Expecting property name enclosed in double quotes":
            return f"not valid JSON: expected a key in double quotes at column {column}"
        case "Unterminated string starting at":
            return f"not valid JSON: the string that starts at column {column} has no end"
        case "Invalid control character at":
            return f"not valid JSON: U+{ord(error.doc[error.pos]):04X} in a string at column {column} must be escaped"
        case other:
            return f"not valid JSON: {other[:1].lower()}{other[1:].removesuffix(' at')} at column {column}"


def _closing(before: str) -> str:
    """The bracket that would close what is open at the end of `before`."""
    opened: list[str] = []
    for found in _BRACKETS.finditer(before):
        bracket = found[0]
        if bracket in "[{":
            opened.append(bracket)
        elif bracket in "]}" and opened:
            opened.pop()
    return "]" if opened and opened[-1] == "[" else "}"


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise NotJson(f"the key {quoted(twice)} stands twice in one object")
    return value


def _no_constant(name: str) -> NoReturn:
    raise NotJson(f"not valid JSON: {name} is no JSON number")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant)
