"""Running a program at the terminal, and what is said when it ended by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.errors import AnnotatorError, Unavailable

if TYPE_CHECKING:
    from annotator.tui.program import Program


def run_program(program: Program) -> None:
    """Run it until the person quits.

    Raises what ended it otherwise, Unavailable with a sentence for a fault of its own.
    """
    program.run()
    if isinstance(program.failure, (AnnotatorError, OSError)):
        raise program.failure
    if program.failure is not None:
        raise Unavailable(
            f"the editor stopped at a fault of its own: {type(program.failure).__name__}: {program.failure}",
            "what was shown as saved is saved; with --debug it says where",
        ) from program.failure
