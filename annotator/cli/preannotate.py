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
    from annotator.workflow.proposal_report import ProposalReport


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
@click.option(
    "--min-score",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Leave out proposals with a lower score, and what hangs on them; what has no score stays.",
)
@click.option(
    "--bare",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help="Let annotators begin this share of the articles they have not opened without proposals; 0: none any more.",
)
@click.option("--bare-seed", default=0, show_default=True, metavar="N", help="Another draw of which articles are bare for whom.")
@click.option("--report", "wants_report", is_flag=True, help="Count all this pipeline's proposals in the project by layer and label.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.option("-q", "--quiet", is_flag=True, help="Print no report.")
@project_option
def command(
    pipeline: str,
    jobs: int | None,
    dask: str,
    batch_size: int,
    again: bool,
    min_score: float,
    bare: float | None,
    bare_seed: int,
    wants_report: bool,
    as_json: bool,
    quiet: bool,
    project: Path | None,
    force_network_fs: bool,
) -> None:
    """Let a spaCy pipeline propose entities, quotes and events.

    Stopped in the middle, it goes on where it was when it is called again. Articles that this version of the
    pipeline has done are passed over, and --report counts them too. Newer proposals replace those that nobody has
    touched, when an unfinished article is opened; what changes is printed. Finished articles stay as they are.
    """
    from annotator.model.errors import Misuse
    from annotator.workflow.bare_serving import Bare
    from annotator.workflow.preannotating import preannotate
    from annotator.workflow.proposal_report import proposal_report

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
            min_score=min_score,
            bare=None if bare is None else Bare(bare, bare_seed),
            on_progress=progress.show,
        )
        stored = proposal_report(here, report.pipeline) if wants_report else None
    if as_json:
        click.echo(json.dumps(asdict(report) | ({} if stored is None else {"report": asdict(stored)}), indent=2))
    elif not quiet:
        print_report(report, stored)
        if bare is not None:
            click.echo(f"each annotator begins {bare:.3g} of the articles that they have not opened without proposals")


def print_report(report: PreannotationReport, stored: ProposalReport | None = None) -> None:
    """Print what a run did, and with `stored` what the project has of its pipeline."""
    from annotator.cli import proposal_text

    if report.note:
        click.echo(report.note)
    rate = f", {report.articles / report.seconds:,.0f} articles/s" if report.articles and report.seconds else ""
    skipped = f"; {report.skipped:,} had proposals of it already" if report.skipped else ""
    click.echo(f"{report.pipeline}: {report.articles:,} articles in {report.seconds:.1f} s{rate}{skipped}")
    if report.newest not in (None, report.pipeline):
        click.echo(f"annotators get the newer proposals of {report.newest}; --again lets {report.pipeline} propose anew")
    if stored is not None:
        lines = proposal_text.report_lines(stored)
    else:
        lines = proposal_text.left_out_lines(report.unmapped, report.ignored, report.dropped, report.unsure)
        if report.proposed:
            click.echo("proposed: " + ", ".join(f"{count:,} {name}" for name, count in report.proposed.items()))
    for line in lines:
        click.echo(line)
    if stored is None and report.changes is not None:
        for line in proposal_text.change_lines(report.changes):
            click.echo(line)
