"""`manifest.json`: what each exported file in a folder is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annotator.model.errors import BadData

NAME = "manifest.json"


def with_entry(path: Path, file: str, entry: Mapping[str, Any]) -> bytes:
    """The manifest at `path` with the entry of one file put in place of its former one; other entries stay.

    Raises BadData when there is a file of this name that is no manifest.
    """
    files: dict[str, Any] = {}
    if path.exists():
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            files = dict(found["files"])
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise BadData(f"{path} is there already and is no manifest", "move it away, or export to another folder") from error
    files[file] = dict(entry)
    return (json.dumps({"files": files}, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
