"""`annotator preannotate`: proposals by a spaCy pipeline."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.options import examples, opened, project_option
from annotator.cli.progress import ArticleProgress

if TYPE_CHECKING:
    from annotator.workflow.preannotating import PreannotationReport


@click.command(
    "preannotate",
    epilog=examples(
        "annotator preannotate",
        "annotator preannotate --pipeline en_core_web_sm --jobs 2",
        "annotator preannotate --pipeline ./mypipeline --dask tcp://192.0.2.1:8786",
    ),
)
@click.option(
    "--pipeline",
    default="auto",
    show_default=True,
    metavar="NAME|PATH|auto|builtin",
    help="Which spaCy pipeline; auto: the best installed.",
)
@click.option("--jobs", type=click.IntRange(0), metavar="N", help="How many worker processes (1 if left out); 0: none but this one.")
@click.option("--dask", default="", metavar="ADDRESS", help="Send the work to the Dask cluster whose scheduler is there.")
@click.option("--batch-size", default=32, show_default=True, type=click.IntRange(1), help="Articles that go through spaCy together.")
@click.option("--again", is_flag=True, help="Also articles that this pipeline has proposals for.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.option("-q", "--quiet", is_flag=True, help="Print no report.")
@project_option
def command(
    pipeline: str,
    jobs: int | None,
    dask: str,
    batch_size: int,
    again: bool,
    as_json: bool,
    quiet: bool,
    project: Path | None,
    force_network_fs: bool,
) -> None:
    """Let a spaCy pipeline propose entities, quotes and events.

    Stopped in the middle, it goes on where it was when it is called again.
    """
    from annotator.model.errors import Misuse
    from annotator.workflow.preannotating import preannotate

    if dask and jobs is not None:
        raise Misuse("--jobs and --dask are two ways to do the same", "leave one of them out: a cluster has the workers it has")
    with opened(project, force_network_fs=force_network_fs) as here, ArticleProgress(quiet=quiet) as progress:
        report = preannotate(
            here,
            pipeline=pipeline,
            jobs=1 if jobs is None else jobs,
            dask=dask,
            batch_size=batch_size,
            again=again,
            on_progress=progress.show,
        )
    if as_json:
        click.echo(json.dumps(asdict(report), indent=2))
    elif not quiet:
        print_report(report)


def print_report(report: PreannotationReport) -> None:
    """Print what a run did."""
    if report.note:
        click.echo(report.note)
    rate = f", {report.articles / report.seconds:,.0f} articles/s" if report.articles and report.seconds else ""
    click.echo(
        f"{report.pipeline}: {report.articles:,} articles in {report.seconds:.1f} s{rate}; {report.skipped:,} had its proposals already"
    )
    for title, counts in (
        ("proposed", report.proposed),
        ("labels the schema has no place for", report.unmapped),
        ("ignored by the schema", report.ignored),
        ("left out", report.dropped),
    ):
        if counts:
            click.echo(f"{title}: " + ", ".join(f"{count:,} {name}" for name, count in counts.items()))
