"""What makes a native record differ from what the writer writes: faults of its JSON Schema and of order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from annotator.formats.record import FaultLog
from annotator.formats.record_items import LAYER_KEYS
from annotator.formats.record_schema import schema_faults


def note_conformance(record: dict[str, Any], log: FaultLog) -> None:
    """Note what the schema does not allow where the reader noted nothing, and what stands out of order in a record without faults."""
    noted = [fault.path for fault in log.faults]
    for path, reason in schema_faults(record):
        if not any(_is_within(path, other) or _is_within(other, path) for other in noted):
            log.fault(path, reason)
    if not log.faults:
        for path, reason in _order_faults(record):
            log.fault(path, reason)


def _is_within(path: str, outer: str) -> bool:
    return not outer or path == outer or path.startswith((f"{outer}.", f"{outer}["))


def _order_faults(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in LAYER_KEYS:
        items = record.get(key) or ()
        yield from _unsorted(items, key, _item_key, "start, end, label or type, id")
        for index, item in enumerate(items):
            yield from _unsorted(item.get("roles") or (), f"{key}[{index}].roles", _role_key, "role, target")
    header = record.get("set") or {}
    yield from _unsorted(header.get("flags") or (), "set.flags", lambda flag: (flag,), "code points")


def _unsorted(items: Sequence[Any], path: str, key: Callable[[Any], tuple[Any, ...]], by: str) -> Iterator[tuple[str, str]]:
    for index, (left, right) in enumerate(pairwise(map(key, items)), start=1):
        if right < left:
            yield f"{path}[{index}]", f"out of order: sorted by {by} it stands before {path}[{index - 1}]"
            return


def _item_key(item: dict[str, Any]) -> tuple[Any, ...]:
    return (item["start"], item["end"], item.get("label") or item.get("type") or "", item.get("id", ""))


def _role_key(role: dict[str, Any]) -> tuple[Any, ...]:
    return (role["role"], role["target"])
