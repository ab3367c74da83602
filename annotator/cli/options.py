"""The options that many verbs share."""

from __future__ import annotations

import getpass
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from annotator.formats.limits import Limits

if TYPE_CHECKING:
    from annotator.workflow.project import Project

_LIMITS = Limits()
_F = TypeVar("_F", bound=Callable[..., Any])


def project_option(function: _F) -> _F:
    """`--project DIR` and `--force-network-fs`, for `opened`."""
    force = click.option("--force-network-fs", is_flag=True, help="Open a store on a network file system, at your own risk.")
    where = click.option(
        "--project",
        "project",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The project's folder; by default the nearest one upwards from here.",
    )
    return where(force(function))


def limit_options(function: _F) -> _F:
    """`--max-line`, `--max-text`, `--max-spans` and `--max-depth`, for `limits_of`."""
    for name, kind, default, text in (
        ("--max-depth", click.IntRange(1, 500), _LIMITS.depth, "The deepest nesting of a record."),
        ("--max-spans", click.IntRange(1), _LIMITS.spans, "The most spans of one article."),
        ("--max-text", click.IntRange(1), _LIMITS.text, "The longest text, in characters."),
        ("--max-line", click.IntRange(1), _LIMITS.line, "The longest line, in bytes."),
    ):
        function = click.option(name, type=kind, default=default, show_default=True, help=text)(function)
    return function


def limits_of(given: Mapping[str, Any]) -> Limits:
    """The limits among a verb's options."""
    return Limits(given["max_line"], given["max_text"], given["max_spans"], given["max_depth"])


def name_option(function: _F) -> _F:
    """`--as NAME`: who works."""
    return click.option("--as", "name", metavar="NAME", help="Work as this annotator; by default your user name.")(function)


def opened(project: Path | None, *, read_only: bool = False, force_network_fs: bool = False) -> AbstractContextManager[Project]:
    """The project of `--project`, opened.

    Raises Misuse where there is none, Unavailable when the store can't be opened.
    """
    from annotator.workflow.project import open_project

    return open_project(
        folder_of(project),
        read_only=read_only,
        force_network_fs=force_network_fs,
        on_busy=busy_teller(),
    )


def examples(*lines: str) -> str:
    """The end of a verb's help: commands as one types them."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def busy_teller() -> Callable[[float], None]:
    """What tells whoever waits at the prompt, at once and then every two seconds."""
    told = -2.0

    def tell(waited: float) -> None:
        nonlocal told
        if waited < told or waited - told >= 2:
            told = waited
            click.echo("annotator: store busy, retrying", err=True)

    return tell


def folder_of(project: Path | None) -> Path:
    """The folder given with `--project`, else the nearest one upwards from here.

    Raises Misuse when it is no project, or there is none.
    """
    from annotator.model.errors import Misuse
    from annotator.workflow.places import STORE_NAME, nearest

    if project is None:
        found = nearest(Path.cwd())
        if found is None:
            raise Misuse(f"there is no project in {Path.cwd()} or above it", "make one: annotator init DIR, or try one: annotator demo")
        return found
    if not (project / STORE_NAME).exists():
        raise Misuse(f"{project} is no project: it has no {STORE_NAME}", "make one: annotator init DIR")
    return project


def at_terminal() -> bool:
    """Whether a person sits there who can press keys and see what comes."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def annotator_name(name: str | None) -> str:
    """The name of `--as`, else the operating system's user name made fit.

    Raises Misuse for a name that can't be used.
    """
    from annotator.workflow.project import checked_name

    if name is None:
        name = re.sub(r"[^A-Za-z0-9._-]", "-", getpass.getuser())[:64]
    return checked_name(name)
