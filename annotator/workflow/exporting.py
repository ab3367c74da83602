"""Export: the sets that were asked for, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import annotator
from annotator.formats import exporters, manifest
from annotator.formats.exporters import Item, WriteOptions, Written
from annotator.model.errors import BadData, Misuse
from annotator.model.names import GOLD, MODEL
from annotator.model.selection import Selection
from annotator.store import articles
from annotator.store.streaming import stream
from annotator.workflow.new_file import replace_file, temporary_beside, writable
from annotator.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to export: a set's name, `gold` or `model`; a format; which items; whether losing anything is an error.

    `graph` puts what spans can't hold beside them, where the format has a place for it.
    """

    set_name: str = GOLD
    format_name: str = "jsonl"
    selection: Selection = Selection()
    provenance: bool = True
    strict: bool = False
    graph: bool = False


@dataclass(slots=True)
class Exported:
    """What was written and lost, and how many articles had no such set; `sha256` of a file's bytes."""

    written: Written
    without: int
    sha256: str = ""


def export_file(project: Project, wanted: Wanted, target: Path) -> Exported:
    """Write a file and its entry in `manifest.json` beside it; the file appears when it is complete.

    Raises BadData when there is nothing to export or, under `strict`, when anything would be lost;
    Misuse for an unknown format or a target that is not to be written over.
    """
    exporter = exporters.get(wanted.format_name)
    target = _writable(project, target)
    beside = target.parent / manifest.NAME
    with temporary_beside(target) as (file, temporary):
        exported = _export(project, wanted, file)
        file.flush()
        os.fsync(file.fileno())
        exported.sha256 = _sha256(temporary)
        entry = {
            "format": exporter.name,
            "set": wanted.set_name,
            "schema": project.schema.identity(),
            "counts": dict(exported.written.counts),
            "lost": dict(exported.written.lost),
            "sha256": exported.sha256,
            "include_proposed": wanted.selection.proposed or wanted.set_name == MODEL,
            "include_rejected": wanted.selection.rejected,
            "provenance": wanted.provenance,
            "graph": wanted.graph,
            "annotator_version": annotator.__version__,
            "written_at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        listed = manifest.with_entry(beside, target.name, entry)
        temporary.replace(target)
    replace_file(beside, listed)
    return exported


def _writable(project: Project, target: Path) -> Path:
    """The file that a name stands for, when an export may take its place."""
    real = writable(project, target)
    if real.name == manifest.NAME:
        raise Misuse(f"{manifest.NAME} tells what was exported and is written beside it", "choose another name for the export")
    return real


def export_stream(project: Project, wanted: Wanted, file: BinaryIO) -> Exported:
    """Write into an open binary file.

    Raises as `export_file`; under `strict` nothing is written then.
    """
    with tempfile.SpooledTemporaryFile(max_size=1 << 24) as held:
        exported = _export(project, wanted, held)  # type: ignore[arg-type]
        held.seek(0)
        while block := held.read(1 << 20):
            file.write(block)
    return exported


def _export(project: Project, wanted: Wanted, file: BinaryIO) -> Exported:
    left_out: Counter[str] = Counter()
    exporter = exporters.get(wanted.format_name)
    written = exporter.write(_items(project, wanted, left_out), file, WriteOptions(wanted.provenance, wanted.graph))
    written.lost.update(left_out)
    if not written.counts["articles"]:
        raise _nothing(wanted.set_name)
    if wanted.strict and written.lost:
        raise BadData(
            f"not exported, since {wanted.format_name} would lose {lost_text(written.lost)}", "without --strict it is written all the same"
        )
    return Exported(written, articles.count(project.store) - written.counts["articles"])


def lost_text(lost: Counter[str]) -> str:
    """What was lost, in words: `84 quote fragments widened, 2 …`."""
    return ", ".join(f"{count:,} {what}" for what, count in sorted(lost.items()))


def _items(project: Project, wanted: Wanted, left_out: Counter[str]) -> Iterator[Item]:
    is_model = wanted.set_name == MODEL
    for article, found, schema in stream(project.store, annotator=None if is_model else wanted.set_name, newest_model=is_model):
        chosen, lost = wanted.selection.of(found)
        left_out.update(lost)
        yield article, chosen, schema.identity()


def _nothing(set_name: str) -> BadData:
    if set_name == GOLD:
        return BadData(
            "no gold yet: `annotator adjudicate --accept NAME` makes NAME's finished sets gold, or export `--set NAME`",
        )
    if set_name == MODEL:
        return BadData("no proposals yet", "let a pipeline propose: annotator preannotate")
    return BadData(f"{set_name} has no set in this project", "annotator status says who has")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
