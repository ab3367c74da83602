"""`annotator adjudicate`: finished sets become gold."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import examples, opened, project_option


@click.command("adjudicate", epilog=examples("annotator adjudicate --accept ann1"))
@click.option("--accept", "accepted", metavar="NAME", required=True, help="Make NAME's finished sets gold.")
@click.option("--replace", "replace_gold", is_flag=True, help="Also where gold exists and differs.")
@project_option
def command(accepted: str, replace_gold: bool, project: Path | None, force_network_fs: bool) -> None:
    """Make one annotator's finished sets gold, each in one logged edit.

    Gold that exists and differs stays as it is unless --replace is given.
    """
    from annotator.workflow.adjudicating import accept_as_gold

    with opened(project, force_network_fs=force_network_fs) as here:
        report = accept_as_gold(here, accepted, replace_gold=replace_gold)
    click.echo(f"gold made {report.made}, replaced {report.replaced}, unchanged {report.unchanged}")
    if report.differing:
        click.echo(f"{report.differing} articles have other gold already and stay as they are; --replace changes them", err=True)
    if report.unfinished:
        click.echo(f"{report.unfinished} articles of {accepted} are not finished and were left out", err=True)
    if report.left_out:
        click.echo(f"{report.left_out} proposals that nobody looked at were left out", err=True)
