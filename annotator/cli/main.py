"""The command line's entry: verbs loaded when they run, and the one boundary where errors become exit codes."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

import annotator
from annotator.model.errors import AnnotatorError

_VERBS = {
    "demo": ("demo", "make ./annotator-demo from the starter corpus and open it"),
    "init": ("init", "make a project: schema.yaml and annotations.db"),
    "import": ("import_", "bring in articles or annotations"),
    "preannotate": ("preannotate", "let a spaCy pipeline propose entities, quotes and events"),
    "annotate": ("annotate", "open the editor"),
    "status": ("status", "show how far the work is"),
    "agreement": ("agreement", "measure how far annotators agree, and list what they do not"),
    "adjudicate": ("adjudicate", "make finished sets gold"),
    "export": ("export", "write annotations as JSONL or another format"),
    "check": ("check", "check files, or the project"),
    "show": ("show", "print annotations one a line, for diffs"),
    "backup": ("backup", "copy the store safely while it is in use"),
    "doctor": ("doctor", "check the store, its log and the environment"),
    "completion": ("completion", "print the line that turns on shell completion"),
}
_COMPLETION = "_ANNOTATOR_COMPLETE"
"""What shells set to ask for completions."""

FIRST_STEPS = """annotator: no project here. What to do first:
  annotator demo                 try it on twelve articles, ready in a minute
  annotator init DIR             make a project of your own, then in DIR:
  annotator import PATH          bring in your articles (.txt, .jsonl, .csv or a folder)
  annotator preannotate          let spaCy propose; then: annotator annotate"""


class Verbs(click.Group):
    """A group that imports a verb's module only when the verb is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order in which one uses them."""
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, or `None` for an unknown one."""
        if cmd_name not in _VERBS:
            return None
        command: click.Command = importlib.import_module(f"annotator.cli.{_VERBS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, text) for name, (_, text) in _VERBS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the verb that was probably meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            close = difflib.get_close_matches(args[0], _VERBS, n=1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise click.UsageError(f"there is no verb {args[0]!r}.{hint}", ctx) from error


@click.command(cls=Verbs, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--project", type=click.Path(path_type=Path), metavar="DIR", help="The project's folder, for any verb.")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the trace of an error.")
@click.version_option(annotator.__version__, prog_name="annotator")
@click.pass_context
def main(ctx: click.Context, project: Path | None) -> None:
    """Make gold corpora from news articles in the terminal.

    spaCy proposes entities, quotes and events; people correct them by keyboard; every edit is
    saved at once. Without a verb the editor opens, in a project.

    Exit codes: 0 ok, 1 bad data, 2 misuse, 3 store or environment.
    """
    if project is not None:
        ctx.default_map = {verb: {"project": project} for verb in _VERBS}
    if ctx.invoked_subcommand is None:
        _open_here(ctx, project)


def _open_here(ctx: click.Context, project: Path | None) -> None:
    from annotator.cli.options import at_terminal
    from annotator.workflow.places import nearest

    has_project = nearest(Path.cwd()) is not None
    if project is not None:
        ctx.invoke(importlib.import_module("annotator.cli.annotate").command, project=project)
    elif has_project and at_terminal():
        ctx.invoke(importlib.import_module("annotator.cli.annotate").command)
    elif has_project:
        click.echo(ctx.get_help())
    else:
        click.echo(FIRST_STEPS)


def run(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 ok, 1 bad data, 2 misuse, 3 store or environment."""
    # work is shared out to processes; threads of numpy beside them wait for each other and are many times slower
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(call(args))


def call(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; the one place where errors become sentences."""
    given = list(sys.argv[1:] if args is None else args)
    debug = "--debug" in given
    given = [word for word in given if word != "--debug"]
    try:
        if _COMPLETION in os.environ:
            main.main(args=given, prog_name="annotator")
        # click's own `main` would make a reader that went away an error
        with main.make_context("annotator", given) as context:
            result: object = main.invoke(context)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except AnnotatorError as error:
        if debug:
            raise
        if error.names_places:
            _say_lines(*error.message.split("\n"), f"annotator: {error.hint}")
        else:
            _say(error.message, error.hint)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        _say("stopped")
        return 130
    except BrokenPipeError:
        # the reader of our output went away; Python would complain once more when it flushes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if debug:
            raise
        _say(f"{error.filename or 'the system'}: {error.strerror or error}")
        return 3


def _say(message: str, hint: str = "") -> None:
    _say_lines(*f"annotator: {message}".split("\n"), *([f"  {hint}"] if hint else []))


def _say_lines(*lines: str) -> None:
    from annotator.formats.faults import printable

    for line in lines:
        # a message may name a file or its content, which must not steer the terminal
        click.echo(printable(line), err=True)
