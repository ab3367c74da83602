"""The lines of a text file in a stated encoding: strict, bounded, split at line feeds alone."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from annotator.formats.limits import Limits
from annotator.model.errors import Misuse

UTF8 = "utf-8"
_CHUNK = 1 << 20
_MARKS = {
    codecs.BOM_UTF32_LE: ("UTF-32", "utf-32"),
    codecs.BOM_UTF32_BE: ("UTF-32", "utf-32"),
    codecs.BOM_UTF16_LE: ("UTF-16", "utf-16"),
    codecs.BOM_UTF16_BE: ("UTF-16", "utf-16"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line, numbered from 1, without its line feed: its text, or the reason why there is none."""

    number: int
    raw: bytes
    text: str = ""
    reason: str = ""


def checked_encoding(name: str) -> str:
    """The encoding's own name.

    Raises Misuse when Python knows no text encoding of that name.
    """
    try:
        info = codecs.lookup(name)
        "".encode(name)
    except LookupError:
        raise Misuse(f"there is no text encoding {name!r}", "usual ones: utf-8, utf-16, latin-1, cp1252") from None
    return info.name


def lines(file: BinaryIO, encoding: str, limits: Limits) -> Iterator[Line]:
    """Every line of the file; a byte order mark at the start is dropped.

    Reading ends early, with a reason in the last line given, when the file is in another encoding as
    a whole.
    """
    if encoding == UTF8:
        yield from _utf8_lines(file, limits)
    else:
        yield from _other_lines(file, encoding, limits)


def decode(data: bytes, encoding: str) -> Line:
    """A whole file as one line, without its byte order mark; `number` is the line of the first fault."""
    if encoding == UTF8 and (reason := foreign_encoding(data)):
        return Line(1, b"", "", reason)
    begin = codecs.BOM_UTF8 if encoding == UTF8 else b""
    try:
        return Line(1, data, str(data.removeprefix(begin), encoding).removeprefix(_left_mark(encoding)))
    except UnicodeDecodeError as error:
        at = error.start + (len(begin) if data.startswith(begin) else 0)
        first = data.rfind(b"\n", 0, at) + 1
        return Line(data.count(b"\n", 0, first) + 1, data, "", _reason(encoding, at - first, data[at]))
    except UnicodeError as error:
        return Line(1, data, "", f"not {encoding}: {error}")


def foreign_encoding(head: bytes) -> str:
    """The reason when a file that begins so is UTF-16 or UTF-32, empty otherwise."""
    for mark, (title, name) in _MARKS.items():
        if head.startswith(mark):
            return f"this file is {title}; use --encoding {name}"
    sample = head[:64]
    if len(sample) >= 4 and b"\x00" in sample:
        for zeros, name in ((sample[1::2], "utf-16-le"), (sample[0::2], "utf-16-be")):
            if zeros.count(0) > len(zeros) * 3 // 4:
                return f"this file looks like UTF-16 without a byte order mark; use --encoding {name}"
    return ""


def _utf8_lines(file: BinaryIO, limits: Limits) -> Iterator[Line]:
    number = 0
    while data := file.readline(limits.line + 2):
        number += 1
        if number == 1:
            if reason := foreign_encoding(data):
                yield Line(1, b"", "", reason)
                return
            data = data.removeprefix(codecs.BOM_UTF8)
        raw = data.removesuffix(b"\n")
        if len(raw) > limits.line:
            if raw is data:
                _skip_line(file)
            yield Line(number, b"", "", limits.line_reason())
            continue
        yield _utf8_line(number, raw)


def _utf8_line(number: int, raw: bytes) -> Line:
    try:
        return Line(number, raw, raw.decode(UTF8))
    except UnicodeDecodeError as error:
        return Line(number, raw, "", _reason(UTF8, error.start, raw[error.start]))


def _skip_line(file: BinaryIO) -> None:
    """Read on to the end of a line that is too long to be held."""
    while (part := file.readline(_CHUNK)) and not part.endswith(b"\n"):
        pass


def _other_lines(file: BinaryIO, encoding: str, limits: Limits) -> Iterator[Line]:
    text = io.TextIOWrapper(file, encoding, errors="strict", newline="\n")
    number = 0
    try:
        while line := text.readline(limits.line + 2):
            number += 1
            line = line.removesuffix("\n").removeprefix(_left_mark(encoding) if number == 1 else "")
            if len(line) > limits.line:
                yield Line(number, b"", "", limits.line_reason())
                return
            yield Line(number, line.encode(UTF8, "surrogatepass"), line)
    except UnicodeError as error:
        yield Line(number + 1, b"", "", f"not {encoding} from here on: {getattr(error, 'reason', error)}")
    finally:
        text.detach()


def _left_mark(encoding: str) -> str:
    """The byte order mark, where the decoder of the encoding leaves it in the text."""
    return "" if encoding in (UTF8, "utf-8-sig", "utf-16", "utf-32") else "\ufeff"


def _reason(encoding: str, index: int, byte: int) -> str:
    if encoding != UTF8:
        return f"not {encoding} at byte {index + 1} of the line (0x{byte:02x})"
    return f"not UTF-8 at byte {index + 1} (0x{byte:02x}); if the file is Latin-1 use --encoding latin-1"
