"""`annotator completion`: shell completion."""

from __future__ import annotations

import click

from annotator.cli.options import examples

_LINES = {
    "bash": 'eval "$(_ANNOTATOR_COMPLETE=bash_source annotator)"',
    "zsh": 'eval "$(_ANNOTATOR_COMPLETE=zsh_source annotator)"',
    "fish": "_ANNOTATOR_COMPLETE=fish_source annotator | source",
}
_FILES = {"bash": "~/.bashrc", "zsh": "~/.zshrc", "fish": "~/.config/fish/config.fish"}


@click.command("completion", epilog=examples('eval "$(annotator completion bash)"'))
@click.argument("shell", type=click.Choice(list(_LINES)))
def command(shell: str) -> None:
    """Print the line that turns on completion, to be added to the shell's start-up file."""
    click.echo(_LINES[shell])
    click.echo(f"add this line to {_FILES[shell]}", err=True)
