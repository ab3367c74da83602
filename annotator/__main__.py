"""`python -m annotator` is the command `annotator`."""

from annotator.cli.main import run

run()
