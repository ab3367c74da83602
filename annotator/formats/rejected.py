"""A record that was refused, as a line of `FILE.rejected.jsonl`."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from annotator.formats.faults import Fault
from annotator.formats.record import Reading

SUFFIX = ".rejected.jsonl"


def rejected(reading: Reading, faults: Sequence[Fault]) -> dict[str, Any]:
    """Line number (`None` in a file without lines), reason and the record verbatim.

    The record is a string, `record_base64` where its bytes are not UTF-8, and `None` where it was
    too long to be held.
    """
    data: dict[str, Any] = {"line": reading.line, "reason": "; ".join(fault.sentence for fault in faults)}
    if not reading.raw:
        return data | {"record": None}
    try:
        return data | {"record": reading.raw.decode("utf-8")}
    except UnicodeDecodeError:
        return data | {"record_base64": base64.b64encode(reading.raw).decode("ascii")}
