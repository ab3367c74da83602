"""`annotator import`: articles and annotations from files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.options import examples, limit_options, limits_of, opened, project_option
from annotator.cli.progress import RecordProgress

if TYPE_CHECKING:
    from annotator.formats.faults import Fault
    from annotator.formats.record import ReadOptions
    from annotator.workflow.fault_tally import FaultTally
    from annotator.workflow.import_report import ImportReport


@click.command(
    "import",
    epilog=examples(
        "annotator import articles.jsonl",
        "annotator import texts/ --dry-run",
        "annotator import gold.jsonl --set gold",
        "cat articles.jsonl | annotator import -",
    ),
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", "format_name", metavar="NAME", help="text, jsonl, json or csv; by default suffix or content tell.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--skip-invalid", is_flag=True, help="Import the good records and put the others into FILE.rejected.jsonl; exit code 1 then.")
@click.option("--replace", "replace_sets", is_flag=True, help="Where a set differs from the store's, take the file's (can be undone).")
@click.option("--set", "set_name", metavar="NAME", help="Take all annotations in as NAME's.")
@click.option("--as-proposals", is_flag=True, help="Take annotations in as proposals to be looked at.")
@click.option("--dedupe", is_flag=True, help="Merge annotations that are exactly the same.")
@click.option("--map", "renamed", metavar="OLD=NEW", multiple=True, help="Rename a label or type, or role:OLD; may be repeated.")
@click.option(
    "--unknown-labels",
    type=click.Choice(["refuse", "add"]),
    default="refuse",
    show_default=True,
    help="Whether labels that the schema lacks are faults or are added to schema.yaml.",
)
@click.option("--encoding", default="utf-8", show_default=True, help="The encoding of the files.")
@click.option(
    "--offsets", type=click.Choice(["codepoint", "byte", "utf16"]), default="codepoint", show_default=True, help="What offsets count."
)
@click.option("--normalize", type=click.Choice(["nfc"]), help="Bring texts into this form; offsets are carried along.")
@click.option("--newlines", type=click.Choice(["lf"]), help="Make all line ends this; offsets are carried along.")
@click.option("--make-ids", is_flag=True, help="Make an id out of the text where there is none.")
@click.option("--ids-as-string", is_flag=True, help="Take numbers as ids.")
@click.option("--text-column", default="text", show_default=True, help="The column of a table with the text.")
@click.option("--id-column", default="id", show_default=True, help="The column of a table with the id.")
@limit_options
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but faults.")
@project_option
def command(
    paths: tuple[Path, ...],
    format_name: str | None,
    dry_run: bool,
    skip_invalid: bool,
    replace_sets: bool,
    unknown_labels: str,
    as_json: bool,
    quiet: bool,
    project: Path | None,
    force_network_fs: bool,
    **reading: Any,
) -> int:
    """Bring in articles or annotations from files, folders or stdin (-).

    Everything is checked first; when anything is wrong every fault is told and nothing is
    imported. Importing the same again changes nothing. Texts are taken as they are, to the character.
    """
    from annotator.workflow.importing import import_files

    with opened(project, read_only=dry_run, force_network_fs=force_network_fs) as here, RecordProgress(quiet=quiet) as progress:
        report = import_files(
            here,
            paths,
            format_name=format_name,
            options=_options(reading),
            dry_run=dry_run,
            replace_sets=replace_sets,
            skip_invalid=skip_invalid,
            add_labels=unknown_labels == "add",
            on_progress=progress.add,
        )
    for line in report.faults.lines():
        click.echo(line, err=True)
    if as_json:
        click.echo(json.dumps(_data(report), indent=2))
    elif not quiet:
        _print(report, dry_run=dry_run)
    return 1 if report.faults.count else 0


def _options(given: dict[str, Any]) -> ReadOptions:
    from annotator.formats.decoding import checked_encoding
    from annotator.formats.offsets import Unit
    from annotator.formats.record import ReadOptions
    from annotator.model.errors import Misuse

    renamed = {}
    for pair in given["renamed"]:
        old, equals, new = pair.partition("=")
        if not (old and equals and new):
            raise Misuse(f"--map {pair!r} is not OLD=NEW")
        renamed[old] = new
    return ReadOptions(
        set_name=_set_name(given["set_name"]),
        encoding=checked_encoding(given["encoding"]),
        offsets=Unit(given["offsets"]),
        make_ids=given["make_ids"],
        ids_as_string=given["ids_as_string"],
        as_proposals=given["as_proposals"],
        dedupe=given["dedupe"],
        nfc=given["normalize"] == "nfc",
        lf=given["newlines"] == "lf",
        renamed=renamed,
        text_column=given["text_column"],
        id_column=given["id_column"],
        limits=limits_of(given),
    )


def _set_name(name: str | None) -> str | None:
    """The name of `--set`; `gold` may be given, a model's proposals come under their own name.

    Raises Misuse for a name that can't be an annotator's.
    """
    from annotator.model.errors import Misuse
    from annotator.model.names import MODEL, name_fault

    if name is not None and (fault := name_fault(name)):
        raise Misuse(f"--set {name!r}: {fault}")
    if name == MODEL:
        raise Misuse("--set model: model is reserved", "leave --set out to take a model's sets in under their own names")
    return name


def _print(report: ImportReport, *, dry_run: bool) -> None:
    from annotator.formats.faults import escaped

    for line in report.warnings.lines():
        click.echo(f"warning: {line}", err=True)
    if report.ignored:
        passed = f"passed over {len(report.ignored)} files that are hidden, no plain file or of no known format"
        click.echo(f"{passed}, the first: {escaped(report.ignored[0])}", err=True)
    formats = ", ".join(f"{count} {name}" for name, count in sorted(report.formats.items()))
    click.echo(f"format: {formats} ({'file' if sum(report.formats.values()) == 1 else 'files'})")
    verb = "would import" if dry_run else "imported"
    click.echo(f"{verb} {report.new:,} new articles, {report.unchanged:,} unchanged")
    if report.sets or report.sets_unchanged or report.sets_replaced:
        counts = ", ".join(f"{count:,} {layer}" for layer, count in sorted(report.mentions.items()))
        click.echo(
            f"sets: {report.sets:,} new, {report.sets_unchanged:,} unchanged, {report.sets_replaced:,} replaced; mentions: {counts or 'none'}"
        )
    if report.merged:
        click.echo(f"merged {report.merged:,} duplicates")
    if report.new_labels:
        click.echo(f"{'would add' if dry_run else 'added'} to schema.yaml: {', '.join(report.new_labels)}")
    if report.faults.count:
        where = "; see " + ", ".join(escaped(str(path)) for path in report.rejected) if report.rejected else ""
        click.echo(f"{verb} {report.imported:,}, skipped {report.skipped:,}{where}")


def _data(report: ImportReport) -> dict[str, object]:
    return {
        "imported": report.imported,
        "skipped": report.skipped,
        "new": report.new,
        "unchanged": report.unchanged,
        "sets": {"new": report.sets, "unchanged": report.sets_unchanged, "replaced": report.sets_replaced},
        "mentions": dict(sorted(report.mentions.items())),
        "merged": report.merged,
        "new_labels": report.new_labels,
        "formats": dict(sorted(report.formats.items())),
        "warnings": _tally(report.warnings),
        "faults": _tally(report.faults),
        "rejected": [str(path) for path in report.rejected],
        "ignored": report.ignored,
    }


def _tally(tally: FaultTally[Fault]) -> dict[str, object]:
    return {"count": tally.count, "first": [str(fault) for fault in tally.first], "report": str(tally.report) if tally.report else None}
